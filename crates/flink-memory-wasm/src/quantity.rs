//! `quantity`: what Flink, its Kubernetes operator and Kubernetes read in the same text. How each reads is the formats'.

use flink_memory::{FlinkError, MemorySize};
use flink_memory_formats::quantity::{CpuReadings, MemoryReadings, Quantity, Trap, cpu, memory};
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::bytes::Bytes;
use crate::given::Scalar;
use crate::parts::{self, Options};
use crate::request::{self, BadCall};
use crate::to_js;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("quantity.d.ts");

/// What each reads in a text, as an amount of memory and as one of CPU.
///
/// # Errors
/// A text or options that are none. A text that nobody can read is no error.
#[wasm_bindgen(unchecked_return_type = "Quantity")]
pub fn quantity(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "QuantityOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let [operator] = request::fields("quantity()", Options::from_js(options), ["operator"])?;
    let operator = parts::optional_text("operator", operator)?.map(|release| self::operator(&release)).transpose()?;
    to_js(&QuantityObject { memory: MemoryObject::new(memory(&text), operator), cpu: CpuObject::new(cpu(&text)) })
}

/// A release of the operator: its first two numbers.
fn operator(release: &str) -> Result<(u32, u32), BadCall> {
    let mut numbers = release.split('.').map(|number| number.parse().ok());
    match (numbers.next(), numbers.next(), numbers.all(|number| number.is_some())) {
        (Some(Some(major)), Some(Some(minor)), true) => Ok((major, minor)),
        _ => Err(BadCall::new(format!("operator must be a release of Flink's Kubernetes operator such as '1.7'; it is '{release}'"))),
    }
}

/// `Quantity` of `quantity.d.ts`.
#[derive(Serialize)]
struct QuantityObject {
    memory: MemoryObject,
    cpu: CpuObject,
}

/// `MemoryReadings` of `quantity.d.ts`.
#[derive(Serialize)]
struct MemoryObject {
    flink: Read<SizeObject>,
    operator: Read<SizeObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kubernetes: Option<KubernetesObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trap: Option<&'static str>,
}

impl MemoryObject {
    /// With the operator of a release, where one is told.
    fn new(read: MemoryReadings, operator: Option<(u32, u32)>) -> MemoryObject {
        let of_operator = operator.map_or(&read.operator, |release| read.of_operator(release)).clone();
        let read = MemoryReadings { operator: of_operator, ..read };
        let trap = read.trap().map(trap);
        let size = |size: MemorySize| SizeObject { ok: true, size: Bytes(size) };
        MemoryObject {
            flink: Read::new(read.flink.map(size)),
            operator: Read::new(read.operator.map(size)),
            kubernetes: read.kubernetes.map(KubernetesObject::new),
            trap,
        }
    }
}

/// `QuantityTrap` of `quantity.d.ts`.
fn trap(trap: Trap) -> &'static str {
    match trap {
        Trap::Thousandths => "thousandths",
        Trap::PowersOf1000 => "powers-of-1000",
        Trap::NotForKubernetes => "not-for-kubernetes",
        Trap::NotForFlink => "not-for-flink",
        Trap::OnlyForOperator => "only-for-operator",
        Trap::OnlyForKubernetes => "only-for-kubernetes",
    }
}

/// `CpuReadings` of `quantity.d.ts`.
#[derive(Serialize)]
struct CpuObject {
    flink: Read<CoresObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kubernetes: Option<KubernetesObject>,
}

impl CpuObject {
    fn new(read: CpuReadings) -> CpuObject {
        CpuObject {
            flink: Read::new(read.flink.map(|cores| CoresObject { ok: true, cores })),
            kubernetes: read.kubernetes.map(KubernetesObject::new),
        }
    }
}

/// What is read, or the exception.
#[derive(Serialize)]
#[serde(untagged)]
enum Read<Given> {
    Given(Given),
    Refused { ok: bool, exception: &'static str, message: String },
}

impl<Given> Read<Given> {
    fn new(read: Result<Given, impl Into<FlinkError>>) -> Read<Given> {
        match read.map_err(Into::into) {
            Ok(given) => Read::Given(given),
            Err(error) => Read::Refused { ok: false, exception: error.exception(), message: error.to_string() },
        }
    }
}

/// `ReadSize` of `quantity.d.ts`.
#[derive(Serialize)]
struct SizeObject {
    ok: bool,
    size: Bytes,
}

/// `ReadCores` of `quantity.d.ts`.
#[derive(Serialize)]
struct CoresObject {
    ok: bool,
    cores: f64,
}

/// `KubernetesQuantity` of `quantity.d.ts`.
#[derive(Serialize)]
struct KubernetesObject {
    decimal: String,
    thousandths: Thousandths,
}

impl KubernetesObject {
    fn new(quantity: Quantity) -> KubernetesObject {
        KubernetesObject { decimal: quantity.to_string(), thousandths: Thousandths(quantity.thousandths()) }
    }
}

/// A number above 64 bits, which crosses as a `bigint`.
struct Thousandths(u128);

impl Serialize for Thousandths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u128(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_is_told_by_its_release() {
        for (release, numbers) in [("1.6", (1, 6)), ("1.15.0", (1, 15))] {
            assert_eq!(operator(release), Ok(numbers));
        }
        for release in ["", "1", "v1.7", "1.x", "1.7.0-rc1", "1..7"] {
            assert!(operator(release).is_err(), "{release}");
        }
    }
}
