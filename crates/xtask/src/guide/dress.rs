//! What mdBook does not do for a guide in several languages: each page leads to itself in the others, what mdBook says itself is said in the
//! language of the book, and its search finds Chinese.

use std::path::Path;

use flink_memory_guide::{LANGUAGES, Language, Word};

use crate::failure::{Failure, Outcome, While};
use crate::seal;

/// Words of mdBook's in the pages and scripts of a book, in English, and what they are in the language with this `id`. Each stands somewhere.
const WORDS: &[(&str, &[(&str, &str)])] = &[("zh", CHINESE)];

const CHINESE: &[(&str, &str)] = &[
    (">Keyboard shortcuts</h2>", ">键盘快捷键</h2>"),
    ("<p>Press <kbd>←</kbd> or <kbd>→</kbd> to navigate between chapters</p>", "<p><kbd>←</kbd> 或 <kbd>→</kbd>：切换章节</p>"),
    ("<p>Press <kbd>S</kbd> or <kbd>/</kbd> to search in the book</p>", "<p><kbd>S</kbd> 或 <kbd>/</kbd>：在本书中搜索</p>"),
    ("<p>Press <kbd>?</kbd> to show this help</p>", "<p><kbd>?</kbd>：显示此帮助</p>"),
    ("<p>Press <kbd>Esc</kbd> to hide this help</p>", "<p><kbd>Esc</kbd>：关闭此帮助</p>"),
    ("aria-label=\"Table of contents\"", "aria-label=\"目录\""),
    (
        "title=\"Toggle Table of Contents\" aria-label=\"Toggle Table of Contents\"",
        "title=\"显示或隐藏目录\" aria-label=\"显示或隐藏目录\"",
    ),
    ("title=\"Change theme\" aria-label=\"Change theme\"", "title=\"更改主题\" aria-label=\"更改主题\""),
    ("aria-label=\"Themes\"", "aria-label=\"主题\""),
    (">Auto</button>", ">跟随系统</button>"),
    (">Light</button>", ">浅色</button>"),
    ("title=\"Search (`/`)\" aria-label=\"Toggle Searchbar\"", "title=\"搜索（/）\" aria-label=\"显示或隐藏搜索框\""),
    ("title=\"Print this book\" aria-label=\"Print this book\"", "title=\"打印本书\" aria-label=\"打印本书\""),
    ("placeholder=\"Search this book ...\"", "placeholder=\"在本书中搜索……\""),
    ("aria-label=\"Page navigation\"", "aria-label=\"翻页\""),
    ("title=\"Previous chapter\" aria-label=\"Previous chapter\"", "title=\"上一章\" aria-label=\"上一章\""),
    ("title=\"Next chapter\" aria-label=\"Next chapter\"", "title=\"下一章\" aria-label=\"下一章\""),
    ("<title>Page not found - ", "<title>找不到页面 - "),
    (">Document not found (404)<", ">找不到页面（404）<"),
    (">This URL is invalid, sorry. Please use the navigation bar or search to continue.<", ">此地址无效。请使用目录或搜索。<"),
    ("count + ' search result for \\'' + searchterm + '\\':'", "'找到 ' + count + ' 处“' + searchterm + '”：'"),
    ("'No search results for \\'' + searchterm + '\\'.'", "'没有找到“' + searchterm + '”。'"),
    ("count + ' search results for \\'' + searchterm + '\\':'", "'找到 ' + count + ' 处“' + searchterm + '”：'"),
    ("aria-label=\"Search Result Teaser\"", "aria-label=\"结果摘要\""),
    ("'Copy to clipboard'", "'复制'"),
    ("'Copied!'", "'已复制'"),
    ("'Clipboard error!'", "'无法复制'"),
];

/// The bar at the top of a page, which is no landmark to mdBook.
const BAR: (&str, &str) = ("<div id=\"mdbook-menu-bar\"", "<div role=\"banner\" id=\"mdbook-menu-bar\"");

/// Where mdBook has room for one more button.
const BUTTONS: &str = "<div class=\"right-buttons\">";

/// The end of what a page says of itself.
const HEAD_END: &str = "</head>";

/// Dresses the built books of a folder.
pub(super) fn all(folder: &Path) -> Outcome<()> {
    for language in &LANGUAGES {
        translate(folder, language)?;
    }
    for language in &LANGUAGES {
        for file in own_files(folder, language)?.into_iter().filter(|file| is_a(file, "html")) {
            let path = folder.join(language.place).join(&file);
            let page = std::fs::read_to_string(&path).while_doing(format!("Reading {}", path.display()))?;
            // The list of chapters, which is shown in other pages, has no buttons.
            if !page.contains(BUTTONS) {
                continue;
            }
            let page =
                with_search(&page).ok_or_else(|| Failure::new(format!("{file} does not load mdBook's search and guide.js any more.")))?;
            // The page for addresses that are not there has no address of its own.
            let page = if file == "404.html" { page } else { with_others(&page, language, &file) };
            std::fs::write(&path, page).while_doing(format!("Writing {}", path.display()))?;
        }
    }
    Ok(())
}

/// Whether a file has this extension.
pub(super) fn is_a(file: &str, extension: &str) -> bool {
    Path::new(file).extension().is_some_and(|given| given == extension)
}

/// The files of one language's book, without those of the books inside it.
fn own_files(folder: &Path, language: &Language) -> Outcome<Vec<String>> {
    let is_inner =
        |file: &String| LANGUAGES.iter().any(|other| !other.place.is_empty() && language.place.is_empty() && file.starts_with(other.place));
    Ok(seal::files(&folder.join(language.place))?.into_iter().filter(|file| !is_inner(file)).collect())
}

/// Says mdBook's words in a language. One that is nowhere any more is a failure: mdBook then says something else, in English.
fn translate(folder: &Path, language: &Language) -> Outcome<()> {
    let words = WORDS.iter().find(|(id, _)| *id == language.id).map_or(&[][..], |(_, words)| words);
    let mut unused: Vec<&str> = words.iter().map(|(english, _)| *english).collect();
    let is_text = |file: &String| is_a(file, "html") || is_a(file, "js") && !file.starts_with("searchindex");
    for file in own_files(folder, language)?.into_iter().filter(is_text) {
        let path = folder.join(language.place).join(&file);
        let before = std::fs::read_to_string(&path).while_doing(format!("Reading {}", path.display()))?;
        let mut text = before.clone();
        for (english, other) in words.iter().filter(|(english, _)| before.contains(english)) {
            text = text.replace(english, other);
            unused.retain(|known| known != english);
        }
        if text != before {
            std::fs::write(&path, text).while_doing(format!("Writing {}", path.display()))?;
        }
    }
    match unused.as_slice() {
        [] => Ok(()),
        [first, ..] => Err(Failure::new(format!("mdBook does not say `{first}` any more; look for what it says now."))),
    }
}

/// A page whose search finds Chinese from the beginning: guide.js, which mdBook loads last, is loaded before what searches.
fn with_search(page: &str) -> Option<String> {
    let line = |beginning: &str| page.lines().find(|line| line.trim_start().starts_with(beginning));
    let (ours, search) = (line("<script src=\"theme/guide-")?, line("<script src=\"searcher-")?);
    Some(page.replacen(ours, "", 1).replacen(search, &format!("{ours}\n{search}"), 1))
}

/// A page that leads to itself in the other languages.
fn with_others(page: &str, language: &Language, file: &str) -> String {
    let up = "../".repeat(language.place.matches('/').count());
    let address = |of: &Language| format!("{up}{}{file}", of.place);
    let alternates: Vec<_> = LANGUAGES
        .iter()
        .map(|of| format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">\n", of.tag(), address(of)))
        .chain([HEAD_END.to_owned()])
        .collect();
    let others = LANGUAGES.iter().filter(|other| other.id != language.id);
    let button = |of: &Language| {
        let (tag, name) = (of.tag(), of.word(Word::Name));
        format!("\n<a class=\"other-language\" href=\"{}\" lang=\"{tag}\" hreflang=\"{tag}\">{name}</a>", address(of))
    };
    let buttons: Vec<_> = std::iter::once(BUTTONS.to_owned()).chain(others.map(button)).collect();
    page.replacen(BUTTONS, &buttons.concat(), 1).replacen(HEAD_END, &alternates.concat(), 1).replacen(BAR.0, BAR.1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_itself_in_the_other_languages() {
        let page = format!("<head>{HEAD_END}{BUTTONS}</div>");
        for (language, address) in LANGUAGES.iter().zip(["zh/heap.html", "../heap.html"]) {
            let dressed = with_others(&page, language, "heap.html");
            assert_eq!(dressed.matches(&format!("href=\"{address}\"")).count(), 2, "{dressed}");
            assert_eq!(dressed.matches("class=\"other-language\"").count(), 1, "{dressed}");
        }
    }

    #[test]
    fn the_search_comes_after_what_it_needs() {
        let (ours, search) = ("<script src=\"theme/guide-1.js\"></script>", "<script src=\"searcher-2.js\"></script>");
        assert_eq!(with_search(&format!("a\n{search}\nb\n{ours}\nc")), Some(format!("a\n{ours}\n{search}\nb\n\nc")));
        assert_eq!(with_search(ours), None);
    }

    #[test]
    fn every_other_language_has_mdbooks_words() {
        for language in &LANGUAGES[1..] {
            assert!(WORDS.iter().any(|(id, _)| *id == language.id), "{}", language.id);
        }
    }
}
