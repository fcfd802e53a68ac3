//! What the JVM makes of the sizes, what its overhead must hold and how many machines it makes, as JavaScript sees it; and what is read in an
//! amount. Numbers are proved where they are computed. Runs under Node.

#![cfg(target_arch = "wasm32")]

mod common;

use flink_memory_wasm::{estimate_overhead, jvm_memory, plan_cluster, quantity, start_script};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use common::{NO_OPTIONS, at, given, js, task_manager, told};

/// A request whose configuration is this.
fn request(release: &str, process: &str, config: &str) -> JsValue {
    js(&format!("{{release: '{release}', process: '{process}', config: {{{config}}}}}"))
}

const SMALL: &str = "'taskmanager.memory.process.size': '1728m'";

#[wasm_bindgen_test]
fn a_jvm_reports_less_than_it_is_given() {
    let reported = |options: &str| at(&given(jvm_memory(request("1.20", "taskmanager", SMALL), js(options))), "maxMemory");
    assert_eq!(reported("{collector: 'serial'}"), js("518979584n"));
    assert_eq!(reported("{collector: 'parallel'}"), js("514850816n"));
    assert_eq!(reported("{collector: 'g1', java: 17}"), js("536870912n"));
    let answer = given(jvm_memory(request("1.20", "taskmanager", SMALL), NO_OPTIONS));
    assert_eq!((at(&answer, "ok"), at(&answer, "heap"), at(&answer, "java")), (JsValue::TRUE, js("536870902n"), 17.into()));
    assert_eq!((at(&answer, "collector"), at(&answer, "compressedOops")), ("serial".into(), JsValue::TRUE));
    assert_eq!((at(&answer, "compressedOopsEdge"), at(&answer, "withoutCompressedOops")), (js("32766n << 20n"), JsValue::UNDEFINED));
    assert_eq!((at(&answer, "directMemory.limit"), at(&answer, "directMemory.isSet")), (js("268435458n"), JsValue::TRUE));
}

#[wasm_bindgen_test]
fn the_command_line_and_then_the_machine_choose_the_collector() {
    let collector = |release: &str, config: &str, options: &str| {
        at(&given(jvm_memory(request(release, "taskmanager", config), js(options))), "collector")
    };
    assert_eq!(collector("1.17", SMALL, "{}"), "g1");
    assert_eq!(collector("1.18", SMALL, "{}"), "serial");
    assert_eq!(collector("1.18", SMALL, "{processors: 2, memory: '2g'}"), "g1");
    assert_eq!(collector("1.18", SMALL, "{processors: 2, memory: '2g', java: 8}"), "parallel");
    assert_eq!(collector("1.20", &format!("{SMALL}, 'env.java.opts.taskmanager': '-XX:+UseZGC'"), "{}"), "zgc");
    assert_eq!(collector("1.20", SMALL, "{commandLine: ['-Xmx1g', '-XX:+UseParallelGC']}"), "parallel");
    let words = at(&given(start_script(request("1.17", "taskmanager", SMALL), NO_OPTIONS)), "commandLine");
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"commandLine".into(), &words).expect("a plain object");
    assert_eq!(at(&given(jvm_memory(request("1.18", "taskmanager", SMALL), options.into())), "collector"), "g1");
    let unknown = given(jvm_memory(request("1.20", "taskmanager", SMALL), js("{commandLine: ['-XX:+UseShenandoahGC']}")));
    for absent in ["collector", "maxMemory", "compressedOops"] {
        assert!(at(&unknown, absent).is_undefined(), "{absent}");
    }
    assert_eq!(at(&unknown, "directMemory.limit"), js("268435458n"));
    let own = given(jvm_memory(request("1.20", "taskmanager", SMALL), js("{commandLine: ['-Xmx4g', '-XX:MaxDirectMemorySize=1g']}")));
    assert_eq!((at(&own, "heap"), at(&own, "directMemory.beyond")), (js("4n << 30n"), js("(1n << 30n) - 268435458n")));
    for words in ["'-Xms512m', '-Xmx256m'", "'-XX:+UseG1GC', '-XX:+UseZGC'"] {
        let told = told(jvm_memory(request("1.20", "taskmanager", SMALL), js(&format!("{{commandLine: [{words}]}}"))));
        assert_eq!(told, format!("commandLine has {}, with which no JVM starts", words.replace(['\'', ','], "")));
    }
    let ratio = given(jvm_memory(request("1.20", "taskmanager", SMALL), js("{commandLine: ['-XX:NewRatio=1']}")));
    assert_eq!(at(&ratio, "maxMemory"), js("(512n << 20n) - 25n * 1024n * 1024n - 9n * 65536n"));
}

#[wasm_bindgen_test]
fn references_are_wide_beyond_the_edge_and_a_job_manager_may_outgrow_its_container() {
    let large = "'taskmanager.memory.flink.size': '96g', 'taskmanager.memory.task.heap.size': '40g'";
    let answer = given(jvm_memory(request("1.20", "taskmanager", large), js("{collector: 'g1'}")));
    assert_eq!((at(&answer, "compressedOops"), at(&answer, "compressedOopsEdge")), (JsValue::FALSE, js("32736n << 20n")));
    assert!(at(&answer, "withoutCompressedOops.low").is_bigint());
    let open = given(jvm_memory(request("1.20", "jobmanager", "'jobmanager.memory.process.size': '1600m'"), js("{collector: 'g1'}")));
    assert_eq!((at(&open, "directMemory.isSet"), at(&open, "directMemory.planned")), (JsValue::FALSE, js("128n << 20n")));
    assert_eq!((at(&open, "directMemory.limit"), at(&open, "directMemory.beyond")), (js("1024n << 20n"), js("896n << 20n")));
}

#[wasm_bindgen_test]
fn a_heap_that_the_script_leaves_to_the_jvm_is_not_told() {
    let open = || request("1.10", "jobmanager", "'jobmanager.heap.size': '0'");
    let answer = given(jvm_memory(open(), NO_OPTIONS));
    assert_eq!((at(&answer, "ok"), at(&answer, "collector")), (JsValue::TRUE, "serial".into()));
    assert_eq!((at(&answer, "heap"), at(&answer, "maxMemory")), (JsValue::UNDEFINED, JsValue::UNDEFINED));
    assert_eq!(
        told(estimate_overhead(open(), NO_OPTIONS)),
        "the start script leaves the heap to the JVM, so that nothing can be estimated"
    );
}

#[wasm_bindgen_test]
fn overhead_is_held_against_its_estimate() {
    let answer = given(estimate_overhead(task_manager("1.20", ""), js("{collector: 'g1', processors: 2}")));
    assert_eq!((at(&answer, "overhead"), at(&answer, "sufficiency")), (js("429496736n"), "mayBeTooSmall".into()));
    assert_eq!(
        (at(&answer, "items.length"), at(&answer, "items.0.item"), at(&answer, "items.0.high")),
        (6.into(), "threadStacks".into(), js("100n << 20n"))
    );
    assert_eq!(
        (at(&answer, "load.threads"), at(&answer, "load.heap"), at(&answer, "load.collector")),
        (100.into(), js("1664299798n"), "g1".into())
    );
    let more =
        given(estimate_overhead(task_manager("1.20", ""), js("{collector: 'g1', threads: 200, native: '1g', commandLine: ['-Xss2m']}")));
    assert_eq!((at(&more, "items.0.high"), at(&more, "items.5.low")), (js("400n << 20n"), js("1n << 30n")));
    assert_eq!(at(&more, "sufficiency"), "tooSmall");
    let enough = given(estimate_overhead(
        task_manager("1.20", "'taskmanager.memory.jvm-overhead.min': '1g'"),
        js("{collector: 'serial', processors: 1}"),
    ));
    assert_eq!(at(&enough, "sufficiency"), "enough");
    let before = request("1.10", "jobmanager", "'jobmanager.heap.size': '1g'");
    let before = given(estimate_overhead(before, NO_OPTIONS));
    assert_eq!(
        (at(&before, "ok"), at(&before, "overhead"), at(&before, "sufficiency")),
        (JsValue::TRUE, JsValue::UNDEFINED, JsValue::UNDEFINED)
    );
    let refused = task_manager("1.20", "'taskmanager.memory.managed.size': '5g'");
    assert_eq!(at(&given(estimate_overhead(refused, NO_OPTIONS)), "error.code"), "parts-exceed-flink");
}

const NODE: &str = "node: {cores: 8, memory: 32n << 30n, managedBy: 'gke'}";

#[wasm_bindgen_test]
fn a_cluster_is_planned_on_the_fewest_nodes() {
    let pods = "slots: 2, taskManager: {cores: 2, memory: '4g'}, jobManager: {cores: 1, memory: '1600m'}";
    let answer = given(plan_cluster(task_manager("1.20", ""), js(&format!("{{parallelism: 50, {NODE}, {pods}, nodeHour: '0.384'}}"))));
    // Of 8 cores 7.91 are left to pods: three TaskManagers, and half of the memory is left over.
    assert_eq!((at(&answer, "ok"), at(&answer, "allocatable.cores")), (JsValue::TRUE, 7.91.into()));
    let plan = at(&answer, "plan");
    assert_eq!((at(&plan, "taskManagers"), at(&plan, "perNode"), at(&plan, "bound")), (25.into(), 3.into(), "cores".into()));
    assert_eq!((at(&plan, "nodes"), at(&plan, "hour"), at(&plan, "idleSlots")), (9.into(), "3.456".into(), 0.into()));
    assert_eq!((at(&plan, "groups.0.jobManagers"), at(&plan, "capacity.memory")), (1.into(), js("288n << 30n")));
    assert_eq!((at(&answer, "alternatives.length"), at(&answer, "best")), (0.into(), JsValue::UNDEFINED));
}

#[wasm_bindgen_test]
fn pods_are_those_that_flink_asks_kubernetes_for() {
    let of = |options: &str| given(plan_cluster(task_manager("1.20", "'jobmanager.memory.process.size': '1600m'"), js(options)));
    let answer = of(&format!("{{parallelism: 100, {NODE}, alternatives: 8}}"));
    assert_eq!(
        (at(&answer, "slots"), at(&answer, "taskManager.cores"), at(&answer, "taskManager.memory")),
        (4.into(), 4.into(), js("4n << 30n"))
    );
    assert_eq!((at(&answer, "jobManager.cores"), at(&answer, "jobManager.memory")), (1.into(), js("1600n << 20n")));
    assert_eq!((at(&answer, "alternatives.length"), at(&answer, "alternatives.3.taskManager.memory")), (8.into(), js("4n << 30n")));
    assert_eq!(at(&answer, "alternatives.7.plan.code"), "pod-too-large");
    assert_eq!((at(&answer, "alternatives.7.plan.pod"), at(&answer, "alternatives.7.plan.bound")), ("taskManager".into(), "cores".into()));
    let best = at(&answer, "best").as_f64().expect("one has a plan");
    assert!(at(&answer, &format!("alternatives.{best}.plan.nodes")).as_f64() <= at(&answer, "plan.nodes").as_f64());
    let sizes = "alternatives: [{slots: 2, taskManager: {cores: 2, memory: '2300m'}}]";
    assert_eq!(at(&of(&format!("{{parallelism: 100, {NODE}, {sizes}}}")), "alternatives.0.plan.taskManagers"), 50);
    let eks = of("{parallelism: 8, node: {cores: 8, memory: '32g', managedBy: 'eks', mostPods: 58, reserved: {cores: 0.5, memory: '1g'}}}");
    assert_eq!((at(&eks, "allocatable.cores"), at(&eks, "allocatable.memory")), (7.41.into(), js("(32768n - 993n - 1024n) << 20n")));
    let small = of("{parallelism: 8, node: {cores: 2, memory: '2g'}}");
    assert_eq!((at(&small, "ok"), at(&small, "plan.ok"), at(&small, "plan.bound")), (JsValue::TRUE, JsValue::FALSE, "both".into()));
    assert_eq!(
        at(&small, "plan.message"),
        "the pod of a TaskManager requests more cores and memory than a node can give: 4000m cores and 4294967296 bytes of 2000m cores and 2147483648 bytes"
    );
    let no_job_manager = given(plan_cluster(task_manager("1.20", ""), js(&format!("{{parallelism: 8, {NODE}}}"))));
    assert_eq!((at(&no_job_manager, "ok"), at(&no_job_manager, "error.code")), (JsValue::FALSE, "nothing-configured".into()));
    let alone = given(plan_cluster(task_manager("1.20", ""), js(&format!("{{parallelism: 8, {NODE}, jobManagers: 0}}"))));
    assert_eq!((at(&alone, "jobManager.memory"), at(&alone, "plan.taskManagers")), (js("0n"), 2.into()));
}

#[wasm_bindgen_test]
fn an_amount_is_read_by_each_in_its_own_way() {
    let of = |text: &str| given(quantity(text.into(), NO_OPTIONS));
    let answer = of("2048m");
    assert_eq!((at(&answer, "memory.flink.size"), at(&answer, "memory.operator.size")), (js("2n << 30n"), js("2n << 30n")));
    assert_eq!((at(&answer, "memory.kubernetes.decimal"), at(&answer, "memory.kubernetes.thousandths")), ("2.048".into(), js("2048n")));
    assert_eq!((at(&answer, "memory.trap"), at(&answer, "cpu.flink.ok")), ("thousandths".into(), JsValue::FALSE));
    assert_eq!(
        (at(&answer, "cpu.kubernetes.decimal"), at(&answer, "cpu.flink.exception")),
        ("2.048".into(), "NumberFormatException".into())
    );
    let answer = of("2Gi");
    assert_eq!((at(&answer, "memory.flink.ok"), at(&answer, "memory.operator.size")), (JsValue::FALSE, js("2n << 30n")));
    assert_eq!(
        (at(&answer, "memory.flink.exception"), at(&answer, "memory.trap")),
        ("IllegalArgumentException".into(), "not-for-flink".into())
    );
    let before = given(quantity("2Gi".into(), js("{operator: '1.6.1'}")));
    assert_eq!((at(&before, "memory.operator.ok"), at(&before, "memory.trap")), (JsValue::FALSE, "only-for-kubernetes".into()));
    assert_eq!((at(&of("0.5"), "cpu.flink.cores"), at(&of("0.5"), "cpu.kubernetes.thousandths")), (0.5.into(), js("500n")));
    assert_eq!(at(&of("9999999999999999P"), "memory.kubernetes.thousandths"), js("9999999999999999n * 10n ** 18n"));
    assert_eq!((at(&of("2147483648"), "memory.trap"), at(&of("lots"), "memory.kubernetes")), (JsValue::UNDEFINED, JsValue::UNDEFINED));
}

#[wasm_bindgen_test]
fn a_bad_call_throws_an_error_that_says_what_is_wrong() {
    let local = "Flink starts no JVM for local execution; for jvmMemory() process must be taskmanager or jobmanager";
    assert_eq!(told(jvm_memory(request("1.20", "local", ""), NO_OPTIONS)), local);
    let jvm = |options: &str| told(jvm_memory(request("1.20", "taskmanager", SMALL), js(options)));
    assert_eq!(jvm("{collector: 'G1'}"), "unknown collector 'G1'; known: serial, parallel, g1, zgc");
    assert_eq!(jvm("{processors: 0}"), "processors must be a whole number from 1 to 4096");
    assert_eq!(jvm("{commandLine: '-Xmx1g'}"), "commandLine must be an array of at most 65536 items");
    assert_eq!(jvm("{commandLine: ['-XX:NewRatio=a']}"), "commandLine has -XX:NewRatio=a, with which no JVM starts");
    let overhead = |options: &str| told(estimate_overhead(task_manager("1.20", ""), js(options)));
    assert_eq!(overhead("{threads: 0}"), "threads must be a whole number from 1 to 1000000");
    assert_eq!(
        overhead("{commandLine: ['-XX:+UseShenandoahGC']}"),
        "the command line chooses a collector that is not known; give one with the field collector"
    );
    assert_eq!(overhead("{commandLine: ['-Xss1mb']}"), "commandLine has -Xss1mb, with which no JVM starts");

    let cluster = |options: &str| told(plan_cluster(task_manager("1.20", "'jobmanager.memory.process.size': '1600m'"), js(options)));
    let with = |more: &str| cluster(&format!("{{parallelism: 8, {NODE}, {more}}}"));
    assert_eq!(cluster(&format!("{{{NODE}}}")), "parallelism must be a whole number from 0 to 2147483647");
    assert_eq!(cluster("{parallelism: 8}"), "node.cores must be a number from 0 to 1000000");
    assert_eq!(cluster("{parallelism: 8, node: {cores: 8}}"), "node.memory must be a size, a string such as '512m' or a number of bytes");
    assert_eq!(
        cluster("{parallelism: 8, node: {cores: 8, memory: '32g', managedBy: 'eks'}}"),
        "node.mostPods must be a whole number from 1 to 10000"
    );
    assert_eq!(
        cluster("{parallelism: 8, node: {cores: 8, memory: '32g', mostPods: 58}}"),
        "node.mostPods counts on EKS; node.managedBy must be eks"
    );
    assert_eq!(with("jobManagers: 17"), "jobManagers must be a whole number from 0 to 16");
    assert_eq!(with("slots: 0"), "slots must be a whole number from 1 to 2147483647");
    assert_eq!(with("nodeHour: '1,5'"), "nodeHour is no price: it must be a decimal number such as '0.384'");
    assert_eq!(with("taskManager: {cores: -1, memory: '1g'}"), "taskManager.cores must be a number from 0 to 1000000");
    assert_eq!(with("alternatives: 256"), "alternatives must be a whole number from 0 to 255, or an array of slots and sizes");
    assert_eq!(with("alternatives: [{slots: 1}]"), "alternatives[0].taskManager.cores must be a number from 0 to 1000000");

    assert_eq!(told(quantity(js("2"), NO_OPTIONS)), "text must be a string");
    assert_eq!(
        told(quantity("2g".into(), js("{operator: 'latest'}"))),
        "operator must be a release of Flink's Kubernetes operator such as '1.7'; it is 'latest'"
    );
}
