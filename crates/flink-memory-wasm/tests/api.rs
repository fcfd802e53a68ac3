//! The API as JavaScript sees it: types that cross, absent fields, and errors. Numbers are proved by the conformance run. Runs under Node.

#![cfg(target_arch = "wasm32")]

use flink_memory_wasm::{derive, options, releases};
use js_sys::{Array, BigInt, Error, Object, Reflect};
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// The value of a JavaScript expression.
fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({expression})")).unwrap_or_else(|error| panic!("{expression}: {error:?}"))
}

/// The field at a path such as `slot.managed`; `undefined` where there is none.
fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap_or(JsValue::UNDEFINED))
}

#[track_caller]
fn answer(request: &str) -> JsValue {
    derive(js(request)).unwrap_or_else(|error| panic!("{request}: {}", message(error)))
}

fn message(error: JsError) -> String {
    let error: Error = JsValue::from(error).unchecked_into();
    error.message().into()
}

#[track_caller]
fn refuses(request: &str, sentence: &str) {
    assert_eq!(derive(js(request)).map_err(message), Err(sentence.to_owned()), "{request}");
}

#[wasm_bindgen_test]
fn a_task_manager_of_two_gibibytes() {
    let derived = answer("{release: '1.15', process: 'taskmanager', config: {'taskmanager.memory.process.size': '2g'}}");
    assert_eq!(at(&derived, "ok"), true);
    for (pool, bytes) in [("jvmHeap", 697_932_173u64), ("managed", 665_719_939), ("network", 166_429_984), ("jvmOverhead", 214_748_368)] {
        assert_eq!(at(&derived, &format!("sizes.{pool}")), JsValue::from(bytes), "{pool}");
    }
    assert_eq!(at(&derived, "tree.children.0.pool"), "totalFlink");
    assert_eq!(at(&derived, "summary.0"), "Final TaskExecutor Memory configuration:");
    assert_eq!(at(&derived, "slot.networkBuffers"), 5079);
    assert!(at(&derived, "jvmParameters").as_string().is_some_and(|text| text.starts_with("-Xmx697932173 ")));
    assert!(at(&derived, "dynamicConfiguration").as_string().is_some_and(|text| text.starts_with("-D taskmanager.memory.network.min=")));
}

#[wasm_bindgen_test]
fn every_size_is_a_bigint_up_to_the_largest() {
    let derived = answer("{release: '2.3', process: 'taskmanager', config: {'taskmanager.memory.process.size': '1g'}}");
    let steps: Array = at(&derived, "steps").unchecked_into();
    let network = steps.iter().find(|step| at(step, "pool") == "network").unwrap_or(JsValue::UNDEFINED);
    assert_eq!(at(&network, "rule.range.max.value"), js("9223372036854775807n"));
    assert_eq!(at(&network, "rule.range.max.origin.kind"), "default");
    let sizes: Object = at(&derived, "sizes").unchecked_into();
    assert!(Object::values(&sizes).iter().all(|size| size.is_instance_of::<BigInt>() || size.is_bigint()));
    let zero = answer("{release: '2.3', process: 'taskmanager', config: {'taskmanager.memory.process.size': '2g'}}");
    assert_eq!(at(&zero, "sizes.taskOffHeap"), js("0n"));
}

#[wasm_bindgen_test]
fn configured_values_keep_their_type() {
    let size = |value: &str| {
        let request = format!("{{release: '2.0', process: 'taskmanager', config: {{'taskmanager.memory.process.size': {value}}}}}");
        at(&answer(&request), "sizes.totalProcess")
    };
    for value in ["'4g'", "4294967296", "4294967296n"] {
        assert_eq!(size(value), js("4294967296n"), "{value}");
    }
    let tiny = |value: &str| {
        let config = format!("{{'taskmanager.memory.process.size': '4g', 'taskmanager.memory.managed.fraction': {value}}}");
        at(&answer(&format!("{{release: '2.0', process: 'taskmanager', config: {config}}}")), "ok")
    };
    // A text is read as a float, which is zero; a number must fit into one.
    assert_eq!(tiny("'1e-50'"), true);
    assert_eq!(tiny("1e-50"), false);
}

#[wasm_bindgen_test]
fn a_refusal_of_flink_is_an_answer() {
    let refused = answer("{release: '1.20', process: 'taskmanager', config: {'taskmanager.memory.process.size': '1.5g'}}");
    assert_eq!(at(&refused, "ok"), false);
    assert_eq!(at(&refused, "error.exception"), "IllegalConfigurationException");
    assert_eq!(at(&refused, "error.keys.0"), "taskmanager.memory.process.size");
    assert!(at(&refused, "error.causes.0.message").is_string());
    assert!(at(&refused, "sizes").is_undefined());
}

#[wasm_bindgen_test]
fn what_is_absent_has_no_field() {
    let derived = answer("{release: '1.20', process: 'local', deployment: undefined}");
    for absent in ["error", "slot", "summary", "jvmParameters", "dynamicConfiguration"] {
        assert_eq!(Reflect::has(&derived, &absent.into()), Ok(false), "{absent}");
    }
    assert_eq!(at(&derived, "webUi.totalFlink.size"), js("2199493017600n"));
    let heap = answer("{release: '1.10', process: 'jobmanager', config: {}}");
    assert_eq!(Reflect::has(&at(&heap, "tree"), &"size".into()), Ok(false));
}

#[wasm_bindgen_test]
fn deployment_and_environment_count() {
    let request =
        |deployment: &str| format!("{{release: '1.20', process: 'taskmanager', deployment: '{deployment}', env: {{FLINK_TM_HEAP: '2g'}}}}");
    assert_eq!(at(&answer(&request("standalone")), "sizes.totalFlink"), js("2147483648n"));
    assert_eq!(at(&answer(&request("container")), "sizes.totalProcess"), js("2147483648n"));
}

#[wasm_bindgen_test]
fn releases_and_options_are_listed() {
    let releases: Array = releases().unwrap_or_else(|error| panic!("{}", message(error))).unchecked_into();
    assert_eq!(releases.length(), 15);
    assert_eq!(at(&releases, "10.verifiedPatch"), "1.20.5");
    let options = |release: &str| options(release.into()).map_err(message);
    let known: Array = options("1.20").unwrap_or_else(|error| panic!("{error}")).unchecked_into();
    let option = |key: &str| known.iter().find(|option| at(option, "key") == key).unwrap_or(JsValue::UNDEFINED);
    assert_eq!(at(&option("taskmanager.memory.network.max"), "defaultSize"), js("9223372036854775807n"));
    assert_eq!(at(&option("taskmanager.memory.managed.fraction"), "default"), "0.4");
    assert!(at(&option("taskmanager.memory.process.size"), "default").is_undefined());
    assert!(options("9.9").is_err_and(|error| error.starts_with("unknown release '9.9'; known: 1.10, ")));
}

#[wasm_bindgen_test]
fn a_bad_call_throws_an_error_that_says_what_is_wrong() {
    refuses("undefined", "derive() takes an object with release, process and config");
    refuses(
        "{process: 'local'}",
        "release must be a string, one of 1.10, 1.11, 1.12, 1.13, 1.14, 1.15, 1.16, 1.17, 1.18, 1.19, 1.20, 2.0, 2.1, 2.2, 2.3",
    );
    refuses("{release: '2.0', process: 'master'}", "unknown process 'master'; known: taskmanager, jobmanager, local");
    refuses("{release: '2.0', process: 'local', config: ['a']}", "config must be an object");
    let sentence = "config['a'] must be a string, a number, a boolean or a bigint of 64 bits";
    for value in ["null", "[1]", "{}", "() => 1", "Symbol()", "9223372036854775808n", "-9223372036854775809n", "1n << 70n"] {
        refuses(&format!("{{release: '2.0', process: 'local', config: {{a: {value}}}}}"), sentence);
    }
    refuses("(() => { const a = {release: '2.0', process: 'local'}; a.config = {a}; return a; })()", sentence);
}
