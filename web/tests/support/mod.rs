//! What the browser tests share: mounting the page, finding elements, doing what a person does. No assertions about memory.
#![allow(dead_code, reason = "each file of tests needs a part of it")]

use flink_memory_web::text::{Language, Words};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement, ShadowRootInit, ShadowRootMode};

/// A page that is taken away when the test is over.
pub(crate) struct Page {
    host: Element,
    root: Element,
    app: Option<flink_memory_web::Calculator>,
}

impl Page {
    /// Mounts the page and waits until it is drawn.
    pub(crate) async fn open() -> Page {
        let root = document().create_element("div").expect("a div");
        document().body().expect("a body").append_child(&root).expect("room for the page");
        Page::mount(root.clone(), root, "page", "all", "").await
    }

    /// Mounts a part of somebody else's page in a shadow tree and waits until it is drawn.
    pub(crate) async fn embed(view: &str, controls: &str, fragment: &str) -> Page {
        let (host, root) = (document().create_element("div").expect("a div"), document().create_element("div").expect("a div"));
        document().body().expect("a body").append_child(&host).expect("room for the host");
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect("a shadow tree");
        shadow.append_child(&root).expect("room in the shadow");
        Page::mount(host, root, view, controls, fragment).await
    }

    async fn mount(host: Element, root: Element, view: &str, controls: &str, fragment: &str) -> Page {
        Words::built_in(Language::English);
        let app = flink_memory_web::mount(root.clone(), view, controls, "en", fragment, String::new(), None).expect("English is built in");
        let page = Page { host, root, app: Some(app) };
        page.settle().await;
        page
    }

    /// The calculator as a script holds it.
    pub(crate) fn calculator(&self) -> &flink_memory_web::Calculator {
        self.app.as_ref().expect("a calculator until the end")
    }

    /// The id of what has the focus in the shadow tree.
    pub(crate) fn focused(&self) -> Option<String> {
        self.host.shadow_root()?.active_element().map(|element| element.id())
    }

    /// Waits until everything that was asked for is drawn.
    pub(crate) async fn settle(&self) {
        yew::scheduler::flush().await;
    }

    /// The first element that a selector finds.
    pub(crate) fn find(&self, selector: &str) -> Element {
        self.root.query_selector(selector).expect("a selector").unwrap_or_else(|| panic!("nothing is {selector}"))
    }

    /// Whether a selector finds anything.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).expect("a selector").is_some()
    }

    /// The text of an element.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector).get_attribute(name)
    }

    /// What stands in a box.
    pub(crate) fn value(&self, selector: &str) -> String {
        self.find(selector).unchecked_into::<HtmlInputElement>().value()
    }

    /// Types a text into a box or drags a slider to a position.
    pub(crate) async fn enter(&self, selector: &str, text: &str) {
        let input: HtmlInputElement = self.find(selector).unchecked_into();
        input.set_value(text);
        self.fire(&input, "input").await;
    }

    /// Chooses an option of a list.
    pub(crate) async fn choose(&self, selector: &str, value: &str) {
        let select: HtmlSelectElement = self.find(selector).unchecked_into();
        select.set_value(value);
        self.fire(&select, "change").await;
    }

    /// Clicks an element.
    pub(crate) async fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
        self.settle().await;
    }

    /// Lets an element send an event.
    pub(crate) async fn fire(&self, element: &Element, kind: &str) {
        let options = EventInit::new();
        options.set_bubbles(true);
        options.set_cancelable(true);
        let event = Event::new_with_event_init_dict(kind, &options).expect("an event");
        element.dispatch_event(&event).expect("a listener or none");
        self.settle().await;
    }

    /// The bytes that the table shows for a pool.
    pub(crate) fn bytes(&self, pool: &str) -> Option<u64> {
        self.text(&format!("[data-row={pool}] td")).replace(char::is_whitespace, "").parse().ok()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.unmount();
        }
        self.host.remove();
    }
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}
