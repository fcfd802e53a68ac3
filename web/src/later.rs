//! The doors to the second half of the program: what texts and what is taken away need, and no slider. It is loaded once the page works.
//!
//! The build parts the program here (`cargo xtask` does, see ARCHITECTURE.md): whatever is reached only through the methods of [`Later`]
//! goes into a module of its own. Nobody has a [`Later`] before that module is there, so nobody can call what is not there.

use flink_memory::Request;
use flink_memory_formats::{Finding, Format};
use yew::Callback;

use crate::browser::outgoing;
use crate::state::{Action, Asked, Calculation, Document, Tab};
use crate::text::Words;
use crate::view::element::Element;
use crate::view::taking::{Taken, Taking};
use crate::view::{finding_list, paper, takeaway, text_place};

/// Proof that the second half is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later(());

/// Proof that what writes texts is there: a part of its own, which is loaded when the tab of that name is opened first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer(());

/// Whether a part of the program is there: the second half, or one behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival<P = Later> {
    /// Nobody has asked for it.
    Unasked,
    /// It is on its way.
    Awaited,
    /// It could not be loaded.
    Missed,
    /// It is there.
    There(P),
}

impl<P: Copy> Arrival<P> {
    /// The part, where it is there.
    pub const fn there(self) -> Option<P> {
        match self {
            Arrival::There(part) => Some(part),
            Arrival::Unasked | Arrival::Awaited | Arrival::Missed => None,
        }
    }

    /// On its way, where nobody has asked for it before.
    pub(crate) const fn asked(self) -> Arrival<P> {
        if let Arrival::Unasked = self { Arrival::Awaited } else { self }
    }
}

#[expect(clippy::unused_self, reason = "having it is the proof")]
impl Writer {
    /// To be said only by whoever has loaded it, or in a program that was not parted.
    pub(crate) const fn arrived() -> Writer {
        Writer(())
    }

    /// The configuration as text.
    #[inline(never)]
    pub(crate) fn configuration(self, props: &takeaway::Props, taking: &Taking) -> Element {
        takeaway::configuration(props, taking)
    }
}

#[expect(clippy::unused_self, reason = "having it is the proof")]
impl Later {
    /// To be said only by whoever has loaded it, or in a program that was not parted.
    pub(crate) const fn arrived() -> Later {
        Later(())
    }

    /// [`Document::read`].
    #[inline(never)]
    pub fn read(self, name: Option<String>, text: String, overruled: Option<Format>, before: &Request) -> (Document, Request) {
        Document::read(name, text, overruled, before)
    }

    /// [`Document::read_again`].
    #[inline(never)]
    pub fn read_again(self, document: &Document, overruled: Option<Format>, before: &Request) -> (Document, Request) {
        document.read_again(overruled, before)
    }

    /// [`Document::refused`].
    #[inline(never)]
    pub fn refused(self, name: Option<String>, bytes: String, before: &Request) -> Document {
        Document::refused(name, bytes, before)
    }

    /// What was understood of the text that was brought.
    #[inline(never)]
    pub(crate) fn understood(self, document: &Document, act: &Callback<Action>, words: Words) -> Element {
        text_place::understood(document, act, words)
    }

    /// What the link that was opened could not say, until it is closed.
    #[inline(never)]
    pub(crate) fn of_link(self, findings: &[Finding], act: &Callback<Action>, words: Words) -> Option<Element> {
        finding_list::of_link(findings, act, words)
    }

    /// What a tab other than the table holds.
    #[inline(never)]
    pub(crate) fn panel(self, props: &takeaway::Props, taking: &Taking) -> Element {
        takeaway::panel(props, taking)
    }

    /// The table as text.
    #[inline(never)]
    pub(crate) fn table_taken(self, calculation: &Calculation, words: Words) -> Option<Taken> {
        takeaway::taken(Tab::Table, calculation, words)
    }

    /// [`outgoing::copy`].
    #[inline(never)]
    pub(crate) fn copy(self, taken: Taken, on_done: Callback<bool>) {
        outgoing::copy(taken.0, on_done);
    }

    /// [`outgoing::download`].
    #[inline(never)]
    pub(crate) fn download(self, taken: Taken, on_done: Callback<bool>) {
        outgoing::download(taken, on_done);
    }

    /// What is asked beyond the breakdown after an action.
    #[inline(never)]
    pub fn asked(self, asked: &Asked, action: Action) -> Asked {
        match action {
            Action::Ask { name, text } => asked.with(name, text),
            Action::Unfold(panel) => asked.unfolded(panel),
            _ => asked.clone(),
        }
    }

    /// What was asked at a moment, with the panels open that are open now.
    #[inline(never)]
    pub fn kept_open(self, asked: &Asked, now: &Asked) -> Asked {
        asked.open_as(now)
    }

    /// The page on paper.
    #[inline(never)]
    pub(crate) fn paper(self, calculation: &Calculation, words: Words) -> Element {
        paper::view(calculation, words)
    }
}
