//! Whether the page is kept for work without a network, as web/assets/offline.js tells it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;
use yew::Callback;

/// Says that the standing changed.
const STANDING: &str = "offline-standing";

/// Asks for the other build.
const UPDATE: &str = "offline-update";

/// How the page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It works without a network.
    Ready,
    /// Another build of it is there and waits.
    Update,
    /// It could not be kept.
    Incomplete,
}

/// How the page stands now; nothing while that is not known, and where pages are not kept.
pub(crate) fn standing() -> Option<Standing> {
    let root = web_sys::window()?.document()?.document_element()?;
    match root.get_attribute("data-offline")?.as_str() {
        "ready" => Some(Standing::Ready),
        "update" => Some(Standing::Update),
        _ => Some(Standing::Incomplete),
    }
}

/// Asks for the other build; the page is then loaded anew.
pub(crate) fn update() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(UPDATE)) {
        // The event cannot be cancelled, so what comes back says nothing.
        let _ = window.dispatch_event(&event);
    }
}

/// Tells of each change until it is dropped.
pub(crate) struct Following {
    listener: Closure<dyn FnMut()>,
}

impl Following {
    /// Tells how the page stands now, and then of each change.
    pub(crate) fn new(tell: Callback<Option<Standing>>) -> Following {
        tell.emit(standing());
        let listener = Closure::<dyn FnMut()>::new(move || tell.emit(standing()));
        if let Some(window) = web_sys::window() {
            // The window takes every listener.
            let _ = window.add_event_listener_with_callback(STANDING, listener.as_ref().unchecked_ref());
        }
        Following { listener }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(STANDING, self.listener.as_ref().unchecked_ref());
        }
    }
}
