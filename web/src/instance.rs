//! One calculator on a page: what it starts with, where it is drawn, and who is told of its changes. How it is drawn stands in `app`.

use std::cell::RefCell;

use yew::UseReducerHandle;

use crate::browser::{Report, Root};
use crate::shown::Shown;
use crate::state::{Action, Calculation, State, link};
use crate::takeaway::sizes;
use crate::text::Words;

/// One calculator on a page, the same as itself and no other.
#[derive(Debug)]
pub struct Instance {
    /// What of it is there.
    pub shown: Shown,
    /// What its links lead to, without a fragment; nothing where they lead to the page that it is on.
    pub(crate) address: String,
    /// What was built; nothing where nobody says it.
    pub version: String,
    /// Where the guide is, in its first language; nothing where there is none.
    pub guide: String,
    /// The element that it is drawn into; none where it is only rendered.
    pub(crate) root: Option<Root>,
    /// The texts of the language that it starts with.
    pub(crate) words: Words,
    /// The fragment that it starts with.
    start: RefCell<String>,
    /// The state that was drawn last.
    state: RefCell<Option<UseReducerHandle<State>>>,
    /// Who is told of every change.
    pub(crate) report: Option<Report>,
}

impl PartialEq for Instance {
    fn eq(&self, other: &Instance) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Instance {
    /// A calculator that nobody listens to, in no element.
    pub fn new(shown: Shown, words: Words, fragment: &str) -> Instance {
        Instance {
            shown,
            address: String::new(),
            version: String::new(),
            guide: String::new(),
            root: None,
            words,
            start: RefCell::new(fragment.to_owned()),
            state: RefCell::default(),
            report: None,
        }
    }

    /// The fragment that it starts with.
    pub(crate) fn start(&self) -> String {
        self.start.borrow().clone()
    }

    /// Takes the state that is drawn.
    pub(crate) fn drawn(&self, state: &UseReducerHandle<State>) {
        self.state.replace(Some(state.clone()));
    }

    /// Tells of what Flink makes of a changed state.
    pub(crate) fn changed(&self, calculation: &Calculation) {
        if let Some(report) = &self.report {
            let refusal = calculation.refusal().map(ToString::to_string).unwrap_or_default();
            report.tell(&self.link(), &sizes(calculation), &refusal);
        }
    }

    /// Opens a link, given as what stands behind the `#`.
    pub(crate) fn open(&self, fragment: String) {
        match &*self.state.borrow() {
            Some(state) => state.dispatch(Action::OpenLink(fragment)),
            None => drop(self.start.replace(fragment)),
        }
    }

    /// The link to what is set and looked at: what stands behind the `#`.
    pub(crate) fn link(&self) -> String {
        self.state.borrow().as_ref().map_or_else(|| self.start(), |state| link::write(state))
    }
}
