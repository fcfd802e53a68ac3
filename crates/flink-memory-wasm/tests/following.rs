//! What follows from a breakdown as JavaScript sees it: defaults, types that cross, refusals and bad calls. Numbers are proved by `vectors.mjs`,
//! which asks the package what the vectors ask Flink. Runs under Node.

#![cfg(target_arch = "wasm32")]

mod common;

use flink_memory_wasm::{kubernetes_pods, managed_shares, network_buffers, slots, start_script, state_backend_memory, yarn_containers};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use common::{NO_OPTIONS, at, given, js, task_manager, told};

#[wasm_bindgen_test]
fn slots_are_shares_until_groups_say_otherwise() {
    let answer = given(slots(task_manager("1.20", "'taskmanager.cpu.cores': 1"), NO_OPTIONS));
    assert_eq!((at(&answer, "ok"), at(&answer, "slots")), (JsValue::TRUE, JsValue::from(4)));
    assert_eq!(at(&answer, "total.managed"), js("1438814063n"));
    assert_eq!(at(&answer, "defaultSlot.managed"), js("359703515n"));
    assert_eq!(at(&answer, "defaultSlot.cpuCores"), 0.25);
    assert_eq!(at(&answer, "allocations.length"), 0);
    let groups = "{groups: [{cpuCores: 1, taskHeap: '256m', managed: 300n << 20n, externalResources: {gpu: 0.5}}, {}, {cpuCores: 1}],
        externalResources: new Map([['gpu', 1]])}";
    let answer = given(slots(task_manager("1.20", "'taskmanager.cpu.cores': 1.25"), js(groups)));
    let first = at(&answer, "allocations.0");
    assert_eq!((at(&first, "fits"), at(&first, "fitsTimes")), (JsValue::TRUE, JsValue::from(1)));
    assert_eq!((at(&first, "slot.managed"), at(&first, "left.cpuCores")), (js("314572800n"), JsValue::from(0.25)));
    assert_eq!(at(&first, "left.externalResources.gpu"), 0.5);
    assert!(at(&first, "slot.profile").as_string().is_some_and(|text| text.starts_with("ResourceProfile{cpuCores=1, ")));
    // A default slot has a third of a core, for which there is no room, so it takes nothing.
    assert_eq!((at(&answer, "allocations.1.fits"), at(&answer, "allocations.1.left")), (JsValue::FALSE, JsValue::UNDEFINED));
    assert_eq!((at(&answer, "allocations.2.ok"), at(&answer, "allocations.2.error.code")), (JsValue::FALSE, "slot-incomplete".into()));
}

#[wasm_bindgen_test]
fn external_resources_are_those_that_are_configured() {
    let gpus = |amount: &str| task_manager("1.20", &format!("'external-resources': 'gpu', 'external-resource.gpu.amount': {amount}"));
    let answer = given(slots(gpus("2"), NO_OPTIONS));
    assert_eq!(
        (at(&answer, "total.externalResources.gpu"), at(&answer, "defaultSlot.externalResources.gpu")),
        (JsValue::from(2), JsValue::from(0.5))
    );
    let answer = given(slots(gpus("2"), js("{externalResources: {}}")));
    assert!(at(&answer, "total.externalResources.gpu").is_undefined());
    let answer = given(slots(gpus("'two'"), NO_OPTIONS));
    assert_eq!((at(&answer, "error.code"), at(&answer, "error.keys.0")), ("unreadable".into(), "external-resource.gpu.amount".into()));
}

#[wasm_bindgen_test]
fn a_breakdown_that_flink_refuses_is_an_answer_everywhere() {
    let refused = || task_manager("1.20", "'taskmanager.memory.managed.size': '5g'");
    for answer in [
        slots(refused(), NO_OPTIONS),
        managed_shares(refused(), js("['PYTHON']"), NO_OPTIONS),
        state_backend_memory(refused(), "rocksdb".into(), NO_OPTIONS),
        network_buffers(refused(), NO_OPTIONS),
        start_script(refused(), NO_OPTIONS),
    ] {
        let answer = given(answer);
        assert_eq!((at(&answer, "ok"), at(&answer, "error.code")), (JsValue::FALSE, "parts-exceed-flink".into()));
        assert!(at(&answer, "error.keys").unchecked_into::<Array>().includes(&"taskmanager.memory.managed.size".into(), 0));
    }
    let pods = given(kubernetes_pods(refused()));
    assert_eq!(at(&pods, "taskManager.error.code"), "parts-exceed-flink");
    let containers = given(yarn_containers(refused(), NO_OPTIONS));
    assert_eq!(at(&containers, "taskManager.error.code"), "parts-exceed-flink");
    // A slot that the running TaskManager cannot divide.
    let refused =
        js("{release: '1.12', process: 'taskmanager', config: {'taskmanager.memory.process.size': '4g', 'taskmanager.cpu.cores': '1',
        'taskmanager.numberOfTaskSlots': '0'}}");
    assert_eq!(at(&given(managed_shares(refused, js("['PYTHON']"), NO_OPTIONS)), "error.code"), "invalid-slots");
}

#[wasm_bindgen_test]
fn managed_memory_is_shared_out() {
    let shares = |more: &str, consumers: &str, options: &str| given(managed_shares(task_manager("1.20", more), js(consumers), js(options)));
    let answer = shares("", "['STATE_BACKEND', 'PYTHON']", "undefined");
    assert_eq!((at(&answer, "managed"), at(&answer, "shares.0.size")), (js("359703515n"), js("251792460n")));
    assert_eq!((at(&answer, "shares.0.consumer"), at(&answer, "shares.1.fraction")), ("STATE_BACKEND".into(), JsValue::from(0.3)));
    let none = shares("", "['STATE_BACKEND']", "{managed: '1g', stateBackendUsesManagedMemory: false}");
    assert_eq!((at(&none, "managed"), at(&none, "shares.0.size")), (js("1073741824n"), JsValue::UNDEFINED));
    assert_eq!(at(&none, "shares.0.error.code"), "no-managed-share");
    let refused = shares("'taskmanager.memory.managed.consumer-weights': 'PYTHON:-1'", "['PYTHON']", "undefined");
    assert_eq!(
        (at(&refused, "error.code"), at(&refused, "error.exception")),
        ("negative-consumer-weight".into(), "IllegalConfigurationException".into())
    );
    assert_eq!(at(&refused, "error.keys.0"), "taskmanager.memory.managed.consumer-weights");
}

#[wasm_bindgen_test]
fn a_state_backend_divides_what_it_shares() {
    let memory = |release: &str, more: &str, backend: &str, options: &str| {
        given(state_backend_memory(task_manager(release, more), backend.into(), js(options)))
    };
    let answer = memory("1.20", "", "rocksdb", "{managed: 134217728}");
    assert_eq!((at(&answer, "sharing"), at(&answer, "shared.cacheCapacity")), ("SLOT_SHARED_MANAGED".into(), js("111848106n")));
    assert_eq!((at(&answer, "shared.arena.fits"), at(&answer, "log.length")), (JsValue::TRUE, JsValue::from(0)));
    // The slot's managed memory, and the write buffers that are configured.
    let answer = memory("2.2", "'state.backend.rocksdb.writebuffer.size': '512m'", "rocksdb", "undefined");
    assert_eq!((at(&answer, "shared.size"), at(&answer, "shared.arena.writeBufferSize")), (js("359703515n"), js("536870912n")));
    assert_eq!(at(&answer, "log.length"), 0);
    let answer = memory("2.2", "'state.backend.rocksdb.writebuffer.size': '2g'", "rocksdb", "undefined");
    assert_eq!((at(&answer, "log.0.level"), at(&answer, "log.0.logger")), ("warn".into(), "RocksDBOperationUtils".into()));
    let answer = memory("2.0", "'state.backend.forst.writebuffer.size': '16m'", "forst", "undefined");
    assert_eq!(at(&answer, "shared.arena.writeBufferSize"), js("16777216n"));
    let answer = memory("2.0", "", "forst", "{jobConfig: {'state.backend.forst.memory.managed': false}}");
    assert_eq!(
        (at(&answer, "usesManagedMemory"), at(&answer, "sharing"), at(&answer, "shared")),
        (JsValue::FALSE, JsValue::UNDEFINED, JsValue::UNDEFINED)
    );
    let ratios = "'state.backend.rocksdb.memory.write-buffer-ratio': 0.9, 'state.backend.rocksdb.memory.high-prio-pool-ratio': 0.5";
    let refused = memory("2.0", ratios, "rocksdb", "undefined");
    assert_eq!((at(&refused, "error.code"), at(&refused, "error.keys.length")), ("state-backend-ratios".into(), JsValue::from(2)));
}

#[wasm_bindgen_test]
fn buffers_are_counted() {
    let task = "{gates: [{channels: 128}], partitions: [{subpartitions: 128, type: 'PIPELINED_BOUNDED'}], tasks: 6, network: '64m'}";
    let answer = given(network_buffers(task_manager("1.20", ""), js(task)));
    assert_eq!((at(&answer, "networkBuffers"), at(&answer, "gates.0.exclusive")), (JsValue::from(2048), JsValue::from(256)));
    assert_eq!((at(&answer, "deployed.tasks"), at(&answer, "deployed.required")), (JsValue::from(5), JsValue::from(1930)));
    assert_eq!(
        (at(&answer, "deployed.insufficient.exception"), at(&answer, "deployed.insufficient.code")),
        ("IOException".into(), "insufficient-buffers".into())
    );
    assert_eq!(at(&answer, "announced.size"), js("17301504n"));
    let local = js("{release: '1.12', process: 'local'}");
    let answer = given(network_buffers(local, js("{partitions: [{subpartitions: 4, type: 'BLOCKING'}]}")));
    assert_eq!((at(&answer, "network"), at(&answer, "announced")), (js("67108864n"), JsValue::UNDEFINED));
    assert_eq!((at(&answer, "partitions.0.min"), at(&answer, "partitions.0.max")), (JsValue::from(5), JsValue::UNDEFINED));
    let answer = given(network_buffers(task_manager("1.20", ""), js("{partitions: [{subpartitions: 4, type: 'HYBRID_FULL'}]}")));
    assert_eq!((at(&answer, "ok"), at(&answer, "announced.error.code")), (JsValue::TRUE, "announced-without-limit".into()));
    let answer = given(network_buffers(task_manager("1.18", "'taskmanager.network.memory.floating-buffers-per-gate': 0"), NO_OPTIONS));
    assert_eq!((at(&answer, "ok"), at(&answer, "error.code")), (JsValue::FALSE, "no-floating-buffers".into()));
}

#[wasm_bindgen_test]
fn resource_managers_are_asked_for_both_processes() {
    let request = |release: &str, more: &str| task_manager(release, &format!("'jobmanager.memory.process.size': '1600m', {more}"));
    let pods = given(kubernetes_pods(request("1.20", "'kubernetes.jobmanager.memory.limit-factor': 1.5")));
    assert_eq!(
        (at(&pods, "jobManager.requests.memory"), at(&pods, "jobManager.limits.written.memory")),
        (js("1600n << 20n"), "2400Mi".into())
    );
    assert_eq!(
        (at(&pods, "taskManager.requests.written.cpu"), at(&pods, "taskManager.worker.totalProcess")),
        ("4.0".into(), js("4294967296n"))
    );
    assert_eq!((at(&pods, "log.0.level"), at(&pods, "log.0.logger")), ("info".into(), "ProcessMemoryUtils".into()));
    let no_job_manager = given(kubernetes_pods(task_manager("1.20", "")));
    assert_eq!(at(&no_job_manager, "jobManager.error.code"), "nothing-configured");
    assert_eq!(at(&no_job_manager, "jobManager.error.keys.0"), "jobmanager.memory.process.size");
    let containers = given(yarn_containers(request("1.20", ""), js("{minimumAllocationMb: 512}")));
    assert_eq!(
        (at(&containers, "jobManager.container.memory"), at(&containers, "taskManager.container.vcores")),
        (js("1600n << 20n"), JsValue::from(4))
    );
    let given_for = |options: &str| {
        let config = "'jobmanager.memory.process.size': '1600m', 'taskmanager.memory.process.size': '1728m'";
        given(yarn_containers(js(&format!("{{release: '1.20', process: 'taskmanager', config: {{{config}}}}}")), js(options)))
    };
    let rounded = given_for("{}");
    assert_eq!(
        (at(&rounded, "taskManager.allocation.memory"), at(&rounded, "taskManager.allocation.waste")),
        (js("2048n << 20n"), js("320n << 20n"))
    );
    assert_eq!(
        (at(&rounded, "jobManager.allocation.fullProcessSize"), at(&rounded, "taskManager.worker.configuredProcess")),
        (js("2n << 30n"), js("1728n << 20n"))
    );
    let fair = given_for("{scheduler: 'fair', incrementAllocationMb: 128}");
    assert_eq!(
        (at(&fair, "taskManager.allocation.memory"), at(&fair, "jobManager.allocation.waste")),
        (js("1792n << 20n"), js("64n << 20n"))
    );
    let containers = given(yarn_containers(request("1.20", ""), js("{maximumAllocationMb: 2048, maximumAllocationVcores: 2}")));
    assert!(at(&containers, "taskManager.allocation").is_undefined());
    assert_eq!(
        (at(&containers, "jobManager.error.code"), at(&containers, "taskManager.container")),
        ("too-many-cores".into(), JsValue::UNDEFINED)
    );
    assert_eq!(
        (at(&containers, "taskManager.ok"), at(&containers, "jobManager.error.keys.0")),
        (JsValue::TRUE, "yarn.containers.vcores".into())
    );
}

#[wasm_bindgen_test]
fn scripts_call_java() {
    let words = |answer: &JsValue| at(answer, "commandLine").unchecked_into::<Array>().join(" ").as_string().unwrap_or_default();
    let answer = given(start_script(task_manager("1.20", ""), NO_OPTIONS));
    assert_eq!((at(&answer, "ok"), at(&answer, "script")), (JsValue::TRUE, "taskmanager.sh".into()));
    assert!(words(&answer).starts_with("-Xmx") && words(&answer).contains("-Dlog.file=<home>/log/flink-<user>-taskexecutor-0-<host>.log"));
    let options = "{mode: 'start-foreground', arguments: ['-D', 'taskmanager.memory.process.size=2g'], java: 21, env: {JVM_ARGS: '-Da=1'}, home: '/opt/flink'}";
    let answer = words(&given(start_script(task_manager("1.20", ""), js(options))));
    assert!(
        answer.starts_with("-Da=1 -Xmx697932173 ") && answer.contains("-Djava.security.manager=allow") && answer.contains("log4j-console")
    );
    let arguments = given(start_script(task_manager("1.20", ""), js("{arguments: ['-D']}")));
    assert_eq!(
        (at(&arguments, "error.code"), at(&arguments, "error.exception")),
        ("missing-argument".into(), "FlinkParseException".into())
    );
    let job_manager = given(start_script(js("{release: '1.20', process: 'jobmanager'}"), js("{file: 'flink-conf.yaml'}")));
    assert_eq!((at(&job_manager, "script"), at(&job_manager, "error.code")), ("jobmanager.sh".into(), "nothing-configured".into()));
    assert!(at(&job_manager, "printed").as_string().is_some_and(|text| text.contains("legacy YAML parser")));
    let pod =
        given(start_script(task_manager("1.20", ""), js("{script: 'kubernetes-taskmanager.sh', env: {FLINK_TM_JVM_MEM_OPTS: '-Xmx1'}}")));
    assert!(words(&pod).starts_with("-Xmx1 "));
}

#[wasm_bindgen_test]
fn a_bad_call_throws_an_error_that_says_what_is_wrong() {
    let request = || task_manager("1.20", "");
    let of = |process: &str| js(&format!("{{release: '1.20', process: '{process}'}}"));
    let about = |function: &str| format!("{function} is about a TaskManager; process must be taskmanager");
    assert_eq!(told(slots(of("jobmanager"), NO_OPTIONS)), about("slots()"));
    assert_eq!(told(managed_shares(of("local"), js("['PYTHON']"), NO_OPTIONS)), about("managedShares()"));
    assert_eq!(told(state_backend_memory(of("local"), "rocksdb".into(), NO_OPTIONS)), about("stateBackendMemory()"));
    assert_eq!(
        told(network_buffers(of("jobmanager"), NO_OPTIONS)),
        "a JobManager has no network buffers; process must be taskmanager or local"
    );
    assert_eq!(told(start_script(of("local"), NO_OPTIONS)), "no script starts the process local");
    assert_eq!(told(kubernetes_pods(js("1"))), "a request must be an object with release, process and config");

    let of_slots = |options: &str| told(slots(request(), js(options)));
    assert_eq!(of_slots("[]"), "slots() takes an object with groups and externalResources");
    assert_eq!(of_slots("{group: []}"), "unknown field 'group'; slots() has groups and externalResources");
    assert_eq!(of_slots("{groups: {}}"), "groups must be an array of at most 65536 items");
    assert_eq!(of_slots("{groups: new Array(2 ** 32 - 1)}"), "groups must be an array of at most 65536 items");
    assert_eq!(of_slots("{groups: [1]}"), "groups[0] takes an object with cpuCores, taskHeap, taskOffHeap, managed and externalResources");
    assert_eq!(of_slots("{groups: [{cpuCores: NaN}]}"), "groups[0].cpuCores must be a finite number");
    assert_eq!(of_slots("{groups: [{taskHeap: 1.5}]}"), "groups[0].taskHeap must be a size, a string such as '512m' or a number of bytes");
    assert_eq!(of_slots("{externalResources: {gpu: null}}"), "externalResources['gpu'] must be a finite number");
    let before = slots(task_manager("1.13", ""), js("{groups: [{cpuCores: 1}]}"));
    assert_eq!(told(before), "Flink 1.13 has no resources of slot sharing groups");

    let shares = |consumers: &str, options: &str| told(managed_shares(request(), js(consumers), js(options)));
    assert_eq!(shares("undefined", "{}"), "consumers must be an array with one or more of OPERATOR, STATE_BACKEND, PYTHON");
    assert_eq!(shares("'PYTHON'", "{}"), "consumers must be an array of at most 65536 items");
    assert_eq!(shares("['python']", "{}"), "unknown consumer 'python'; known: OPERATOR, STATE_BACKEND, PYTHON");
    assert_eq!(shares("[null]", "{}"), "consumers[0] must be a string, one of OPERATOR, STATE_BACKEND, PYTHON");
    assert_eq!(shares("['PYTHON', 'PYTHON']", "{}"), "consumers[1] is there twice: PYTHON");
    assert_eq!(shares("['PYTHON']", "{stateBackendUsesManagedMemory: 1}"), "stateBackendUsesManagedMemory must be a boolean");
    assert_eq!(
        shares("['PYTHON']", "{managed: '1.5g'}").split_once(": ").map(|(first, _)| first.to_owned()).as_deref(),
        Some("managed is no size")
    );
    let before = managed_shares(task_manager("1.11", ""), js("['PYTHON']"), NO_OPTIONS);
    assert_eq!(told(before), "Flink 1.11 has no weights of managed memory; they came with 1.12");

    let backend =
        |release: &str, backend: &str, options: &str| told(state_backend_memory(task_manager(release, ""), js(backend), js(options)));
    assert_eq!(backend("1.20", "'hashmap'", "{}"), "unknown backend 'hashmap'; known: rocksdb, forst");
    assert_eq!(backend("1.20", "undefined", "{}"), "backend must be a string, one of rocksdb, forst");
    assert_eq!(backend("1.20", "'forst'", "{}"), "Flink 1.20 has no state backend forst");
    assert_eq!(
        backend("1.20", "'rocksdb'", "{jobConfig: {a: null}}"),
        "jobConfig['a'] must be a string, a number, a boolean or a bigint of 64 bits"
    );
    assert_eq!(backend("1.20", "'rocksdb'", "{managed: -1}"), "managed must be a size, a string such as '512m' or a number of bytes");

    let buffers = |options: &str| told(network_buffers(request(), js(options)));
    assert_eq!(buffers("{gates: [{}]}"), "gates[0].channels must be a whole number from 0 to 2147483647");
    assert_eq!(buffers("{gates: [{channels: 2, remoteChannels: 3}]}"), "gates[0].remoteChannels must be a whole number from 0 to 2");
    assert_eq!(
        buffers("{partitions: [{subpartitions: 2 ** 31}]}"),
        "partitions[0].subpartitions must be a whole number from 0 to 2147483647"
    );
    assert!(buffers("{partitions: [{subpartitions: 2, type: 'FORWARD'}]}").starts_with("unknown type 'FORWARD'; known: PIPELINED, "));
    assert_eq!(buffers("{tasks: 0.5}"), "tasks must be a whole number from 0 to 2147483647");

    assert_eq!(
        told(yarn_containers(request(), js("{minimumAllocationMb: 0}"))),
        "minimumAllocationMb must be a whole number from 1 to 2147483647"
    );
    assert_eq!(
        told(yarn_containers(request(), js("{incrementAllocationMb: 512}"))),
        "incrementAllocationMb is the Fair Scheduler's; scheduler must be fair"
    );

    let script = |release: &str, options: &str| told(start_script(task_manager(release, ""), js(options)));
    assert!(script("1.20", "{script: 'sql-client.sh'}").starts_with("unknown script 'sql-client.sh'; known: taskmanager.sh, "));
    assert_eq!(script("1.12", "{script: 'kubernetes-taskmanager.sh'}"), "Flink 1.12 has no kubernetes-taskmanager.sh");
    assert_eq!(script("1.20", "{script: 'kubernetes-taskmanager.sh', mode: 'start'}"), "kubernetes-taskmanager.sh has no mode");
    assert_eq!(script("1.20", "{entryPoint: 'kubernetes-session'}"), "taskmanager.sh has no entryPoint");
    assert_eq!(script("1.20", "{mode: 'stop'}"), "unknown mode 'stop'; known: start, start-foreground");
    assert_eq!(script("1.20", "{arguments: ['a', 1]}"), "arguments[1] must be a string");
    assert_eq!(script("1.20", "{java: '17'}"), "java must be a whole number from 1 to 999");
    assert_eq!(script("2.0", "{file: 'flink-conf.yaml'}"), "Flink 2.0 does not read flink-conf.yaml");
    assert_eq!(
        script("1.20", "{env: {PATH: 'x'}}").split_once(';').map(|(first, _)| first.to_owned()).as_deref(),
        Some("unknown field 'PATH'")
    );
    assert_eq!(script("1.20", "{env: {JVM_ARGS: 1}}"), "env['JVM_ARGS'] must be a string");
    assert_eq!(script("1.20", "{home: 1}"), "home must be a string");
}
