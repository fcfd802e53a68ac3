//! How one pool got its size: the rule, the calculation, who decided, and what would change it.

use flink_memory::{MemorySize, Pool, Request};
use yew::{Callback, MouseEvent};

use super::element::{Element, element, fragment, passage};
use super::{option_id, swatch};
use crate::browser;
use crate::explanation::{Explanation, Input, Sign, Term, explain};
use crate::state::Picture;
use crate::text::{Word, Words, quantity, said};

pub(crate) fn view(picture: &Picture, pool: Pool, words: Words) -> Element {
    let pool = picture.nearest(pool);
    let title = element!("h3", "class" = "step__title", "id" = "step-title").child(swatch(pool, picture)).child(words.pool_name(pool));
    let panel = element!("section", "class" = "step", "id" = "step", "data-step" = pool.id(), "aria-labelledby" = "step-title")
        .child(element!("div", "class" = "step__head").child(title).child(size(picture, pool, words)))
        .child(passage("p", "step__note", words.pool_note(pool, picture.request.process)));
    let Some(step) = picture.step(pool) else { return panel.child(passage("p", "hint", words.text(Word::NoStep))) };
    let rule = words.rule(&step.rule, &picture.request, picture.is_open(pool));
    let explained = explain(step, picture.request.process, picture.request.release);
    panel.child(fragment().child(passage("p", "step__rule", rule)).child(explanation(pool, &explained, &picture.request, words)))
}

fn size(picture: &Picture, pool: Pool, words: Words) -> Element {
    match picture.bytes(pool).and_then(MemorySize::from_bytes) {
        None => passage("span", "step__size", words.no_limit(picture.request.process)),
        Some(size) => element!("span", "class" = "step__size").child(element!("strong").child(words.size(size))).child(passage(
            "span",
            "step__bytes",
            words.bytes(size),
        )),
    }
}

fn explanation(pool: Pool, explanation: &Explanation, request: &Request, words: Words) -> Element {
    let Explanation { terms, inputs, bounds, levers } = explanation;
    let bounds = bounds.as_ref().map(|bounds| {
        let class = if bounds.cap.is_some() { "step__cap step__cap--hit" } else { "step__cap" };
        passage("p", class, words.bounds(pool, bounds))
    });
    let sum = (!terms.is_empty()).then(|| {
        element!("table", "class" = "sum")
            .child(passage("caption", "visually-hidden", words.text(Word::Calculation)))
            .child(element!("tbody").children(terms.iter().map(|line| term(line, words))))
    });
    let inputs = listed(Word::DecidedBy, fragment().children(inputs.iter().map(|given| input(given, request, words))), words);
    let levers = listed(Word::ToChangeIt, fragment().children(levers.iter().map(|key| linked(key, words))), words);
    fragment().child(bounds).child(sum).child(inputs).child(levers)
}

/// A list of options under a heading, if there are any.
pub(crate) fn listed(title: Word, items: Element, words: Words) -> Option<Element> {
    let has_items = !items.is_empty();
    has_items.then(|| {
        fragment().child(passage("h4", "step__subtitle", words.text(title))).child(element!("ul", "class" = "inputs").child(items))
    })
}

fn term(term: &Term, words: Words) -> Element {
    let class = match (term.is_hit, term.sign) {
        (true, _) => "sum__row sum__row--hit",
        (false, Sign::Equals) => "sum__row sum__row--result",
        (false, _) => "sum__row",
    };
    element!("tr", "class" = class)
        .child(passage("td", "sum__sign", sign(term.sign)))
        .child(element!("th", "class" = "sum__what", "scope" = "row").child(words.term(term)))
        .child(passage("td", "sum__size", words.limit(term.size)))
        .child(passage("td", "sum__bytes", quantity::grouped(term.size.bytes())))
}

const fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Start => "",
        Sign::Plus => "+",
        Sign::Minus => "−",
        Sign::Times => "×",
        Sign::AtLeast => "≥",
        Sign::AtMost => "≤",
        Sign::Equals => "=",
    }
}

fn input(input: &Input, request: &Request, words: Words) -> Element {
    linked(input.key, words).child(passage("span", "inputs__value", words.input_value(input.value))).child(passage(
        "span",
        "inputs__origin",
        words.origin(input, request),
    ))
}

/// A line of a list of options, with a key that leads to the option's box.
pub(crate) fn linked(key: &str, words: Words) -> Element {
    element!("li", "class" = "inputs__item").child(key_link(key, words))
}

fn key_link(key: &str, words: Words) -> Element {
    let id = option_id(key);
    element!("button", "type" = "button", "class" = "key-link", "title" = words.say(said::GoTo { key }))
        .on_click(Callback::from(move |event: MouseEvent| browser::reveal(&event, &id)))
        .child(key.to_owned())
}
