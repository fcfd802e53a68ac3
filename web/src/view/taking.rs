//! Taking something away: buttons that copy or download it, and say for a moment whether the browser did.

use gloo::timers::callback::Timeout;
use yew::{Callback, hook, use_mut_ref, use_state};

use super::element::{Element, button, element};
use crate::browser;
use crate::browser::outgoing::{Outgoing, copy, download};
use crate::text::{Word, Words};

/// What is taken, as it is when a button is pressed: on every change of a slider it would be put together in vain.
pub(crate) type Take = Callback<(), Option<(Outgoing, String, &'static str)>>;

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
        let (on_done, take) =
            (self.on_done.reform(|is_done: bool| Some(if is_done { Word::Copied } else { Word::CopyRefused })), take.clone());
        let copied = move || {
            if let Some((outgoing, ..)) = take.emit(()) {
                copy(outgoing, on_done.clone());
            }
        };
        self.button("copy", label, self.outcome == Some(Word::Copied), copied)
    }

    /// The button that downloads.
    pub(crate) fn download_button(&self, take: &Take) -> Element {
        let (on_done, take) = (self.on_done.reform(|is_done: bool| (!is_done).then_some(Word::DownloadRefused)), take.clone());
        let downloaded = move || {
            if let Some((outgoing, file_name, media_type)) = take.emit(()) {
                download(outgoing, file_name, media_type, on_done.clone());
            }
        };
        self.button("download", Word::Download, false, downloaded)
    }

    fn button(&self, verb: &str, label: Word, is_done: bool, pressed: impl Fn() + 'static) -> Element {
        let class = if is_done { "button taking--done" } else { "button" };
        button([verb, "-", self.id].concat(), class, self.words.text(label)).on_click(Callback::from(move |_| pressed()))
    }
}
