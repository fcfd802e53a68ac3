//! What was read, noticed and compared as objects for JavaScript. How a text is read stands in `flink-memory-formats`.

use flink_memory::{Deployment, Derivation, FlinkError, Memory, MemorySize, Pool, Process, Request};
use flink_memory_formats::check::{self, Comparison};
use flink_memory_formats::{Base, Detected, Finding, Format, ReadEntry, Reading, Reported, ReportedSize};
use serde::{Serialize, Serializer};

use crate::bytes::Bytes;
use crate::config_object::{EnvironmentObject, RequestObject, ValueObject};
use crate::thrown::ErrorObject;

/// `FormatInfo` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FormatObject {
    format: &'static str,
    file_name: &'static str,
    editable: bool,
}

impl FormatObject {
    pub(crate) fn new(format: Format) -> FormatObject {
        FormatObject { format: format.id(), file_name: format.file_name(), editable: format.is_editable() }
    }
}

/// `Detected` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct DetectedObject {
    format: &'static str,
    confidence: &'static str,
}

impl DetectedObject {
    pub(crate) fn new(detected: Detected) -> DetectedObject {
        DetectedObject { format: detected.format.id(), confidence: detected.confidence.id() }
    }
}

/// `Finding` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct FindingObject {
    severity: &'static str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    facts: Facts,
}

impl FindingObject {
    pub(crate) fn all(findings: Vec<Finding>) -> Vec<FindingObject> {
        findings.into_iter().map(FindingObject::new).collect()
    }

    fn new(finding: Finding) -> FindingObject {
        FindingObject {
            severity: finding.matter.severity().id(),
            code: finding.matter.code(),
            line: finding.place.map(|place| place.line),
            column: finding.place.map(|place| place.column),
            facts: Facts(finding),
        }
    }
}

struct Facts(Finding);

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.matter.facts())
    }
}

/// `Parsed` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct ReadingObject {
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    release: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    process: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment: Option<&'static str>,
    env: EnvironmentObject,
    base: &'static str,
    entries: Vec<EntryObject>,
    reported: Vec<ReportedObject>,
    findings: Vec<FindingObject>,
    request: RequestObject,
}

impl ReadingObject {
    pub(crate) fn new(reading: Reading, before: &Request) -> ReadingObject {
        let request = RequestObject::new(reading.apply(before));
        ReadingObject {
            format: reading.format.id(),
            release: reading.release.map(|release| release.to_string()),
            process: reading.process.map(Process::id),
            deployment: reading.deployment.map(Deployment::id),
            env: EnvironmentObject::new(reading.environment),
            base: base_name(reading.base),
            entries: reading.entries.into_iter().map(EntryObject::new).collect(),
            reported: reading.reported.iter().map(ReportedObject::new).collect(),
            findings: FindingObject::all(reading.findings),
            request,
        }
    }
}

fn base_name(base: Base) -> &'static str {
    match base {
        Base::Nothing => "nothing",
        Base::Shipped => "shipped",
        Base::Current => "current",
    }
}

/// `ReadEntry` of `types.d.ts`.
#[derive(Serialize)]
struct EntryObject {
    key: String,
    value: ValueObject,
    line: u32,
    column: u32,
}

impl EntryObject {
    fn new(entry: ReadEntry) -> EntryObject {
        EntryObject { key: entry.key, value: ValueObject(entry.value), line: entry.place.line, column: entry.place.column }
    }
}

/// `Reported` of `types.d.ts`.
#[derive(Serialize)]
struct ReportedObject {
    process: &'static str,
    line: u32,
    column: u32,
    pools: Vec<ReportedPoolObject>,
}

impl ReportedObject {
    fn new(reported: &Reported) -> ReportedObject {
        ReportedObject {
            process: reported.process.id(),
            line: reported.place.line,
            column: reported.place.column,
            pools: reported.pools.iter().map(|&(pool, size)| ReportedPoolObject::new(pool, size)).collect(),
        }
    }
}

/// `ReportedPool` of `types.d.ts`.
#[derive(Serialize)]
struct ReportedPoolObject {
    pool: &'static str,
    #[serde(flatten)]
    size: ReportedSizeObject,
}

#[derive(Serialize)]
#[serde(tag = "exactness", rename_all = "camelCase")]
enum ReportedSizeObject {
    Exact { bytes: Bytes },
    Mebibytes { mebibytes: u64 },
    Aligned { bytes: Bytes },
}

impl ReportedPoolObject {
    fn new(pool: Pool, size: ReportedSize) -> ReportedPoolObject {
        let size = match size {
            ReportedSize::Exact(size) => ReportedSizeObject::Exact { bytes: Bytes(size) },
            ReportedSize::Mebibytes(mebibytes) => ReportedSizeObject::Mebibytes { mebibytes },
            ReportedSize::Aligned(size) => ReportedSizeObject::Aligned { bytes: Bytes(size) },
        };
        ReportedPoolObject { pool: pool.id(), size }
    }
}

/// `Check` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct CheckObject {
    process: &'static str,
    line: u32,
    column: u32,
    agrees: bool,
    pools: Vec<ComparedObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorObject>,
}

impl CheckObject {
    /// `request` asks for the process that reports, and `derivation` answers it.
    pub(crate) fn new(reported: &Reported, request: &Request, derivation: &Derivation) -> CheckObject {
        let (compared, error) = compared(reported, &derivation.memory);
        CheckObject {
            process: reported.process.id(),
            line: reported.place.line,
            column: reported.place.column,
            agrees: compared.iter().all(|comparison| comparison.agrees),
            pools: compared.into_iter().map(ComparedObject::new).collect(),
            error: error.map(|error| ErrorObject::new(error, request)),
        }
    }
}

fn compared<'a>(reported: &Reported, memory: &'a Result<Memory, FlinkError>) -> (Vec<Comparison>, Option<&'a FlinkError>) {
    match memory {
        Ok(memory) => (check::check(reported, memory), None),
        Err(error) => {
            let nothing =
                |&(pool, reported): &(Pool, ReportedSize)| Comparison { pool, reported, derived: None, agrees: false, difference: 0 };
            (reported.pools.iter().map(nothing).collect(), Some(error))
        }
    }
}

/// `ComparedPool` of `types.d.ts`.
#[derive(Serialize)]
struct ComparedObject {
    #[serde(flatten)]
    reported: ReportedPoolObject,
    agrees: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    derived: Option<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<i128>,
}

impl ComparedObject {
    fn new(comparison: Comparison) -> ComparedObject {
        let Comparison { pool, reported, derived, agrees, difference } = comparison;
        ComparedObject {
            reported: ReportedPoolObject::new(pool, reported),
            agrees,
            derived: derived.map(Bytes),
            difference: derived.map(|_: MemorySize| difference),
        }
    }
}
