//! English: the labels and short sentences of the page. Pools, options, steps, findings and texts have files of their own beside this one.

mod document;
mod exchange;
mod finding;
mod option;
mod pool;
mod step;

use flink_memory::{MemorySize, Process, Release};

use crate::option_place::GroupName;
use crate::state::{Picture, Tab, Theme};
use crate::text::quantity;

pub use document::{confidence_words, format_name, scope_name, severity_name, target_name};
pub use exchange::{
    brought_hint, by_evidence, checked, difference, document_summary, line, long_text, mebibytes, more_findings, not_editable,
    unlisted_entries, unlisted_findings, writing_name,
};
pub use finding::finding_words;
pub use option::{complaint, control_label, default_value, option_label, placeholder, reading_note, reset_label, row_note, slider_words};
pub use pool::{no_limit, pool_name, pool_note, pool_short_name};
pub use step::{bounds_sentence, changed_by, decided_by, input_value, origin, rule_words, term};

/// A text without facts in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The name of the page.
    ProductName,
    /// What the page is for.
    ProductNote,
    /// Whose trademark it is.
    Disclaimer,
    /// The label of the choice of a release.
    Release,
    /// The label of the choice of a process.
    Process,
    /// The label of the choice of a theme.
    Theme,
    /// The heading of the first place.
    WhatYouSet,
    /// The heading of the second place.
    WhatFlinkMakes,
    /// The heading of the third place.
    WhatYouTakeAway,
    /// The button that goes back to what Flink ships.
    StartOver,
    /// What that button does.
    StartOverNote,
    /// The button that takes a value away.
    Reset,
    /// The choice between the two totals.
    TotalKind,
    /// The one total.
    TotalProcess,
    /// The other total.
    TotalFlink,
    /// The choice of how a process is started.
    Deployment,
    /// Started by scripts.
    Standalone,
    /// Started in containers.
    Container,
    /// What that choice decides.
    DeploymentNote,
    /// The heading over entries that no table knows.
    UnknownEntries,
    /// What becomes of these.
    UnknownEntriesNote,
    /// What stands over the bar while Flink refuses.
    LastGood,
    /// What the nested boxes are.
    DiagramLabel,
    /// There is nothing to draw yet.
    NoPicture,
    /// The heading over what decided a number.
    DecidedBy,
    /// The heading over what else would change a number.
    ToChangeIt,
    /// The heading over a calculation.
    Calculation,
    /// The heading over a refusal.
    Refused,
    /// The heading over a failure after the start.
    RefusedLater,
    /// The heading over the options that a refusal is about.
    OptionsAtFault,
    /// What stands before a cause.
    CausedBy,
    /// The list of tabs.
    TabList,
    /// A column.
    Pool,
    /// A column.
    Bytes,
    /// A column.
    FlinkForm,
    /// A column.
    Share,
    /// The button that copies.
    Copy,
    /// It was copied.
    Copied,
    /// The browser refused.
    CopyRefused,
    /// Flink refused the configuration, so there is nothing.
    NothingWhileRefused,
    /// The link to the log from there.
    LogHasException,
    /// The button that downloads.
    Download,
    /// The browser refused that, too.
    DownloadRefused,
    /// The button that goes back a step.
    Undo,
    /// The button that does again what was undone.
    Redo,
    /// The button that copies the link.
    CopyLink,
    /// The address does not follow so many settings.
    TooManyForAddress,
    /// The heading over what a link could not say.
    LinkFindings,
    /// The button that closes it.
    Close,
    /// The label of the box for a text.
    TextBox,
    /// What may go into it.
    TextBoxHint,
    /// The button that reads what was typed.
    ReadText,
    /// The button that opens a file.
    OpenFile,
    /// A long text is being read.
    ReadingNow,
    /// The name of the part about the text that was brought.
    BroughtText,
    /// The label of the choice of a format.
    ReadAs,
    /// The button that puts the text away.
    PutAway,
    /// What that button does.
    PutAwayNote,
    /// A column.
    ProcessSays,
    /// A column.
    Derived,
    /// What stands for a pool that was not derived.
    NoSuchPool,
    /// The label of the choice of what is written.
    WriteAs,
    /// The choice of how much is written.
    Scope,
    /// The step of a pool is missing because Flink did not get there.
    NoStep,
}

/// The text.
#[expect(clippy::match_same_arms, reason = "one word here may be two in another language")]
pub const fn t(text: Text) -> &'static str {
    match text {
        Text::ProductName => "Flink Memory Calculator",
        Text::ProductNote => "for Apache Flink",
        Text::Disclaimer => {
            "Apache Flink is a trademark of the Apache Software Foundation. This calculator is not one of its products. Everything is computed in your browser; nothing is sent anywhere."
        }
        Text::Release => "Release",
        Text::Process => "Process",
        Text::Theme => "Theme",
        Text::WhatYouSet => "What you set",
        Text::WhatFlinkMakes => "What Flink makes of it",
        Text::WhatYouTakeAway => "What you take away",
        Text::StartOver => "Start over",
        Text::StartOverNote => "Go back to the values that Flink ships",
        Text::Reset => "Reset",
        Text::TotalKind => "Set the total of",
        Text::TotalProcess => "Process",
        Text::TotalFlink => "Flink",
        Text::Deployment => "Started by",
        Text::Standalone => "Scripts",
        Text::Container => "Container",
        Text::DeploymentNote => {
            "Scripts are those in Flink's bin folder. Containers are those of YARN, Kubernetes and Mesos. It decides what the old heap settings stand for."
        }
        Text::UnknownEntries => "Other settings",
        Text::UnknownEntriesNote => "They change no size in this release. They are kept, and written with the others.",
        Text::LastGood => "Refused. Last good:",
        Text::DiagramLabel => "Memory pools, nested as in Flink's memory model",
        Text::NoPicture => "There is no picture yet, because Flink refuses this configuration.",
        Text::DecidedBy => "Decided by",
        Text::ToChangeIt => "Would change it",
        Text::Calculation => "Calculation",
        Text::Refused => "Flink refuses this configuration",
        Text::RefusedLater => "The start script succeeds, but the TaskManager then fails",
        Text::OptionsAtFault => "Options to look at",
        Text::CausedBy => "Caused by",
        Text::TabList => "What you take away",
        Text::Pool => "Pool",
        Text::Bytes => "Bytes",
        Text::FlinkForm => "Flink writes",
        Text::Share => "Share",
        Text::Copy => "Copy",
        Text::Copied => "Copied",
        Text::CopyRefused => "The browser does not allow copying. Select the text and copy it by hand.",
        Text::NothingWhileRefused => "Flink refuses this configuration, so there is nothing to take away.",
        Text::LogHasException => "The startup log has the exception.",
        Text::Download => "Download",
        Text::DownloadRefused => "The browser does not allow downloads here.",
        Text::Undo => "Undo",
        Text::Redo => "Redo",
        Text::CopyLink => "Copy link",
        Text::TooManyForAddress => "Too many settings for the address",
        Text::LinkFindings => "What this link could not say",
        Text::Close => "Close",
        Text::TextBox => "Your text",
        Text::TextBoxHint => "Paste or drop a configuration, log, command line or manifest",
        Text::ReadText => "Read this text",
        Text::OpenFile => "Open a file…",
        Text::ReadingNow => "Reading…",
        Text::BroughtText => "The text you brought",
        Text::ReadAs => "Read as",
        Text::PutAway => "Put away",
        Text::PutAwayNote => "Put the text away and keep the settings",
        Text::ProcessSays => "It says",
        Text::Derived => "Derived",
        Text::NoSuchPool => "none",
        Text::WriteAs => "Write as",
        Text::Scope => "How much is written",
        Text::NoStep => "There is no step for this pool.",
    }
}

/// The name of a process.
pub const fn process_name(process: Process) -> &'static str {
    match process {
        Process::TaskManager => "TaskManager",
        Process::JobManager => "JobManager",
        Process::Local => "Local",
    }
}

/// The name of a theme.
pub const fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "System",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}

/// The name of a tab.
pub const fn tab_name(tab: Tab) -> &'static str {
    match tab {
        Tab::Table => "Table",
        Tab::Configuration => "Configuration",
        Tab::JvmFlags => "JVM flags",
        Tab::DynamicConfiguration => "-D list",
        Tab::Log => "Startup log",
    }
}

/// What a tab holds, or why it holds nothing.
pub const fn tab_hint(tab: Tab, process: Process, is_empty: bool) -> &'static str {
    match (tab, is_empty) {
        (Tab::Table, _) => "Every pool to the byte. The columns are set apart by tabs when copied.",
        (Tab::Configuration, _) => "The configuration as text.",
        (Tab::JvmFlags, false) => "What the start script gives to java.",
        (Tab::JvmFlags, true) => match process {
            Process::Local => "Local execution starts no JVM of its own, so there are no flags.",
            Process::TaskManager | Process::JobManager => "The start script gives the JVM no sizes, so the JVM chooses its own.",
        },
        (Tab::DynamicConfiguration, false) => "What the start script gives to Flink. It overrides the configuration file.",
        (Tab::DynamicConfiguration, true) => match process {
            Process::Local => "Local execution is started by no script, so there is no list.",
            Process::TaskManager | Process::JobManager => "The start script of this release hands its JobManager no sizes.",
        },
        (Tab::Log, false) => "What Flink logs about memory when it starts.",
        (Tab::Log, true) => "Flink logs nothing about memory here.",
    }
}

/// The heading of a group.
pub const fn group_name(name: GroupName) -> &'static str {
    match name {
        GroupName::Basic => "Parts and limits",
        GroupName::Framework => "Framework, cores and pages",
        GroupName::Buffers => "Network buffers",
        GroupName::IgnoredLocally => "Ignored by local execution",
        GroupName::Older => "Older ways",
    }
}

/// A release in the list of releases, with the patch release that its answers were held against.
pub fn release_option(release: Release) -> String {
    format!("Flink {release} ({})", release.verified_patch())
}

/// The exact number of bytes, grouped.
pub fn bytes(size: MemorySize) -> String {
    format!("{} bytes", quantity::grouped(size.bytes()))
}

/// A size that may stand for no limit.
pub fn limit(size: MemorySize) -> String {
    if size == MemorySize::MAX { "no limit".to_owned() } else { quantity::size(size) }
}

/// How many options a group has, how many of them are set, and what a closed group must not hide: that some are refused.
pub fn group_count(options: usize, set: usize, refused: usize) -> String {
    let set = if set == 0 { options.to_string() } else { format!("{set} set of {options}") };
    if refused == 0 { set } else { format!("{refused} refused, {set}") }
}

/// What stands over a picture that is no longer that of the settings.
pub fn stale_caption(picture: &Picture) -> String {
    format!("The last good picture, of Flink {}, and not of your present settings.", picture.request.release)
}
