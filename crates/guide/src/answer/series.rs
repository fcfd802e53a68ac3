//! Answers to a question that is asked several times: of several releases, or with several values of one option.

use flink_memory::{Pool, Request};
use flink_memory_formats::write::wording::Phrase;

use super::{pool, pool_name, question, table, taken_request};
use crate::language::Language;
use crate::quantity;
use crate::question::{option_of, release};
use crate::replace::Place;
use crate::words::{Words, list};

/// `{{#across releases=A,B pools=P,Q QUESTION}}`: pools of several releases, one column per release.
pub(super) fn across(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let releases = list(&words.need("releases")?).map(release).collect::<Result<Vec<_>, _>>()?;
    let pools = pools(words)?;
    let before = question(words, place)?;
    let columns = releases
        .iter()
        .map(|&release| sizes(&Request { release, ..before.clone() }, &pools, place.language))
        .collect::<Result<Vec<_>, _>>()?;
    let pool_head = place.language.phrase(Phrase::Pools).to_owned();
    let heads: Vec<_> = std::iter::once(pool_head).chain(releases.iter().map(|release| format!("Flink {release}"))).collect();
    let row = |(index, pool): (usize, &Pool)| {
        std::iter::once(pool_name(*pool, place.language).to_owned()).chain(columns.iter().map(|column| column[index].clone())).collect()
    };
    Ok(table(&heads, &pools.iter().enumerate().map(row).collect::<Vec<_>>(), &numbers(&heads)))
}

/// `{{#along option=KEY values=A,B pools=P,Q QUESTION}}`: pools at several values of an option, one row per value.
pub(super) fn along(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let key = words.need("option")?;
    let values = words.need("values")?;
    let pools = pools(words)?;
    let before = question(words, place)?;
    option_of(&key, before.release)?;
    let row = |value: &str| {
        let mut request = before.clone();
        request.configuration.set(key.clone(), value);
        Ok(std::iter::once(format!("`{value}`")).chain(sizes(&request, &pools, place.language)?).collect())
    };
    let heads: Vec<_> =
        std::iter::once(format!("`{key}`")).chain(pools.iter().map(|pool| pool_name(*pool, place.language).to_owned())).collect();
    Ok(table(&heads, &list(&values).map(row).collect::<Result<Vec<_>, String>>()?, &numbers(&heads)))
}

/// All columns but the first are numbers.
fn numbers(heads: &[String]) -> Vec<bool> {
    (0..heads.len()).map(|column| column > 0).collect()
}

fn pools(words: &mut Words) -> Result<Vec<Pool>, String> {
    list(&words.need("pools")?).map(pool).collect()
}

fn sizes(request: &Request, pools: &[Pool], language: &Language) -> Result<Vec<String>, String> {
    let (_, memory) = taken_request(request)?;
    let size = |pool: &Pool| {
        memory.size(*pool).map(|size| quantity::size(size, language)).ok_or_else(|| format!("the process has no pool {}", pool.id()))
    };
    pools.iter().map(size).collect()
}
