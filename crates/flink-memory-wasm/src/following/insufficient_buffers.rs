//! `insufficientBuffers`: Flink's error of too few network buffers out of any text, and who asks for so many. Who does is found by the model.

use flink_memory::network_buffers::{Asker, AskingPart, BufferSettings, InsufficientBuffers, StageAsker};
use flink_memory::{MemorySize, Request};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::job::{self, JobObject};
use super::job_buffers::stopped;
use super::{Stopped, answer, index, refused};
use crate::bytes::Bytes;
use crate::given::{Given, Scalar};
use crate::request;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("insufficient_buffers.d.ts");

/// What a text says of too few buffers, and who asks for them with the settings of a request; its process does not count.
///
/// # Errors
/// A text, request or job that is none. What Flink refuses is no error but an answer with `ok: false`.
#[wasm_bindgen(js_name = insufficientBuffers, unchecked_return_type = "InsufficientBuffers | Refusal | undefined")]
pub fn insufficient_buffers(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "InsufficientBuffersOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let request = request::request(Given::from_js(request))?;
    let [job] = request::fields("insufficientBuffers()", Given::<JobObject>::from_js(options), ["job"])?;
    answer(told(&text, job, &request))
}

fn told(text: &str, job: JobObject, request: &Request) -> Result<Option<InsufficientObject>, Stopped> {
    let job = if matches!(job, Given::Nothing) { None } else { Some(job::read(job, request)?) };
    let Some(missing) = InsufficientBuffers::parse(text) else { return Ok(None) };
    // Who asks depends on no size, and the total that counts is the one in the text.
    let settings =
        BufferSettings::read(&request.configuration, request.release, MemorySize::ZERO).map_err(|error| refused(&error, request))?;
    let stages = job.map(|job| missing.asked_by_stages(&settings, &job)).transpose().map_err(|error| stopped(&error, request))?;
    let enough = missing.total.checked_sub(missing.available).and_then(|used| used.checked_add(missing.required));
    let enough = enough.filter(|enough| *enough > 0);
    Ok(Some(InsufficientObject {
        ok: true,
        required: missing.required,
        available: missing.available,
        total: missing.total,
        segment_size: missing.segment_size,
        enough,
        enough_memory: enough.map(|enough| Bytes(settings.network_memory(enough))),
        asked_by: missing.asked_by(&settings).iter().map(AskerObject::new).collect(),
        asked_by_stages: stages.map(|stages| stages.into_iter().map(StageAskerObject::new).collect()),
    }))
}

/// `InsufficientBuffers` of `insufficient_buffers.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InsufficientObject {
    ok: bool,
    required: i32,
    available: i32,
    total: i32,
    segment_size: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    enough: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enough_memory: Option<Bytes>,
    asked_by: Vec<AskerObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_by_stages: Option<Vec<StageAskerObject>>,
}

/// `AskingPart` of `insufficient_buffers.d.ts`.
fn part(part: AskingPart) -> &'static str {
    match part {
        AskingPart::Partition => "partition",
        AskingPart::SortPartition => "sortPartition",
        AskingPart::Gate => "gate",
        AskingPart::Channel => "channel",
    }
}

/// `Asker` of `insufficient_buffers.d.ts`.
#[derive(Serialize)]
struct AskerObject {
    part: &'static str,
    types: Vec<&'static str>,
    from: i32,
    to: i32,
}

impl AskerObject {
    fn new(asker: &Asker) -> AskerObject {
        AskerObject { part: part(asker.part), types: asker.kinds.iter().map(|kind| kind.name()).collect(), from: asker.from, to: asker.to }
    }
}

/// `StageAsker` of `insufficient_buffers.d.ts`.
#[derive(Serialize)]
struct StageAskerObject {
    stage: u32,
    part: &'static str,
    peer: u32,
    count: i32,
}

impl StageAskerObject {
    fn new(StageAsker { stage, part, peer, count }: StageAsker) -> StageAskerObject {
        StageAskerObject { stage: index(stage), part: self::part(part), peer: index(peer), count }
    }
}
