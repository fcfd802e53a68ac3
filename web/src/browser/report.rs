//! What a calculator tells a script of itself.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// A script's function `(link, sizes, refusal)`.
    #[derive(Debug)]
    pub type Report;

    #[wasm_bindgen(method, structural, js_name = call, catch)]
    fn call(this: &Report, of: &JsValue, link: &str, sizes: &str, refusal: &str) -> Result<(), JsValue>;
}

impl Report {
    /// Tells of a change. What the script makes of it is its own matter.
    pub(crate) fn tell(&self, link: &str, sizes: &str, refusal: &str) {
        let _ = self.call(&JsValue::UNDEFINED, link, sizes, refusal);
    }
}
