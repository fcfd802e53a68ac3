//! What a person did, what Flink makes of it, and what the controls show of both. All of it is pure; nothing here knows the browser or a language.

mod action;
mod calculation;
mod row;
pub mod slider_scale;

use std::rc::Rc;

use flink_memory::{Pool, Process, Release, Request};

pub use action::Action;
pub use calculation::{Calculation, Picture};
pub use row::{Complaint, Reading, Row, Standing, Target, environment_row, option_row};

/// Everything that a person chose. What is on the screen is a function of it.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is asked of the model.
    pub request: Rc<Request>,
    /// The pool whose step is open.
    pub selected: Pool,
    /// The open tab of what can be taken away.
    pub tab: Tab,
    /// Light or dark.
    pub theme: Theme,
}

impl State {
    /// The state of a first visit, in a theme that was chosen before.
    pub fn new(theme: Theme) -> State {
        let request = Request::shipped(Release::LATEST, Process::TaskManager);
        State { selected: first_selected(request.process), request: Rc::new(request), tab: Tab::Table, theme }
    }
}

/// The pool whose step is open when a process is first looked at: the one that people ask about most.
const fn first_selected(process: Process) -> Pool {
    match process {
        Process::TaskManager | Process::JobManager => Pool::JvmOverhead,
        Process::Local => Pool::Network,
    }
}

/// What can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Every pool in bytes.
    Table,
    /// The arguments of `java`.
    JvmFlags,
    /// The `-D` arguments of Flink.
    DynamicConfiguration,
    /// What Flink logs when it starts.
    Log,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Tab; 4] = [Tab::Table, Tab::JvmFlags, Tab::DynamicConfiguration, Tab::Log];

    /// The first of them.
    pub const FIRST: Tab = Tab::ALL[0];

    /// The last of them.
    pub const LAST: Tab = Tab::ALL[Tab::ALL.len() - 1];

    /// A stable name for element ids.
    pub const fn id(self) -> &'static str {
        match self {
            Tab::Table => "table",
            Tab::JvmFlags => "jvm-flags",
            Tab::DynamicConfiguration => "dynamic-configuration",
            Tab::Log => "log",
        }
    }

    /// The tab `steps` further on, round the end.
    #[must_use]
    pub fn turned(self, steps: usize) -> Tab {
        let index = Tab::ALL.iter().position(|&tab| tab == self).unwrap_or(0);
        Tab::ALL[(index + steps) % Tab::ALL.len()]
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// A stable name for the style sheet and the browser's storage.
    pub const fn id(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme with this stable name.
    pub fn from_id(id: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.id() == id)
    }
}
