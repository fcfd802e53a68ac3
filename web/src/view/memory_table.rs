//! The table of all pools, which says in text what the picture shows.

use yew::Html;

use super::element::{Element, element, passage};
use super::swatch;
use crate::state::Picture;
use crate::takeaway::{TableRow, table};
use crate::text::{Word, Words, quantity};

pub(crate) fn view(picture: &Picture, words: Words) -> Html {
    let heads = element!("tr")
        .child(element!("th", "scope" = "col").child(words.text(Word::Pool)))
        .child(element!("th", "scope" = "col", "class" = "table__number").child(words.text(Word::ColumnBytes)))
        .child(element!("th", "scope" = "col", "class" = "table__number table__flink").child(words.text(Word::FlinkForm)))
        .child(element!("th", "scope" = "col", "class" = "table__number table__share").child(words.text(Word::Share)))
        .child(element!("th", "scope" = "col", "class" = "table__decided").child(words.text(Word::DecidedBy)));
    element!("table", "class" = "table")
        .child(element!("thead").child(heads))
        .child(element!("tbody").children(table(picture, words).into_iter().map(|row| line(row, picture, words))))
        .into()
}

fn line(row: TableRow, picture: &Picture, words: Words) -> Element {
    let bytes = row.bytes.map_or_else(|| words.no_limit(picture.request.process).to_owned(), quantity::grouped);
    let name = element!("th", "scope" = "row", "class" = format!("table__pool table__pool--{}", row.depth))
        .child(swatch(row.pool, picture))
        .child(words.pool_name(row.pool));
    element!("tr", "data-row" = row.pool.id())
        .key(row.pool.id())
        .child(name)
        .child(passage("td", "table__number", bytes))
        .child(passage("td", "table__number table__flink", row.flink))
        .child(passage("td", "table__number", row.share))
        .child(passage("td", "table__decided", row.decided))
}
