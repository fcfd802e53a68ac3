//! Tables of options: as one release knows them, and what changed from release to release.

use flink_memory::{DefaultValue, OptionSpec, Release, ReleaseOption, Releases, option};

use super::table;
use crate::language::{Language, Word};
use crate::quantity;
use crate::question::{option_of, release};
use crate::replace::Place;
use crate::words::{Words, list};

/// `{{#options options=KEY,KEY [release=RELEASE]}}`: options as a release knows them.
pub(super) fn options(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let release = words.take("release")?.map_or(Ok(Release::LATEST), |text| release(&text))?;
    let keys = words.need("options")?;
    let row = |key: &str| {
        let option = option_of(key, release)?;
        let older: Vec<_> = option.older_keys().map(|key| format!("`{key}`")).collect();
        Ok(vec![format!("`{key}`"), option.value_type().name().to_owned(), default(option, place.language), older.join("<br>")])
    };
    let rows = list(&keys).map(row).collect::<Result<Vec<_>, String>>()?;
    let heads = [Word::Option, Word::Type, Word::Default, Word::OlderKeys].map(|head| place.language.word(head).to_owned());
    // Most options have no older keys, and then the column says nothing.
    let columns = if rows.iter().all(|row: &Vec<String>| row[3].is_empty()) { 3 } else { 4 };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row[..columns].to_vec()).collect();
    Ok(table(&heads[..columns], &rows, &[]))
}

/// `{{#changed [in=RELEASE] [prefix=TEXT,TEXT]}}`: options that came, went or got another default, one row per span of releases; with `in` only
/// those that changed in that release.
pub(super) fn changed(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let prefixes = words.take("prefix")?.unwrap_or_default();
    let only = words.take("in")?.map(|text| release(&text)).transpose()?;
    let mut rows = Vec::new();
    let is_asked = |key: &str| prefixes.is_empty() || list(&prefixes).any(|prefix| key.starts_with(prefix));
    for option in option::all().filter(|option| is_asked(option.key)) {
        let spans = spans(option);
        let is_changed = spans.len() > 1 || spans.iter().any(|span| span.releases() != Releases::ALL);
        let is_in = |release| spans.iter().any(|span| span.releases().first() == release || next(span.releases().last()) == Some(release));
        if !is_changed || only.is_some_and(|only| !is_in(only)) {
            continue;
        }
        for span in spans {
            rows.push(vec![format!("`{}`", option.key), span.releases().to_string(), default(span, place.language)]);
        }
    }
    if rows.is_empty() {
        return Err("no option changed".to_owned());
    }
    let heads = [Word::Option, Word::Releases, Word::Default].map(|head| place.language.word(head).to_owned());
    Ok(table(&heads, &rows, &[]))
}

/// What an option was, per span of releases.
fn spans(option: &'static OptionSpec) -> Vec<ReleaseOption> {
    let mut spans: Vec<ReleaseOption> = Release::ALL.iter().filter_map(|&release| option.in_release(release)).collect();
    spans.dedup();
    spans
}

fn next(release: Release) -> Option<Release> {
    Release::ALL.iter().copied().find(|&later| later > release)
}

/// The default, and whether the option is deprecated, which is a change of its own.
fn default(option: ReleaseOption, language: &Language) -> String {
    let default = match option.default() {
        DefaultValue::None | DefaultValue::Text("") => language.word(Word::Nothing).to_owned(),
        DefaultValue::Size(size) => quantity::size(size, language),
        default => format!("`{default}`"),
    };
    if option.is_deprecated() { language.word(Word::Deprecated).replace("{default}", &default) } else { default }
}
