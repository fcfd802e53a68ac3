//! What the built page has for pages of other people: embed.html with its script, the helper that such a page loads, and the custom element.

use std::path::Path;

use serde_json::json;

use crate::assets::{sheet_of_element, without_line_comments};
use crate::failure::{Failure, Outcome, While};
use crate::{head, program, project, tools};

/// The files that other people's pages name, so their names never change.
const HELPER: &str = "flink-memory-calculator-embed.js";
pub(crate) const ELEMENT: &str = "flink-memory-calculator.js";

/// The script of the program, which the custom element imports.
const MODULE: &str = "app-module";

/// Where the calculator is drawn in embed.html. It has no heading of its own there, but those who listen need one for the whole.
const FRAME: &str = "<main><h1 class=\"visually-hidden\">Flink Memory Calculator</h1><div id=\"app\" data-kind=\"frame\"></div></main>";

/// What stands in index.html only: the theme is the other page's, what is said where scripts are off, too, a frame
/// shows nothing at first, has no guide beside it, and is not installed.
const OF_THE_PAGE: [(&str, &str); 8] = [
    ("    <script src=\"./theme-", "</script>\n"),
    ("    <script src=\"./offline-", "</script>\n"),
    ("    <link rel=\"expect\"", ">\n"),
    ("    <link rel=\"help\"", ">\n"),
    ("    <link rel=\"manifest\"", ">\n"),
    ("    <link rel=\"apple-touch-icon\"", ">\n"),
    ("    <meta name=\"description\"", ">\n"),
    ("    <noscript>", "</noscript>\n"),
];

/// Writes the files beside the built page, of which `page` is index.html without what it shows at first.
pub(crate) fn write(page: &str, folder: &Path) -> Outcome<()> {
    let frame = minified(&joined("frame.js")?)?;
    let name = format!("frame-{}.js", head::short_hash(&frame));
    std::fs::write(folder.join(&name), &frame).while_doing(format!("Writing {name}"))?;
    let mut embed = page.replacen("<div id=\"app\"></div>", FRAME, 1);
    for (beginning, end) in OF_THE_PAGE {
        embed = without(&embed, beginning, end).ok_or_else(|| Failure::new(format!("index.html has no `{}`.", beginning.trim())))?;
    }
    // The link is what makes browsers check a module that a script imports.
    let asset = format!(
        "<link rel=\"modulepreload\" href=\"./{name}\" crossorigin=\"anonymous\" integrity=\"{}\">\
         <meta name=\"asset\" data-name=\"frame\" content=\"./{name}\">\n  </head>",
        head::integrity(&frame)
    );
    let embed = head::with_checksum(&embed.replacen("</head>", &asset, 1), "frame", frame.as_bytes())?;
    std::fs::write(folder.join("embed.html"), embed).while_doing("Writing embed.html")?;
    let helper = minified(&format!("(() => {{\n\"use strict\";\n{}}})();\n", joined("host.js")?))?;
    std::fs::write(folder.join(HELPER), helper).while_doing(format!("Writing {HELPER}"))?;
    std::fs::write(folder.join(ELEMENT), element(page)?).while_doing(format!("Writing {ELEMENT}"))
}

/// The files of the built page that the custom element loads: name and address. What only the page shows is not among them, and no sheet:
/// bundlers put scripts in the place of files with such a name.
pub(crate) fn files_of_element(page: &str) -> impl Iterator<Item = (String, String)> {
    let is_of_element = |name: &str| [MODULE, "app-wasm", "later-wasm", "writer-wasm"].contains(&name) || name.starts_with("words-");
    head::assets(page).into_iter().filter(move |(name, _)| is_of_element(name))
}

/// The custom element, which knows the files of the page that it loads and has the style sheet in it.
fn element(page: &str) -> Outcome<String> {
    // Addresses are written out, because bundlers look for this form.
    let address = |(name, file): (String, String)| format!("  {name:?}: new URL(\"./{file}\", import.meta.url),\n");
    let module = head::assets(page).into_iter().find_map(|(name, file)| (name == MODULE).then_some(file));
    let module = module.ok_or_else(|| Failure::new("The built page does not name app-module."))?;
    let files: String = files_of_element(page).filter(|(name, _)| name != MODULE).map(address).collect();
    let known = format!("const FILES = {{\n{files}}};\n\nconst SHEET = {};", json!(sheet_of_element()?));
    let script = joined("element.js")?.replacen("/* FILES */", &known, 1).replacen("./app-module.js", &format!("./{module}"), 1);
    Ok(without_line_comments(&script))
}

/// A script of web/assets/embedding behind what it shares with the others, as one module.
fn joined(name: &str) -> Outcome<String> {
    let read = |name: &str| {
        let file = project::root().join("web/assets/embedding").join(name);
        std::fs::read_to_string(&file).while_doing(format!("Reading {}", file.display()))
    };
    Ok(read("shared.js")? + &read(name)?)
}

/// The script without what only people need.
fn minified(script: &str) -> Outcome<String> {
    let file = project::target().join("assets").join("script.js");
    std::fs::create_dir_all(file.parent().unwrap_or(&file)).while_doing("Making the folder for scripts")?;
    std::fs::write(&file, without_line_comments(script)).while_doing(format!("Writing {}", file.display()))?;
    let mut esbuild = program::command(tools::build_tool("esbuild")?);
    program::read(esbuild.arg(&file).args(["--minify", "--log-level=warning", "--charset=utf8", "--target=es2022"]))
}

/// A text without what begins and ends so; `None` where there is no such thing in it.
fn without(text: &str, beginning: &str, end: &str) -> Option<String> {
    let (before, rest) = text.split_once(beginning)?;
    Some(before.to_owned() + rest.split_once(end)?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_page_is_left_out() {
        assert_eq!(without("a<b>c</b>d", "<b>", "</b>").as_deref(), Some("ad"));
        assert_eq!(without("a<b>c", "<b>", "</b>"), None);
    }

    #[test]
    fn the_element_loads_no_sheet_and_nothing_that_only_the_page_shows() {
        let named = ["app-module", "app-wasm", "later-sheet", "later-wasm", "writer-wasm", "deeper-wasm", "words-en", "first-zh"];
        let page: String = named.map(|name| format!("<meta name=\"asset\" data-name=\"{name}\" content=\"./{name}\">")).concat();
        let files: Vec<_> = files_of_element(&page).map(|(name, _)| name).collect();
        assert_eq!(files, ["app-module", "app-wasm", "later-wasm", "writer-wasm", "words-en"]);
    }

    #[test]
    fn the_shell_has_what_is_left_out() {
        let shell = std::fs::read_to_string(project::root().join("index.html")).unwrap_or_default();
        let kept = [
            "    <noscript>",
            "</noscript>\n",
            "    <meta name=\"description\"",
            "    <link rel=\"expect\"",
            "    <link rel=\"manifest\"",
            "    <link rel=\"apple-touch-icon\"",
        ];
        assert!(kept.iter().all(|text| shell.contains(text)));
    }
}
