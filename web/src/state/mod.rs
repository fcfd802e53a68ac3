//! What a person did, what Flink makes of it, and what the controls show of both. All of it is pure; nothing here knows the browser or a language.

mod action;
mod asked;
mod calculation;
pub mod document;
mod history;
pub mod link;
mod row;
pub mod slider_scale;
mod writing;

use std::rc::Rc;

use flink_memory::{Pool, Process, Request};
use flink_memory_formats::Finding;
use flink_memory_formats::write::Scope;

use crate::deeper::Deeper;
use crate::later::{Arrival, Writer};
use crate::text::Language;

pub use action::Action;
pub use asked::{Asked, Panel};
pub use calculation::{Calculation, Picture};
pub use document::Document;
pub use history::{History, Moment};
pub use row::{Complaint, Reading, Row, Standing, Target, environment_row, option_row};
pub use writing::{Writing, Written};

/// Everything that a person chose. What is on the screen is a function of it.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is asked of the model.
    pub request: Rc<Request>,
    /// The text that was brought.
    pub document: Option<Rc<Document>>,
    /// Whether a long text is being read.
    is_reading: bool,
    /// Whether texts can be read already.
    pub arrival: Arrival,
    /// What was done with texts before they could be read, to be done then.
    waiting: Rc<Vec<Action>>,
    /// What the link that was opened could not say.
    pub link_findings: LinkFindings,
    /// What can be undone and redone.
    pub history: History,
    /// How many moves of the history there were when the last link was opened.
    pub opened_at: u32,
    /// What is asked beyond the breakdown, and the panels that are open.
    pub asked: Asked,
    /// How far the panels are that ask it.
    pub panels: Arrival<Deeper>,
    /// How far what writes texts is.
    pub writer: Arrival<Writer>,
    /// What is looked at.
    pub view: View,
    /// Light or dark.
    pub theme: Theme,
    /// The language that is spoken. It goes into links only where the link that was opened asked for one.
    pub language: Language,
}

/// What a link could not say, the same as itself and no other.
#[derive(Clone, Debug, Default)]
pub struct LinkFindings(Option<Rc<Vec<Finding>>>);

impl LinkFindings {
    fn new(findings: Vec<Finding>) -> LinkFindings {
        LinkFindings((!findings.is_empty()).then(|| Rc::new(findings)))
    }

    /// The findings.
    pub fn all(&self) -> &[Finding] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl PartialEq for LinkFindings {
    fn eq(&self, other: &LinkFindings) -> bool {
        self.0.as_ref().map(Rc::as_ptr) == other.0.as_ref().map(Rc::as_ptr)
    }
}

/// What is looked at. It goes into links, and no undo brings it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The pool whose step is open.
    pub selected: Pool,
    /// The open tab of what can be taken away.
    pub tab: Tab,
    /// What is written in the tab of that name; where nobody chose, what suits best.
    pub writing: Option<Writing>,
    /// How much of the configuration is written.
    pub scope: Scope,
    /// The language that the link asked for, or that was chosen since in its place.
    pub language: Option<Language>,
}

impl View {
    /// What is looked at before anybody chose.
    pub const fn first(process: Process) -> View {
        View { selected: first_selected(process), tab: Tab::FIRST, writing: None, scope: Scope::Set, language: None }
    }
}

impl State {
    /// The state of a visit that begins with a link, in a theme that was chosen before, and where the link asks for none in this language.
    /// The fragment of a first visit is empty.
    pub fn new(theme: Theme, language: Language, fragment: &str, arrival: Arrival) -> State {
        let link::Read { request, asked, view, findings } = link::read(fragment);
        State {
            request: Rc::new(request),
            document: None,
            is_reading: false,
            arrival,
            waiting: Rc::default(),
            link_findings: LinkFindings::new(findings),
            history: History::default(),
            opened_at: 0,
            panels: if asked.is_nothing() { Arrival::Unasked } else { Arrival::Awaited },
            writer: if view.tab == Tab::Configuration { Arrival::Awaited } else { Arrival::Unasked },
            asked,
            language: view.language.unwrap_or(language),
            view,
            theme,
        }
    }

    /// Whether a text is being read, or waits for what reads it.
    pub fn is_reading(&self) -> bool {
        let is_of_text = |action: &Action| matches!(action, Action::Bring { .. } | Action::Refuse { .. } | Action::ReadAs(_));
        self.is_reading || self.waiting.iter().any(is_of_text)
    }

    /// What is written in the tab of that name.
    pub fn writing(&self) -> Writing {
        Writing::offered(self.document.as_deref(), self.view.writing, &self.request)
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
    /// The configuration as text.
    Configuration,
    /// The arguments of `java`.
    JvmFlags,
    /// The `-D` arguments of Flink.
    DynamicConfiguration,
    /// What Flink logs when it starts.
    Log,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Tab; 5] = [Tab::Table, Tab::Configuration, Tab::JvmFlags, Tab::DynamicConfiguration, Tab::Log];

    /// The first of them.
    pub const FIRST: Tab = Tab::ALL[0];

    /// The last of them.
    pub const LAST: Tab = Tab::ALL[Tab::ALL.len() - 1];

    /// A stable name for element ids.
    pub const fn id(self) -> &'static str {
        match self {
            Tab::Table => "table",
            Tab::Configuration => "configuration",
            Tab::JvmFlags => "jvm-flags",
            Tab::DynamicConfiguration => "dynamic-configuration",
            Tab::Log => "log",
        }
    }

    /// The tab with this stable name.
    pub fn from_id(id: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|tab| tab.id() == id)
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
