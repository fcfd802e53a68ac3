//! Fuzzes the conversion of any `flink-conf.yaml`: it must end, not panic, and say the same again as YAML.

#![no_main]

mod text;

use std::collections::BTreeMap;

use flink_memory::Release;
use flink_memory_formats::write::convert_flink_conf;
use flink_memory_formats::{Format, Matter, read_as};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((release, _, text)) = text::text(bytes) else { return };
    let converted = convert_flink_conf(text, release);
    let mut expected = said(text, Format::FlinkConf, release);
    for finding in converted.findings {
        if let Matter::EntryLeftOut { key, .. } = finding.matter {
            expected.remove(&key);
        }
    }
    assert_eq!(said(&converted.text, Format::ConfigYaml, Release::LATEST), expected, "{}", converted.text);
});

/// What a text sets, by key.
fn said(text: &str, format: Format, release: Release) -> BTreeMap<String, String> {
    read_as(text, format, release).entries.into_iter().map(|entry| (entry.key, entry.value.to_string())).collect()
}
