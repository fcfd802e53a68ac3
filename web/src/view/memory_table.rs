//! The table of all pools, which says in text what the picture shows.

use yew::{Html, html};

use super::element::words;
use super::swatch;
use crate::state::Picture;
use crate::takeaway::{TableRow, table};
use crate::text::{self, Text, quantity, t};

pub(crate) fn view(picture: &Picture) -> Html {
    html! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{ t(Text::Pool) }</th>
                    <th scope="col" class="table__number">{ t(Text::Bytes) }</th>
                    <th scope="col" class="table__number table__flink">{ t(Text::FlinkForm) }</th>
                    <th scope="col" class="table__number table__share">{ t(Text::Share) }</th>
                    <th scope="col" class="table__decided">{ t(Text::DecidedBy) }</th>
                </tr>
            </thead>
            <tbody>{ for table(picture).iter().map(|row| line(row, picture)) }</tbody>
        </table>
    }
}

fn line(row: &TableRow, picture: &Picture) -> Html {
    let id = row.pool.id();
    html! {
        <tr key={id} data-row={id}>
            <th scope="row" class={format!("table__pool table__pool--{}", row.depth)}>
                { swatch(row.pool, picture) }{ text::pool_name(row.pool) }
            </th>
            { words("td", "table__number", row.bytes.map_or_else(|| text::no_limit(picture.request.process).to_owned(), quantity::grouped)) }
            { words("td", "table__number table__flink", row.flink.clone()) }
            { words("td", "table__number", row.share.clone()) }
            { words("td", "table__decided", row.decided.clone()) }
        </tr>
    }
}
