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

use flink_memory::{Deployment, Entry, Process, Release, Request, Value, parse_double, shipped};

use crate::finding::{Finding, Matter};
use crate::pieces::utf8;

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
    let shipped = shipped(request.release);
    let mut out = String::new();
    for (name, value) in [
        (PROCESS, (request.process != Process::TaskManager).then(|| request.process.id())),
        (DEPLOYMENT, (request.deployment != Deployment::default()).then(|| request.deployment.id())),
        (TASK_MANAGER_HEAP, request.environment.task_manager_heap.as_deref()),
        (JOB_MANAGER_HEAP, request.environment.job_manager_heap.as_deref()),
    ] {
        if let Some(value) = value {
            part(&mut out, name, "=", value);
        }
    }
    for Entry { key, .. } in shipped.entries() {
        if request.configuration.get(key).is_none() {
            part(&mut out, UNSET, "=", key);
        }
    }
    let mut set: Vec<&Entry> = Vec::new();
    for entry in request.configuration.entries() {
        if shipped.get(&entry.key) != Some(&entry.value) {
            set.insert(set.partition_point(|before| before.key < entry.key), entry);
        }
    }
    for Entry { key, value } in set {
        let is_plain = key.contains('.') && !key.starts_with('.') && own(key).is_none();
        let name = [if is_plain { "" } else { "." }, key].concat();
        part(&mut out, &name, if matches!(value, Value::Text(_)) { "=" } else { ":=" }, &value.to_string());
    }
    for (name, value) in view {
        if !name.is_empty() && !name.contains('.') && own(name).is_none() {
            part(&mut out, name, "=", value);
        }
    }
    if out.is_empty() && request.release == Release::LATEST {
        return out;
    }
    // Chat programs take punctuation at the end for the sentence's own.
    if out.bytes().last().is_some_and(|last| b".,;:?".contains(&last))
        && let Some(last) = out.pop()
    {
        percent(&mut out, u32::from(last));
    }
    ["v", VERSION, ":", RELEASE, "=", &request.release.to_string(), &out].concat()
}

/// The calculator's own name that is spelled like this.
fn own(name: &str) -> Option<&'static str> {
    OWN.into_iter().find(|own| *own == name)
}

fn part(out: &mut String, name: &str, sign: &str, value: &str) {
    out.push('&');
    encode(out, name);
    // A colon of the name's own must not look like the mark of a type.
    if out.ends_with(':') && sign == "=" {
        out.pop();
        out.push_str("%3A");
    }
    out.push_str(sign);
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
        out.push(char::from_digit(half, 16).unwrap_or_default().to_ascii_uppercase());
    }
}

/// Reads the fragment of a link, with or without `#`. Nothing in it can fail: what is not understood is told.
pub fn read(fragment: &str) -> Linked {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let mut reader = Reader::default();
    match fragment.strip_prefix('v').and_then(|rest| rest.split_once(':')) {
        Some((version, parts)) if !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) => {
            if version != VERSION {
                reader.notice(Matter::UnknownLinkVersion { version: version.to_owned() });
            }
            for part in parts.split('&').filter(|part| !part.is_empty()) {
                reader.part(part);
            }
        }
        _ if fragment.is_empty() => {}
        _ => reader.notice(Matter::ForeignLink { fragment: fragment.to_owned() }),
    }
    reader.finish()
}

/// What was read so far. The release is needed first and may stand last, so what it bears on waits.
#[derive(Default)]
struct Reader {
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
        let (raw_name, raw_value) = part.split_once('=').unwrap_or((part, ""));
        let has_value = raw_name.len() < part.len();
        let typed_name = raw_name.strip_suffix(':').filter(|_| has_value);
        let mut is_whole = true;
        let name = decode(typed_name.unwrap_or(raw_name), &mut is_whole);
        let value = decode(raw_value, &mut is_whole);
        if !is_whole {
            self.notice(Matter::BrokenLinkEncoding { part: part.to_owned() });
        }
        let own = own(&name);
        let is_view = own.is_none() && !name.contains('.');
        if name.is_empty() || !has_value && !is_view {
            let part = if has_value { part } else { name.strip_prefix('.').unwrap_or(&name) };
            self.notice(Matter::UnreadableLinkPart { part: part.to_owned() });
        } else if let Some(own) = own {
            self.own.push((own, value));
        } else if is_view {
            self.view.push((name, value));
        } else {
            let key = name.strip_prefix('.').unwrap_or(&name).to_owned();
            let typed = typed_name.and_then(|_| typed(&value));
            if typed_name.is_some() && typed.is_none() {
                self.notice(Matter::UnknownLinkValue { name, value: value.clone() });
            }
            self.entries.push((key, typed.unwrap_or(Value::Text(value))));
        }
    }

    fn finish(mut self) -> Linked {
        let mut release = Release::LATEST;
        for (_, value) in self.own.iter().filter(|(name, _)| *name == RELEASE) {
            release = Release::parse(value).unwrap_or(release);
        }
        let mut request = Request::shipped(release, Process::TaskManager);
        for (name, value) in std::mem::take(&mut self.own) {
            let mut is_known = true;
            match name {
                RELEASE => is_known = Release::parse(&value).is_some(),
                PROCESS => is_known = Process::from_id(&value).map(|process| request.process = process).is_some(),
                DEPLOYMENT => is_known = Deployment::from_id(&value).map(|deployment| request.deployment = deployment).is_some(),
                UNSET => request.configuration.remove(&value),
                TASK_MANAGER_HEAP => request.environment.task_manager_heap = Some(value.clone()),
                _ => request.environment.job_manager_heap = Some(value.clone()),
            }
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
        "true" | "false" => Some(Value::Boolean(text == "true")),
        _ if text.parse::<i64>().is_err() && is_whole_number(text) => Some(Value::BigInteger(text.to_owned())),
        _ => text.parse().map(Value::Integer).ok().or_else(|| parse_double(text).map(Value::Double).ok()),
    }
}

/// Whether a text is a whole number as Java writes it; of what it writes for a double, none is.
fn is_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// Undoes percent-encoding. What is broken stands for itself, or where it is no UTF-8 for a replacement character.
fn decode(text: &str, is_whole: &mut bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        rest = behind;
        if *byte == b'%'
            && let [high, low, behind @ ..] = behind
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high << 4 | low);
            rest = behind;
        } else {
            bytes.push(*byte);
            *is_whole &= *byte != b'%';
        }
    }
    utf8(&bytes, is_whole)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
