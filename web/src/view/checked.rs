//! What a process says of its memory beside what the model derives, pool by pool.

use super::element::{Element, element, passage};
use crate::state::document::Checked;
use crate::text::{Word, Words, quantity};
use flink_memory_formats::ReportedSize;
use flink_memory_formats::check::Comparison;

pub(crate) fn view(checked: &Checked, words: Words) -> Element {
    let agrees = checked.outcome.as_ref().is_ok_and(|pools| pools.iter().all(|pool| pool.agrees));
    let outcome = match &checked.outcome {
        Ok(pools) => table(pools, words),
        Err(message) => passage("p", "finding__source", message.clone()),
    };
    element!("details", "class" = if agrees { "checked" } else { "checked checked--differs" }, "open" = true)
        .child(passage("summary", "checked__title", words.checked(checked)))
        .child(outcome)
}

fn table(pools: &[Comparison], words: Words) -> Element {
    let head = |class, word| element!("th", "class" = class, "scope" = "col").child(words.text(word));
    let heads = [("", Word::Pool), ("table__number", Word::ProcessSays), ("table__number", Word::Derived)];
    element!("table", "class" = "table checked__table")
        .child(element!("thead").child(element!("tr").children(heads.map(|(class, word)| head(class, word)))))
        .child(element!("tbody").children(pools.iter().map(|pool| line(pool, words))))
}

fn line(pool: &Comparison, words: Words) -> Element {
    let said = match pool.reported {
        ReportedSize::Exact(size) | ReportedSize::Aligned(size) => quantity::grouped(size.bytes()),
        ReportedSize::Mebibytes(size) => quantity::mebibytes(size),
    };
    let derived = pool.derived.map_or_else(|| words.text(Word::NoSuchPool).to_owned(), |size| quantity::grouped(size.bytes()));
    let differs = !pool.agrees && pool.derived.is_some();
    let difference = differs.then(|| passage("span", "checked__difference", words.difference(pool.difference)));
    element!("tr", "data-checked" = pool.pool.id(), "class" = if pool.agrees { "" } else { "checked__different" })
        .child(element!("th", "scope" = "row").child(words.pool_short_name(pool.pool)))
        .child(passage("td", "table__number", said))
        .child(element!("td", "class" = "table__number").child(derived).child(difference))
}
