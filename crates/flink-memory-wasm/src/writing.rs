//! Texts that were written or changed as objects for JavaScript, and the targets that there are.

use flink_memory::Request;
use flink_memory_formats::link::Linked;
use flink_memory_formats::write::{Scope, Target, Written};
use flink_memory_formats::{Edited, Finding};
use serde::Serialize;

use crate::config_object::{PlainObject, RequestObject};
use crate::reading::FindingObject;

/// `TargetInfo` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TargetObject {
    target: &'static str,
    media_type: &'static str,
    scopes: Vec<&'static str>,
}

impl TargetObject {
    pub(crate) fn new(target: Target) -> TargetObject {
        let scopes = target.scopes().iter().copied().map(Scope::id).collect();
        TargetObject { target: target.id(), media_type: target.media_type(), scopes }
    }
}

/// `Emitted` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EmittedObject {
    text: String,
    file_name: String,
    media_type: &'static str,
    findings: Vec<FindingObject>,
}

impl EmittedObject {
    pub(crate) fn new(target: Target, request: &Request, written: Written) -> EmittedObject {
        EmittedObject {
            text: written.text,
            file_name: target.file_name(request),
            media_type: target.media_type(),
            findings: FindingObject::all(written.findings),
        }
    }
}

/// `Changed` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct ChangedObject {
    text: String,
    findings: Vec<FindingObject>,
}

impl ChangedObject {
    fn new(text: String, findings: Vec<Finding>) -> ChangedObject {
        ChangedObject { text, findings: FindingObject::all(findings) }
    }
}

impl From<Edited> for ChangedObject {
    fn from(edited: Edited) -> ChangedObject {
        ChangedObject::new(edited.text, edited.findings)
    }
}

impl From<Written> for ChangedObject {
    fn from(written: Written) -> ChangedObject {
        ChangedObject::new(written.text, written.findings)
    }
}

/// `Linked` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct LinkedObject {
    request: RequestObject,
    view: PlainObject<String>,
    findings: Vec<FindingObject>,
}

impl LinkedObject {
    pub(crate) fn new(linked: Linked) -> LinkedObject {
        let Linked { request, view, findings } = linked;
        LinkedObject { request: RequestObject::new(request), view: PlainObject(view), findings: FindingObject::all(findings) }
    }
}
