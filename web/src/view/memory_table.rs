//! The table of all pools, which says in text what the picture shows.

use yew::Html;

use super::element::{Element, element, words};
use super::swatch;
use crate::state::Picture;
use crate::takeaway::{TableRow, table};
use crate::text::{self, Text, quantity, t};

pub(crate) fn view(picture: &Picture) -> Html {
    let heads = element!("tr")
        .child(element!("th", "scope" = "col").child(t(Text::Pool)))
        .child(element!("th", "scope" = "col", "class" = "table__number").child(t(Text::Bytes)))
        .child(element!("th", "scope" = "col", "class" = "table__number table__flink").child(t(Text::FlinkForm)))
        .child(element!("th", "scope" = "col", "class" = "table__number table__share").child(t(Text::Share)))
        .child(element!("th", "scope" = "col", "class" = "table__decided").child(t(Text::DecidedBy)));
    element!("table", "class" = "table")
        .child(element!("thead").child(heads))
        .child(element!("tbody").children(table(picture).into_iter().map(|row| line(row, picture))))
        .into()
}

fn line(row: TableRow, picture: &Picture) -> Element {
    let bytes = row.bytes.map_or_else(|| text::no_limit(picture.request.process).to_owned(), quantity::grouped);
    let name = element!("th", "scope" = "row", "class" = format!("table__pool table__pool--{}", row.depth))
        .child(swatch(row.pool, picture))
        .child(text::pool_name(row.pool));
    element!("tr", "data-row" = row.pool.id())
        .key(row.pool.id())
        .child(name)
        .child(words("td", "table__number", bytes))
        .child(words("td", "table__number table__flink", row.flink))
        .child(words("td", "table__number", row.share))
        .child(words("td", "table__decided", row.decided))
}
