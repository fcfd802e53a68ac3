//! What Node calls to time the cases; the clock is Node's.

use std::hint::black_box;

use flink_memory::{Request, derive};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::texts::{Prepared, TEXT_CASES};
use crate::{CASES, Case};

/// The names of the cases, in the order of their numbers: derivations, then texts.
#[wasm_bindgen(js_name = caseNames)]
pub fn case_names() -> Vec<String> {
    CASES.iter().map(|case| case.name).chain(TEXT_CASES.iter().map(|case| case.name)).map(str::to_owned).collect()
}

/// A case with everything made that is not timed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Task(Option<Work>);

#[derive(Debug)]
enum Work {
    Derive(Box<Request>),
    Text(Prepared),
}

#[wasm_bindgen]
impl Task {
    /// The case with a number; one that does nothing where there is no such case.
    #[wasm_bindgen(constructor)]
    pub fn new(number: usize) -> Task {
        let text = || TEXT_CASES.get(number.checked_sub(CASES.len())?);
        let derivation = CASES.get(number).map(Case::request).map(Box::new).map(Work::Derive);
        Task(derivation.or_else(|| text().map(|case| Work::Text(case.prepare()))))
    }

    /// Does the work so many times.
    pub fn run(&self, times: u32) {
        for _ in 0..times {
            match black_box(&self.0) {
                Some(Work::Derive(request)) => drop(black_box(derive(request))),
                Some(Work::Text(prepared)) => {
                    black_box(prepared.run());
                }
                None => {}
            }
        }
    }
}
