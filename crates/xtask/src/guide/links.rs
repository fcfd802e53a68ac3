//! Where the links of built pages lead: to a file and a place in it that are there, and to no other origin for anything that is loaded.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::failure::{Outcome, While};

/// Attributes that lead somewhere.
const ATTRIBUTES: &[&str] = &["href", "src", "data-src"];

/// What is wrong with the links of the pages in a folder. The files in `beside` stand beside the folder, where their places are not looked for.
pub(crate) fn problems(folder: &Path, beside: &[&str]) -> Outcome<Vec<String>> {
    let pages = pages(folder)?;
    let beside: Vec<_> = beside.iter().map(|name| folder.with_file_name(name)).collect();
    let ids: BTreeMap<&Path, BTreeSet<&str>> = pages.iter().map(|(file, page)| (file.as_path(), ids(page))).collect();
    let mut problems = Vec::new();
    for (file, page) in &pages {
        let shown = file.strip_prefix(folder).unwrap_or(file).display();
        for (tag, address) in addresses(page) {
            let address = address.replace("&amp;", "&");
            if address.starts_with("https://") || address.starts_with("http://") {
                if tag != "a" {
                    problems.push(format!("{shown}: loads {address}"));
                }
                continue;
            }
            let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let target = if path.is_empty() { file.clone() } else { resolved(file, path) };
            if address.starts_with("data:") || address.starts_with("mailto:") || beside.contains(&target) {
                continue;
            }
            let is_there = target.is_file() || target.join("index.html").is_file();
            let has_place = fragment.is_empty() || ids.get(target.as_path()).is_some_and(|ids| ids.contains(fragment));
            if !is_there || !has_place {
                problems.push(format!("{shown}: {address}"));
            }
        }
    }
    problems.sort();
    problems.dedup();
    Ok(problems)
}

/// The pages below a folder, without the page for addresses that are not there: its own are those of the root.
fn pages(folder: &Path) -> Outcome<Vec<(PathBuf, String)>> {
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(folder).while_doing(format!("Reading {}", folder.display()))? {
        let path = entry.while_doing(format!("Reading {}", folder.display()))?.path();
        if path.is_dir() {
            pages.extend(self::pages(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") && path.file_name().is_some_and(|name| name != "404.html") {
            let page = std::fs::read_to_string(&path).while_doing(format!("Reading {}", path.display()))?;
            pages.push((path, page));
        }
    }
    Ok(pages)
}

/// Every address in a page with the name of its tag.
fn addresses(page: &str) -> impl Iterator<Item = (&str, &str)> {
    tags(page).flat_map(|tag| ATTRIBUTES.iter().filter_map(move |name| Some((tag.0, attribute(tag.1, name)?))))
}

fn ids(page: &str) -> BTreeSet<&str> {
    tags(page).filter_map(|(_, tag)| attribute(tag, "id")).collect()
}

/// The opening tags of a page by name, outside of comments and scripts.
fn tags(page: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find('<')?;
            let tag = &rest[start + 1..];
            if let Some(comment) = tag.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
                continue;
            }
            let end = tag.find('>')?;
            rest = &tag[end..];
            let tag = &tag[..end];
            let name = tag.split([' ', '\n', '\t', '/']).next().unwrap_or(tag);
            if name == "script" {
                rest = rest.split_once("</script").map_or("", |(_, behind)| behind);
            }
            if !name.is_empty() && !tag.starts_with('/') {
                return Some((name, tag));
            }
        }
    })
}

/// The value of an attribute in quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start =
        tag.match_indices(name).find(|(at, _)| tag[..*at].ends_with([' ', '\n', '\t']) && tag[at + name.len()..].starts_with("=\""))?;
    tag[start.0 + name.len() + 2..].split('"').next()
}

/// A path as seen from a file, without `..` in it.
fn resolved(file: &Path, path: &str) -> PathBuf {
    let mut resolved = file.parent().unwrap_or(file).to_owned();
    for component in Path::new(path).components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            other => resolved.push(other),
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_nowhere_are_found() -> Outcome<()> {
        let folder = std::env::temp_dir().join(format!("guide-links-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).while_doing("Making a folder")?;
        let write = |name: &str, page: &str| std::fs::write(folder.join(name), page).while_doing("Writing a page");
        write(
            "a.html",
            "<a href=\"in/b.html#there\">x</a><a href=\"#gone\"></a><!-- <a href=\"no\"> --><script>\"<a href=\\\"no\\\">\"</script>",
        )?;
        write(
            "in/b.html",
            "<p id=\"there\"><a href=\"../a.html\"></a><a href=\"https://example.org/\"></a><img src=\"https://example.org/i.png\"><a href=\"../../site.html#x\"></a><a href=\"../site.html\"></a><a href=\"c.html\">",
        )?;
        let found = problems(&folder, &["site.html"])?;
        std::fs::remove_dir_all(&folder).while_doing("Removing a folder")?;
        assert_eq!(found, ["a.html: #gone", "in/b.html: ../site.html", "in/b.html: c.html", "in/b.html: loads https://example.org/i.png"]);
        Ok(())
    }
}
