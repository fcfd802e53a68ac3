//! Times a first visit over a slow connection on a slow device: until something is painted, and until a slider answers. Run by
//! `cargo xtask bench`, with the folder that is served.

use std::path::Path;

use flink_memory_e2e::{Outcome, first_visit};
use serde::Deserialize;

/// Visits, each with a browser of its own that has seen nothing.
const VISITS: usize = 7;

/// Looks whether the page has been taken over, pulls at a slider once it has, and notes when a number follows. To pull before would keep the
/// device busy that is measured.
///
/// Afterwards it waits until nothing has been loaded for a while, so that everything is counted that a visit loads.
const WATCH: &str = "
    const SELECTOR = '[data-key=\"taskmanager.memory.process.size\"]';
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const seen = () => document.querySelector(SELECTOR + ' input[type=text]')?.value;
    const loaded = () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter((entry) => entry.responseEnd > 0);
    const bytes = (entries) => entries.reduce((sum, entry) => sum + entry.transferSize, 0);
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    (async () => {
        let answered = null;
        for (let turn = 0; answered === null; turn++) {
            const slider = document.querySelector(`#app[data-started] ${SELECTOR} input[type=range]`);
            if (slider !== null) {
                const before = seen();
                setValue.call(slider, String(Number(slider.min) + 1 + turn % 5));
                slider.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
                await pause(0);
                if (seen() !== before) answered = performance.now();
            }
            await pause(10);
        }
        const atFirst = bytes(loaded());
        let count = -1;
        while (count !== loaded().length) {
            count = loaded().length;
            await pause(1500);
        }
        const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1;
        window.visited = { paint, answered, atFirst, inAll: bytes(loaded()) };
    })();";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Visit {
    /// When something was first to be seen. Unit: milliseconds after the visit began.
    paint: f64,
    /// When a slider first answered. Unit: milliseconds after the visit began.
    answered: f64,
    /// What had been loaded by then. Unit: bytes over the network.
    at_first: f64,
    /// What a visit loads in all. Unit: bytes over the network.
    in_all: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("the folder of the page is missing")?;
    let mut visits = Vec::new();
    for _ in 0..VISITS {
        visits.push(serde_json::from_value::<Visit>(first_visit(Path::new(&folder), WATCH).await?)?);
    }
    println!("{VISITS} first visits                    median  quickest  slowest");
    print_spread("first paint, ms", visits.iter().map(|visit| visit.paint));
    print_spread("a slider answers, ms", visits.iter().map(|visit| visit.answered));
    print_spread("loaded by then, bytes", visits.iter().map(|visit| visit.at_first));
    print_spread("loaded in all, bytes", visits.iter().map(|visit| visit.in_all));
    Ok(())
}

fn print_spread(name: &str, values: impl Iterator<Item = f64>) {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    println!("{name:<28} {:>9.0}  {:>8.0}  {:>7.0}", at(values.len() / 2), at(0), at(values.len().saturating_sub(1)));
}
