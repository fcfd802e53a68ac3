//! What the module gives to scripts: a calculator drawn into an element, and a handle to it. Whose element it is, the page's, an embedded
//! page's or a custom element's, is known to the script.

use std::rc::Rc;

use wasm_bindgen::prelude::{JsError, wasm_bindgen};
use yew::{AppHandle, Renderer};

use crate::app::{App, Props};
use crate::browser::head::{guide, version};
use crate::browser::{Report, Root};
use crate::instance::Instance;
use crate::shown::Shown;
use crate::text::{Language, Words};

/// A calculator that is drawn, as a script holds it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Calculator {
    app: AppHandle<App>,
    instance: Rc<Instance>,
}

/// Draws a calculator into an element, in place of what is in it. It is there once the tasks that wait now are done.
///
/// - `view`: `page` for a page of its own, which it then holds the address, the theme and the keys of; else `calculator` or `picture`.
/// - `controls`: `all`, `sliders` or `none`; anything else is what suits the view.
/// - `language`: the language that it speaks where the link asks for none, of which `speak` has the texts.
/// - `fragment`: the link that it starts with, without `#`.
/// - `address`: what copied links lead to, without a fragment; nothing for the page that it is on.
/// - `report`: told after each change the link, the sizes as `pool=bytes` with a blank between, and why Flink refuses, if it does.
///
/// # Errors
/// A language whose texts are not there.
#[wasm_bindgen]
pub fn mount(
    root: Root,
    view: &str,
    controls: &str,
    language: &str,
    fragment: &str,
    address: String,
    report: Option<Report>,
) -> Result<Calculator, JsError> {
    let words = Language::from_id(language).and_then(Words::loaded);
    let words = words.ok_or_else(|| JsError::new(&["there are no texts in the language ", language].concat()))?;
    let mut instance = Instance::new(Shown::of(view, controls), words, fragment);
    (instance.address, instance.root, instance.report) = (address, Some(root.clone()), report);
    (instance.version, instance.guide) = (version().unwrap_or_default(), guide().unwrap_or_default());
    let instance = Rc::new(instance);
    let app = Renderer::<App>::with_root_and_props(root, Props { instance: Rc::clone(&instance) }).render();
    Ok(Calculator { app, instance })
}

#[wasm_bindgen]
impl Calculator {
    /// The link to what is set and looked at: what stands behind the `#`.
    pub fn link(&self) -> String {
        self.instance.link()
    }

    /// Opens a link, given as what stands behind the `#`.
    pub fn open(&self, fragment: String) {
        self.instance.open(fragment);
    }

    /// Takes the calculator away.
    pub fn unmount(self) {
        self.app.destroy();
    }
}
