//! The fragment of a link: a request as text that stays readable for ever. What the page adds for its own view is carried along unread.
//!
//! `v1:release=1.20&process=jobmanager&jobmanager.memory.process.size=4g`: what differs from a TaskManager of the latest release as it is
//! shipped, and always the release, because the latest one changes. First the calculator's own names, then Flink's keys in order.
//! - `release`, `process`, `deployment`, `env.FLINK_TM_HEAP`, `env.FLINK_JM_HEAP` are what a request has besides its configuration.
//! - `unset=KEY` takes away what the release ships.
//! - A name with a dot is a key of Flink's. A key that could be taken for a name of the calculator's has a dot more in front.
//! - `KEY=VALUE` is text; `KEY:=VALUE` is the number, `true` or `false` that a `config.yaml` gave.
//! - Any other name without a dot is for the view.
//! - Everything that a fragment or a chat program would not leave alone is percent-encoded UTF-8.

use std::borrow::Cow;

use flink_memory::{Entry, Process, Release, Request, Value, parse_double, shipped};

use crate::finding::{Finding, Matter};

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The request; what the link does not say is as a TaskManager of the latest release comes.
    pub request: Request,
    /// Names and values that are none of a request's, in the order of the link.
    pub view: Vec<(String, String)>,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

const RELEASE: &str = "release";
const PROCESS: &str = "process";
const DEPLOYMENT: &str = "deployment";
const UNSET: &str = "unset";
const TASK_MANAGER_HEAP: &str = "env.FLINK_TM_HEAP";
const JOB_MANAGER_HEAP: &str = "env.FLINK_JM_HEAP";
const OWN: [&str; 6] = [RELEASE, PROCESS, DEPLOYMENT, UNSET, TASK_MANAGER_HEAP, JOB_MANAGER_HEAP];

/// The version that is written.
const VERSION: &str = "1";

/// The fragment of a link to a request, without `#`; empty for a TaskManager of the latest release as it comes.
pub fn write(request: &Request) -> String {
    write_with_view(request, &[])
}

/// The same with names and values of the page's own. A view's name is not empty, has no dot, and is none of a request's; others are left out.
pub fn write_with_view(request: &Request, view: &[(String, String)]) -> String {
    let before = Request::shipped(Release::LATEST, Process::TaskManager);
    let shipped = shipped(request.release);
    let mut out = String::new();
    if request.process != before.process {
        part(&mut out, PROCESS, false, request.process.id());
    }
    if request.deployment != before.deployment {
        part(&mut out, DEPLOYMENT, false, request.deployment.id());
    }
    let environment = &request.environment;
    for (name, value) in [(TASK_MANAGER_HEAP, &environment.task_manager_heap), (JOB_MANAGER_HEAP, &environment.job_manager_heap)] {
        if let Some(value) = value {
            part(&mut out, name, false, value);
        }
    }
    for entry in shipped.entries().iter().filter(|entry| request.configuration.get(&entry.key).is_none()) {
        part(&mut out, UNSET, false, &entry.key);
    }
    let mut set: Vec<&Entry> = Vec::new();
    for entry in request.configuration.entries().iter().filter(|entry| shipped.get(&entry.key) != Some(&entry.value)) {
        set.insert(set.partition_point(|before| before.key < entry.key), entry);
    }
    for entry in set {
        let is_typed = !matches!(entry.value, Value::Text(_));
        if entry.key.contains('.') && !entry.key.starts_with('.') && !OWN.contains(&entry.key.as_str()) {
            part(&mut out, &entry.key, is_typed, &entry.value.to_string());
        } else {
            part(&mut out, &[".", &entry.key].concat(), is_typed, &entry.value.to_string());
        }
    }
    for (name, value) in view.iter().filter(|(name, _)| !name.is_empty() && !name.contains('.') && !OWN.contains(&name.as_str())) {
        part(&mut out, name, false, value);
    }
    if out.is_empty() && request.release == before.release {
        return out;
    }
    // Chat programs take punctuation at the end for the sentence's own.
    if out.ends_with(['.', ',', ';', ':', '?'])
        && let Some(last) = out.pop()
    {
        percent(&mut out, u32::from(last));
    }
    ["v", VERSION, ":", RELEASE, "=", &request.release.to_string(), &out].concat()
}

fn part(out: &mut String, name: &str, is_typed: bool, value: &str) {
    out.push('&');
    encode(out, name);
    if is_typed {
        out.push(':');
    } else if out.ends_with(':') {
        // A colon of the name's own must not look like the mark of a type.
        out.pop();
        out.push_str("%3A");
    }
    out.push('=');
    encode(out, value);
}

fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/,;@?".contains(&byte) {
            out.push(char::from(byte));
        } else {
            percent(out, u32::from(byte));
        }
    }
}

fn percent(out: &mut String, byte: u32) {
    out.push('%');
    for half in [byte >> 4, byte & 15] {
        out.extend(char::from_digit(half, 16).map(|digit| digit.to_ascii_uppercase()));
    }
}

/// Reads the fragment of a link, with or without `#`. Nothing in it can fail: what is not understood is told.
pub fn read(fragment: &str) -> Linked {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let mut reader = Reader::default();
    let versioned = fragment.strip_prefix('v').and_then(|rest| rest.split_once(':'));
    match versioned.filter(|(version, _)| !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())) {
        Some((version, parts)) => {
            if version != VERSION {
                reader.notice(Matter::UnknownLinkVersion { version: version.to_owned() });
            }
            parts.split('&').filter(|part| !part.is_empty()).for_each(|part| reader.part(part));
        }
        None if fragment.is_empty() => {}
        None => reader.notice(Matter::ForeignLink { fragment: fragment.to_owned() }),
    }
    reader.finish()
}

/// What was read so far. The release is needed first and may stand last, so entries wait.
#[derive(Default)]
struct Reader {
    release: Option<Release>,
    own: Vec<(&'static str, String)>,
    entries: Vec<(String, Value)>,
    view: Vec<(String, String)>,
    findings: Vec<Finding>,
}

impl Reader {
    fn notice(&mut self, matter: Matter) {
        self.findings.push(Finding::of_text(matter));
    }

    fn part(&mut self, part: &str) {
        let (raw_name, raw_value) = part.split_once('=').map_or((part, None), |(name, value)| (name, Some(value)));
        let (raw_name, is_typed) =
            raw_name.strip_suffix(':').filter(|_| raw_value.is_some()).map_or((raw_name, false), |name| (name, true));
        let (name, name_is_whole) = decode(raw_name);
        let (value, value_is_whole) = decode(raw_value.unwrap_or_default());
        if !(name_is_whole && value_is_whole) {
            self.notice(Matter::BrokenLinkEncoding { part: part.to_owned() });
        }
        self.take(name, value, is_typed, raw_value.is_some(), part);
    }

    fn take(&mut self, name: String, value: String, is_typed: bool, has_value: bool, part: &str) {
        let own = OWN.into_iter().find(|own| *own == name);
        let key = if own.is_some() { None } else { name.strip_prefix('.').or(name.contains('.').then_some(name.as_str())) };
        if name.is_empty() || !has_value && (own.is_some() || key.is_some()) {
            self.notice(Matter::UnreadableLinkPart { part: part.to_owned() });
        } else if let Some(own) = own {
            self.own.push((own, value));
        } else if let Some(key) = key {
            let key = key.to_owned();
            let typed = if is_typed { typed(&value) } else { None };
            if is_typed && typed.is_none() {
                self.notice(Matter::UnknownLinkValue { name, value: value.clone() });
            }
            self.entries.push((key, typed.unwrap_or(Value::Text(value))));
        } else {
            self.view.push((name, value));
        }
    }

    fn finish(mut self) -> Linked {
        for (name, value) in &self.own {
            if *name == RELEASE {
                self.release = Release::parse(value).or(self.release);
            }
        }
        let mut request = Request::shipped(self.release.unwrap_or(Release::LATEST), Process::TaskManager);
        for (name, value) in std::mem::take(&mut self.own) {
            let is_known = match name {
                RELEASE => Release::parse(&value).is_some(),
                PROCESS => Process::from_id(&value).map(|process| request.process = process).is_some(),
                DEPLOYMENT => flink_memory::Deployment::from_id(&value).map(|deployment| request.deployment = deployment).is_some(),
                TASK_MANAGER_HEAP => request.environment.task_manager_heap.replace(value.clone()).is_none_or(|_| true),
                JOB_MANAGER_HEAP => request.environment.job_manager_heap.replace(value.clone()).is_none_or(|_| true),
                _ => {
                    request.configuration.remove(&value);
                    true
                }
            };
            if !is_known {
                self.notice(Matter::UnknownLinkValue { name: name.to_owned(), value });
            }
        }
        for (key, value) in self.entries {
            request.configuration.set(key, value);
        }
        Linked { request, view: self.view, findings: self.findings }
    }
}

/// The number or boolean that a text stands for.
fn typed(text: &str) -> Option<Value> {
    match text {
        "true" => Some(Value::Boolean(true)),
        "false" => Some(Value::Boolean(false)),
        _ => text.parse().map(Value::Integer).ok().or_else(|| parse_double(text).map(Value::Double).ok()),
    }
}

/// Undoes percent-encoding. What is broken stands for itself, and the second value says that something is.
fn decode(text: &str) -> (String, bool) {
    let mut bytes = Vec::with_capacity(text.len());
    let mut is_whole = true;
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit =
            |index: usize| behind.get(index).and_then(|&digit| char::from(digit).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            bytes.push(high << 4 | low);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            bytes.push(byte);
            is_whole = false;
        }
    }
    match String::from_utf8_lossy(&bytes) {
        Cow::Borrowed(text) => (text.to_owned(), is_whole),
        Cow::Owned(text) => (text, false),
    }
}
