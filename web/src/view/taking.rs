//! Taking something away: buttons that copy or download it, and say for a moment whether the browser did.

use gloo::timers::callback::Timeout;
use yew::{Callback, hook, use_mut_ref, use_state};

use super::element::{Element, button, element};
use crate::browser;
use crate::browser::later;
use crate::browser::outgoing::Outgoing;
use crate::later::Later;
use crate::text::{Word, Words};

/// What is taken, as it is when a button is pressed: on every change of a slider it would be put together in vain.
pub(crate) type Take = Callback<Later, Option<Taken>>;

/// What is taken, what its file is called, and its media type.
pub(crate) type Taken = (Outgoing, String, &'static str);

/// Gives to the browser what is taken, and tells whether it took it.
type Give = fn(Later, Taken, Callback<bool>);

/// How taking went, and whom it is told.
pub(crate) struct Taking {
    words: Words,
    id: &'static str,
    outcome: Option<Word>,
    on_done: Callback<Option<Word>>,
}

/// Remembers for a moment how the last taking of this name went.
#[hook]
pub(crate) fn use_taking(id: &'static str, words: Words) -> Taking {
    let outcome = use_state(|| None::<(&'static str, Word)>);
    let timer = use_mut_ref(|| None::<Timeout>);
    // Of what has another name nothing is said.
    let said = outcome.filter(|(of, _)| *of == id).map(|(_, said)| said);
    let setter = outcome.setter();
    let on_done = Callback::from(move |said: Option<Word>| {
        setter.set(said.map(|said| (id, said)));
        let setter = setter.clone();
        timer.replace(Some(browser::after_confirmation(move || setter.set(None))));
    });
    Taking { words, id, outcome: said, on_done }
}

impl Taking {
    /// What is said of it.
    pub(crate) fn said(&self) -> Element {
        element!("span", "class" = "taking__said", "role" = "status", "aria-live" = "polite")
            .child(self.outcome.map_or("", |said| self.words.text(said)))
    }

    /// The button that copies.
    pub(crate) fn copy_button(&self, label: Word, take: &Take) -> Element {
        let on_done = self.on_done.reform(|is_done: bool| Some(if is_done { Word::Copied } else { Word::CopyRefused }));
        self.button("copy", label, self.outcome == Some(Word::Copied), take, Later::copy, on_done)
    }

    /// The button that downloads.
    pub(crate) fn download_button(&self, take: &Take) -> Element {
        let on_done = self.on_done.reform(|is_done: bool| (!is_done).then_some(Word::DownloadRefused));
        self.button("download", Word::Download, false, take, Later::download, on_done)
    }

    fn button(&self, verb: &str, label: Word, is_done: bool, take: &Take, give: Give, on_done: Callback<bool>) -> Element {
        let class = if is_done { "button taking--done" } else { "button" };
        let take = take.clone();
        let pressed = move |_| {
            let (take, on_done) = (take.clone(), on_done.clone());
            later::then(move |later| match later {
                None => on_done.emit(false),
                Some(later) => {
                    if let Some(taken) = take.emit(later) {
                        give(later, taken, on_done);
                    }
                }
            });
        };
        button([verb, "-", self.id].concat(), class, self.words.text(label)).on_click(Callback::from(pressed))
    }
}
