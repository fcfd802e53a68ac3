//! How one pool got its size: the rule, the calculation, who decided, and what would change it.

use flink_memory::{MemorySize, Pool, Request};
use yew::Callback;

use super::element::{Element, element, fragment, words};
use super::{option_id, swatch};
use crate::browser;
use crate::explanation::{Explanation, Input, Sign, Term, explain};
use crate::state::Picture;
use crate::text::{self, Text, quantity, t};

pub(crate) fn view(picture: &Picture, pool: Pool) -> Element {
    let pool = picture.nearest(pool);
    let title = element!("h3", "class" = "step__title", "id" = "step-title").child(swatch(pool, picture)).child(text::pool_name(pool));
    let panel = element!("section", "class" = "step", "id" = "step", "data-step" = pool.id(), "aria-labelledby" = "step-title")
        .child(element!("div", "class" = "step__head").child(title).child(size(picture, pool)))
        .child(words("p", "step__note", text::pool_note(pool, picture.request.process)));
    let Some(step) = picture.step(pool) else { return panel.child(words("p", "hint", t(Text::NoStep))) };
    let rule = text::rule_words(&step.rule, &picture.request, picture.is_open(pool));
    let explained = explain(step, picture.request.process, picture.request.release);
    panel.child(fragment().child(words("p", "step__rule", rule)).child(explanation(pool, &explained, &picture.request)))
}

fn size(picture: &Picture, pool: Pool) -> Element {
    match picture.bytes(pool).and_then(MemorySize::from_bytes) {
        None => words("span", "step__size", text::no_limit(picture.request.process)),
        Some(size) => element!("span", "class" = "step__size").child(element!("strong").child(quantity::size(size))).child(words(
            "span",
            "step__bytes",
            text::bytes(size),
        )),
    }
}

fn explanation(pool: Pool, explanation: &Explanation, request: &Request) -> Element {
    let Explanation { terms, inputs, bounds, levers } = explanation;
    let bounds = bounds.as_ref().map(|bounds| {
        let class = if bounds.cap.is_some() { "step__cap step__cap--hit" } else { "step__cap" };
        words("p", class, text::bounds_sentence(pool, bounds))
    });
    let sum = (!terms.is_empty()).then(|| {
        element!("table", "class" = "sum")
            .child(words("caption", "visually-hidden", t(Text::Calculation)))
            .child(element!("tbody").children(terms.iter().map(term)))
    });
    let inputs = listed(Text::DecidedBy, fragment().children(inputs.iter().map(|given| input(given, request))));
    let levers = listed(Text::ToChangeIt, fragment().children(levers.iter().map(|key| linked(key))));
    fragment().child(bounds).child(sum).child(inputs).child(levers)
}

/// A list of options under a heading, if there are any.
pub(crate) fn listed(title: Text, items: Element) -> Option<Element> {
    let has_items = !items.is_empty();
    has_items.then(|| fragment().child(words("h4", "step__subtitle", t(title))).child(element!("ul", "class" = "inputs").child(items)))
}

fn term(term: &Term) -> Element {
    let class = match (term.is_hit, term.sign) {
        (true, _) => "sum__row sum__row--hit",
        (false, Sign::Equals) => "sum__row sum__row--result",
        (false, _) => "sum__row",
    };
    element!("tr", "class" = class)
        .child(words("td", "sum__sign", sign(term.sign)))
        .child(element!("th", "class" = "sum__what", "scope" = "row").child(text::term(term)))
        .child(words("td", "sum__size", text::limit(term.size)))
        .child(words("td", "sum__bytes", quantity::grouped(term.size.bytes())))
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

fn input(input: &Input, request: &Request) -> Element {
    linked(input.key).child(words("span", "inputs__value", text::input_value(input.value))).child(words(
        "span",
        "inputs__origin",
        text::origin(input, request),
    ))
}

/// A line of a list of options, with a key that leads to the option's box.
pub(crate) fn linked(key: &'static str) -> Element {
    element!("li", "class" = "inputs__item").child(key_link(key))
}

fn key_link(key: &'static str) -> Element {
    element!("button", "type" = "button", "class" = "key-link", "title" = text::changed_by(key))
        .on_click(Callback::from(move |_| browser::reveal(&option_id(key))))
        .child(key)
}
