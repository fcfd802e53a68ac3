//! The API as JavaScript sees it: types that cross, absent fields, and errors. Numbers are proved by the conformance run. Runs under Node.

#![cfg(target_arch = "wasm32")]

use flink_memory_wasm::{
    check, complaint, convert, derive, detect, edit, emit, formats, link, open_link, options, parse, releases, svg, targets,
};
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
    refuses("undefined", "a request must be an object with release, process and config");
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

/// A text as a JavaScript value.
fn text(text: &str) -> JsValue {
    text.into()
}

#[track_caller]
fn given<Answer>(answer: Result<Answer, JsError>) -> Answer {
    answer.unwrap_or_else(|error| panic!("{}", message(error)))
}

const NESTED: &str = "# sizes\ntaskmanager:\n  memory:\n    process.size: 2g # all\n    managed.fraction: 0.4\n  numberOfTaskSlots: 4\n";

const LOG: &str = "INFO  [] - Loading configuration property: taskmanager.memory.process.size, 2g\n\
    INFO  [] - Final TaskExecutor Memory configuration:\n\
    INFO  [] -   Total Process Memory:          2.000gb (2147483648 bytes)\n\
    INFO  [] -     Total Flink Memory:          1.550gb (1664299824 bytes)\n\
    INFO  [] -       Total JVM Heap Memory:     665.600mb (697932173 bytes)\n\
    INFO  [] -         Framework:               128.000mb (134217728 bytes)\n\
    INFO  [] -         Task:                    537.600mb (563714445 bytes)\n\
    INFO  [] -       Total Off-heap Memory:     921.600mb (966367651 bytes)\n\
    INFO  [] -         Managed:                 634.880mb (665719940 bytes)\n\
    INFO  [] -         Total JVM Direct Memory: 286.720mb (300647712 bytes)\n";

#[wasm_bindgen_test]
fn a_text_is_detected_and_read_with_places() {
    let detected = given(detect(text(NESTED), text("2.0")));
    assert_eq!(at(&detected, "0.format"), "config-yaml");
    assert_eq!(at(&detected, "0.confidence"), "certain");
    assert_eq!(given(detect(text("Dear all,"), JsValue::UNDEFINED)).unchecked_into::<Array>().length(), 0);

    let parsed = given(parse(text(NESTED), js("{release: '2.0'}")));
    assert_eq!(at(&parsed, "base"), "nothing");
    assert_eq!(at(&parsed, "entries.0.key"), "taskmanager.memory.process.size");
    assert_eq!((at(&parsed, "entries.0.line"), at(&parsed, "entries.0.column")), (4.into(), 5.into()));
    assert_eq!(Reflect::has(&parsed, &"process".into()), Ok(false));
    let derived = given(derive(at(&parsed, "request")));
    assert_eq!(at(&derived, "sizes.managed"), js("665719939n"));
}

#[wasm_bindgen_test]
fn a_text_changes_the_request_before_it() {
    let before =
        "{request: {release: '1.15', process: 'jobmanager', config: {'parallelism.default': 8, a: 1e300}, env: {FLINK_TM_HEAP: '1g'}}}";
    let parsed = given(parse(text("-Djobmanager.memory.process.size=4g"), js(before)));
    assert_eq!(at(&parsed, "request.release"), "1.15");
    assert_eq!(at(&parsed, "request.process"), "jobmanager");
    assert_eq!(at(&parsed, "request.env.FLINK_TM_HEAP"), "1g");
    let config = at(&parsed, "request.config");
    assert_eq!(at(&config, "a"), 1e300);
    let of = |key: &str| Reflect::get(&config, &key.into()).unwrap_or(JsValue::UNDEFINED);
    assert_eq!(of("parallelism.default"), 8);
    assert_eq!(of("jobmanager.memory.process.size"), "4g");
    let nothing = given(parse(text("Dear all,"), JsValue::UNDEFINED));
    assert_eq!(at(&nothing, "findings.0.code"), "nothing-found");
    assert_eq!(at(&nothing, "findings.0.severity"), "warning");
    assert_eq!(Reflect::has(&at(&nothing, "findings.0"), &"line".into()), Ok(false));
}

#[wasm_bindgen_test]
fn no_key_and_no_value_is_lost_between_a_link_and_a_request() {
    let request = "{release: '2.0', process: 'local', deployment: 'container', env: {FLINK_JM_HEAP: ''}, config: new Map([
        ['__proto__', '1'], ['a.b', 9007199254740993n], ['a.c', 0.5], ['a.d', true], ['a.e', -7], ['constructor', 'x']])}";
    let fragment = given(link(js(request), js("{lang: 'de', ['__proto__']: 'p'}")));
    let linked = given(open_link(text(&fragment)));
    assert_eq!(at(&linked, "findings").unchecked_into::<Array>().length(), 0);
    assert_eq!(at(&linked, "view.lang"), "de");
    let config: Object = at(&linked, "request.config").unchecked_into();
    let mut keys: Vec<_> = Object::keys(&config).iter().filter_map(|key| key.as_string()).collect();
    keys.sort();
    assert_eq!(keys, ["__proto__", "a.b", "a.c", "a.d", "a.e", "constructor"]);
    let values = Object::values(&config);
    assert!(values.includes(&js("9007199254740993n"), 0) && values.includes(&js("0.5"), 0) && values.includes(&js("-7"), 0));
    assert_eq!(given(link(at(&linked, "request"), at(&linked, "view"))), fragment);
    assert_eq!(given(link(at(&given(open_link(text(""))), "request"), JsValue::UNDEFINED)), "");
    assert_eq!(at(&given(open_link(text("#foreign"))), "findings.0.facts.fragment"), "foreign");
}

#[wasm_bindgen_test]
fn a_double_that_is_whole_stays_none_of_a_whole_number() {
    // A link holds what JavaScript's numbers cannot tell apart; Flink refuses 4.294967296E9 as a size.
    let linked = given(open_link(text("v1:release=2.0&taskmanager.memory.process.size:=4.294967296E9")));
    let derived = given(derive(at(&linked, "request")));
    assert_eq!(at(&derived, "ok"), false);
}

#[wasm_bindgen_test]
fn an_edit_changes_that_value_and_nothing_else() {
    let changes = "{release: '2.0', changes: {'taskmanager.memory.managed.fraction': 0.5, 'taskmanager.numberOfTaskSlots': null}}";
    let edited = given(edit(text(NESTED), js(changes)));
    let expected = NESTED.replace("0.4", "0.5").replace("  numberOfTaskSlots: 4\n", "");
    assert_eq!(at(&edited, "text"), expected.as_str());
    assert_eq!(at(&given(edit(text(NESTED), js("{changes: new Map()}"))), "text"), NESTED);
    let unsayable = given(edit(text("a: 1"), js("{format: 'flink-conf', changes: {b: '#'}}")));
    assert_eq!(at(&unsayable, "findings.0.code"), "edit-not-sayable");
    assert_eq!(at(&unsayable, "findings.0.facts.key"), "b");
    let manifest = "apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec:\n  flinkVersion: v1_19\n  flinkConfiguration: {}\n";
    let newer = given(edit(text(manifest), js("{flinkVersion: '1.20'}")));
    assert_eq!(at(&newer, "text"), manifest.replace("v1_19", "v1_20").as_str());
}

#[wasm_bindgen_test]
fn a_text_that_cannot_be_edited_throws() {
    let refused = |given: &str, options: &str| edit(text(given), js(options)).map_err(message).err();
    assert_eq!(
        refused(LOG, "{}").as_deref(),
        Some("texts of the format log are only read; these are edited: flink-conf, config-yaml, manifest")
    );
    assert_eq!(refused("Dear all,", "{}").as_deref(), Some("nothing in the text tells its format; give one with the field format"));
    assert!(refused("a: [", "{format: 'config-yaml'}").is_some_and(|said| said.starts_with("the text is not YAML: ")));
    assert_eq!(
        refused("a: 1", "{change: {}}").as_deref(),
        Some("unknown field 'change'; edit() has format, release, changes and flinkVersion")
    );
}

#[wasm_bindgen_test]
fn reports_are_held_against_a_derivation() {
    let parsed = given(parse(text(LOG), js("{release: '1.15'}")));
    assert_eq!(at(&parsed, "format"), "log");
    assert_eq!(at(&parsed, "reported.0.process"), "taskmanager");
    assert_eq!(at(&parsed, "reported.0.pools.0.exactness"), "exact");
    assert_eq!(at(&parsed, "reported.0.pools.0.bytes"), js("2147483648n"));
    let checks = given(check(text(LOG), at(&parsed, "request"), JsValue::UNDEFINED));
    assert_eq!(at(&checks, "0.agrees"), false);
    let pools: Array = at(&checks, "0.pools").unchecked_into();
    let wrong: Vec<_> = pools.iter().filter(|pool| at(pool, "agrees") == false).collect();
    assert_eq!(wrong.iter().map(|pool| at(pool, "pool")).collect::<Vec<_>>(), [JsValue::from("managed")]);
    assert_eq!(at(&wrong[0], "difference"), js("1n"));
    let refused = given(check(text(LOG), js("{release: '1.15', process: 'local'}"), js("{format: 'log'}")));
    assert!(at(&refused, "0.error.message").is_string() && at(&refused, "0.pools.0.derived").is_undefined());
}

#[wasm_bindgen_test]
fn every_target_is_written_in_each_of_its_scopes() {
    let request = || js("{release: '1.20', process: 'taskmanager', config: {'taskmanager.memory.process.size': '2g'}}");
    let targets: Array = given(targets()).unchecked_into();
    for target in targets.iter() {
        for scope in at(&target, "scopes").unchecked_into::<Array>().iter() {
            let options = Object::new();
            let _ = Reflect::set(&options, &"scope".into(), &scope);
            let emitted = given(emit(at(&target, "target"), request(), options.into()));
            assert!(at(&emitted, "text").as_string().is_some_and(|text| !text.is_empty()), "{target:?} {scope:?}");
            assert_eq!(at(&emitted, "mediaType"), at(&target, "mediaType"));
        }
    }
    let emitted = given(emit(text("config-yaml-flat"), request(), JsValue::UNDEFINED));
    assert_eq!(at(&emitted, "text"), "taskmanager.memory.process.size: 2g\n");
    assert_eq!(at(&emitted, "fileName"), "config.yaml");
    let chinese = given(emit(text("markdown"), request(), js("{lang: 'zh'}")));
    assert!(at(&chinese, "text").as_string().is_some_and(|text| text.contains("托管内存")));
    let no_language = emit(text("markdown"), request(), js("{lang: 'tlh'}")).map_err(message);
    assert_eq!(no_language, Err("unknown lang 'tlh'; known: en, zh".to_owned()));
    let picture = svg(request(), JsValue::UNDEFINED).unwrap_or_else(|error| panic!("{}", message(error)));
    assert_eq!(at(&given(emit(text("svg"), request(), JsValue::UNDEFINED)), "text"), picture.as_str());
    assert!(picture.starts_with("<svg ") && svg(js("{}"), JsValue::UNDEFINED).is_err());
    assert!(svg(request(), js("{lang: 'zh'}")).is_ok_and(|picture| picture.contains("托管内存")));
    let no_scope = emit(text("json"), request(), js("{scope: 'pinned'}")).map_err(message);
    assert_eq!(no_scope, Err("unknown scope 'pinned'; known: set".to_owned()));
    assert!(
        emit(text("png"), request(), JsValue::UNDEFINED).map_err(message).is_err_and(|said| said.starts_with("unknown target 'png'; "))
    );
}

#[wasm_bindgen_test]
fn a_flink_conf_is_converted() {
    let converted = given(convert(text("a: 1\na: 2 # last\nrest\n"), text("2.0")));
    assert_eq!(at(&converted, "text"), "# a: 1\na: '2' # last\n# rest\n");
    assert_eq!(at(&converted, "findings.0.code"), "converted-duplicate");
    assert_eq!(at(&converted, "findings.1.line"), 3);
}

#[wasm_bindgen_test]
fn flink_complains_about_a_value_by_itself() {
    let said = |key: &str, value: &str| complaint(text("1.20"), text(key), js(value)).map_err(message);
    assert_eq!(said("taskmanager.memory.process.size", "'2g'"), Ok(None));
    assert!(said("taskmanager.memory.process.size", "'2 parsecs'").is_ok_and(|said| said.is_some_and(|said| said.contains("parsecs"))));
    let unknown = "Flink 1.20 has no memory option 'taskmanager.memory'; options() lists those that it has";
    assert_eq!(said("taskmanager.memory", "'2g'"), Err(unknown.to_owned()));
    assert_eq!(
        said("taskmanager.memory.process.size", "null"),
        Err("value must be a string, a number, a boolean or a bigint of 64 bits".to_owned())
    );
}

#[wasm_bindgen_test]
fn what_is_no_text_or_no_name_is_told() {
    let said = |answer: Result<JsValue, JsError>| answer.map_err(message).err().unwrap_or_default();
    assert_eq!(said(parse(js("[1]"), JsValue::UNDEFINED)), "text must be a string");
    assert_eq!(said(open_link(JsValue::UNDEFINED)), "fragment must be a string");
    assert!(said(parse(text(""), js("{format: 'xml'}"))).starts_with("unknown format 'xml'; known: flink-conf, config-yaml, "));
    assert!(said(convert(text(""), JsValue::UNDEFINED)).starts_with("release must be a string, one of 1.10, "));
    assert_eq!(said(parse(text(""), js("'log'"))), "parse() takes an object with format, release and request");
    assert_eq!(given(formats()).unchecked_into::<Array>().length(), 9);
}
