//! What a process says of its memory beside what the model derives, pool by pool.

use super::element::{Element, element, words};
use crate::state::document::Checked;
use crate::text::{self, Text, quantity, t};
use flink_memory_formats::ReportedSize;
use flink_memory_formats::check::Comparison;

pub(crate) fn view(checked: &Checked) -> Element {
    let agrees = checked.outcome.as_ref().is_ok_and(|pools| pools.iter().all(|pool| pool.agrees));
    let outcome = match &checked.outcome {
        Ok(pools) => table(pools),
        Err(message) => words("p", "finding__source", message.clone()),
    };
    element!("details", "class" = if agrees { "checked" } else { "checked checked--differs" }, "open" = true)
        .child(words("summary", "checked__title", text::checked(checked)))
        .child(outcome)
}

fn table(pools: &[Comparison]) -> Element {
    let head = |class, text| element!("th", "class" = class, "scope" = "col").child(t(text));
    let heads = [("", Text::Pool), ("table__number", Text::ProcessSays), ("table__number", Text::Derived)];
    element!("table", "class" = "table checked__table")
        .child(element!("thead").child(element!("tr").children(heads.map(|(class, text)| head(class, text)))))
        .child(element!("tbody").children(pools.iter().map(line)))
}

fn line(pool: &Comparison) -> Element {
    let said = match pool.reported {
        ReportedSize::Exact(size) | ReportedSize::Aligned(size) => quantity::grouped(size.bytes()),
        ReportedSize::Mebibytes(size) => text::mebibytes(size),
    };
    let derived = pool.derived.map_or_else(|| t(Text::NoSuchPool).to_owned(), |size| quantity::grouped(size.bytes()));
    let differs = !pool.agrees && pool.derived.is_some();
    let difference = differs.then(|| words("span", "checked__difference", text::difference(pool.difference)));
    element!("tr", "data-checked" = pool.pool.id(), "class" = if pool.agrees { "" } else { "checked__different" })
        .child(element!("th", "scope" = "row").child(text::pool_short_name(pool.pool)))
        .child(words("td", "table__number", said))
        .child(element!("td", "class" = "table__number").child(derived).child(difference))
}
