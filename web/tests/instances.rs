//! Several calculators in one document, each in a shadow tree of its own, as on a page of somebody else.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use support::Page;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TOTAL: &str = "#taskmanager-memory-process-size";

#[wasm_bindgen_test]
async fn each_has_its_own_state() {
    let (first, second) = (Page::embed("calculator", "all", "v1:release=1.20").await, Page::embed("calculator", "all", "").await);
    first.enter(TOTAL, "4g").await;
    assert_eq!((first.bytes("totalProcess"), second.bytes("totalProcess")), (Some(4 << 30), Some(1728 << 20)));
    assert_eq!(first.calculator().link(), "v1:release=1.20&taskmanager.memory.process.size=4g");
    second.calculator().open("v1:release=1.10&process=jobmanager".to_owned());
    second.settle().await;
    assert_eq!(second.value("#release"), "1.10");
    assert_eq!(first.value("#release"), "1.20");
}

#[wasm_bindgen_test]
async fn an_author_chooses_what_is_there() {
    let shown = async |view, controls| {
        let page = Page::embed(view, controls, "").await;
        [".header", "#text-box", ".slider", ".diagram", "#step", ".panel"].map(|place| page.has(place))
    };
    assert_eq!(shown("calculator", "").await, [true; 6]);
    assert_eq!(shown("calculator", "sliders").await, [false, false, true, true, true, true]);
    assert_eq!(shown("calculator", "none").await, [false, false, false, true, true, true]);
    assert_eq!(shown("picture", "sliders").await, [false, false, true, true, false, false]);
    assert_eq!(shown("picture", "").await, [false, false, false, true, false, false]);
}

#[wasm_bindgen_test]
async fn the_focus_stays_in_the_shadow_tree() {
    let (_other, page) = (Page::embed("calculator", "all", "").await, Page::embed("calculator", "all", "").await);
    page.click(".key-link").await;
    assert!(page.focused().is_some_and(|id| id.starts_with("taskmanager-")), "{:?}", page.focused());
}

#[wasm_bindgen_test]
async fn the_page_around_is_left_alone() {
    let before = web_sys::window().and_then(|window| window.location().href().ok());
    let page = Page::embed("calculator", "all", "").await;
    let root = web_sys::window().and_then(|window| window.document()?.document_element()).expect("a document");
    root.remove_attribute("data-theme").expect("no theme");
    page.enter(TOTAL, "4g").await;
    assert!(!root.has_attribute("data-theme") && !page.has("main") && !page.has("h1") && !page.has("#theme"));
    assert_eq!(web_sys::window().and_then(|window| window.location().href().ok()), before);
}
