//! Loads the parts of the program that come later. Where it was not parted there is nothing to load, and everything is there from the start.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

use crate::deeper::Deeper;
use crate::later::{Arrival, Later, Writer};
use crate::state::Action;

/// A part of the program that comes later.
#[derive(Clone, Copy)]
enum Part {
    /// The second half, which every visit loads.
    Later,
    /// What writes texts.
    Writer,
    /// The panels of what follows from the breakdown.
    Deeper,
}

impl Part {
    /// What scripts call it.
    const fn name(self) -> &'static str {
        match self {
            Part::Later => "later",
            Part::Writer => "writer",
            Part::Deeper => "deeper",
        }
    }
}

thread_local! {
    /// What loads a part by its name; nothing where the program was not parted.
    static LOAD: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// The promises that were given for them, which are the same for all calculators of a page.
    static COMING: RefCell<[Option<Promise>; 3]> = const { RefCell::new([None, None, None]) };
    /// Whether the second half is there.
    static IS_LATER_THERE: Cell<bool> = const { Cell::new(false) };
}

/// Says that the program was parted, and how its parts are loaded: by a function that takes the name of one and gives a promise, and may be
/// called again.
#[wasm_bindgen(js_name = comesLater)]
pub fn comes_later(load: Function) {
    LOAD.replace(Some(load));
}

/// How far the second half is.
pub(crate) fn arrival() -> Arrival {
    if IS_LATER_THERE.get() || is_whole() { Arrival::There(Later::arrived()) } else { Arrival::Awaited }
}

/// Whether the program was not parted.
fn is_whole() -> bool {
    LOAD.with_borrow(Option::is_none)
}

/// Loads it, and tells whether it is there.
pub(crate) fn load(act: Callback<Action>) {
    let arrive = move |is_there| {
        IS_LATER_THERE.set(is_there);
        act.emit(if is_there { Action::Arrive(Later::arrived()) } else { Action::Miss });
    };
    bring(Part::Later, Box::new(arrive));
}

/// Loads what writes texts, and tells whether it is there.
pub(crate) fn load_writer(act: Callback<Action>) {
    let arrive = move |is_there| act.emit(Action::Writer(if is_there { Arrival::There(Writer::arrived()) } else { Arrival::Missed }));
    bring(Part::Writer, Box::new(arrive));
}

/// Loads the panels, and tells whether they are there.
pub(crate) fn load_panels(act: Callback<Action>) {
    let arrive = move |is_there| act.emit(Action::Panels(if is_there { Arrival::There(Deeper::arrived()) } else { Arrival::Missed }));
    bring(Part::Deeper, Box::new(arrive));
}

/// Calls back with the second half: at once where it is there, or else when it has come; with nothing where it could not be loaded.
pub(crate) fn then(act: impl FnOnce(Option<Later>) + 'static) {
    if let Arrival::There(later) = arrival() {
        return act(Some(later));
    }
    bring(Part::Later, Box::new(move |is_there| act(is_there.then(Later::arrived))));
}

/// Loads a part, and tells whether it is there.
fn bring(part: Part, then: Box<dyn FnOnce(bool)>) {
    yew::platform::spawn_local(async move { then(loaded(part).await.is_ok()) });
}

async fn loaded(part: Part) -> Result<(), JsValue> {
    let Some(load) = LOAD.with_borrow(Clone::clone) else { return Ok(()) };
    let keep = |promise| COMING.with_borrow_mut(|coming| coming[part as usize] = promise);
    let promise = match COMING.with_borrow(|coming| coming[part as usize].clone()) {
        Some(promise) => promise,
        None => Promise::from(load.call1(&JsValue::NULL, &part.name().into())?),
    };
    keep(Some(promise.clone()));
    // What did not come is asked for again.
    JsFuture::from(promise).await.map(drop).inspect_err(|_| keep(None))
}
