//! Answers inside a sentence: a size, a default, the name of a release, the least or most of what Flink takes.

use flink_memory::{DefaultValue, Memory, MemorySize, Release, Request, Value, derive};

use super::{pool, question, taken};
use crate::quantity;
use crate::question::{option_of, release as known_release};
use crate::replace::Place;
use crate::words::Words;

/// `{{#size pool=POOL [form=short|bytes|flink] QUESTION}}`: how large a pool is.
pub(super) fn size(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let pool = pool(&words.need("pool")?)?;
    let form = words.take("form")?;
    let (request, _, memory) = taken(words, place)?;
    let size = memory.size(pool).ok_or_else(|| format!("the {} has no pool {}", request.process.id(), pool.id()))?;
    match form.as_deref() {
        None | Some("short") => Ok(quantity::size(size, place.language)),
        Some("bytes") => Ok(quantity::bytes(size, place.language)),
        Some("flink") => Ok(size.human().to_string()),
        Some(form) => Err(format!("there is no form `{form}`; there are short, bytes, flink")),
    }
}

/// `{{#default option=KEY [release=RELEASE]}}`: the value that holds where nobody set one.
pub(super) fn default(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let release = words.take("release")?.map_or(Ok(Release::LATEST), |text| known_release(&text))?;
    match option_of(&words.need("option")?, release)?.default() {
        DefaultValue::None => Err("the option has no default".to_owned()),
        DefaultValue::Size(size) => Ok(quantity::size(size, place.language)),
        default => Ok(default.to_string()),
    }
}

/// `{{#release newest|oldest}}` and `{{#release verified=RELEASE}}`: names of releases.
pub(super) fn release(words: &mut Words, _: &mut Place) -> Result<String, String> {
    if let Some(text) = words.take("verified")? {
        return Ok(known_release(&text)?.verified_patch().to_owned());
    }
    match words.first().as_deref() {
        Some("newest") => Ok(Release::LATEST.to_string()),
        Some("oldest") => Ok(Release::ALL[0].to_string()),
        _ => Err("`newest`, `oldest` or `verified=RELEASE` is needed".to_owned()),
    }
}

/// `{{#count buffers|slots QUESTION}}`: how many network buffers or slots a TaskManager has.
pub(super) fn count(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let what = words.first();
    let (_, _, memory) = taken(words, place)?;
    let Memory::TaskManager(memory) = memory else { return Err("only a TaskManager has buffers and slots".to_owned()) };
    match what.as_deref() {
        Some("buffers") => memory.slot.network_buffers.map(|count| count.to_string()),
        Some("slots") => memory.slot.slots.map(|count| count.to_string()),
        _ => return Err("`buffers` or `slots` is needed".to_owned()),
    }
    .ok_or_else(|| "the TaskManager fails before it counts them".to_owned())
}

/// `{{#said number=TEXT source=TEXT}}`: a number that the model does not know, and where it is from.
pub(super) fn said(words: &mut Words, _: &mut Place) -> Result<String, String> {
    words.need("source")?;
    words.need("number")
}

/// The largest size that is tried, and the steps in which one that Flink takes is looked for. Unit: mebibytes.
const MOST_MEBIBYTES: u32 = 1 << 16;
const STEP_MEBIBYTES: u32 = 16;

/// `{{#least option=KEY QUESTION}}`: the smallest whole number of mebibytes that Flink takes for an option.
pub(super) fn least(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let takes = trial(words, place)?;
    let first = first_taken(&takes)?;
    let refused = first.checked_sub(STEP_MEBIBYTES).ok_or("Flink takes every small size")?;
    Ok(mebibytes(edge(refused, first, |mebibytes| !takes(mebibytes)) + 1, place))
}

/// `{{#most option=KEY QUESTION}}`: the largest whole number of mebibytes that Flink takes for an option, above the smallest one.
pub(super) fn most(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let takes = trial(words, place)?;
    let first = first_taken(&takes)?;
    let refused = (first..=MOST_MEBIBYTES)
        .step_by(STEP_MEBIBYTES as usize)
        .find(|&mebibytes| !takes(mebibytes))
        .ok_or("Flink takes every large size")?;
    Ok(mebibytes(edge(refused - STEP_MEBIBYTES, refused, takes), place))
}

fn mebibytes(mebibytes: u32, place: &Place) -> String {
    quantity::size(MemorySize::from_mebibytes(mebibytes), place.language)
}

/// Whether Flink takes a number of mebibytes for the option of a mark.
fn trial(words: &mut Words, place: &Place) -> Result<impl Fn(u32) -> bool, String> {
    let key = words.need("option")?;
    let before = question(words, place)?;
    option_of(&key, before.release)?;
    Ok(move |mebibytes| {
        let mut request: Request = before.clone();
        request.configuration.set(key.clone(), Value::Text(format!("{mebibytes}m")));
        derive(&request).memory.is_ok()
    })
}

fn first_taken(takes: impl Fn(u32) -> bool) -> Result<u32, String> {
    let mut tried = (0..=MOST_MEBIBYTES).step_by(STEP_MEBIBYTES as usize);
    tried.find(|&mebibytes| takes(mebibytes)).ok_or_else(|| format!("Flink takes no size up to {MOST_MEBIBYTES} mebibytes"))
}

/// The last number before `above` for which something holds that holds for `below` and not for `above`.
fn edge(mut below: u32, mut above: u32, holds: impl Fn(u32) -> bool) -> u32 {
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if holds(middle) { below = middle } else { above = middle }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    #[test]
    fn the_least_and_the_most_are_found_to_the_mebibyte() -> Result<(), String> {
        let mut place = Place::new(&LANGUAGES[0]);
        let mut answer = |text: &str, find: fn(&mut Words, &mut Place) -> Result<String, String>| find(&mut Words::read(text)?, &mut place);
        assert_eq!(answer("option=taskmanager.memory.process.size", least)?, "982\u{a0}MiB");
        let window = "option=taskmanager.memory.process.size taskmanager.memory.flink.size=4g";
        assert_eq!(answer(window, least)?, "4544\u{a0}MiB");
        assert_eq!(answer(window, most)?, "5376\u{a0}MiB");
        assert!(answer("option=taskmanager.memory.process.size", most).is_err());
        Ok(())
    }
}
