//! What comes from outside of the page's own controls: pasted, dropped and opened texts, keys for undo and redo, another address.

use flink_memory_formats::MOST_BYTES;
use gloo::timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, EventTarget, File, HtmlInputElement, KeyboardEvent};
use yew::{Callback, Event, TargetCast};

use super::Root;
use super::address::fragment;
use crate::shown::Shown;
use crate::state::Action;

/// The box that a text may be pasted or typed into.
pub(crate) const TEXT_BOX: &str = "text-box";

/// Boxes in which pasted texts are the box's own.
const OWN_BOXES: &str = "input[type=text]";

/// Boxes in which keys are the box's own: in the box for texts as long as one stands in it.
const OWN_KEYS: &str = "input[type=text], textarea:not(:placeholder-shown)";

/// From this length on a text takes long enough to be read that the page says so first. Unit: bytes.
const LONG: usize = 1 << 18;

/// The time in which the browser draws what the page says. Unit: milliseconds.
const DRAWING: u32 = 50;

/// What is listened to: by every calculator, where texts can be brought, and by a page.
const EVENTS: [&str; 7] = ["keydown", "change", "paste", "dragover", "drop", "popstate", "hashchange"];

/// Listens until it is dropped.
pub(crate) struct Listening {
    target: Option<EventTarget>,
    events: &'static [&'static str],
    listener: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Tells of every paste, drop, key and address that means something to a calculator as a whole: to a page those of the window.
    pub(crate) fn new(shown: Shown, root: Option<&Root>, act: Callback<Action>) -> Listening {
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| heard(&event, &act));
        let target: Option<EventTarget> = if shown.is_page { web_sys::window().map(Into::into) } else { root.cloned().map(Into::into) };
        let events = match (shown.is_page, shown.has_all()) {
            (true, _) => EVENTS.as_slice(),
            (false, true) => &EVENTS[..5],
            (false, false) => &EVENTS[..2],
        };
        let listening = Listening { target, events, listener };
        listening.each(EventTarget::add_event_listener_with_callback);
        listening
    }

    fn each(&self, change: fn(&EventTarget, &str, &Function) -> Result<(), JsValue>) {
        if let Some(target) = &self.target {
            for name in self.events {
                // Every target takes every listener.
                let _ = change(target, name, self.listener.as_ref().unchecked_ref());
            }
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.each(EventTarget::remove_event_listener_with_callback);
    }
}

fn heard(event: &Event, act: &Callback<Action>) {
    match event.type_().as_str() {
        "change" => {
            if let Some(key) = key_of(event) {
                act.emit(Action::Settle(key));
            }
        }
        "popstate" | "hashchange" => act.emit(Action::OpenLink(fragment())),
        "keydown" => {
            if let Some(action) = event.dyn_ref().and_then(undo_or_redo).filter(|_| !is_in(OWN_KEYS, event)) {
                event.prevent_default();
                act.emit(action);
            }
        }
        "dragover" | "drop" => {
            let carried = event.dyn_ref().and_then(DragEvent::data_transfer);
            // A text that is dropped into a box of its own is that box's. No box takes a file, and a page that does not is left for it.
            let is_file = carried.as_ref().is_some_and(|carried| carried.types().includes(&"Files".into(), 0));
            if is_file || !is_in(OWN_BOXES, event) {
                event.prevent_default();
                if event.type_() == "drop" {
                    bring_all(carried, act);
                }
            }
        }
        _ if is_in(OWN_BOXES, event) => {}
        _ => {
            event.prevent_default();
            bring_all(event.dyn_ref().and_then(ClipboardEvent::clipboard_data), act);
        }
    }
}

fn is_in(boxes: &str, event: &Event) -> bool {
    event.target_dyn_into::<Element>().is_some_and(|element| element.matches(boxes).unwrap_or_default())
}

/// The key of the option whose box or slider an event comes from.
fn key_of(event: &Event) -> Option<String> {
    event.target_dyn_into::<Element>()?.closest("[data-key]").ok()??.get_attribute("data-key")
}

fn undo_or_redo(event: &KeyboardEvent) -> Option<Action> {
    if !event.ctrl_key() && !event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "z" if !event.shift_key() => Some(Action::Undo),
        "z" | "Z" | "y" => Some(Action::Redo),
        _ => None,
    }
}

/// Brings what was carried here: a file before a text, because a browser gives some files a text as well.
fn bring_all(carried: Option<DataTransfer>, act: &Callback<Action>) {
    let Some(carried) = carried else { return };
    match carried.files().and_then(|files| files.get(0)) {
        Some(file) => bring_file(file, act.clone()),
        None => bring(None, carried.get_data("text/plain").unwrap_or_default(), act),
    }
}

/// Brings the file that a person chose.
pub(crate) fn bring_chosen(event: &Event, act: &Callback<Action>) {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        bring_file(file, act.clone());
    }
    // The same file can be chosen again.
    input.set_value("");
}

/// Brings a text. Of a long one the page says first that it is being read. Nothing at all is only worth telling of a file.
pub(crate) fn bring(name: Option<String>, text: String, act: &Callback<Action>) {
    if name.is_none() && text.trim().is_empty() {
        return;
    }
    if text.len() > MOST_BYTES {
        return act.emit(Action::Refuse { name, bytes: text.len().to_string() });
    }
    let is_long = text.len() > LONG;
    let bring = Action::Bring { name, text };
    if is_long {
        act.emit(Action::Wait);
        let act = act.clone();
        Timeout::new(DRAWING, move || act.emit(bring)).forget();
    } else {
        act.emit(bring);
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the limit is far below where a double loses whole numbers"
)]
fn bring_file(file: File, act: Callback<Action>) {
    let name = Some(file.name());
    if file.size() > MOST_BYTES as f64 {
        return act.emit(Action::Refuse { name, bytes: (file.size() as u64).to_string() });
    }
    yew::platform::spawn_local(async move {
        // What cannot be read is a folder, or has gone since.
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        match text {
            Some(text) => bring(name, text, &act),
            None => act.emit(Action::Refuse { name, bytes: String::new() }),
        }
    });
}
