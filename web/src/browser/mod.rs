//! The only door to the browser: typed text, focus, storage; in files of their own the address, what comes, what leaves, texts and
//! what a script is told.
//! Everything here may be refused, and a refusal is no failure.

pub(crate) mod address;
pub(crate) mod head;
pub(crate) mod incoming;
pub(crate) mod later;
pub(crate) mod offline;
pub(crate) mod outgoing;
pub(crate) mod printing;
mod report;
pub(crate) mod words;

use flink_memory::Pool;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
/// The element that a calculator is drawn into.
pub(crate) use web_sys::Element as Root;
use web_sys::{
    Document, Element, FocusOptions, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node,
    ScrollIntoViewOptions, ScrollLogicalPosition, Storage,
};
use yew::{Event, InputEvent, TargetCast};

pub use self::report::Report;
use crate::state::Theme;

/// Where the browser keeps the chosen theme.
const THEME_ENTRY: &str = "theme";

/// How long a button says that it did its work. Unit: milliseconds.
const CONFIRMATION: u32 = 2_000;

/// The text in the input that an event comes from.
pub(crate) fn typed_text(event: &InputEvent) -> String {
    event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The text in the box of several lines that an event comes from.
pub(crate) fn typed_lines(event: &InputEvent) -> String {
    event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default()
}

/// The position of the slider that an event comes from.
pub(crate) fn slider_position(event: &InputEvent) -> Option<u32> {
    typed_text(event).parse().ok()
}

/// The value of the chosen option of a list.
pub(crate) fn chosen(event: &Event) -> String {
    event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
}

/// The pool whose box or bar an event comes from.
pub(crate) fn pool_at(event: &Event) -> Option<Pool> {
    let drawn = event.target_dyn_into::<Element>()?.closest("[data-pool], [data-segment]").ok()??;
    let id = drawn.get_attribute("data-pool").or_else(|| drawn.get_attribute("data-segment"))?;
    Pool::ALL.into_iter().find(|pool| pool.id() == id)
}

/// Puts the focus on an element of the calculator that an event comes from, and on nothing else: the page does not move.
pub(crate) fn focus(event: &Event, id: &str) {
    if let Some(element) = element(event, id) {
        // Without focus the element is still there to be clicked.
        let _ = element.focus();
    }
}

/// Brings a box of the picture into sight that the focus has come to by key, which Firefox does not do. There only what is drawn in the
/// box has a place, not the group that has the focus.
pub(crate) fn show_focused(event: &Event) {
    // What a pointer has come to is in sight, and must stay under it until the button is let go.
    let focused = event.target_dyn_into::<Element>().filter(|element| element.matches(":focus-visible").unwrap_or(false));
    if let Some(drawn) = focused.and_then(|focused| focused.first_element_child()) {
        let place = ScrollIntoViewOptions::new();
        place.set_block(ScrollLogicalPosition::Nearest);
        drawn.scroll_into_view_with_scroll_into_view_options(&place);
    }
}

/// Opens everything folded around an element of the calculator that an event comes from, brings it into view and puts the focus on it.
pub(crate) fn reveal(event: &Event, id: &str) {
    let Some(target) = element(event, id) else { return };
    let mut around = target.closest("details").ok().flatten();
    while let Some(details) = around {
        if let Some(details) = details.dyn_ref::<HtmlDetailsElement>() {
            details.set_open(true);
        }
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
    let place = ScrollIntoViewOptions::new();
    place.set_block(ScrollLogicalPosition::Center);
    target.scroll_into_view_with_scroll_into_view_options(&place);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = target.focus_with_options(&options);
}

/// An element by its id, in the document or shadow tree that an event comes from: each holds one calculator at most.
/// A box of the picture is none of HTML, but takes the focus in the same way, and nothing else is asked of it.
fn element(event: &Event, id: &str) -> Option<HtmlElement> {
    let tree = event.target_dyn_into::<Node>()?.get_root_node();
    // Whatever is the root of a tree can be searched like an element.
    Some(tree.unchecked_into::<Element>().query_selector(&["#", id].concat()).ok()??.unchecked_into())
}

/// Calls back once a confirmation was to be seen long enough; dropping the timer cancels it.
pub(crate) fn after_confirmation(then: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(CONFIRMATION, then)
}

/// The theme that was chosen on an earlier visit.
pub(crate) fn stored_theme() -> Option<Theme> {
    Theme::from_id(&storage()?.get_item(THEME_ENTRY).ok()??)
}

/// Shows the page in a theme and remembers it. The style sheet reads the attribute.
pub(crate) fn apply_theme(theme: Theme) {
    if let Some(root) = web_sys::window().and_then(|window| window.document()?.document_element()) {
        let _ = root.set_attribute("data-theme", theme.id());
    }
    if let Some(storage) = storage() {
        // Private windows may refuse; the theme then holds until the page is closed.
        let _ = storage.set_item(THEME_ENTRY, theme.id());
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
