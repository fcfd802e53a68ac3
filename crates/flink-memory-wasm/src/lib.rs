//! The calculator for JavaScript, over plain objects: what the page can do. Every rule stands in `flink-memory`, `flink-memory-formats` and
//! `flink-memory-sizing`; here values only cross.
//!
//! The README beside this crate describes the API for its users, `types.d.ts` describes it for TypeScript.

mod bytes;
mod config_object;
mod derivation;
mod following;
mod given;
mod option_info;
mod parts;
mod quantity;
mod reading;
mod request;
mod sentences;
mod step;
mod texts;
mod thrown;
mod writing;

use flink_memory::Release;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use derivation::DerivationObject;
use given::{Given, Scalar};
use option_info::{OptionInfo, ReleaseInfo};

pub use following::{
    estimate_overhead, insufficient_buffers, job_buffers, jvm_memory, kubernetes_pods, managed_shares, network_buffers, plan_cluster,
    slots, start_script, state_backend_memory, yarn_containers,
};
pub use quantity::quantity;
pub use texts::{check, convert, detect, edit, emit, formats, link, open_link, parse, svg, targets};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The type of a language's name.
#[cfg(target_arch = "wasm32")]
macro_rules! language_id {
    ($($(#[$doc:meta])+ $name:ident $language:ident $id:literal $tag:literal $own:literal)+) => {
        concat!("/** A language of written texts:", $(" `", $id, "` is ", $own, ".",)+ " */\nexport type LanguageId =", $(" | \"", $id, "\"",)+ ";")
    };
}

#[wasm_bindgen(typescript_custom_section)]
const LANGUAGE_ID: &str = flink_memory_words::languages!(language_id);

/// Every release that the model knows, oldest first.
///
/// # Errors
/// None that a caller can cause.
#[wasm_bindgen(unchecked_return_type = "ReleaseInfo[]")]
pub fn releases() -> Result<JsValue, JsError> {
    let releases: Vec<_> = Release::ALL.iter().copied().map(ReleaseInfo::new).collect();
    to_js(&releases)
}

/// Every option that a release knows, as that release knows it.
///
/// # Errors
/// A release that is no text, or that the model does not know.
#[wasm_bindgen(unchecked_return_type = "OptionInfo[]")]
pub fn options(#[wasm_bindgen(unchecked_param_type = "string")] release: JsValue) -> Result<JsValue, JsError> {
    let release = request::release(&Scalar::from_js(release))?;
    let options: Vec<_> = OptionInfo::all(release).collect();
    to_js(&options)
}

/// What a release makes of a configuration.
///
/// # Errors
/// A request that is none; the text names the field or key. A configuration that Flink refuses is no error but an answer with `ok: false`.
#[wasm_bindgen(unchecked_return_type = "Derivation")]
pub fn derive(#[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue) -> Result<JsValue, JsError> {
    let request = request::request(Given::from_js(request))?;
    to_js(&DerivationObject::new(&flink_memory::derive(&request), &request))
}

/// Flink's complaint about the value of an option by itself; `undefined` where the release can read it.
///
/// # Errors
/// A release, key or value that is none, and a key of no memory option of the release.
#[wasm_bindgen]
pub fn complaint(
    #[wasm_bindgen(unchecked_param_type = "string")] release: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] key: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ConfigValue")] value: JsValue,
) -> Result<Option<String>, JsError> {
    let release = request::release(&Scalar::from_js(release))?;
    let key = request::text("key", Scalar::from_js(key))?;
    let option = request::option_of(&key, release)?;
    let value = request::value(Scalar::from_js(value))?;
    Ok(flink_memory::complaint(option.value_type(), &value, release).map(|complaint| complaint.to_string()))
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(to_value(value)?)
}

/// Plain objects, and a `bigint` for every size, whatever its magnitude.
fn to_value(value: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    let serializer = Serializer::new().serialize_maps_as_objects(true).serialize_large_number_types_as_bigints(true);
    value.serialize(&serializer)
}
