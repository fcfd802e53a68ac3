//! How one pool got its size: the rule, the calculation, who decided, and what would change it.

use flink_memory::{MemorySize, Pool, Request};
use yew::{Html, html};

use super::element::words;
use super::{option_id, swatch};
use crate::browser;
use crate::explanation::{Explanation, Input, Sign, Term, explain};
use crate::state::Picture;
use crate::text::{self, Text, quantity, t};

pub(crate) fn view(picture: &Picture, pool: Pool) -> Html {
    let pool = picture.nearest(pool);
    html! {
        <section class="step" id="step" data-step={pool.id()} aria-labelledby="step-title">
            <div class="step__head">
                <h3 class="step__title" id="step-title">
                    { swatch(pool, picture) }{ text::pool_name(pool) }
                </h3>
                { size(picture, pool) }
            </div>
            { words("p", "step__note", text::pool_note(pool, picture.request.process)) }
            { match picture.step(pool) {
                None => words("p", "hint", t(Text::NoStep)),
                Some(step) => html! {
                    <>
                        { words("p", "step__rule", text::rule_words(&step.rule, &picture.request, picture.is_open(pool))) }
                        { explanation(pool, &explain(step, picture.request.process, picture.request.release), &picture.request) }
                    </>
                },
            } }
        </section>
    }
}

fn size(picture: &Picture, pool: Pool) -> Html {
    match picture.bytes(pool).and_then(MemorySize::from_bytes) {
        None => words("span", "step__size", text::no_limit(picture.request.process)),
        Some(size) => html! {
            <span class="step__size">
                <strong>{ quantity::size(size) }</strong>
                { words("span", "step__bytes", text::bytes(size)) }
            </span>
        },
    }
}

fn explanation(pool: Pool, explanation: &Explanation, request: &Request) -> Html {
    let Explanation { terms, inputs, bounds, levers } = explanation;
    html! {
        <>
            if let Some(bounds) = bounds {
                <p class={if bounds.cap.is_some() { "step__cap step__cap--hit" } else { "step__cap" }}>{ text::bounds_sentence(pool, bounds) }</p>
            }
            if !terms.is_empty() {
                <table class="sum">
                    <caption class="visually-hidden">{ t(Text::Calculation) }</caption>
                    <tbody>{ for terms.iter().map(term) }</tbody>
                </table>
            }
            if !inputs.is_empty() {
                { words("h4", "step__subtitle", t(Text::DecidedBy)) }
                <ul class="inputs">{ for inputs.iter().map(|given| input(given, request)) }</ul>
            }
            if !levers.is_empty() {
                { words("h4", "step__subtitle", t(Text::ToChangeIt)) }
                <ul class="inputs">{ for levers.iter().map(|key| html! { <li class="inputs__item">{ key_link(key) }</li> }) }</ul>
            }
        </>
    }
}

fn term(term: &Term) -> Html {
    let class = match (term.is_hit, term.sign) {
        (true, _) => "sum__row sum__row--hit",
        (false, Sign::Equals) => "sum__row sum__row--result",
        (false, _) => "sum__row",
    };
    html! {
        <tr {class}>
            { words("td", "sum__sign", sign(term.sign)) }
            <th class="sum__what" scope="row">{ text::term(term) }</th>
            { words("td", "sum__size", text::limit(term.size)) }
            { words("td", "sum__bytes", quantity::grouped(term.size.bytes())) }
        </tr>
    }
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

fn input(input: &Input, request: &Request) -> Html {
    html! {
        <li class="inputs__item">
            { key_link(input.key) }
            { words("span", "inputs__value", text::input_value(input.value)) }
            { words("span", "inputs__origin", text::origin(input, request)) }
        </li>
    }
}

/// A key that leads to the option's box.
pub(crate) fn key_link(key: &'static str) -> Html {
    let onclick = move |_| browser::reveal(&option_id(key));
    html! { <button type="button" class="key-link" title={text::changed_by(key)} {onclick}>{ key }</button> }
}
