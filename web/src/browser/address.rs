//! The page's address: its fragment and the entries of the browser's history. What a fragment says stands in `state`.

use wasm_bindgen::JsValue;

/// The fragment of the address, without `#`.
pub(crate) fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// The address of a page with another fragment; nothing stands for the page that is open.
pub(crate) fn with_fragment(address: &str, fragment: &str) -> String {
    let here = || web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let address = if address.is_empty() { here() } else { address.to_owned() };
    let page = address.split('#').next().unwrap_or_default();
    // An address without a fragment is the page as it first comes.
    if fragment.is_empty() { page.to_owned() } else { [page, "#", fragment].concat() }
}

/// Writes a fragment into the address, as a new entry of the browser's history or in the place of the present one.
pub(crate) fn write_fragment(fragment: &str, is_new_entry: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let address = with_fragment("", fragment);
    // A browser that was asked too often refuses; the next change asks again.
    let _ = if is_new_entry {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}
