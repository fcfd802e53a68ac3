//! What the model answers to questions about slots as resources, in the shape of the vectors.

use std::collections::BTreeMap;

use flink_memory::{Amount, MemorySize, Release, ResourceError, Resources, SlotRequest};
use serde_json::{Map, Value};

use super::{Fields, put, thrown};
use crate::vector::Vector;

/// What is left of a TaskManager after the slots of one slot sharing group after the other.
pub(crate) fn slots(vector: &Vector, _: Release) -> Result<Fields, String> {
    let total = object(vector.input.get("total"))?;
    let count = vector.integer("slots")?.and_then(|slots| i32::try_from(slots).ok()).ok_or("the field 'slots' is no int")?;
    let groups = vector.input.get("groups").and_then(Value::as_array).ok_or("the field 'groups' is no list")?;
    let resources = match resources(total)? {
        Ok(resources) => resources,
        Err(error) => return Ok(refused(&error)),
    };
    let default_slot = match resources.default_slot(count) {
        Ok(slot) => slot,
        Err(error) => return Ok(refused(&error)),
    };
    let mut left = resources.clone();
    let mut allocations = Vec::new();
    for group in groups {
        let asked = match request(object(Some(group))?)?.resources() {
            Ok(asked) => asked,
            Err(error) => {
                let mut fields = refused(&error);
                fields.remove("ok");
                allocations.push(Value::Object(fields));
                continue;
            }
        };
        let slot = asked.as_ref().unwrap_or(&default_slot);
        let mut fields = Fields::new();
        put(&mut fields, "profile", asked.as_ref().map_or_else(|| "ResourceProfile{UNKNOWN}".to_owned(), ToString::to_string));
        if let Some(times) = resources.times(slot) {
            put(&mut fields, "fitsTimes", times);
        }
        let rest = left.minus(slot);
        put(&mut fields, "fits", rest.is_some());
        if let Some(rest) = rest {
            put(&mut fields, "left", profile(&rest));
            left = rest;
        }
        allocations.push(Value::Object(fields));
    }
    let mut fields = Fields::new();
    put(&mut fields, "ok", true);
    put(&mut fields, "totalProfile", resources.to_string());
    put(&mut fields, "defaultSlot", profile(&default_slot));
    put(&mut fields, "allocations", allocations);
    Ok(fields)
}

fn refused(error: &ResourceError) -> Fields {
    let mut fields = thrown(error.exception(), error.to_string(), None);
    if error.message().is_none() {
        put(&mut fields, "message", Value::Null);
    }
    fields
}

fn object(value: Option<&Value>) -> Result<&Map<String, Value>, String> {
    value.and_then(Value::as_object).ok_or_else(|| "resources are no object".to_owned())
}

/// A double of a field; `None` where it is not there.
fn double(fields: &Map<String, Value>, name: &str) -> Result<Option<f64>, String> {
    fields.get(name).map(|value| value.as_f64().ok_or_else(|| format!("'{name}' is no number"))).transpose()
}

fn external(fields: &Map<String, Value>) -> Result<BTreeMap<String, f64>, String> {
    let Some(external) = fields.get("external") else { return Ok(BTreeMap::new()) };
    let amount = |(name, value): (&String, &Value)| Some((name.clone(), value.as_f64()?));
    object(Some(external))?.iter().map(amount).collect::<Option<_>>().ok_or_else(|| "an external resource is no number".to_owned())
}

fn resources(fields: &Map<String, Value>) -> Result<Result<Resources, ResourceError>, String> {
    let size = |name: &str| match fields.get(name) {
        None => Ok(MemorySize::ZERO),
        Some(value) => value.as_u64().and_then(MemorySize::from_bytes).ok_or_else(|| format!("'{name}' is no size in bytes")),
    };
    let cpu_cores = double(fields, "cpu")?.ok_or("'cpu' is missing")?;
    let (Some(cpu_cores), Some(external)) =
        (Amount::new(cpu_cores), external(fields)?.into_iter().map(|(name, amount)| Some((name, Amount::new(amount)?))).collect())
    else {
        return Ok(Err(ResourceError::Negative));
    };
    let [task_heap, task_off_heap, managed, network] = [size("taskHeap")?, size("taskOffHeap")?, size("managed")?, size("network")?];
    Ok(Ok(Resources { cpu_cores, task_heap, task_off_heap, managed, network, external }))
}

fn request(fields: &Map<String, Value>) -> Result<SlotRequest, String> {
    let text = |name: &str| match fields.get(name) {
        None => Ok(None),
        Some(value) => value.as_str().map(|text| Some(text.to_owned())).ok_or_else(|| format!("'{name}' is no text")),
    };
    Ok(SlotRequest {
        cpu_cores: double(fields, "cpu")?,
        task_heap: text("taskHeap")?,
        task_off_heap: text("taskOffHeap")?,
        managed: text("managed")?,
        external: external(fields)?,
    })
}

fn profile(resources: &Resources) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "cpu", resources.cpu_cores.to_string());
    let Resources { task_heap, task_off_heap, managed, network, .. } = resources;
    for (name, size) in [("taskHeap", task_heap), ("taskOffHeap", task_off_heap), ("managed", managed), ("network", network)] {
        put(&mut fields, name, size.bytes());
    }
    let external: Fields = resources.external.iter().map(|(name, amount)| (name.to_owned(), amount.to_string().into())).collect();
    if !external.is_empty() {
        put(&mut fields, "external", external);
    }
    fields
}
