//! The panels of what follows from the breakdown, and the door to them: they come in a part of the program that is loaded when the first panel
//! is opened (see `later`, where doors are explained).
//!
//! `answer` has what each panel says, a pure function of what Flink makes of the settings and of what is asked; `field` reads what is asked;
//! `names` knows what can be asked; `view` draws the answers; `text` has the words.

pub mod answer;
pub mod field;
mod names;
pub mod text;
mod view;

use std::rc::Rc;

use yew::Callback;

use crate::state::{Action, Asked, Calculation, Panel};
use crate::text::Words;
use crate::view::element::{Element, component, fragment};
use crate::view::finding_list;

/// Proof that the panels are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deeper(());

/// What every panel is given.
pub(crate) struct Given<'a> {
    /// What Flink makes of the settings.
    pub(crate) calculation: &'a Rc<Calculation>,
    /// What is asked beyond that.
    pub(crate) asked: &'a Asked,
    /// Told what a person does.
    pub(crate) act: &'a Callback<Action>,
    /// The language.
    pub(crate) words: Words,
}

#[expect(clippy::unused_self, reason = "having it is the proof")]
impl Deeper {
    /// To be said only by whoever has loaded it, or in a program that was not parted.
    pub(crate) const fn arrived() -> Deeper {
        Deeper(())
    }

    /// What a link asks that no panel does.
    #[inline(never)]
    pub(crate) fn unknown(self, given: &Given<'_>) -> Option<Element> {
        finding_list::view(&names::unknown(given.asked), "", given.words)
    }

    /// What a panel holds. It is drawn again only where its answer has changed.
    #[inline(never)]
    pub(crate) fn panel(self, panel: Panel, given: &Given<'_>) -> Element {
        let Given { calculation, asked, act, words } = *given;
        let props = view::Props { panel, calculation: Rc::clone(calculation), asked: asked.clone(), act: act.clone(), words };
        fragment().child(component::<view::PanelView>(props, None))
    }
}
