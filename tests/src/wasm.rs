//! The run as Node sees it: the caller reads the files, everything else is the same code. The caller is `run/conformance.mjs`.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::report::Report;

/// A run in WebAssembly.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Run {
    report: Report,
}

#[wasm_bindgen]
impl Run {
    /// A run over no file yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Run {
        Run::default()
    }

    /// Runs every line of a file's text, see [`Report::add_file`].
    ///
    /// # Errors
    /// A name that is no known release; JavaScript gets the text.
    #[wasm_bindgen(js_name = addFile)]
    pub fn add_file(&mut self, release: &str, text: &str) -> Result<(), String> {
        self.report.add_file(release, text).map_err(|error| error.to_string())
    }

    /// What the native command would print.
    #[wasm_bindgen(js_name = print)]
    pub fn print(&self) -> String {
        self.report.to_string()
    }

    /// Whether something passed and nothing failed.
    #[wasm_bindgen(js_name = isGreen)]
    pub fn is_green(&self) -> bool {
        self.report.is_green()
    }
}
