//! Fuzzes links: what is written is read back as it was, and any fragment is read.

#![no_main]

#[allow(dead_code, reason = "other targets use the rest")]
mod question;

use arbitrary::Arbitrary;
use flink_memory::{Configuration, Request};
use flink_memory_formats::link;
use libfuzzer_sys::fuzz_target;

use question::Question;

#[derive(Debug, Arbitrary)]
struct Links {
    question: Question,
    fragment: String,
}

fuzz_target!(|links: Links| {
    round(&links.question.0);
    let linked = link::read(&links.fragment);
    round(&linked.request);
    let fragment = link::write_with_view(&linked.request, &linked.view);
    assert_eq!(link::write_with_view(&link::read(&fragment).request, &linked.view), fragment);
});

fn round(request: &Request) {
    let fragment = link::write(request);
    assert!(fragment.is_ascii(), "{fragment}");
    let linked = link::read(&fragment);
    assert_eq!(linked.findings, []);
    assert_eq!(linked.view, []);
    assert_eq!(in_order(&linked.request), in_order(request));
}

/// A link has no order of its own.
fn in_order(request: &Request) -> Request {
    let mut entries: Vec<_> = request.configuration.entries().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    Request { configuration: entries.into_iter().collect::<Configuration>(), ..request.clone() }
}
