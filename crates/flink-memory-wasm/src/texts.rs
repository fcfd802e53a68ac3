//! The functions that take or give texts. How texts are read, changed and written stands in `flink-memory-formats`; here values only cross.

use flink_memory::{Process, Release, Request};
use flink_memory_formats::write::{Scope, Target, convert_flink_conf, write};
use flink_memory_formats::{Format, link as links, set_flink_version};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::given::{Given, Scalar};
use crate::reading::{CheckObject, DetectedObject, FormatObject, ReadingObject};
use crate::request::{self, RequestObject};
use crate::to_js;
use crate::writing::{ChangedObject, EmittedObject, LinkedObject, TargetObject};

/// Every format that `parse` reads.
///
/// # Errors
/// None that a caller can cause.
#[wasm_bindgen(unchecked_return_type = "FormatInfo[]")]
pub fn formats() -> Result<JsValue, JsError> {
    to_js(&Format::ALL.map(FormatObject::new))
}

/// Every text that `emit` writes.
///
/// # Errors
/// None that a caller can cause.
#[wasm_bindgen(unchecked_return_type = "TargetInfo[]")]
pub fn targets() -> Result<JsValue, JsError> {
    to_js(&Target::ALL.map(TargetObject::new))
}

/// The formats that a text may be in, best first; none for a text that is about something else.
///
/// # Errors
/// A text or a release that is none. Without a release it is the latest.
#[wasm_bindgen(unchecked_return_type = "Detected[]")]
pub fn detect(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "string")] release: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let release = request::optional_release("release", &Scalar::from_js(release))?.unwrap_or(Release::LATEST);
    let detected: Vec<_> = flink_memory_formats::detect(&text, release).into_iter().map(DetectedObject::new).collect();
    to_js(&detected)
}

/// What a text says, and the request that it makes of the one before it.
///
/// # Errors
/// A text or options that are none. A text in which nothing is understood is no error but has a finding that says so.
#[wasm_bindgen(unchecked_return_type = "Parsed")]
pub fn parse(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ParseOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let options = Given::<RequestObject>::from_js(options);
    let [format, release, before] = request::fields("parse()", options, ["format", "release", "request"])?;
    let format = request::format(&format)?;
    let release = request::optional_release("release", &release)?;
    let before = match before {
        Given::Nothing => Request::shipped(release.unwrap_or(Release::LATEST), Process::TaskManager),
        before => {
            let before = request::request(before)?;
            release.map_or_else(|| before.clone(), |release| before.for_release(release))
        }
    };
    to_js(&ReadingObject::new(flink_memory_formats::read(&text, format, before.release), &before))
}

/// What processes report of their memory in a text, against what Flink derives for a request.
///
/// # Errors
/// A text, a request or options that are none. The process of the request does not count: each report is held against its own.
#[wasm_bindgen(unchecked_return_type = "Check[]")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let request = request::request(Given::from_js(request))?;
    let [format] = request::fields("check()", Given::<Scalar>::from_js(options), ["format"])?;
    let reading = flink_memory_formats::read(&text, request::format(&format)?, request.release);
    let checks = reading.reported.iter().map(|reported| {
        let request = Request { process: reported.process, ..request.clone() };
        CheckObject::new(reported, &request, &flink_memory::derive(&request))
    });
    to_js(&checks.collect::<Vec<_>>())
}

/// A text with its configuration changed, and nothing else.
///
/// # Errors
/// A text or options that are none, a text that tells no format, and one that cannot be changed. A single change that cannot be made is no
/// error but has a finding.
#[wasm_bindgen(unchecked_return_type = "Changed")]
pub fn edit(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "EditOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let options = Given::<Given<Scalar>>::from_js(options);
    let [format, release, changes, flink_version] = request::fields("edit()", options, ["format", "release", "changes", "flinkVersion"])?;
    let release = request::optional_release("release", &release)?.unwrap_or(Release::LATEST);
    let changes = request::changes(changes)?;
    let flink_version = request::optional_release("flinkVersion", &flink_version)?;
    let detected = || flink_memory_formats::detect(&text, release).first().map(|best| best.format);
    let format = request::format(&format)?.or_else(detected).ok_or_else(request::unknown_format)?;
    let mut edited = flink_memory_formats::edit(&text, format, release, &changes).map_err(|reason| request::not_editable(&reason))?;
    if let Some(release) = flink_version {
        let versioned = set_flink_version(&edited.text, release).map_err(|reason| request::not_editable(&reason))?;
        edited.text = versioned.text;
        edited.findings.extend(versioned.findings);
    }
    to_js(&ChangedObject::from(edited))
}

/// A `flink-conf.yaml` as the `config.yaml` that a release reads the same way.
///
/// # Errors
/// A text or a release that is none.
#[wasm_bindgen(unchecked_return_type = "Changed")]
pub fn convert(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] release: JsValue,
) -> Result<JsValue, JsError> {
    let text = request::text("text", Scalar::from_js(text))?;
    let release = request::release(&Scalar::from_js(release))?;
    to_js(&ChangedObject::from(convert_flink_conf(&text, release)))
}

/// A request and what Flink derives for it as a text.
///
/// # Errors
/// A target, request or options that are none, a scope that the target does not have, and a language that is not there.
#[wasm_bindgen(unchecked_return_type = "Emitted")]
pub fn emit(
    #[wasm_bindgen(unchecked_param_type = "TargetId")] target: JsValue,
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "EmitOptions")] options: JsValue,
) -> Result<JsValue, JsError> {
    let target = request::target(&Scalar::from_js(target))?;
    let [scope, language] = request::fields("emit()", Given::<Scalar>::from_js(options), ["scope", "lang"])?;
    let (scope, wording) = (request::scope(&scope, target)?, request::wording(&language)?);
    let request = request::request(Given::from_js(request))?;
    let written = write(target, scope, &request, &flink_memory::derive(&request), &wording);
    to_js(&EmittedObject::new(target, &request, written))
}

/// The picture of what Flink derives for a request, as SVG; for a configuration that Flink refuses, its message.
///
/// # Errors
/// A request or options that are none, and a language that is not there.
#[wasm_bindgen]
pub fn svg(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "SvgOptions")] options: JsValue,
) -> Result<String, JsError> {
    let request = request::request(Given::from_js(request))?;
    let [language] = request::fields("svg()", Given::<Scalar>::from_js(options), ["lang"])?;
    let wording = request::wording(&language)?;
    Ok(write(Target::Svg, Scope::Set, &request, &flink_memory::derive(&request), &wording).text)
}

/// The fragment of a link to a request, without `#`; empty for a TaskManager of the latest release as it comes.
///
/// # Errors
/// A request or a view that is none.
#[wasm_bindgen]
pub fn link(
    #[wasm_bindgen(unchecked_param_type = "DeriveRequest")] request: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Readonly<Record<string, string>>")] view: JsValue,
) -> Result<String, JsError> {
    let request = request::request(Given::from_js(request))?;
    Ok(links::write_with_view(&request, &request::view(Given::from_js(view))?))
}

/// Reads the fragment of a link, with or without `#`.
///
/// # Errors
/// A fragment that is no text. A broken or foreign fragment is no error but has findings.
#[wasm_bindgen(js_name = openLink, unchecked_return_type = "Linked")]
pub fn open_link(#[wasm_bindgen(unchecked_param_type = "string")] fragment: JsValue) -> Result<JsValue, JsError> {
    to_js(&LinkedObject::new(links::read(&request::text("fragment", Scalar::from_js(fragment))?)))
}
