//! Where a text comes in: the box to paste, drop or type it into, and what was understood of the one that was brought.

use std::rc::Rc;

use flink_memory_formats::Format;
use yew::{Callback, Event, Html, InputEvent, Properties, component, use_state};

use super::element::{Element, button, element, passage, select};
use super::{checked, finding_list, missed};
use crate::browser;
use crate::browser::incoming::{TEXT_BOX, bring, bring_chosen};
use crate::later::Arrival;
use crate::state::{Action, Document};
use crate::text::{Word, Words};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) document: Option<Rc<Document>>,
    pub(crate) is_reading: bool,
    pub(crate) arrival: Arrival,
    pub(crate) act: Callback<Action>,
    pub(crate) words: Words,
}

#[component]
pub(crate) fn TextPlace(props: &Props) -> Html {
    let Props { document, is_reading, arrival, act, words } = props;
    let words = *words;
    let typed = use_state(String::new);
    let setter = typed.setter();
    let oninput = Callback::from(move |event: InputEvent| setter.set(browser::typed_lines(&event)));
    let on_read = {
        let (act, typed) = (act.clone(), typed.clone());
        Callback::from(move |_| {
            bring(None, (*typed).clone(), &act);
            typed.set(String::new());
        })
    };
    let on_file = {
        let act = act.clone();
        Callback::from(move |event: Event| bring_chosen(&event, &act))
    };
    let label = element!("label", "class" = "visually-hidden", "for" = TEXT_BOX).child(words.text(Word::TextBox));
    let area = element!(
        "textarea",
        "id" = TEXT_BOX,
        "class" = "text__box",
        "rows" = "2",
        "spellcheck" = "false",
        "autocomplete" = "off",
        "placeholder" = words.text(Word::TextBoxHint)
    );
    let read = (!typed.trim().is_empty()).then(|| button("read-text", "button", words.text(Word::ReadText)).on_click(on_read));
    let input = element!("input", "type" = "file", "id" = "open-file", "class" = "text__input").on_change(on_file);
    let file = element!("label", "class" = "button text__file").child(words.text(Word::OpenFile)).child(input);
    let said = match document {
        _ if *arrival == Arrival::Missed => Some(missed::view(true, "load-again", Action::Fetch, act, words)),
        _ if *is_reading => Some(passage("p", "hint", words.text(Word::ReadingNow))),
        Some(document) => Some(passage("p", "text__summary", words.document_summary(document))),
        None => None,
    };
    element!("div", "class" = "text")
        .child(label)
        .child(area.value(typed.to_string()).on_input(oninput))
        .child(element!("div", "class" = "text__ways").child(read).child(file))
        .child(element!("div", "role" = "status", "aria-live" = "polite").child(said))
        .child(document.as_ref().zip(arrival.there()).map(|(document, later)| later.understood(document, act, words)))
        .into()
}

/// What was understood of a text; called behind a door.
pub(crate) fn understood(document: &Document, act: &Callback<Action>, words: Words) -> Element {
    let on_format = act.reform(|event: Event| Action::ReadAs(Format::from_id(&browser::chosen(&event))));
    let evidence = (String::new(), words.by_evidence(document.detected.first()), document.overruled.is_none());
    let named =
        Format::ALL.map(|format| (format.id().to_owned(), words.format_name(format).to_owned(), document.overruled == Some(format)));
    // Of a text that was not taken in there is nothing to read.
    let format = (!document.text.is_empty()).then(|| {
        select("read-as", passage("span", "hint", words.text(Word::ReadAs)), std::iter::once(evidence).chain(named).collect(), on_format)
    });
    let put_away = button("put-away", "button", words.text(Word::PutAway)).on_click(act.reform(|_| Action::PutAway));
    element!("section", "class" = "document", "id" = "document", "aria-label" = words.text(Word::BroughtText))
        .child(element!("div", "class" = "text__ways").child(format).child(put_away))
        .child(finding_list::view(&document.reading.findings, &document.text, words))
        .children(document.checks.iter().map(|checked| checked::view(checked, words)))
}
