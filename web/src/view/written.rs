//! The configuration as text: what is written, how much of it, what it cannot say, and the text with its changed lines marked.

use flink_memory_formats::write::Scope;
use yew::{Callback, Event};

use super::element::{Element, element, fragment, passage, select};
use super::finding_list;
use super::segmented::Segmented;
use crate::browser;
use crate::browser::outgoing::image_address;
use crate::state::document::new_lines;
use crate::state::{Action, Document, View, Writing, Written};
use crate::text::{Word, Words, quantity, said};

/// From this length on a text is only taken away and not shown. Unit: bytes.
const SHOWN: usize = 1 << 16;

/// What is chosen: which text, and how much of the configuration.
pub(crate) fn choices(writing: Writing, view: View, document: Option<&Document>, act: &Callback<Action>, words: Words) -> Element {
    let on_writing = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            if let Some(writing) = Writing::from_id(&browser::chosen(&event)) {
                act.emit(Action::PickWriting(writing));
            }
        })
    };
    let label = passage("span", "visually-hidden", words.text(Word::WriteAs));
    let written =
        Writing::all(document).map(|known| (known.id().to_owned(), words.writing_name(known, document), known == writing)).collect();
    let scope = |scope: &Scope| (words.scope_name(*scope), Action::PickScope(*scope), *scope == view.scope);
    let scopes: Vec<_> = writing.scopes().iter().map(scope).collect();
    let scopes = (scopes.len() > 1)
        .then(|| Segmented { name: "scope", legend: words.text(Word::Scope), shows_legend: false, choices: scopes, act }.view());
    element!("div", "class" = "writing").child(select("writing", label, written, on_writing)).child(scopes)
}

/// The text, or the picture.
pub(crate) fn view(writing: Writing, written: &Written, document: Option<&Document>, words: Words) -> Element {
    let before = document.filter(|_| writing == Writing::Brought).map(|document| document.text.as_str());
    let is_long = written.text.len() > SHOWN;
    let new = before.filter(|_| !is_long).map(|before| new_lines(before, &written.text)).unwrap_or_default();
    let hint = before.map(|before| passage("p", "hint", words.brought_hint(written.text == before, new.len())));
    let shown = if is_long {
        passage("p", "hint", words.say(said::LongText { bytes: &quantity::grouped(written.text.len() as u64) }))
    } else if writing.is_picture() {
        element!("img", "class" = "written__picture", "src" = image_address(&written.text), "alt" = words.text(Word::DiagramLabel))
    } else {
        let lines = written.text.split_inclusive('\n').enumerate();
        let lines = lines.map(|(number, line)| {
            let line = line.to_owned();
            if new.contains(&number) { passage("mark", "code__new", line) } else { fragment().child(line) }
        });
        element!("pre", "class" = "code", "id" = "written", "tabindex" = "0").children(lines)
    };
    fragment().child(hint).child(finding_list::view(&written.findings, "", words)).child(shown)
}
