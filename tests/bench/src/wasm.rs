//! What Node calls to time the cases; the clock is Node's.

use std::hint::black_box;

use flink_memory::derive;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::CASES;

/// The names of the cases, in the order of their numbers.
#[wasm_bindgen(js_name = caseNames)]
pub fn case_names() -> Vec<String> {
    CASES.iter().map(|case| case.name.to_owned()).collect()
}

/// Derives a case so many times; does nothing where there is no such case.
#[wasm_bindgen(js_name = deriveRepeatedly)]
pub fn derive_repeatedly(case: usize, times: u32) {
    if let Some(case) = CASES.get(case) {
        let request = case.request();
        for _ in 0..times {
            black_box(derive(black_box(&request)));
        }
    }
}
