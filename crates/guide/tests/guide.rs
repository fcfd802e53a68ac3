//! The guide as it stands, in each language: every mark has its answer, every error has its section, no message is typed by hand, and the
//! languages have the same structure.

use std::path::{Path, PathBuf};

use flink_memory_guide::{Chapter, LANGUAGES, Language, differences, replace};

/// Codes that no section of the guide explains, and why.
const NOT_EXPLAINED: &[(&str, &str)] = &[
    ("size", "the cause of unreadable"),
    ("number", "the cause of unreadable"),
    ("duration", "no span of time decides a size"),
    ("map", "consumer weights decide no size of a pool"),
    ("not-a-boolean", "the cause of unreadable"),
    ("not-a-name", "the cause of unreadable"),
    ("out-of-type", "the cause of unreadable"),
    ("range-rule", "the cause of inconsistent-range"),
    ("division", "only the library divides by what a caller gives"),
    ("unknown-option", "only the library is asked for options by name"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn chapters(language: &Language) -> Vec<Chapter> {
    let folder = root().join("guide").join(language.id);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
        .iter()
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "md"))
        .map(|name| format!("guide/{}/{name}", language.id))
        .map(|file| Chapter { text: read(&file), file })
        .collect()
}

/// Every chapter with its language.
fn all_chapters() -> impl Iterator<Item = (Chapter, &'static Language)> {
    LANGUAGES.iter().flat_map(|language| chapters(language).into_iter().map(move |chapter| (chapter, language)))
}

#[test]
fn every_mark_has_its_answer() {
    let told: Vec<String> = all_chapters()
        .filter_map(|(chapter, language)| replace(&chapter, language).err())
        .flatten()
        .map(|problem| problem.to_string())
        .collect();
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

#[test]
fn every_chapter_is_in_the_summary() {
    let summary = read("guide/en/SUMMARY.md");
    let names = chapters(&LANGUAGES[0]).into_iter().filter_map(|chapter| Some(chapter.file.rsplit_once('/')?.1.to_owned()));
    for name in names.filter(|name| name != "SUMMARY.md") {
        assert!(summary.contains(&format!("({name})")), "{name} is not in SUMMARY.md");
    }
}

#[test]
fn every_language_has_the_same_structure() {
    let [original, others @ ..] = &LANGUAGES;
    let original = chapters(original);
    for language in others {
        let told: Vec<String> = differences(&original, &chapters(language)).iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "\n{}", told.join("\n"));
    }
}

/// The codes stand in the model's source as one literal per arm; the model itself has no list of them.
#[test]
fn every_error_has_its_section() {
    let source = read("crates/flink-memory/src/error/code.rs");
    let codes: Vec<&str> = source.lines().filter_map(|line| line.split_once("=> \"")?.1.split('"').next()).collect();
    assert!(codes.len() > 25, "{codes:?}");
    let text = read("guide/en/errors.md");
    for code in codes {
        let is_explained = text.contains(&format!("code={code} ")) || text.contains(&format!("code={code}}}"));
        let is_left_out = NOT_EXPLAINED.iter().any(|(known, _)| *known == code);
        assert!(is_explained != is_left_out, "{code}: explained {is_explained}, left out {is_left_out}");
    }
}

/// What a mark answers is nowhere typed as well: the message of every error block, word for word.
#[test]
fn no_message_is_typed_by_hand() {
    for (chapter, language) in all_chapters() {
        let answered = replace(&chapter, language).unwrap_or_default();
        let lines =
            answered.lines().map(|line| line.strip_prefix("Caused by: ").unwrap_or(line)).filter(|line| line.starts_with("Illegal"));
        for (_, message) in lines.filter_map(|line| line.split_once("Exception: ")) {
            // As much as no name of an option is alone.
            let beginning: String = message.chars().take(60).collect();
            assert!(!chapter.text.contains(&beginning), "{}: {beginning}", chapter.file);
        }
    }
}

/// What a reader of a chapter sees of its sentences: without code, tables of options, pictures and marks of Markdown. Code and links to it are
/// Latin words in the sentence.
fn sentences(chapter: &Chapter, language: &'static Language) -> Vec<String> {
    let answered = replace(chapter, language).unwrap_or_default();
    let (mut is_code, mut is_element) = (false, false);
    let mut lines: Vec<String> = Vec::new();
    for line in answered.lines() {
        is_code ^= line.starts_with("```");
        is_element |= line.starts_with("<div") || line.starts_with("<figure");
        if !is_code && !is_element && !line.starts_with("```") && !line.starts_with('<') {
            let shown = line.split(" {#").next().unwrap_or(line).replace("**", "").replace(['*', '['], "");
            let without_code: String =
                shown.split('`').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "code" }).collect();
            let mut parts = without_code.split("](");
            let first = parts.next().unwrap_or_default().to_owned();
            lines.push(parts.fold(first, |shown, part| shown + part.split_once(')').map_or(part, |(_, behind)| behind)));
        }
        is_element &= !(line.starts_with("</div>") || line.starts_with("</figure>"));
    }
    lines
}

/// As in the page's texts: full-width punctuation, a blank between Chinese and Latin, none beside punctuation, and no line that ends within a
/// Chinese sentence, because browsers show a blank there.
#[test]
fn chinese_is_set_as_chinese() {
    let Some(language) = LANGUAGES.iter().find(|language| language.id == "zh") else { return };
    let is_han = |character: char| matches!(character, '\u{3400}'..='\u{9fff}');
    let is_full = |character: char| matches!(character, '，' | '。' | '、' | '；' | '：' | '（' | '）' | '？' | '！' | '“' | '”');
    let is_latin = |character: char| character.is_ascii_alphanumeric();
    let mut told = Vec::new();
    for chapter in chapters(language) {
        let lines = sentences(&chapter, language);
        for line in &lines {
            let characters: Vec<char> = line.chars().collect();
            for (at, pair) in characters.windows(2).enumerate() {
                let (one, two) = (pair[0], pair[1]);
                let is_close = is_han(one) && is_latin(two) || is_latin(one) && is_han(two);
                let is_half =
                    is_han(one) && matches!(two, ',' | ';' | ':' | '?' | '!' | '(' | ')' | '.') || matches!(one, ',' | '(') && is_han(two);
                let is_wide = (is_full(one) && two == ' ' && characters.get(at + 2) != Some(&'|')) || one == ' ' && is_full(two);
                if is_close || is_half || is_wide {
                    told.push(format!("{}: `{one}{two}` in {line}", chapter.file));
                }
            }
        }
        for pair in lines.windows(2) {
            let goes_on = |character: Option<char>| character.is_some_and(|character| is_han(character) || is_full(character));
            if goes_on(pair[0].chars().last()) && goes_on(pair[1].chars().next()) {
                told.push(format!("{}: a line ends within a paragraph: {}", chapter.file, pair[0]));
            }
        }
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}
