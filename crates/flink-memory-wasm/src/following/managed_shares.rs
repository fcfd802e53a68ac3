//! `managedShares`: what the consumers of a job get of a slot's managed memory. Weights and fractions are the model's.

use flink_memory::{Consumer, ConsumerError, NoShare, Request, Share};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Stopped, answer, refused, slot_managed};
use crate::bytes::Bytes;
use crate::given::Given;
use crate::parts::{self, Options, Part};
use crate::request::{self, BadCall};
use crate::thrown::ErrorObject;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("managed_shares.d.ts");

/// What each consumer gets of a slot's managed memory.
///
/// # Errors
/// A request of another process, consumers or options that are none, and a release before 1.12, which has no weights. What Flink refuses is no
/// error but an answer with `ok: false`.
#[wasm_bindgen(js_name = managedShares, unchecked_return_type = "ManagedShares | Refusal")]
pub fn managed_shares(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_param_type = "readonly ConsumerId[]")] consumers: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ManagedSharesOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let consumers = self::consumers(Part::from_js(consumers))?;
    let names = ["managed", "stateBackendUsesManagedMemory"];
    let [managed, lives_in_managed] = request::fields("managedShares()", Options::from_js(options), names)?;
    let lives_in_managed = parts::flag("stateBackendUsesManagedMemory", &lives_in_managed)?.unwrap_or(true);
    answer(ManagedSharesObject::new(&consumers, lives_in_managed, &managed, &request))
}

fn consumers(given: Part) -> Result<Vec<Consumer>, BadCall> {
    let known = || Consumer::ALL.into_iter().map(|consumer| consumer.name().to_owned());
    let mut consumers = Vec::new();
    for (name, item) in parts::list("consumers", given)? {
        let consumer = request::one_of("consumer", &item, known, Consumer::from_name)?;
        let consumer = request::needed(&name, consumer, known)?;
        if consumers.contains(&consumer) {
            return Err(BadCall::new(format!("{name} is there twice: {}", consumer.name())));
        }
        consumers.push(consumer);
    }
    if consumers.is_empty() {
        return Err(BadCall::new(format!("consumers must be an array with one or more of {}", known().collect::<Vec<_>>().join(", "))));
    }
    Ok(consumers)
}

/// `ManagedShares` of `managed_shares.d.ts`.
#[derive(Serialize)]
struct ManagedSharesObject {
    ok: bool,
    managed: Bytes,
    shares: Vec<ShareObject>,
}

impl ManagedSharesObject {
    fn new(consumers: &[Consumer], lives_in_managed: bool, managed: &Part, request: &Request) -> Result<ManagedSharesObject, Stopped> {
        let managed = slot_managed("managedShares()", managed, request)?;
        match flink_memory::managed_shares(&request.configuration, request.release, consumers, lives_in_managed, managed) {
            Ok(shares) => {
                let shares = shares.iter().map(|share| ShareObject::new(share, request)).collect();
                Ok(ManagedSharesObject { ok: true, managed: Bytes(managed), shares })
            }
            Err(ConsumerError::NoWeights) => {
                Err(BadCall::new(format!("Flink {} has no weights of managed memory; they came with 1.12", request.release)).into())
            }
            Err(error) => Err(refused(&error, request)),
        }
    }
}

/// `ManagedShare` of `managed_shares.d.ts`.
#[derive(Serialize)]
struct ShareObject {
    consumer: &'static str,
    fraction: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorObject>,
}

impl ShareObject {
    fn new(share: &Share, request: &Request) -> ShareObject {
        let error = |error: NoShare| ErrorObject::new(&error, request);
        ShareObject {
            consumer: share.consumer.name(),
            fraction: share.fraction,
            size: share.size.ok().map(Bytes),
            error: share.size.err().map(error),
        }
    }
}
