//! What the tests of the API have in common: values of JavaScript, their fields, answers and errors. No test stands here.

#![allow(unreachable_pub, dead_code, reason = "each file of tests takes what it needs")]

use js_sys::{Error, Reflect};
use wasm_bindgen::{JsCast, JsError, JsValue};

/// The value of a JavaScript expression.
pub fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).unwrap_or_else(|error| panic!("{expression}: {error:?}"))
}

/// The field at a path such as `shares.0.size`; `undefined` where there is none.
pub fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap_or(JsValue::UNDEFINED))
}

fn message(error: JsError) -> String {
    let error: Error = JsValue::from(error).unchecked_into();
    error.message().into()
}

#[track_caller]
pub fn given(answer: Result<JsValue, JsError>) -> JsValue {
    answer.unwrap_or_else(|error| panic!("{}", message(error)))
}

/// What a call that makes no sense is told.
#[track_caller]
pub fn told(answer: Result<JsValue, JsError>) -> String {
    answer.map_err(message).expect_err("a bad call")
}

/// A TaskManager of four slots and this release; more of its configuration may follow.
pub fn task_manager(release: &str, more: &str) -> JsValue {
    let config = "'taskmanager.memory.process.size': '4g', 'taskmanager.numberOfTaskSlots': 4";
    js(&format!("{{release: '{release}', process: 'taskmanager', config: {{{config}, {more}}}}}"))
}

/// Nothing more is said.
pub const NO_OPTIONS: JsValue = JsValue::UNDEFINED;
