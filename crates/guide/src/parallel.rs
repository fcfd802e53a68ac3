//! Whether two languages of the guide have the same structure: the same chapters, and in each the same sections, marks, links, code, and lengths
//! of lists and tables. What the sentences say is not compared.

use std::collections::BTreeSet;

use crate::replace::{Chapter, Problem};

/// The list of chapters of a book.
const SUMMARY: &str = "SUMMARY.md";

/// What one language has and another one has not, told of the file that has to change in the other.
pub fn differences(original: &[Chapter], translated: &[Chapter]) -> Vec<Problem> {
    let of_file = |chapters: &[Chapter], file: &str| chapters.iter().find(|chapter| chapter.name() == file).cloned();
    let mut problems = Vec::new();
    for one in original {
        match of_file(translated, one.name()) {
            Some(other) if one.name() == SUMMARY => problems.extend(in_summary(one, &other)),
            Some(other) => problems.extend(in_chapter(one, &other)),
            None => problems.push(Problem { file: one.file.clone(), line: 1, told: "this chapter is not translated".to_owned() }),
        }
    }
    for other in translated.iter().filter(|other| of_file(original, other.name()).is_none()) {
        problems.push(Problem { file: other.file.clone(), line: 1, told: "the first language has no such chapter".to_owned() });
    }
    problems
}

impl Chapter {
    /// The name of the file without its folder.
    fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or(&self.file)
    }

    fn problem(&self, line: usize, told: String) -> Problem {
        Problem { file: self.file.clone(), line, told }
    }
}

/// The chapters stand in the same order under the same number of headings.
fn in_summary(one: &Chapter, other: &Chapter) -> Option<Problem> {
    let bones = |chapter: &Chapter| -> Vec<String> {
        let bone = |line: &str| links(line).pop().or_else(|| line.starts_with('#').then(|| "#".to_owned()));
        chapter.text.lines().filter_map(bone).collect()
    };
    let (first, second) = (bones(one), bones(other));
    (first != second).then(|| other.problem(1, format!("the chapters are {}, not {}", second.join(" "), first.join(" "))))
}

/// Everything between two headings.
#[derive(Debug, Default)]
struct Section {
    line: usize,
    level: usize,
    id: String,
    marks: Vec<String>,
    links: BTreeSet<String>,
    code: BTreeSet<String>,
    items: usize,
    rows: usize,
}

fn in_chapter(one: &Chapter, other: &Chapter) -> Vec<Problem> {
    let (first, second) = (sections(&one.text), sections(&other.text));
    let heading = |section: &Section| format!("{} {}", "#".repeat(section.level), section.id);
    let headings = |sections: &[Section]| sections.iter().map(heading).collect::<Vec<_>>();
    if let Some(at) = (0..first.len().max(second.len())).find(|&at| headings(&first).get(at) != headings(&second).get(at)) {
        let (wanted, there) = (first.get(at).map(heading), second.get(at).map(heading));
        let line = second.get(at).map_or_else(|| other.text.lines().count(), |section| section.line);
        let nothing = || "nothing".to_owned();
        return vec![other.problem(line, format!("here is {}, not {}", there.unwrap_or_else(nothing), wanted.unwrap_or_else(nothing)))];
    }
    let compare = |(one, two): (&Section, &Section)| {
        let mut told = Vec::new();
        if let Some(at) = (0..one.marks.len().max(two.marks.len())).find(|&at| one.marks.get(at) != two.marks.get(at)) {
            let shown = |marks: &[String]| marks.get(at).map_or_else(|| "no mark".to_owned(), |mark| format!("{{{{#{mark}}}}}"));
            told.push(format!("here is {}, not {}", shown(&two.marks), shown(&one.marks)));
        }
        for (what, one, two) in [("link", &one.links, &two.links), ("code", &one.code, &two.code)] {
            told.extend(one.difference(two).map(|lacking| format!("the {what} `{lacking}` is lacking")));
            told.extend(two.difference(one).map(|more| format!("the {what} `{more}` is not in the first language")));
        }
        for (what, one, two) in [("list items", one.items, two.items), ("rows of tables", one.rows, two.rows)] {
            told.extend((one != two).then(|| format!("here are {two} {what}, not {one}")));
        }
        let beginning = heading(two);
        told.into_iter().map(|told| other.problem(two.line, format!("{beginning}: {told}"))).collect::<Vec<_>>()
    };
    first.iter().zip(&second).flat_map(compare).collect()
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    for (number, line) in text.lines().enumerate() {
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        if level > 0 && line[level..].starts_with(' ') {
            sections.push(Section { line: number + 1, level, id: id(line[level..].trim()), ..Section::default() });
        }
        let Some(section) = sections.last_mut() else { continue };
        let (bare, marks) = without_marks(line);
        section.marks.extend(marks);
        section.items += usize::from(is_item(line));
        section.rows += usize::from(line.starts_with('|'));
        section.links.extend(links(&bare));
        section.code.extend(bare.split('`').skip(1).step_by(2).map(str::to_owned));
    }
    sections
}

/// Whether a line begins an item of a list: `- `, or `1. `.
fn is_item(line: &str) -> bool {
    line.trim_start_matches(|character: char| character.is_ascii_digit()).starts_with(". ") || line.trim_start().starts_with("- ")
}

/// The id of a heading: the one that it names, `Heading {#id}`, or the one that mdBook makes of its words.
fn id(heading: &str) -> String {
    if let Some((_, id)) = heading.strip_suffix('}').and_then(|heading| heading.split_once("{#")) {
        return id.to_owned();
    }
    let kept = |character: char| match character {
        character if character.is_alphanumeric() || matches!(character, '_' | '-') => Some(character.to_ascii_lowercase()),
        character if character.is_whitespace() => Some('-'),
        _ => None,
    };
    heading.chars().filter_map(kept).collect()
}

/// A line without its marks, and the marks. A number that the model does not know is told in the language of its chapter.
fn without_marks(line: &str) -> (String, Vec<String>) {
    let (mut bare, mut marks, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, mark, after)) = rest.split_once("{{#").and_then(|(before, mark)| {
        let (mark, after) = mark.split_once("}}")?;
        Some((before, mark, after))
    }) {
        bare.push_str(before);
        bare.push_str("{}");
        let words = mark.split_whitespace();
        marks.push(if mark.starts_with("said ") { "said".to_owned() } else { words.collect::<Vec<_>>().join(" ") });
        rest = after;
    }
    bare.push_str(rest);
    (bare, marks)
}

/// Where the links of a line of Markdown lead.
fn links(line: &str) -> Vec<String> {
    line.split("](").skip(1).filter_map(|behind| behind.split_once(')')).map(|(target, _)| target.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(file: &str, text: &str) -> Chapter {
        Chapter { file: format!("guide/{file}"), text: text.to_owned() }
    }

    fn told(one: &str, other: &str) -> Vec<String> {
        differences(&[chapter("en/a.md", one)], &[chapter("zh/a.md", other)]).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_structure_in_other_words_is_no_difference() {
        let one = "# The heap: 1.17\n\n{{#size pool=heap  a.b=1}} of `-Xmx`, see [ways](ways.md#the-ways). {{#said number=\"one\" source=\"me\"}}";
        let other = "# 堆 {#the-heap-117}\n\n见[方式](ways.md#the-ways)，`-Xmx` 为 {{#size pool=heap a.b=1}}。{{#said number=\"一\" source=\"我\"}}";
        assert_eq!(told(one, other), Vec::<String>::new());
    }

    #[test]
    fn whatever_is_lacking_or_other_is_told() {
        for (one, other, what) in [
            ("# A", "# 一", "guide/zh/a.md:1: here is # 一, not # a"),
            ("# A\n## B", "# 一 {#a}", "guide/zh/a.md:1: here is nothing, not ## b"),
            ("# A\n{{#x}} {{#y}}", "# 一 {#a}\n{{#y}} {{#x}}", "guide/zh/a.md:1: # a: here is {{#y}}, not {{#x}}"),
            ("# A\n{{#x}}", "# 一 {#a}", "guide/zh/a.md:1: # a: here is no mark, not {{#x}}"),
            ("# A\n[x](y)", "# 一 {#a}", "guide/zh/a.md:1: # a: the link `y` is lacking"),
            ("# A\n- x\n1. y", "# 一 {#a}\n- x", "guide/zh/a.md:1: # a: here are 1 list items, not 2"),
            ("# A\n`a`", "# 一 {#a}\n`b`", "guide/zh/a.md:1: # a: the code `a` is lacking"),
        ] {
            assert_eq!(told(one, other).first().map(String::as_str), Some(what));
        }
    }

    #[test]
    fn chapters_are_the_same() {
        let summary = |language: &str, text: &str| chapter(&format!("{language}/SUMMARY.md"), text);
        let english = [summary("en", "# Summary\n- [A](a.md)\n# More\n- [B](b.md)"), chapter("en/a.md", ""), chapter("en/b.md", "")];
        let chinese = [summary("zh", "# 目录\n- [二](b.md)\n# 更多\n- [一](a.md)"), chapter("zh/a.md", ""), chapter("zh/c.md", "")];
        let told: Vec<_> = differences(&english, &chinese).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "guide/zh/SUMMARY.md:1: the chapters are # b.md # a.md, not # a.md # b.md",
                "guide/en/b.md:1: this chapter is not translated",
                "guide/zh/c.md:1: the first language has no such chapter",
            ]
        );
    }
}
