//! The page on paper: the picture, every pool, every setting and the link to it all. It is in the document only while the browser prints.

use flink_memory::option::is_of_memory;
use flink_memory::{Configuration, Entry, Request};
use yew::{Callback, hook, use_effect_with, use_state};

use super::element::{Element, element, fragment, passage};
use super::{memory_table, refusal};
use crate::browser::address;
use crate::browser::printing::Printing;
use crate::diagram::{View, bar, boxes};
use crate::state::{Calculation, Picture, environment_row, link};
use crate::text::{Word, Words, said};

/// Whether the browser prints the page, and the calculator is all of it: a part of somebody else's page is printed as it stands there.
#[hook]
pub(crate) fn use_printing(is_page: bool) -> bool {
    let is_printing = use_state(|| false);
    let setter = is_printing.setter();
    use_effect_with(is_page, move |is_page| {
        let printing = is_page.then(|| Printing::new(Callback::from(move |is_printing| setter.set(is_printing))));
        move || drop(printing)
    });
    *is_printing
}

/// The sheet. What it holds is not to be used, so it repeats ids of the page without harm.
pub(crate) fn view(calculation: &Calculation, words: Words) -> Element {
    let request = &calculation.request;
    let of = [&words.release_option(request.release), " · ", words.process_name(request.process)].concat();
    let shown = Shown::of(calculation);
    let link = address::with_fragment("", &link::of_request(&Request { configuration: shown.configuration(), ..Request::clone(request) }));
    element!("article", "class" = "paper")
        .child(passage("h1", "paper__title", words.text(Word::ProductName)).child(passage("span", "paper__of", of)))
        .child(refusal::view(calculation, words))
        .child(calculation.picture.as_ref().map(|picture| drawn(picture, calculation.is_stale(), words)))
        .child(calculation.current().map(|picture| memory_table::view(picture, words)))
        .child(settings(&shown, calculation, words))
        .child(passage("p", "paper__link", link))
        .child(passage("p", "hint", words.text(Word::Disclaimer)))
}

fn drawn(picture: &Picture, is_stale: bool, words: Words) -> Element {
    let (on_preview, on_select) = (Callback::noop(), Callback::noop());
    let view = View { picture, is_stale, selected: picture.memory.tree().pool, words };
    let release = picture.request.release.to_string();
    fragment()
        .child(is_stale.then(|| passage("p", "picture__stale", words.say(said::StaleCaption { release: &release }))))
        .child(bar(picture, is_stale, &on_preview, &on_select, words))
        .child(boxes(&view, &on_preview, &on_select))
}

/// The settings that are about memory, and the number of the others. The link is to the same, so that it stays as short as a sheet can hold.
struct Shown<'a> {
    entries: Vec<&'a Entry>,
    others: usize,
}

impl Shown<'_> {
    fn of(calculation: &Calculation) -> Shown<'_> {
        let request = &calculation.request;
        let is_known = |entry: &&Entry| is_of_memory(&entry.key, request.release);
        let (entries, others): (Vec<_>, Vec<_>) = request.configuration.entries().iter().partition(is_known);
        Shown { entries, others: others.len() }
    }

    fn configuration(&self) -> Configuration {
        self.entries.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    }
}

/// What is set, a line for each; nothing where that is nothing.
fn settings(shown: &Shown<'_>, calculation: &Calculation, words: Words) -> Option<Element> {
    let request = &calculation.request;
    // What a release ships for another process was set by nobody and changes nothing here.
    let is_ours = |entry: &&&Entry| !request.is_shipped(&entry.key) || entry.key.starts_with(request.process.id());
    let environment = environment_row(request.process, calculation);
    let lines = shown.entries.iter().filter(is_ours).map(|entry| format!("{}: {}", entry.key, entry.value));
    let lines: Vec<_> = environment.text.iter().map(|text| format!("{}={text}", environment.key)).chain(lines).collect();
    let others = (shown.others > 0).then(|| passage("p", "hint", words.say(said::UnlistedEntries { count: &shown.others.to_string() })));
    let list = element!("div", "class" = "paper__settings").children(lines.iter().map(|line| passage("code", "code__line", line.clone())));
    let head = passage("h2", "paper__head", words.text(Word::WhatYouSet));
    (others.is_some() || !lines.is_empty()).then(|| fragment().child(head).child(list.child(others)))
}
