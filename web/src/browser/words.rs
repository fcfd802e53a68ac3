//! How texts come into the page, and what a page of its own tells the browser of its language. The scripts fetch, because how they do is theirs.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::{document, storage};
use crate::text::{Language, UnfitWords, Words};

/// Where the browser keeps the language that was chosen. web/assets/boot.js reads it.
const ENTRY: &str = "language";

thread_local! {
    /// Who fetches texts.
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Gives the texts of a language, and a function from the stable name of any other to a promise of its texts.
///
/// # Errors
/// A language that is not known, and texts of another version.
#[wasm_bindgen]
pub fn speak(language: &str, texts: String, loader: Function) -> Result<(), JsError> {
    LOADER.replace(Some(loader));
    let known = Language::from_id(language).ok_or_else(|| JsError::new(&["the language ", language, " is not known"].concat()))?;
    Words::read(known, texts).map(drop).map_err(|UnfitWords { found, expected }| {
        let (found, expected) = (found.to_string(), expected.to_string());
        JsError::new(&["the texts are of another version: there are ", &found, ", and ", &expected, " are needed"].concat())
    })
}

/// Loads the texts of a language, and tells whether they are there.
pub(crate) fn load(language: Language, on_done: impl FnOnce(bool) + 'static) {
    yew::platform::spawn_local(async move {
        on_done(loaded(language).await.is_some());
    });
}

async fn loaded(language: Language) -> Option<Words> {
    let loader = LOADER.with_borrow(Clone::clone)?;
    let promise = loader.call1(&JsValue::UNDEFINED, &language.id().into()).ok()?;
    let texts = JsFuture::from(Promise::resolve(&promise)).await.ok()?.as_string()?;
    Words::read(language, texts).ok()
}

/// Remembers the language that a person chose.
pub(crate) fn keep(language: Language) {
    if let Some(storage) = storage() {
        // Private windows may refuse; the language then holds until the page is closed.
        let _ = storage.set_item(ENTRY, language.id());
    }
}

/// Tells the browser what the page speaks and is called.
pub(crate) fn speak_as_page(tag: &str, title: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", tag);
    }
}
