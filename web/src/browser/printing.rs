//! Printing: whether the browser is about to put the page on paper.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::{Callback, Event};

/// What the browser tells before it prints and after.
const BEFORE: &str = "beforeprint";
const AFTER: &str = "afterprint";

/// Listens until it is dropped.
pub(crate) struct Printing {
    listener: Closure<dyn FnMut(Event)>,
}

impl Printing {
    /// Tells before and after each print whether the page is on its way to paper.
    pub(crate) fn new(on_printing: Callback<bool>) -> Printing {
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| on_printing.emit(event.type_() == BEFORE));
        if let Some(window) = web_sys::window() {
            for name in [BEFORE, AFTER] {
                // The window takes every listener.
                let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
        Printing { listener }
    }
}

impl Drop for Printing {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            for name in [BEFORE, AFTER] {
                let _ = window.remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
            }
        }
    }
}
