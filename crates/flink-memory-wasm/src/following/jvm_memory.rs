//! `jvmMemory`: what a JVM reports of its heap, whether its references are compressed, and how much direct memory it allows. All of it is the
//! sizing's.

use flink_memory::Request;
use flink_memory_sizing::Estimate;
use flink_memory_sizing::jvm::{CompressedOops, DirectMemory, direct_memory, without_compressed_oops};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::java::{self, Jvm};
use super::{Stopped, answer};
use crate::bytes::Bytes;
use crate::given::Given;
use crate::parts::{Options, Part};
use crate::request;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("jvm_memory.d.ts");

/// What a JVM makes of the sizes of a TaskManager or JobManager.
///
/// # Errors
/// A request of local execution, whose JVM is another's, and options that are none. What Flink refuses is no error but an answer with
/// `ok: false`.
#[wasm_bindgen(js_name = jvmMemory, unchecked_return_type = "JvmMemory | Refusal")]
pub fn jvm_memory(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "JvmOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let options = request::fields("jvmMemory()", Options::from_js(options), java::OPTIONS)?;
    answer(JvmMemoryObject::new(options.each_ref(), &request))
}

/// `JvmMemory` of `jvm_memory.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JvmMemoryObject {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    heap: Option<Bytes>,
    java: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    collector: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_memory: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compressed_oops: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compressed_oops_edge: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_compressed_oops: Option<EstimateObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direct_memory: Option<DirectObject>,
}

impl JvmMemoryObject {
    fn new(options: [&Part; java::OPTIONS.len()], request: &Request) -> Result<JvmMemoryObject, Stopped> {
        let jvm = Jvm::read("jvmMemory()", options, request)?;
        let heap = jvm.heap();
        let edge = jvm.collector.and_then(|collector| collector.compressed_oops_edge(jvm.java));
        let are_compressed = heap.map(|heap| heap.compressed_oops() == CompressedOops::Used);
        let wider = heap.filter(|_| edge.is_some() && are_compressed == Some(false)).map(|heap| without_compressed_oops(heap.max));
        let direct = direct_memory(&jvm.process, heap, jvm.flags.direct);
        Ok(JvmMemoryObject {
            ok: true,
            heap: jvm.max.map(Bytes),
            java: jvm.java,
            collector: jvm.collector.map(java::id),
            max_memory: heap.and_then(|heap| heap.max_memory()).map(Bytes),
            compressed_oops: are_compressed,
            compressed_oops_edge: edge.map(Bytes),
            without_compressed_oops: wider.map(EstimateObject::new),
            direct_memory: direct.map(DirectObject::new),
        })
    }
}

/// `Estimate` of `jvm_memory.d.ts`.
#[derive(Serialize)]
pub(super) struct EstimateObject {
    low: Bytes,
    high: Bytes,
}

impl EstimateObject {
    pub(super) fn new(Estimate { low, high }: Estimate) -> EstimateObject {
        EstimateObject { low: Bytes(low), high: Bytes(high) }
    }
}

/// `DirectMemory` of `jvm_memory.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DirectObject {
    limit: Bytes,
    is_set: bool,
    planned: Bytes,
    beyond: Bytes,
}

impl DirectObject {
    fn new(DirectMemory { limit, is_set, planned, beyond }: DirectMemory) -> DirectObject {
        DirectObject { limit: Bytes(limit), is_set, planned: Bytes(planned), beyond: Bytes(beyond) }
    }
}
