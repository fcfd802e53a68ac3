//! Times slider events in the page, from the event to the changed and laid out document. Run by `cargo xtask bench`.

use flink_memory_e2e::{Outcome, Page, View, visit};
use serde_json::json;

/// The slider that changes most of the page.
const SLIDER: &str = "[data-key='taskmanager.memory.process.size'] input[type=range]";

const EVENTS: u32 = 500;

/// Events before the timed ones, until the browser has compiled what it runs often.
const WARM_UP: u32 = 100;

/// Moves the slider up and down its whole way and times each event.
///
/// The page draws in a microtask after the event. An observer of the document hears of the changes in a microtask after
/// that; reading a height then makes the browser lay the page out before the clock is read again.
const MEASURE: &str = "
    const [selector, warmUp, events, done] = arguments;
    const slider = document.querySelector(selector);
    const last = Number(slider.max);
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const changed = () => new Promise((resolve) => {
        const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
        observer.observe(document.getElementById('app'), { subtree: true, childList: true, attributes: true, characterData: true });
    });
    (async () => {
        const times = [];
        for (let event = 0; event < warmUp + events; event++) {
            const way = event % (2 * last);
            setValue.call(slider, String(way < last ? way + 1 : 2 * last - way - 1));
            const drawn = changed();
            const start = performance.now();
            slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
            await drawn;
            const changedAfter = performance.now() - start;
            document.documentElement.offsetHeight;
            const laidOutAfter = performance.now() - start;
            // A person's hand leaves the browser time to draw between events. Panels follow in tasks that were asked for before this one.
            await new Promise((resolve) => setTimeout(resolve));
            const followedAfter = performance.now() - start;
            if (event >= warmUp) times.push([changedAfter, laidOutAfter, followedAfter]);
        }
        done(times);
    })();";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let (folded, open) = visit(View::LAPTOP, async |page| {
        page.wait_until_all_is_there().await?;
        let folded = measured(page).await?;
        for (panel, _) in page.panels().await? {
            page.open_panel(&panel).await?;
        }
        Ok((folded, measured(page).await?))
    })
    .await?;
    print("every panel folded", &folded);
    print("every panel open", &open);
    Ok(())
}

/// The times of each event: to the changed document, to its layout, and until the panels have followed. Browsers leave 4 ms between timers.
async fn measured(page: &Page) -> Outcome<Vec<[f64; 3]>> {
    let times = page.script_until_done(MEASURE, vec![json!(SLIDER), json!(WARM_UP), json!(EVENTS)]).await?;
    Ok(serde_json::from_value(times)?)
}

fn print(state: &str, times: &[[f64; 3]]) {
    println!("{state}, {} events, milliseconds  median  99th percentile  slowest", times.len());
    for (number, what) in ["to the changed document", "to its layout", "with panels that follow"].into_iter().enumerate() {
        print_distribution(what, times.iter().map(|times| times[number]));
    }
}

fn print_distribution(name: &str, times: impl Iterator<Item = f64>) {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    let at = |hundredth: usize| times.get(times.len().saturating_sub(1) * hundredth / 100).copied().unwrap_or_default();
    println!("{name:<24} {:>6.2}  {:>15.2}  {:>7.2}", at(50), at(99), at(100));
}
