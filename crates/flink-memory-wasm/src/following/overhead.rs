//! `estimateOverhead`: what JVM overhead must hold, item by item, held against what Flink gives it. The figures are the sizing's.

use flink_memory::{MemorySize, Pool};
use flink_memory_sizing::Estimate;
use flink_memory_sizing::overhead::{Item, Load, Sufficiency, estimate_overhead as estimate};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::java::{self, Jvm};
use super::jvm_memory::EstimateObject;
use super::{Stopped, answer};
use crate::bytes::Bytes;
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("overhead.d.ts");

/// Estimates what the JVM overhead of a TaskManager or JobManager must hold.
///
/// # Errors
/// A request of local execution, whose JVM is another's, a command line whose collector is not known, a heap that nobody
/// says, and options that are none. What Flink
/// refuses is no error but an answer with `ok: false`.
#[wasm_bindgen(js_name = estimateOverhead, unchecked_return_type = "OverheadEstimate | Refusal")]
pub fn estimate_overhead(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "EstimateOverheadOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    const NAME: &str = "estimateOverhead()";
    let request = request::request(Given::from_js(request))?;
    let [collector, java, processors, memory, words] = java::OPTIONS;
    let names = [collector, java, processors, memory, words, "threads", "stack", "codeCache", "native"];
    let [collector, java, processors, memory, words, own @ ..] = request::fields(NAME, Options::from_js(options), names)?;
    let told = Told::read(&own)?;
    let jvm = Jvm::read(NAME, [&collector, &java, &processors, &memory, &words], &request);
    answer(jvm.and_then(|jvm| Ok(OverheadObject::new(&jvm, &told.load(&jvm)?))))
}

/// What a caller says of the load.
struct Told {
    threads: Option<u32>,
    stack: Option<MemorySize>,
    code_cache: Option<MemorySize>,
    native: Option<MemorySize>,
}

/// More threads than a process starts.
const MOST_THREADS: i32 = 1_000_000;

impl Told {
    fn read([threads, stack, code_cache, native]: &[Part; 4]) -> Result<Told, BadCall> {
        Ok(Told {
            threads: parts::whole("threads", threads, 1..=MOST_THREADS)?.map(i32::unsigned_abs),
            stack: parts::size("stack", stack)?,
            code_cache: parts::size("codeCache", code_cache)?,
            native: parts::size("native", native)?,
        })
    }

    /// The load, of which the words that start the JVM say what the caller does not.
    fn load(&self, jvm: &Jvm) -> Result<Load, Stopped> {
        let unknown = "the command line chooses a collector that is not known; give one with the field collector";
        let open = "the start script leaves the heap to the JVM, so that nothing can be estimated";
        let told = |sentence: &str| BadCall::new(sentence.to_owned());
        let usual = Load::new(jvm.collector.ok_or_else(|| told(unknown))?, jvm.max.ok_or_else(|| told(open))?);
        Ok(Load {
            threads: self.threads.unwrap_or(usual.threads),
            stack: self.stack.or(jvm.flags.stack).unwrap_or(usual.stack),
            code_cache: self.code_cache.or(jvm.flags.code_cache).unwrap_or(usual.code_cache),
            processors: jvm.processors,
            native: self.native.unwrap_or(usual.native),
            ..usual
        })
    }
}

/// `OverheadEstimate` of `overhead.d.ts`.
#[derive(Serialize)]
struct OverheadObject {
    ok: bool,
    load: LoadObject,
    items: Vec<ItemObject>,
    sum: EstimateObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    overhead: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sufficiency: Option<&'static str>,
}

impl OverheadObject {
    fn new(jvm: &Jvm, load: &Load) -> OverheadObject {
        let estimate = estimate(load);
        let overhead = jvm.process.size(Pool::JvmOverhead);
        OverheadObject {
            ok: true,
            load: LoadObject::new(load),
            items: estimate.items.into_iter().map(|(item, size)| ItemObject::new(item, size)).collect(),
            sum: EstimateObject::new(estimate.sum),
            overhead: overhead.map(Bytes),
            sufficiency: overhead.map(|overhead| sufficiency(estimate.compare(overhead))),
        }
    }
}

fn sufficiency(sufficiency: Sufficiency) -> &'static str {
    match sufficiency {
        Sufficiency::TooSmall => "tooSmall",
        Sufficiency::MayBeTooSmall => "mayBeTooSmall",
        Sufficiency::Enough => "enough",
    }
}

/// `Load` of `overhead.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LoadObject {
    collector: &'static str,
    heap: Bytes,
    threads: u32,
    stack: Bytes,
    code_cache: Bytes,
    processors: u32,
    native: Bytes,
}

impl LoadObject {
    fn new(load: &Load) -> LoadObject {
        LoadObject {
            collector: java::id(load.collector),
            heap: Bytes(load.heap),
            threads: load.threads,
            stack: Bytes(load.stack),
            code_cache: Bytes(load.code_cache),
            processors: load.processors,
            native: Bytes(load.native),
        }
    }
}

/// `OverheadItem` of `overhead.d.ts`.
#[derive(Serialize)]
struct ItemObject {
    item: &'static str,
    low: Bytes,
    high: Bytes,
}

impl ItemObject {
    fn new(item: Item, Estimate { low, high }: Estimate) -> ItemObject {
        ItemObject { item: id(item), low: Bytes(low), high: Bytes(high) }
    }
}

fn id(item: Item) -> &'static str {
    match item {
        Item::ThreadStacks => "threadStacks",
        Item::CodeCache => "codeCache",
        Item::GarbageCollector => "garbageCollector",
        Item::JvmItself => "jvmItself",
        Item::Allocator => "allocator",
        Item::Native => "native",
    }
}
