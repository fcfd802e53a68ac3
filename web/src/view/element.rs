//! Plain elements that stand on the page many times over. A function for each keeps the code that builds them once in the module that is loaded.

use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag, VText};
use yew::{AttrValue, Html};

/// An element with classes and nothing but text in it.
pub(crate) fn words(tag: &'static str, class: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Html {
    built(tag, &["class"], [class.into()], text.into())
}

/// A rectangle of a drawing. Unit: pixels.
pub(crate) fn rectangle(class: &'static str, sides: [u32; 4]) -> Html {
    let [x, y, width, height] = sides.map(number);
    built("rect", &["class", "x", "y", "width", "height", "rx"], [class.into(), x, y, width, height, "3".into()], AttrValue::default())
}

/// A text of a drawing. Unit: pixels.
pub(crate) fn drawn_words(class: &'static str, [x, y]: [u32; 2], text: impl Into<AttrValue>) -> Html {
    built("text", &["class", "x", "y"], [class.into(), number(x), number(y)], text.into())
}

fn number(number: u32) -> AttrValue {
    number.to_string().into()
}

/// Built by hand, because the macro would take every class apart into a set on every change of a slider.
fn built<const LENGTH: usize>(
    tag: &'static str,
    names: &'static [&'static str; LENGTH],
    values: [AttrValue; LENGTH],
    text: AttrValue,
) -> Html {
    element(tag, names, values.map(|value| Some(AttributeOrProperty::Attribute(value))).into(), text)
}

fn element(tag: &'static str, keys: &'static [&'static str], values: Box<[Option<AttributeOrProperty>]>, text: AttrValue) -> Html {
    let mut element = VTag::new(tag);
    element.attributes = Attributes::Dynamic { keys, values };
    // A text of nothing would still be laid out.
    if let Some(children) = element.children_mut().filter(|_| !text.is_empty()) {
        *children = VText::new(text).into();
    }
    element.into()
}
