//! What Trunk is given in another form than people write it: one style sheet of many, and scripts without comments.
//! A file per concern is for people; one file is fewer requests and compresses better.

use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::failure::{Outcome, While};
use crate::project;

/// The sheets in the order in which they apply: what everything stands on first.
const SHEETS: [&str; 10] = ["tokens", "base", "layout", "controls", "picture", "step", "takeaway", "text", "panels", "print"];

/// The sheets that apply after those, and come with the second half of the program.
const LATER_SHEETS: [&str; 3] = ["found", "deeper", "paper"];

/// The scripts that the page's head names.
const SCRIPTS: [&str; 3] = ["boot.js", "offline.js", "theme.js"];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    write("style.css", &sheets(&SHEETS)?)?;
    SCRIPTS.into_iter().try_for_each(|name| write(name, &script(name)?))
}

/// A script of web/assets as it is loaded.
pub(crate) fn script(name: &str) -> Outcome<String> {
    Ok(without_line_comments(&read(&project::root().join("web/assets").join(name))?))
}

/// The sheet for a shadow tree in somebody else's page: all lengths are pixels, because the root there may have any size of letters; what
/// is asked of the window is asked of the element; and nothing that the page around says is inherited but light and dark.
pub(crate) fn sheet_of_element() -> Outcome<String> {
    const FRAME: &str = ".frame{all:initial;display:block;container:calculator/inline-size;}";
    let mut sheet = in_pixels(&[sheets(&SHEETS)?, sheets(&LATER_SHEETS[..1])?].concat());
    for (of_page, of_element) in [
        (":root", ".root"),
        ("html{", ".root{"),
        ("body{", ".root{"),
        ("@media (max-width:", "@container calculator (max-width:"),
        ("@media (min-width:", "@container calculator (min-width:"),
    ] {
        sheet = sheet.replace(of_page, of_element);
    }
    Ok([FRAME, &sheet].concat())
}

/// A sheet with pixels in the place of `rem`, as a root of 16 pixels has them.
fn in_pixels(sheet: &str) -> String {
    const ROOT: f64 = 16.0;
    let mut parts: Vec<String> = sheet.split("rem").map(str::to_owned).collect();
    let last = parts.pop().unwrap_or_default();
    let in_pixels = |part: String| {
        let number = part.rfind(|sign: char| !(sign.is_ascii_digit() || sign == '.')).map_or(0, |before| before + 1);
        match part[number..].parse::<f64>() {
            Ok(length) => format!("{}{}px", &part[..number], length * ROOT),
            Err(_) => part + "rem",
        }
    };
    parts.into_iter().map(in_pixels).chain([last]).collect()
}

/// The sheet that comes later.
pub(crate) fn later_sheet() -> Outcome<String> {
    sheets(&LATER_SHEETS)
}

fn sheets(names: &[&str]) -> Outcome<String> {
    names.iter().map(|name| Ok(compact(&without_comments(&read(&sheet(name))?)))).collect()
}

fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).while_doing(format!("Reading {}", path.display()))
}

/// index.html names these paths, so they do not follow a target folder that was moved elsewhere.
fn write(name: &str, text: &str) -> Outcome<()> {
    let folder = project::root().join("target/assets");
    std::fs::create_dir_all(&folder).while_doing(format!("Making {}", folder.display()))?;
    std::fs::write(folder.join(name), text).while_doing(format!("Writing {name}"))
}

fn sheet(name: &str) -> PathBuf {
    project::root().join("web/assets/style").join(name).with_extension("css")
}

/// Comments are for people, too. No string of ours holds the signs that begin one.
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default();
    std::iter::once(first).chain(parts.filter_map(|part| part.split_once("*/")).map(|(_, after)| after)).collect()
}

/// Leaves out the blanks that only people need. Lines of a sheet of ours end with a sign that needs none after it.
fn compact(sheet: &str) -> String {
    sheet.lines().map(|line| line.trim().replace(": ", ":").replace(" {", "{")).collect()
}

/// Leaves out the indentation, and lines that are nothing but a comment.
pub(crate) fn without_line_comments(script: &str) -> String {
    script.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_rules_stay() {
        assert_eq!(without_comments("/* a */b { c: d }\n/* e\nf */g {}"), "b { c: d }\ng {}");
        assert_eq!(without_comments("a {}"), "a {}");
        assert_eq!(
            compact("a:hover,\nb > c {\n  d: 1px solid;\n}\n\n@media (e: f) {\n  g {\n"),
            "a:hover,b > c{d:1px solid;}@media (e:f){g{"
        );
        assert_eq!(without_line_comments("// a\n  b(\"//\");\n  // c\n"), "b(\"//\");\n");
    }

    #[test]
    fn the_sheet_of_the_element_asks_nothing_of_the_page_around() -> Outcome<()> {
        assert_eq!(in_pixels("a{b:0.5rem -1.25rem;c:premium 2px}"), "a{b:8px -20px;c:premium 2px}");
        let sheet = sheet_of_element()?;
        assert!([":root", "html{", "body{", "@media (max", "@media (min", "0rem", "5rem"].iter().all(|left| !sheet.contains(left)));
        Ok(())
    }

    #[test]
    fn lines_of_sheets_can_be_joined() -> Outcome<()> {
        for name in all() {
            let text = without_comments(&read(&sheet(name))?);
            let is_open = |line: &&str| !line.is_empty() && !line.ends_with(['{', '}', ';', ',']);
            assert_eq!(text.lines().map(str::trim).find(is_open), None, "{name}");
        }
        Ok(())
    }

    #[test]
    fn every_sheet_of_the_folder_is_joined() {
        let folder = project::root().join("web/assets/style");
        let found = std::fs::read_dir(folder).map(Iterator::count).unwrap_or_default();
        assert_eq!(found, all().count());
        assert!(all().all(|name| sheet(name).is_file()));
    }

    fn all() -> impl Iterator<Item = &'static str> {
        SHEETS.into_iter().chain(LATER_SHEETS)
    }
}
