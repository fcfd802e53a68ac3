//! The page in a real browser: what a person does, and what the page then shows. The numbers themselves are the model's business.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use support::Page;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TOTAL: &str = "#taskmanager-memory-process-size";
const TOTAL_SLIDER: &str = "#taskmanager-memory-process-size-slider";

#[wasm_bindgen_test]
async fn the_known_taskmanager_is_shown_to_the_byte() {
    let page = Page::open().await;
    page.choose("#release", "1.15").await;
    page.enter(TOTAL, "2g").await;
    let bytes = ["jvmHeap", "managed", "network", "jvmOverhead"].map(|pool| page.bytes(pool));
    assert_eq!(bytes, [697_932_173, 665_719_939, 166_429_984, 214_748_368].map(Some));
    page.click("#tab-log").await;
    assert!(page.text("#panel-log").contains("Final TaskExecutor Memory configuration:"));
}

#[wasm_bindgen_test]
async fn a_slider_writes_short_text_and_redraws() {
    let page = Page::open().await;
    let before = page.attribute("[data-pool=taskHeap] rect", "height");
    page.enter(TOTAL_SLIDER, "96").await;
    assert_eq!(page.value(TOTAL), "4g");
    assert_eq!(page.attribute(TOTAL_SLIDER, "aria-valuetext").as_deref(), Some("4 GiB (4294967296 bytes)"));
    assert_eq!(page.bytes("totalProcess"), Some(4 << 30));
    assert_ne!(page.attribute("[data-pool=taskHeap] rect", "height"), before);
}

#[wasm_bindgen_test]
async fn a_refusal_keeps_the_picture_and_marks_the_row() {
    let page = Page::open().await;
    page.enter(TOTAL, "300m").await;
    assert!(page.text("#refusal").contains("IllegalConfigurationException"));
    assert!(page.has("#stale") && page.has(".diagram--stale [data-pool=taskHeap]"));
    assert_eq!(page.attribute(TOTAL, "aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.value(TOTAL), "300m");
    page.enter(TOTAL, "2g").await;
    assert!(!page.has("#refusal") && !page.has("#stale"));
}

#[wasm_bindgen_test]
async fn flinks_complaint_stands_at_the_box() {
    let page = Page::open().await;
    page.enter(TOTAL, "1.5g").await;
    let note = page.text("#taskmanager-memory-process-size-note");
    assert!(note.contains("Memory size unit '.5g' does not match any of the recognized units"), "{note}");
}

#[wasm_bindgen_test]
async fn a_pool_opens_its_step() {
    let page = Page::open().await;
    let pool = page.find("[data-pool=network]");
    page.fire(&pool, "focusin").await;
    assert_eq!(page.attribute("#step", "data-step").as_deref(), Some("network"));
    assert_eq!(page.attribute("[data-pool=network]", "aria-selected").as_deref(), Some("true"));
    let pool = page.find("[data-pool=managed]");
    page.fire(&pool, "mouseover").await;
    assert_eq!(page.attribute("#step", "data-step").as_deref(), Some("managed"));
}

#[wasm_bindgen_test]
async fn a_reset_brings_the_default_back() {
    let page = Page::open().await;
    let fraction = "[data-key=\"taskmanager.memory.managed.fraction\"]";
    page.enter(&format!("{fraction} .box"), "0.5").await;
    page.click(&format!("{fraction} button")).await;
    assert_eq!(page.value(&format!("{fraction} .box")), "");
    assert_eq!(page.bytes("managed"), Some(536_870_920));
}

#[wasm_bindgen_test]
async fn what_is_shipped_can_be_taken_away_and_brought_back() {
    let page = Page::open().await;
    let reset = "[data-key=\"taskmanager.memory.process.size\"] button";
    assert!(page.text("#taskmanager-memory-process-size-note").contains("shipped by Flink 2.3") && !page.has(reset));
    let place = page.value(TOTAL_SLIDER);
    page.enter(TOTAL, "").await;
    assert_eq!(page.attribute(TOTAL_SLIDER, "aria-valuetext").as_deref(), Some("not set"));
    assert_eq!(page.value(TOTAL_SLIDER), place);
    page.click(reset).await;
    assert_eq!(page.value(TOTAL), "1728m");
    assert!(!page.has(reset) && !page.has("#refusal"));
}

#[wasm_bindgen_test]
async fn the_total_can_be_given_as_flink_memory() {
    let page = Page::open().await;
    page.click("#total-1").await;
    assert_eq!(page.value("#taskmanager-memory-flink-size"), "1280m");
    assert_eq!(page.bytes("totalFlink"), Some(1280 << 20));
}

#[wasm_bindgen_test]
async fn every_process_of_every_release_is_drawn() {
    let page = Page::open().await;
    for release in flink_memory::Release::ALL {
        page.choose("#release", &release.to_string()).await;
        for process in ["#process-1", "#process-2", "#process-0"] {
            page.click(process).await;
            assert!(page.has(".diagram [data-pool]") && !page.has("#refusal"), "{release} {process}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_a_release_does_not_know_is_shown_as_such() {
    let page = Page::open().await;
    page.choose("#release", "1.20").await;
    page.enter("#taskmanager-heap-size", "1g").await;
    page.choose("#release", "2.0").await;
    assert!(page.text("#taskmanager-heap-size-note").contains("Flink 2.0 does not know this option"));
}
