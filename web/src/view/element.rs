//! Plain elements that stand on the page many times over. A function for each keeps the code that builds them once in the module that is loaded.

use yew::{AttrValue, Html, html};

/// An element with a class and nothing but text in it.
pub(crate) fn words(tag: &'static str, class: &'static str, text: impl Into<AttrValue>) -> Html {
    built(tag, class, text.into())
}

#[expect(clippy::ignored_unit_patterns, reason = "the pattern is written by the macro")]
fn built(tag: &'static str, class: &'static str, text: AttrValue) -> Html {
    html! { <@{tag} {class}>{ text }</@> }
}

/// A rectangle of a drawing. Unit: pixels.
pub(crate) fn rectangle(class: &'static str, [x, y, width, height]: [u32; 4]) -> Html {
    let [x, y, width, height] = [x, y, width, height].map(|length| length.to_string());
    html! { <rect {class} {x} {y} {width} {height} rx="3" /> }
}

/// A text of a drawing. Unit: pixels.
pub(crate) fn drawn_words(class: &'static str, [x, y]: [u32; 2], text: impl Into<AttrValue>) -> Html {
    drawn(class, x.to_string(), y.to_string(), text.into())
}

fn drawn(class: &'static str, x: String, y: String, text: AttrValue) -> Html {
    html! { <text {class} {x} {y}>{ text }</text> }
}
