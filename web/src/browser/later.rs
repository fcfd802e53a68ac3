//! Loads the second half of the program. Where it was not parted there is nothing to load, and everything is there from the start.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use crate::later::{Arrival, Later};
use crate::state::Action;

thread_local! {
    /// What loads the second half, until it is there.
    static LOAD: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// The promise that was given for it, which is one for all calculators of a page.
    static COMING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Says that the program was parted, and how its second half is loaded: by a function that gives a promise, and may be called again.
#[wasm_bindgen(js_name = comesLater)]
pub fn comes_later(load: Function) {
    LOAD.replace(Some(load));
}

/// How far it is.
pub(crate) fn arrival() -> Arrival {
    if LOAD.with_borrow(Option::is_some) { Arrival::Awaited } else { Arrival::There(Later::arrived()) }
}

/// Loads it, and tells whether it is there.
pub(crate) fn load(act: Callback<Action>) {
    yew::platform::spawn_local(async move {
        act.emit(match loaded().await {
            Ok(()) => {
                LOAD.take();
                Action::Arrive(Later::arrived())
            }
            Err(_) => Action::Miss,
        });
    });
}

/// Calls back with the second half: at once where it is there, or else when it has come; with nothing where it could not be loaded.
pub(crate) fn then(act: impl FnOnce(Option<Later>) + 'static) {
    if let Arrival::There(later) = arrival() {
        return act(Some(later));
    }
    yew::platform::spawn_local(async move { act(loaded().await.ok().map(|()| Later::arrived())) });
}

async fn loaded() -> Result<(), JsValue> {
    let Some(load) = LOAD.with_borrow(Clone::clone) else { return Ok(()) };
    let promise = match COMING.with_borrow(Clone::clone) {
        Some(promise) => promise,
        None => Promise::from(load.call0(&JsValue::NULL)?),
    };
    COMING.replace(Some(promise.clone()));
    // What did not come is asked for again.
    JsFuture::from(promise).await.map(drop).inspect_err(|_| drop(COMING.take()))
}
