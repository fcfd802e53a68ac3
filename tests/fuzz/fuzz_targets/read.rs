//! Fuzzes every reader with any text: it must end, not panic, and say only places that the text has.

#![no_main]

mod text;

use flink_memory::{Process, Request, derive};
use flink_memory_formats::{Place, check::check, detect, read, read_as};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((release, format, text)) = text::text(bytes) else { return };
    let reading = read_as(text, format, release);
    let lines = text.split(['\n', '\r']).count();
    let is_there = |place: Place| place.line >= 1 && place.column >= 1 && usize::try_from(place.line).is_ok_and(|line| line <= lines);
    for entry in &reading.entries {
        assert!(is_there(entry.place), "{entry:?}");
        assert!(entry.value_at.as_ref().is_none_or(|range| text.get(range.clone()).is_some()), "{entry:?}");
    }
    for finding in &reading.findings {
        assert!(finding.place.is_none_or(is_there), "{finding:?}");
    }
    let request = reading.apply(&Request::shipped(release, Process::TaskManager));
    for reported in &reading.reported {
        assert!(is_there(reported.place), "{reported:?}");
        if let Ok(memory) = derive(&Request { process: reported.process, ..request.clone() }).memory {
            assert_eq!(check(reported, &memory).len(), reported.pools.len());
        }
    }
    let detected = detect(text, release);
    let best = detected.first().map(|best| best.format);
    assert!(best.is_none_or(|best| read(text, None, release).format == best));
});
