//! English: texts that are read and written: how they are called, how sure it is what they are, how much a finding matters.

use flink_memory_formats::write::{Scope, Target};
use flink_memory_formats::{Confidence, Format, Severity};

/// How much a finding matters.
pub const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Note",
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    }
}

/// The name of a format that is read.
pub const fn format_name(format: Format) -> &'static str {
    match format {
        Format::FlinkConf => "flink-conf.yaml",
        Format::ConfigYaml => "config.yaml",
        Format::Arguments => "Command line",
        Format::Log => "Log",
        Format::Manifest => "Kubernetes manifest",
        Format::FlinkProperties => "FLINK_PROPERTIES",
        Format::Rest => "REST answer",
        Format::Sql => "SQL script",
        Format::JvmFlags => "JVM flags",
    }
}

/// How sure it is that a text is in a format, to stand behind the format's name.
pub const fn confidence_words(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Possible => "possible",
        Confidence::Likely => "likely",
        Confidence::Certain => "certain",
    }
}

/// The name of a format that is written.
pub const fn target_name(target: Target) -> &'static str {
    match target {
        Target::ConfigYamlNested => "config.yaml, nested",
        Target::ConfigYamlFlat => "config.yaml, one line per key",
        Target::FlinkConf => "flink-conf.yaml",
        Target::DynamicProperties => "-D arguments",
        Target::FlinkDeployment => "FlinkDeployment",
        Target::FlinkDeploymentPatch => "FlinkDeployment, patch",
        Target::FlinkProperties => "FLINK_PROPERTIES",
        Target::JvmFlags => "JVM flags",
        Target::Json => "JSON",
        Target::Markdown => "Markdown table",
        Target::Svg => "SVG picture",
    }
}

/// What of a configuration is written.
pub const fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Set => "What you set",
        Scope::Pinned => "Every pool pinned",
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn names_tell_apart() {
        fn differ(mut names: Vec<&str>) {
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{names:?}");
        }
        differ(Format::ALL.map(format_name).to_vec());
        differ(Target::ALL.map(target_name).to_vec());
        differ(Scope::ALL.map(scope_name).to_vec());
    }
}
