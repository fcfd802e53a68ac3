//! The page's only door to the browser: typed text, focus, width, storage; in files of their own the address, what comes and what leaves.
//! Everything here may be refused, and a refusal is no failure.

pub(crate) mod address;
pub(crate) mod incoming;
pub(crate) mod offline;
pub(crate) mod outgoing;

use flink_memory::Pool;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, FocusOptions, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, ResizeObserver,
    ScrollIntoViewOptions, ScrollLogicalPosition, Storage,
};
use yew::{Callback, Event, InputEvent, NodeRef, TargetCast};

use crate::state::Theme;

/// Where the browser keeps the chosen theme.
const THEME_ENTRY: &str = "theme";

/// How long a button says that it did its work. Unit: milliseconds.
const CONFIRMATION: u32 = 2_000;

/// The element that the page is drawn into.
pub(crate) fn mount_point() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("app")
}

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

/// Puts the focus on an element, and on nothing else: the page does not move.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id) {
        // Without focus the element is still there to be clicked.
        let _ = element.focus();
    }
}

/// Opens everything folded around an element, brings it into view and puts the focus on it.
pub(crate) fn reveal(id: &str) {
    let Some(target) = element(id) else { return };
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

/// An element by its id. A box of the picture is none of HTML, but takes the focus in the same way, and nothing else is asked of it.
fn element(id: &str) -> Option<HtmlElement> {
    Some(web_sys::window()?.document()?.get_element_by_id(id)?.unchecked_into())
}

/// The room that there is for a picture. Unit: pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Room {
    /// The width of the place.
    pub(crate) width: u32,
    /// The height of the window.
    pub(crate) height: u32,
}

/// Watches the room that an element has until it is dropped.
pub(crate) struct RoomObserver {
    observer: ResizeObserver,
    // The browser calls it as long as the observer lives.
    _on_resize: Closure<dyn FnMut()>,
}

impl RoomObserver {
    /// Tells the room now and whenever the width changes; `None` where the browser cannot tell.
    pub(crate) fn new(node: &NodeRef, on_room: Callback<Room>) -> Option<RoomObserver> {
        let element = node.cast::<Element>()?;
        let watched = element.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            if let (Ok(width), Some(height)) = (u32::try_from(watched.client_width()), window_height()) {
                on_room.emit(Room { width, height });
            }
        });
        let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(RoomObserver { observer, _on_resize: on_resize })
    }
}

impl Drop for RoomObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast to u32 saturates")]
fn window_height() -> Option<u32> {
    Some(web_sys::window()?.inner_height().ok()?.as_f64()? as u32)
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

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
