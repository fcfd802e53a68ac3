//! The guide's Content-Security-Policy, the page's own but for frames and fonts. What mdBook writes into pages as scripts and styles goes into files
//! and classes for it; what the classes look like stands in guide/theme/guide.css.

use std::collections::BTreeMap;
use std::path::Path;

use super::dress::is_a;
use crate::failure::{Failure, Outcome, While};
use crate::{head, seal};

const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'none'\">";

/// Where the policy goes: what stands before it is not under it.
const CHARSET: &str = "<meta charset=\"UTF-8\">";

/// The styles that mdBook writes into pages, and the classes in their place.
const STYLES: &[(&str, &str)] = &[
    (" style=\"text-align: left\"", " class=\"to-the-left\""),
    (" style=\"text-align: right\"", " class=\"to-the-right\""),
    (" style=\"text-align: center\"", " class=\"to-the-middle\""),
    (" style=\"clear: both\"", " class=\"below-all\""),
    (" style=\"break-before: page; page-break-before: always;\"", " class=\"on-a-new-sheet\""),
];

/// The style that mdBook's search gives to what only readers of a screen hear, and the class in its place.
const UNSEEN: (&str, &str) = (".setAttribute('style', 'position: absolute; opacity: 0;')", ".classList.add('unseen')");

/// Puts every page of a folder under the policy.
pub(super) fn apply(folder: &Path) -> Outcome<()> {
    let mut searches = 0;
    for file in seal::files(folder)? {
        let path = folder.join(&file);
        let read = || std::fs::read_to_string(&path).while_doing(format!("Reading {file}"));
        let write = |text: &str| std::fs::write(&path, text).while_doing(format!("Writing {file}"));
        if is_a(&file, "html") {
            let Parted { page, scripts } = parted(&read()?).map_err(|problem| Failure::new(format!("{file} of the guide {problem}.")))?;
            write(&page)?;
            for (name, script) in scripts {
                std::fs::write(path.with_file_name(&name), script).while_doing(format!("Writing {name}"))?;
            }
        } else if is_a(&file, "js") && !file.contains("searchindex") {
            let script = read()?;
            if script.contains(UNSEEN.0) {
                searches += 1;
                write(&script.replace(UNSEEN.0, UNSEEN.1))?;
            }
        }
    }
    if searches == 0 { Err(Failure::new("mdBook's search has no unseen element any more; look for what it has now.")) } else { Ok(()) }
}

/// A page without scripts and styles in it, and the scripts by the names of their files.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parted {
    page: String,
    scripts: BTreeMap<String, String>,
}

fn parted(page: &str) -> Result<Parted, &'static str> {
    const SCRIPT: &str = "<script>";
    let mut parted = Parted::default();
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(SCRIPT) {
        let (script, after) = behind.split_once("</script>").ok_or("has a script without an end")?;
        let name = format!("inline-{}.js", head::short_hash(script));
        parted.page.extend([before, "<script src=\"", &name, "\"></script>"]);
        parted.scripts.insert(name, script.to_owned());
        rest = after;
    }
    parted.page.push_str(rest);
    for (style, class) in STYLES {
        parted.page = parted.page.replace(style, class);
    }
    if parted.page.contains(" style=\"") || parted.page.contains("<style") {
        return Err("has a style in it that has no class in policy.rs");
    }
    let (before, behind) = parted.page.split_once(CHARSET).ok_or("does not say how it is encoded")?;
    parted.page = [before, CHARSET, "\n        ", POLICY, behind].concat();
    Ok(parted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_styles_go_out_of_a_page() {
        let page = format!(
            "<head>{CHARSET}<script>a();</script></head><td style=\"text-align: right\">1</td><script src=\"b.js\"></script><script>c();</script>"
        );
        let parted = parted(&page).unwrap_or_default();
        let names: Vec<_> = parted.scripts.keys().cloned().collect();
        assert_eq!(parted.scripts.values().map(String::as_str).collect::<std::collections::BTreeSet<_>>(), ["a();", "c();"].into());
        assert!(names.iter().all(|name| parted.page.contains(&format!("<script src=\"{name}\"></script>"))), "{}", parted.page);
        assert!(parted.page.contains("<td class=\"to-the-right\">1</td><script src=\"b.js\"></script>"), "{}", parted.page);
        assert!(parted.page.contains(&format!("{CHARSET}\n        {POLICY}")), "{}", parted.page);
    }

    #[test]
    fn what_is_not_known_ends_the_build() {
        assert!(parted(&format!("{CHARSET}<p style=\"color: red\">")).is_err());
        assert!(parted(&format!("{CHARSET}<style>p {{}}</style>")).is_err());
        assert!(parted(&format!("{CHARSET}<script>a();")).is_err());
        assert!(parted("<p>").is_err());
    }
}
