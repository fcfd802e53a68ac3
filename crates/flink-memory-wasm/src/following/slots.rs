//! `slots`: the default slot of a TaskManager, and how often those of slot sharing groups fit. What fits is decided in the model.

use flink_memory::resource_manager::external_resources;
use flink_memory::{Amount, Release, Request, ResourceError, Resources, SlotRequest};
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use super::{Half, Stopped, answer, number_of_slots, refused, task_manager};
use crate::bytes::Bytes;
use crate::config_object::PlainObject;
use crate::given::{Given, Scalar};
use crate::parts::{self, Options};
use crate::request::{self, BadCall};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("slots.d.ts");

/// The slots of a TaskManager as resources.
///
/// # Errors
/// A request of another process, options that are none, and groups with resources before 1.14. A configuration that Flink refuses is no error
/// but an answer with `ok: false`, and so is a group.
#[wasm_bindgen(unchecked_return_type = "Slots | Refusal")]
pub fn slots(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "SlotsOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    let [groups, external] = request::fields("slots()", Options::from_js(options), ["groups", "externalResources"])?;
    let groups = parts::list("groups", groups)?;
    let groups = groups.into_iter().map(|(name, group)| self::group(&name, group, request.release)).collect::<Result<Vec<_>, _>>()?;
    let is_told = !matches!(external, Given::Nothing);
    let external = amounts("externalResources", external)?;
    answer(SlotsObject::new(&groups, is_told.then_some(external), &request))
}

/// What a slot sharing group asks for.
fn group(name: &str, given: Given<Given<Scalar>>, release: Release) -> Result<SlotRequest, BadCall> {
    let names = ["cpuCores", "taskHeap", "taskOffHeap", "managed", "externalResources"];
    let [cpu_cores, task_heap, task_off_heap, managed, external] = request::fields(name, given, names)?;
    let group = SlotRequest {
        cpu_cores: parts::number(&format!("{name}.cpuCores"), &cpu_cores)?,
        task_heap: parts::size_text(&format!("{name}.taskHeap"), task_heap)?,
        task_off_heap: parts::size_text(&format!("{name}.taskOffHeap"), task_off_heap)?,
        managed: parts::size_text(&format!("{name}.managed"), managed)?,
        external: amounts(&format!("{name}.externalResources"), external)?.into_iter().collect(),
    };
    if group != SlotRequest::default() && !SlotRequest::is_in(release) {
        return Err(BadCall::new(format!("Flink {release} has no resources of slot sharing groups")));
    }
    Ok(group)
}

/// External resources by name.
fn amounts<Inner>(name: &str, given: Given<Given<Inner>>) -> Result<Vec<(String, f64)>, BadCall> {
    let amount = |(resource, amount): (String, Given<Inner>)| {
        let name = format!("{name}['{resource}']");
        let amount = parts::number(&name, &amount)?.ok_or_else(|| BadCall::new(format!("{name} must be a finite number")))?;
        Ok((resource, amount))
    };
    request::object(name, given)?.into_iter().map(amount).collect()
}

/// `Slots` of `slots.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SlotsObject {
    ok: bool,
    slots: i32,
    total: ResourcesObject,
    default_slot: ResourcesObject,
    allocations: Vec<Half<AllocationObject>>,
}

impl SlotsObject {
    fn new(groups: &[SlotRequest], external: Option<Vec<(String, f64)>>, request: &Request) -> Result<SlotsObject, Stopped> {
        let memory = task_manager("slots()", request)?;
        let stopped = |error: ResourceError| refused(&error, request);
        let amount = |value| Amount::new(value).ok_or(ResourceError::Negative);
        let external = match external {
            Some(told) => told.into_iter().map(|(name, value)| Ok((name, amount(value)?))).collect::<Result<_, _>>().map_err(stopped)?,
            None => external_resources(&request.configuration, request.release).map_err(|error| refused(&error, request))?,
        };
        let total = Resources {
            cpu_cores: amount(memory.cpu_cores).map_err(stopped)?,
            task_heap: memory.task_heap,
            task_off_heap: memory.task_off_heap,
            managed: memory.managed,
            network: memory.network,
            external,
        };
        let slots = number_of_slots(&memory, request)?;
        let default_slot = total.default_slot(slots).map_err(stopped)?;
        let mut left = total.clone();
        let allocations = groups.iter().map(|group| AllocationObject::new(group, &total, &default_slot, &mut left, request)).collect();
        Ok(SlotsObject {
            ok: true,
            slots,
            total: ResourcesObject::new(&total),
            default_slot: ResourcesObject::new(&default_slot),
            allocations,
        })
    }
}

/// `Allocation` of `slots.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AllocationObject {
    ok: bool,
    slot: ResourcesObject,
    #[serde(skip_serializing_if = "Option::is_none")]
    fits_times: Option<u32>,
    fits: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<ResourcesObject>,
}

impl AllocationObject {
    /// Takes a slot of a group out of what is left, where it fits.
    fn new(
        group: &SlotRequest,
        total: &Resources,
        default_slot: &Resources,
        left: &mut Resources,
        request: &Request,
    ) -> Half<AllocationObject> {
        let asked = match group.resources() {
            Ok(asked) => asked,
            Err(error) => return Half::refused(&error, request),
        };
        let slot = asked.as_ref().unwrap_or(default_slot);
        let rest = left.minus(slot);
        let allocation = AllocationObject {
            ok: true,
            slot: ResourcesObject::new(slot),
            fits_times: total.times(slot),
            fits: rest.is_some(),
            left: rest.as_ref().map(ResourcesObject::new),
        };
        if let Some(rest) = rest {
            *left = rest;
        }
        Half::Given(allocation)
    }
}

/// `Resources` of `slots.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourcesObject {
    cpu_cores: f64,
    task_heap: Bytes,
    task_off_heap: Bytes,
    managed: Bytes,
    network: Bytes,
    external_resources: PlainObject<f64>,
    profile: String,
}

impl ResourcesObject {
    fn new(resources: &Resources) -> ResourcesObject {
        let Resources { cpu_cores, task_heap, task_off_heap, managed, network, external } = resources;
        ResourcesObject {
            cpu_cores: cpu_cores.value(),
            task_heap: Bytes(*task_heap),
            task_off_heap: Bytes(*task_off_heap),
            managed: Bytes(*managed),
            network: Bytes(*network),
            external_resources: PlainObject(external.iter().map(|(name, amount)| (name.to_owned(), amount.value())).collect()),
            profile: resources.to_string(),
        }
    }
}
