//! What every view composes its elements from, so that the code that builds one stands in the module once. No element of any one view.

use std::rc::Rc;

use yew::html::{BaseComponent, onchange, onclick, onfocusin, oninput, onkeydown, onmouseleave, onmouseover};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, Listeners, VChild, VList, VTag, VText};
use yew::{AttrValue, Callback, Event, FocusEvent, Html, InputEvent, KeyboardEvent, MouseEvent, NodeRef};

/// An element that is being put together: `element!` gives it its tag and attributes, the methods give it the rest.
///
/// Yew's `html!` would write every store and every list of it out where it stands, and a view would be several times as much code.
/// In a box, because a pointer goes from method to method in hardly any code; for the same reason few of the methods are inlined.
pub(crate) struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Attributes,
    names: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    key: Option<Key>,
    value: Option<AttrValue>,
    is_checked: Option<bool>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    children: Vec<Html>,
}

/// An element with a tag and attributes, each a name and its value: `element!("p", "class" = "hint", "id" = id)`.
///
/// A macro, because Yew compares the attributes of two drawings one by one only where their names are the same static list.
macro_rules! element {
    ($tag:expr $(, $name:literal = $value:literal)* $(,)?) => {
        $crate::view::element::Element::fixed($tag, &[$(($name, yew::virtual_dom::AttributeOrProperty::Static($value))),*])
    };
    ($tag:expr $(, $name:literal = $value:expr)* $(,)?) => {
        $crate::view::element::Element::named($tag, &[$($name),*])$(.attribute($value))*
    };
}
pub(crate) use element;

impl Element {
    /// An element with attributes that never change. What `element!` is made of.
    #[inline(never)]
    pub(crate) fn fixed(tag: &'static str, attributes: &'static [(&'static str, AttributeOrProperty)]) -> Element {
        let mut element = Element::named(tag, &[]);
        element.0.attributes = Attributes::Static(attributes);
        element
    }

    /// An element with the names of its attributes, whose values are to follow. What `element!` is made of.
    #[inline(never)]
    pub(crate) fn named(tag: &'static str, names: &'static [&'static str]) -> Element {
        Element(Box::new(Parts {
            tag,
            attributes: Attributes::default(),
            names,
            values: Vec::with_capacity(names.len()),
            key: None,
            value: None,
            is_checked: None,
            listeners: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// The value of the next attribute. What `element!` is made of.
    pub(crate) fn attribute(self, value: impl Value) -> Element {
        value.set_on(self)
    }

    /// The element among others of a list that may change their places.
    #[inline(never)]
    pub(crate) fn key(mut self, key: &str) -> Element {
        self.0.key = Some(Key::from(key));
        self
    }

    /// What is in the element, after what is in it already: an element, a text, several, or what may be there or not.
    pub(crate) fn child(self, child: impl Child) -> Element {
        child.add_to(self)
    }

    /// Every one of these, after what is in the element already.
    pub(crate) fn children(self, children: impl IntoIterator<Item = impl Child>) -> Element {
        children.into_iter().fold(self, Element::child)
    }

    /// Whether nothing is in the element.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.children.is_empty()
    }

    /// What an `input` or a `textarea` is set to.
    #[inline(never)]
    pub(crate) fn value(mut self, value: String) -> Element {
        self.0.value = Some(value.into());
        self
    }

    /// Whether a radio button is chosen.
    pub(crate) fn checked(mut self, is_checked: bool) -> Element {
        self.0.is_checked = Some(is_checked);
        self
    }

    /// Who is told of clicks; the methods after this one do the same for other events.
    #[inline(never)]
    pub(crate) fn on_click(self, heard: Callback<MouseEvent>) -> Element {
        self.listen(Rc::new(onclick::Wrapper::new(heard)))
    }

    pub(crate) fn on_mouse_over(self, heard: Callback<MouseEvent>) -> Element {
        self.listen(Rc::new(onmouseover::Wrapper::new(heard)))
    }

    pub(crate) fn on_mouse_leave(self, heard: Callback<MouseEvent>) -> Element {
        self.listen(Rc::new(onmouseleave::Wrapper::new(heard)))
    }

    pub(crate) fn on_focus_in(self, heard: Callback<FocusEvent>) -> Element {
        self.listen(Rc::new(onfocusin::Wrapper::new(heard)))
    }

    #[inline(never)]
    pub(crate) fn on_key_down(self, heard: Callback<KeyboardEvent>) -> Element {
        self.listen(Rc::new(onkeydown::Wrapper::new(heard)))
    }

    #[inline(never)]
    pub(crate) fn on_input(self, heard: Callback<InputEvent>) -> Element {
        self.listen(Rc::new(oninput::Wrapper::new(heard)))
    }

    #[inline(never)]
    pub(crate) fn on_change(self, heard: Callback<Event>) -> Element {
        self.listen(Rc::new(onchange::Wrapper::new(heard)))
    }

    #[inline(never)]
    fn listen(mut self, listener: Rc<dyn Listener>) -> Element {
        self.0.listeners.push(Some(listener));
        self
    }

    #[inline(never)]
    fn set(mut self, value: Option<AttributeOrProperty>) -> Element {
        self.0.values.push(value);
        self
    }

    #[inline(never)]
    fn add(mut self, child: Html) -> Element {
        self.0.children.push(child);
        self
    }
}

impl From<Element> for Html {
    #[inline(never)]
    fn from(element: Element) -> Html {
        let Parts { tag, mut attributes, names, values, key, value, is_checked, listeners, children } = *element.0;
        let children: Html = VList::from(children).into();
        if tag.is_empty() {
            return children;
        }
        if !names.is_empty() {
            attributes = Attributes::Dynamic { keys: names, values: values.into() };
        }
        let listeners = if listeners.is_empty() { Listeners::None } else { Listeners::Pending(listeners.into()) };
        // What `html!` itself calls; `VTag::new` would copy each tag to look at it in lower case.
        let node = NodeRef::default();
        let tag = match tag {
            "input" => VTag::__new_input(value, is_checked, node, key, attributes, listeners),
            "textarea" => VTag::__new_textarea(value, None, node, key, attributes, listeners),
            _ => VTag::__new_other(tag.into(), node, key, attributes, listeners, children),
        };
        tag.into()
    }
}

/// What an attribute can be set to.
pub(crate) trait Value {
    /// The element with it as the value of its next attribute.
    fn set_on(self, element: Element) -> Element;
}

impl Value for &'static str {
    #[inline(never)]
    fn set_on(self, element: Element) -> Element {
        // Rendering without a browser leaves out what is static among attributes that change.
        let is_rendered = cfg!(not(target_arch = "wasm32"));
        element.set(Some(if is_rendered { AttributeOrProperty::Attribute(self.into()) } else { AttributeOrProperty::Static(self) }))
    }
}

impl Value for String {
    #[inline(never)]
    fn set_on(self, element: Element) -> Element {
        element.set(Some(AttributeOrProperty::Attribute(self.into())))
    }
}

impl Value for u32 {
    #[inline(never)]
    fn set_on(self, element: Element) -> Element {
        self.to_string().set_on(element)
    }
}

/// What is or is not so is a property: once a person has chosen in a list, a browser does not heed the attribute any more.
impl Value for bool {
    #[inline(never)]
    fn set_on(self, element: Element) -> Element {
        // Rendering without a browser leaves out properties; there it is the attribute that a browser begins with.
        let is_rendered = cfg!(not(target_arch = "wasm32"));
        element.set(if is_rendered {
            self.then(|| AttributeOrProperty::Attribute("".into()))
        } else {
            Some(AttributeOrProperty::Property(self.into()))
        })
    }
}

/// Without a value the element has no such attribute.
impl<V: Value> Value for Option<V> {
    fn set_on(self, element: Element) -> Element {
        match self {
            Some(value) => value.set_on(element),
            None => element.set(None),
        }
    }
}

/// What can be in an element.
pub(crate) trait Child {
    /// The element with it as its last child.
    fn add_to(self, element: Element) -> Element;
}

impl Child for Html {
    fn add_to(self, element: Element) -> Element {
        element.add(self)
    }
}

impl Child for Element {
    #[inline(never)]
    fn add_to(self, element: Element) -> Element {
        element.add(self.into())
    }
}

impl Child for &'static str {
    #[inline(never)]
    fn add_to(self, element: Element) -> Element {
        element.add(text(self.into()))
    }
}

impl Child for String {
    #[inline(never)]
    fn add_to(self, element: Element) -> Element {
        element.add(text(self.into()))
    }
}

/// A text of nothing would still be laid out.
fn text(text: AttrValue) -> Html {
    if text.is_empty() { Html::default() } else { VText::new(text).into() }
}

/// Nothing keeps its place among the children, so that those after it are compared with themselves.
impl<C: Child> Child for Option<C> {
    fn add_to(self, element: Element) -> Element {
        match self {
            Some(child) => child.add_to(element),
            None => element.add(Html::default()),
        }
    }
}

/// A component, which Yew draws again only when what it is given has changed.
pub(crate) fn component<C: BaseComponent>(given: C::Properties, key: Option<&str>) -> Html {
    VChild::<C>::new(given, key.map(Key::from)).into()
}

/// Nodes without an element around them.
pub(crate) fn fragment() -> Element {
    Element::fixed("", &[])
}

/// A button with a label.
pub(crate) fn button(id: impl Value, class: &'static str, label: &'static str) -> Element {
    element!("button", "type" = "button", "class" = class, "id" = id).child(label)
}

/// One of the choices of a list: its stable name, what it is called, and whether it is chosen.
pub(crate) type Choice = (String, String, bool);

/// A list to choose from under a label.
pub(crate) fn select(id: &'static str, label: Element, choices: Vec<Choice>, heard: Callback<Event>) -> Element {
    let choices =
        choices.into_iter().map(|(value, name, is_chosen)| element!("option", "value" = value, "selected" = is_chosen).child(name));
    let list = element!("select", "class" = "select", "id" = id).on_change(heard).children(choices);
    element!("label", "class" = "choice").child(label).child(list)
}

/// An element with a class and nothing but text in it.
pub(crate) fn passage(tag: &'static str, class: impl Value, text: impl Child) -> Element {
    element!(tag, "class" = class).child(text)
}

/// A rectangle of a drawing. Unit: pixels from above; from the left whatever it says.
pub(crate) fn rectangle(class: &'static str, x: impl Value, y: u32, width: impl Value, height: u32) -> Element {
    element!("rect", "class" = class, "x" = x, "y" = y, "width" = width, "height" = height, "rx" = "3")
}

/// A text of a drawing. Unit: as for a rectangle.
pub(crate) fn drawn_words(class: impl Value, x: impl Value, y: u32, text: impl Child) -> Element {
    element!("text", "class" = class, "x" = x, "y" = y).child(text)
}
