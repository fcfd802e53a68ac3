//! Links: what is written reads back, and every link that was ever given out keeps its meaning.

#[expect(dead_code, reason = "the laws of the model ask more")]
#[path = "../../../tests/run/question.rs"]
mod question;

use flink_memory::{Configuration, Deployment, Process, Release, Request, Value, derive};
use flink_memory_formats::Matter;
use flink_memory_formats::link::{Linked, read, write, write_with_view};
use proptest::prelude::*;

use question::arbitrary_request;

const LINKS: &str = include_str!("links.txt");

/// How many links stand in the file at least. Raise it with every link that is added.
const COUNT: usize = 11;

/// The lines by which `links.txt` says what a link means.
fn described(link: &str, linked: &Linked) -> Vec<String> {
    let Linked { request, view, findings } = linked;
    let mut lines = Vec::new();
    let mut own = |name: &str, value: String, default: &str| {
        if value != default {
            lines.push(format!("{name} {value}"));
        }
    };
    let release = request.release.to_string();
    // Without a release a link follows the latest one, of which the file says nothing.
    let default = if link.contains(&format!("release={release}")) { String::new() } else { release.clone() };
    own("release", release, &default);
    own("process", request.process.id().to_owned(), Process::TaskManager.id());
    own("deployment", request.deployment.id().to_owned(), Deployment::Standalone.id());
    own("FLINK_TM_HEAP", request.environment.task_manager_heap.clone().unwrap_or_default(), "");
    own("FLINK_JM_HEAP", request.environment.job_manager_heap.clone().unwrap_or_default(), "");
    let entries = request.configuration.entries().iter().map(|entry| match &entry.value {
        Value::Text(text) => format!("{} = {text}", entry.key),
        value => format!("{} := {value}", entry.key),
    });
    let mut entries: Vec<String> = entries.collect();
    entries.sort();
    lines.extend(entries);
    lines.extend(view.iter().map(|(name, value)| format!("view {name} = {value}")));
    lines.extend(findings.iter().map(|finding| format!("finding {}", finding.matter.code())));
    lines
}

#[test]
fn every_link_that_was_given_out_keeps_its_meaning() {
    let mut links: Vec<(&str, Vec<String>)> = Vec::new();
    for line in LINKS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("    "), links.last_mut()) {
            (Some(line), Some((_, expected))) => expected.push(line.to_owned()),
            _ => links.push((line, Vec::new())),
        }
    }
    assert!(links.len() >= COUNT, "links are never taken away");
    for (link, expected) in links {
        let linked = read(link);
        assert_eq!(described(link, &linked), expected, "{link}");
        assert_eq!(read(&format!("#{link}")), linked);
        if linked.findings.is_empty() {
            let again = read(&write_with_view(&linked.request, &linked.view));
            assert_eq!((normal(&again.request), again.view), (normal(&linked.request), linked.view), "{link}");
        }
    }
}

#[test]
fn what_has_no_value_is_told_as_a_person_wrote_it() {
    let told = |link: &str| read(link).findings.into_iter().map(|finding| finding.matter).collect::<Vec<_>>();
    let unreadable = |part: &str| vec![Matter::UnreadableLinkPart { part: part.to_owned() }];
    assert_eq!(told("v1:foo.bar"), unreadable("foo.bar"));
    assert_eq!(told("v1:.-%20a%20list"), unreadable("- a list"));
    assert_eq!(told("v1:=4g"), unreadable("=4g"));
}

#[test]
fn a_link_says_what_differs_and_no_more() {
    let mut request = Request::shipped(Release::LATEST, Process::TaskManager);
    assert_eq!(write(&request), "");
    assert_eq!(read(""), Linked { request: request.clone(), view: Vec::new(), findings: Vec::new() });
    assert_eq!(write(&Request::shipped(Release::V1_20, Process::TaskManager)), "v1:release=1.20");
    request = Request::shipped(Release::V1_20, Process::TaskManager);
    request.configuration.set("taskmanager.memory.process.size", "4g");
    assert_eq!(write(&request), "v1:release=1.20&taskmanager.memory.process.size=4g");
    request.configuration.remove("jobmanager.memory.process.size");
    request.configuration.set("parallelism.default", Value::Integer(2));
    assert_eq!(
        write(&request),
        "v1:release=1.20&unset=jobmanager.memory.process.size&parallelism.default:=2&taskmanager.memory.process.size=4g"
    );
    let view = [("tab", "a.b"), ("release", "no"), ("x.y", "no"), ("", "no")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let default = Request::shipped(Release::LATEST, Process::TaskManager);
    let sentence = [("tab".to_owned(), "why?".to_owned())];
    assert_eq!(write_with_view(&default, &sentence), format!("v1:release={}&tab=why%3F", Release::LATEST));
    assert_eq!(write_with_view(&default, &view), format!("v1:release={}&tab=a.b", Release::LATEST));
}

/// The order of entries means nothing, and every NaN is the same.
fn normal(request: &Request) -> (Request, Vec<(String, String)>) {
    let mut entries: Vec<_> =
        request.configuration.entries().iter().map(|entry| (entry.key.clone(), format!("{:?}", entry.value))).collect();
    entries.sort();
    (Request { configuration: Configuration::new(), ..request.clone() }, entries)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn what_is_written_reads_back(
        request in arbitrary_request(),
        odd in prop::collection::vec(("[.&=#%+:a ]{0,4}", "\\PC{0,4}"), 0..4),
        view in prop::collection::vec(("[a-z]{1,5}!?", any::<String>()), 0..3),
    ) {
        let mut request = request;
        for (key, value) in odd {
            request.configuration.set(key, value);
        }
        let own = ["release", "process", "deployment", "unset"];
        let view: Vec<_> = view.into_iter().filter(|(name, _)| !own.contains(&name.as_str())).collect();
        let link = write_with_view(&request, &view);
        prop_assert!(!link.ends_with(['.', ',', ';', ':', '?']), "{}", link);
        prop_assert!(link.bytes().all(|byte| byte.is_ascii_graphic() && !b"#\"<>`{}|\\^".contains(&byte)), "{}", link);
        let linked = read(&link);
        prop_assert_eq!(&linked.findings, &Vec::new());
        prop_assert_eq!(normal(&linked.request), normal(&request), "{}", link);
        prop_assert_eq!(format!("{:?}", derive(&linked.request).memory), format!("{:?}", derive(&request).memory), "{}", link);
        prop_assert_eq!(&write_with_view(&linked.request, &linked.view), &link, "a link is the only one of its request");
        prop_assert_eq!(linked.view, view);
    }

    #[test]
    fn any_fragment_can_be_read(fragment in "#?(v1:)?([a-z.]{0,8}:?(=[ -~é]{0,8})?&?){0,6}", any in any::<String>()) {
        for fragment in [fragment, any] {
            let linked = read(&fragment);
            prop_assert_eq!(read(&write_with_view(&linked.request, &linked.view)).findings, Vec::new());
        }
    }
}
