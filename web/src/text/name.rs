//! Which text names a process, a theme, a tab, a group, a format and their like, and how sizes are said.

use flink_memory::{MemorySize, Process, Release};
use flink_memory_formats::write::{Scope, Target};
use flink_memory_formats::{Confidence, Format, Severity};

use super::list::{Word, said};
use super::quantity;
use super::words::Words;
use crate::option_place::GroupName;
use crate::state::{Tab, Theme};

impl Words {
    /// The name of a process.
    pub fn process_name(self, process: Process) -> &'static str {
        self.text(match process {
            Process::TaskManager => Word::ProcessTaskManager,
            Process::JobManager => Word::ProcessJobManager,
            Process::Local => Word::ProcessLocal,
        })
    }

    /// The name of a theme.
    pub fn theme_name(self, theme: Theme) -> &'static str {
        self.text(match theme {
            Theme::System => Word::ThemeSystem,
            Theme::Light => Word::ThemeLight,
            Theme::Dark => Word::ThemeDark,
        })
    }

    /// The name of a tab.
    pub fn tab_name(self, tab: Tab) -> &'static str {
        self.text(match tab {
            Tab::Table => Word::TabTable,
            Tab::Configuration => Word::TabConfiguration,
            Tab::JvmFlags => Word::TabJvmFlags,
            Tab::DynamicConfiguration => Word::TabDynamicConfiguration,
            Tab::Log => Word::TabLog,
        })
    }

    /// What a tab holds, or why it holds nothing.
    pub fn tab_hint(self, tab: Tab, process: Process, is_empty: bool) -> &'static str {
        let is_local = process == Process::Local;
        self.text(match (tab, is_empty) {
            (Tab::Table, _) => Word::HintTable,
            (Tab::Configuration, _) => Word::HintConfiguration,
            (Tab::JvmFlags, false) => Word::HintJvmFlags,
            (Tab::JvmFlags, true) if is_local => Word::NoJvmFlagsLocally,
            (Tab::JvmFlags, true) => Word::NoJvmFlags,
            (Tab::DynamicConfiguration, false) => Word::HintDynamicConfiguration,
            (Tab::DynamicConfiguration, true) if is_local => Word::NoDynamicConfigurationLocally,
            (Tab::DynamicConfiguration, true) => Word::NoDynamicConfiguration,
            (Tab::Log, false) => Word::HintLog,
            (Tab::Log, true) => Word::NoLog,
        })
    }

    /// The heading of a group.
    pub fn group_name(self, name: GroupName) -> &'static str {
        self.text(match name {
            GroupName::Basic => Word::GroupBasic,
            GroupName::Framework => Word::GroupFramework,
            GroupName::Buffers => Word::GroupBuffers,
            GroupName::IgnoredLocally => Word::GroupIgnoredLocally,
            GroupName::Older => Word::GroupOlder,
        })
    }

    /// How many options a group has, how many of them are set, and what a closed group must not hide: that some are refused.
    pub fn group_count(self, options: usize, set: usize, refused: usize) -> String {
        let options = &options.to_string();
        let others = if set == 0 {
            self.say(said::OptionsInAll { options })
        } else {
            self.say(said::SetOfOptions { set: &set.to_string(), options })
        };
        if refused == 0 { others } else { self.say(said::RefusedOfOptions { refused: &refused.to_string(), others: &others }) }
    }

    /// A release in the list of releases, with the patch release that its answers were held against.
    pub fn release_option(self, release: Release) -> String {
        self.say(said::ReleaseOption { release: &release.to_string(), patch: release.verified_patch() })
    }

    /// How much a finding matters.
    pub fn severity_name(self, severity: Severity) -> &'static str {
        self.text(match severity {
            Severity::Info => Word::SeverityInfo,
            Severity::Warning => Word::SeverityWarning,
            Severity::Error => Word::SeverityError,
        })
    }

    /// The name of a format that is read.
    pub fn format_name(self, format: Format) -> &'static str {
        self.text(match format {
            Format::FlinkConf => return "flink-conf.yaml",
            Format::ConfigYaml => return "config.yaml",
            Format::FlinkProperties => return "FLINK_PROPERTIES",
            Format::Arguments => Word::FormatArguments,
            Format::Log => Word::FormatLog,
            Format::Manifest => Word::FormatManifest,
            Format::Rest => Word::FormatRest,
            Format::Sql => Word::FormatSql,
            Format::JvmFlags => Word::FormatJvmFlags,
        })
    }

    /// How sure it is that a text is in a format, to stand behind the format's name.
    pub fn confidence(self, confidence: Confidence) -> &'static str {
        self.text(match confidence {
            Confidence::Possible => Word::ConfidencePossible,
            Confidence::Likely => Word::ConfidenceLikely,
            Confidence::Certain => Word::ConfidenceCertain,
        })
    }

    /// The name of a format that is written.
    pub fn target_name(self, target: Target) -> &'static str {
        self.text(match target {
            Target::FlinkConf => return "flink-conf.yaml",
            Target::FlinkDeployment => return "FlinkDeployment",
            Target::FlinkProperties => return "FLINK_PROPERTIES",
            Target::Json => return "JSON",
            Target::ConfigYamlNested => Word::TargetConfigYamlNested,
            Target::ConfigYamlFlat => Word::TargetConfigYamlFlat,
            Target::DynamicProperties => Word::TargetDynamicProperties,
            Target::FlinkDeploymentPatch => Word::TargetFlinkDeploymentPatch,
            Target::JvmFlags => Word::FormatJvmFlags,
            Target::Markdown => Word::TargetMarkdown,
            Target::Svg => Word::TargetSvg,
        })
    }

    /// What of a configuration is written.
    pub fn scope_name(self, scope: Scope) -> &'static str {
        self.text(match scope {
            Scope::Set => Word::ScopeSet,
            Scope::Pinned => Word::ScopePinned,
        })
    }

    /// A size with about four digits: `634.9 MiB`, `12 bytes`.
    pub fn size(self, size: MemorySize) -> String {
        quantity::size(size).unwrap_or_else(|| self.say(said::Bytes { count: &size.bytes().to_string() }))
    }

    /// A size that may stand for no limit.
    pub fn limit(self, size: MemorySize) -> String {
        if size == MemorySize::MAX { self.text(Word::NoLimit).to_owned() } else { self.size(size) }
    }

    /// The exact number of bytes, grouped.
    pub fn bytes(self, size: MemorySize) -> String {
        self.say(said::Bytes { count: &quantity::grouped(size.bytes()) })
    }

    /// The share of `part` in `whole`.
    pub fn share(self, part: u64, whole: u64) -> String {
        self.say(said::Percent { number: &quantity::percent(part, whole) })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn names_tell_apart() {
        fn differ(mut names: Vec<&str>) {
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{names:?}");
        }
        for words in Language::ALL.iter().map(|&language| Words::built_in(language)) {
            differ(Format::ALL.map(|format| words.format_name(format)).to_vec());
            differ(Target::ALL.map(|target| words.target_name(target)).to_vec());
            differ(Scope::ALL.map(|scope| words.scope_name(scope)).to_vec());
            differ(Tab::ALL.map(|tab| words.tab_name(tab)).to_vec());
            differ(Process::ALL.map(|process| words.process_name(process)).to_vec());
        }
    }
}
