//! Network buffers of a job, and who asked for those that lacked, as JavaScript sees them. Numbers are proved where they are counted. Runs under
//! Node.

#![cfg(target_arch = "wasm32")]

mod common;

use flink_memory_wasm::{insufficient_buffers, job_buffers, network_buffers};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use common::{NO_OPTIONS, at, given, js, told};

/// A TaskManager of two slots; more of its configuration may follow.
fn two_slots(release: &str, more: &str) -> JsValue {
    let config = "'taskmanager.memory.process.size': '4g', 'taskmanager.numberOfTaskSlots': 2";
    js(&format!("{{release: '{release}', process: 'taskmanager', config: {{{config}, {more}}}}}"))
}

const KEYED: &str = "{stages: [{parallelism: 64}, {parallelism: 64, inputs: [{stage: 0, exchange: 'HASH'}]}]}";

const BATCH: &str = "{mode: 'BATCH', stages: [{parallelism: 64}, {parallelism: 64, inputs: [{stage: 0, exchange: 'HASH'}]}]}";

#[wasm_bindgen_test]
fn a_keyed_job_takes_388_buffers_of_a_task_manager_with_two_slots() {
    let answer = given(job_buffers(two_slots("1.20", ""), js(KEYED), NO_OPTIONS));
    assert_eq!((at(&answer, "ok"), at(&answer, "slots"), at(&answer, "taskManagers")), (JsValue::TRUE, 2.into(), 32.into()));
    assert_eq!((at(&answer, "taskManager.least"), at(&answer, "taskManager.most")), (388.into(), 544.into()));
    assert_eq!((at(&answer, "taskManager.leastMemory"), at(&answer, "taskManager.mostMemory")), (js("388n * 32768n"), js("544n * 32768n")));
    assert_eq!((at(&answer, "stages.0.perTask.least"), at(&answer, "stages.1.perTask.least")), (65.into(), 129.into()));
    assert_eq!((at(&answer, "stages.1.subtasks"), at(&answer, "stages.1.perTaskManager.least")), (2.into(), 258.into()));
    assert_eq!((at(&answer, "deployed.1.stage"), at(&answer, "deployed.1.count")), (1.into(), 2.into()));
    assert!(at(&answer, "insufficient").is_undefined());
    let near = given(job_buffers(two_slots("1.20", ""), js(KEYED), js("{placement: 'local'}")));
    assert_eq!((at(&near, "taskManager.least"), at(&near, "stages.1.gates.0.remoteChannels")), (380.into(), 62.into()));
    // What it says of a task is what the counting of one task takes.
    let task = js_sys::Object::new();
    for name in ["gates", "partitions"] {
        js_sys::Reflect::set(&task, &name.into(), &at(&answer, &format!("stages.1.{name}"))).expect("a plain object");
    }
    assert_eq!(at(&given(network_buffers(two_slots("1.20", ""), task.into())), "deployed.required"), 129);
}

#[wasm_bindgen_test]
fn the_memory_that_is_said_to_suffice_does_and_a_buffer_less_does_not() {
    let lacks = |network: &str| at(&given(job_buffers(two_slots("1.20", ""), js(KEYED), js(network))), "insufficient.code");
    assert_eq!(lacks("{network: 388n * 32768n}"), JsValue::UNDEFINED);
    assert_eq!(lacks("{network: 387n * 32768n}"), "insufficient-buffers");
}

#[wasm_bindgen_test]
fn a_job_runs_as_it_is_told_or_else_as_it_is_configured() {
    let kind = |release: &str, more: &str, job: &str| {
        at(&given(job_buffers(two_slots(release, more), js(job), NO_OPTIONS)), "stages.0.partitions.0.type")
    };
    assert_eq!(kind("1.20", "", BATCH), "BLOCKING");
    assert_eq!(kind("1.13", "", BATCH), "BLOCKING");
    assert_eq!(kind("1.20", "'execution.runtime-mode': 'batch'", KEYED), "BLOCKING");
    assert_eq!(kind("1.20", "'execution.runtime-mode': 'AUTOMATIC'", BATCH), "BLOCKING");
    assert_eq!(kind("1.20", "'execution.batch-shuffle-mode': 'ALL_EXCHANGES_HYBRID_FULL'", BATCH), "HYBRID_FULL");
    let told = BATCH.replace("'BATCH'", "'BATCH', batchShuffleMode: 'ALL_EXCHANGES_PIPELINED'");
    assert_eq!(kind("1.20", "'execution.batch-shuffle-mode': 'ALL_EXCHANGES_HYBRID_FULL'", &told), "PIPELINED_BOUNDED");
    let refused = given(job_buffers(two_slots("1.20", "'execution.batch-shuffle-mode': 'NONE'"), js(BATCH), NO_OPTIONS));
    assert_eq!((at(&refused, "ok"), at(&refused, "error.exception")), (JsValue::FALSE, "IllegalArgumentException".into()));
    let refused = given(job_buffers(two_slots("1.11", "'taskmanager.network.memory.buffers-per-channel': 0"), js(KEYED), NO_OPTIONS));
    assert_eq!((at(&refused, "ok"), at(&refused, "error.exception")), (JsValue::FALSE, "IllegalArgumentException".into()));
}

const LOG: &str = "2024-05-01 12:00:00 WARN Source -> Map (3/64) switched to FAILED\\n java.io.IOException: Insufficient number of network \
                   buffers: required 65, but only 12 available. The total number of network buffers is currently set to 2048 of 32768 \
                   bytes each. You can increase";

#[wasm_bindgen_test]
fn a_log_says_who_asks() {
    let asked = |options: &str| given(insufficient_buffers(js(&format!("'{LOG}'")), two_slots("1.20", ""), js(options)));
    let answer = asked(&format!("{{job: {KEYED}}}"));
    assert_eq!((at(&answer, "required"), at(&answer, "available"), at(&answer, "total")), (65.into(), 12.into(), 2048.into()));
    assert_eq!((at(&answer, "enough"), at(&answer, "enoughMemory")), (2101.into(), js("2101n * 32768n")));
    assert_eq!(
        (at(&answer, "askedBy.0.part"), at(&answer, "askedBy.0.from"), at(&answer, "askedBy.0.to")),
        ("partition".into(), 64.into(), 64.into())
    );
    // A batch gate of 935 channels requires 1000: one of each, and 65.
    assert_eq!(
        (at(&answer, "askedBy.1.part"), at(&answer, "askedBy.1.from"), at(&answer, "askedBy.length")),
        ("gate".into(), 935.into(), 2.into())
    );
    assert!(at(&answer, "askedBy.1.types").unchecked_into::<Array>().includes(&"BLOCKING".into(), 0));
    let stages = at(&answer, "askedByStages");
    assert_eq!((at(&stages, "0.stage"), at(&stages, "0.peer"), at(&stages, "0.count")), (0.into(), 1.into(), 64.into()));
    assert_eq!((at(&stages, "0.part"), at(&stages, "length")), ("partition".into(), 1.into()));
    assert!(at(&asked("{}"), "askedByStages").is_undefined());
    assert!(given(insufficient_buffers("nothing of it".into(), two_slots("1.20", ""), NO_OPTIONS)).is_undefined());
    let refused = two_slots("1.18", "'taskmanager.network.memory.floating-buffers-per-gate': 0");
    assert_eq!(at(&given(insufficient_buffers(js(&format!("'{LOG}'")), refused, NO_OPTIONS)), "error.code"), "no-floating-buffers");
}

#[wasm_bindgen_test]
fn a_job_that_is_none_throws_an_error_that_names_its_field() {
    let of = |job: &str| told(job_buffers(two_slots("1.20", ""), js(job), NO_OPTIONS));
    let second = |stage: &str| of(&format!("{{stages: [{{parallelism: 2}}, {stage}]}}"));
    assert_eq!(of("undefined"), "job.stages must be an array with one stage or more");
    assert_eq!(of("[]"), "job takes an object with mode, batchShuffleMode and stages");
    assert_eq!(of("{stages: [{}]}"), "job.stages[0].parallelism must be a whole number from 1 to 32768");
    assert_eq!(second("{parallelism: 32769}"), "job.stages[1].parallelism must be a whole number from 1 to 32768");
    assert!(
        second("{parallelism: 2, inputs: [{stage: 0}]}").starts_with("job.stages[1].inputs[0].exchange must be a string, one of HASH, ")
    );
    assert!(second("{parallelism: 2, inputs: [{stage: 0, exchange: 'hash'}]}").starts_with("unknown exchange 'hash'; known: HASH, "));
    assert_eq!(
        second("{parallelism: 2, inputs: [{stage: 1, exchange: 'HASH'}]}"),
        "job.stages[1].inputs[0].stage must be the index of an earlier stage, 0 to 0"
    );
    assert_eq!(
        second("{parallelism: 3, inputs: [{stage: 0, exchange: 'FORWARD'}]}"),
        "job.stages[1].inputs[0] is FORWARD, which needs the same parallelism at both ends"
    );
    assert_eq!(of("{mode: 'AUTOMATIC', stages: []}"), "unknown mode 'AUTOMATIC'; known: STREAMING, BATCH");
    assert_eq!(
        of("{batchShuffleMode: 'ALL_EXCHANGES_BLOCKING', stages: []}"),
        "job.batchShuffleMode is of a batch job; job.mode must be BATCH"
    );
    assert_eq!(
        told(job_buffers(two_slots("1.20", "'execution.runtime-mode': 'AUTOMATIC'"), js(KEYED), NO_OPTIONS)),
        "job.mode must be given, STREAMING or BATCH, because execution.runtime-mode is 'AUTOMATIC'"
    );
    let hybrid = BATCH.replace("'BATCH'", "'BATCH', batchShuffleMode: 'ALL_EXCHANGES_HYBRID_FULL'");
    assert!(
        told(job_buffers(two_slots("1.15", ""), js(&hybrid), NO_OPTIONS))
            .starts_with("unknown batchShuffleMode 'ALL_EXCHANGES_HYBRID_FULL'; known: ")
    );
    assert_eq!(
        told(job_buffers(js("{release: '1.20', process: 'local'}"), js(KEYED), NO_OPTIONS)),
        "jobBuffers() is about a TaskManager; process must be taskmanager"
    );
    assert_eq!(
        told(job_buffers(two_slots("1.20", ""), js(KEYED), js("{placement: 'near'}"))),
        "unknown placement 'near'; known: remote, local"
    );
    assert_eq!(told(insufficient_buffers(js("1"), two_slots("1.20", ""), NO_OPTIONS)), "text must be a string");
    assert_eq!(
        told(insufficient_buffers("".into(), two_slots("1.20", ""), js("{job: {}}"))),
        "job.stages must be an array with one stage or more"
    );
}
