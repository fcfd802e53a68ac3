//! What the head of the built page says of the files that scripts load: `<meta name="asset" data-name="NAME" content="./FILE"
//! data-integrity="CHECKSUM">`. web/assets/boot.js reads it; what the files are stands with whoever builds them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::dist;
use crate::failure::{Failure, Outcome};

/// A checksum as browsers compare it.
pub(crate) fn integrity(content: impl AsRef<[u8]>) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// What a file's name has of its content, so that another content has another name.
pub(crate) fn short_hash(content: impl AsRef<[u8]>) -> String {
    dist::hex(&Sha384::digest(content)[..8])
}

/// The files that the head names for scripts: name and address, in order.
pub(crate) fn assets(page: &str) -> Vec<(String, String)> {
    let between = |text: &str, beginning: &str| text.split_once(beginning)?.1.split_once('"').map(|(value, _)| value.to_owned());
    let tags = page.split("<meta name=\"asset\"").skip(1);
    tags.filter_map(|tag| Some((between(tag, " data-name=\"")?, between(tag, " content=\"./")?))).collect()
}

/// The page with the checksum of a file that its head names, in the place of one that is there already.
pub(crate) fn with_checksum(page: &str, name: &str, content: &[u8]) -> Outcome<String> {
    const CHECKSUM: &str = " data-integrity=";
    let start = page.find(&format!("<meta name=\"asset\" data-name=\"{name}\" "));
    let tag = start.and_then(|start| Some((start, start + page[start..].find('>')?)));
    let (start, end) = tag.ok_or_else(|| Failure::new(format!("The built page does not name {name}.")))?;
    let kept = page[start..end].split(CHECKSUM).next().unwrap_or_default();
    Ok([&page[..start], kept, CHECKSUM, "\"", &integrity(content), "\"", &page[end..]].concat())
}

/// The page with one more file in its head.
pub(crate) fn with_asset(page: &str, name: &str, file: &str, content: &[u8]) -> Outcome<String> {
    let (before, after) = page.split_once("</head>").ok_or_else(|| Failure::new("The built page has no head."))?;
    let tag = format!("<meta name=\"asset\" data-name=\"{name}\" content=\"./{file}\">");
    with_checksum(&[before, &tag, "</head>", after].concat(), name, content)
}

/// The name by which scripts know a file of the page.
pub(crate) fn asset_of<'a>(page: &'a str, file: &str) -> Option<&'a str> {
    let (before, _) = page.split_once(&format!("\" content=\"./{file}\""))?;
    before.rsplit_once("data-name=\"").map(|(_, name)| name)
}

/// The page without the checksum of a file in its preload link, where browsers ignore it and warn of it: the request that counts checks it.
pub(crate) fn without_checksum_of_preload(page: &str, content: &[u8]) -> String {
    page.replace(&format!(" integrity=\"{}\"", integrity(content)), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_checksum_and_it_is_the_last() -> Outcome<()> {
        let page = r#"<meta name="asset" data-name="a" content="./a.js"><meta name="asset" data-name="b" content="./b">"#;
        let (first, second) = (integrity("first"), integrity("second"));
        let once = with_checksum(page, "a", b"first")?;
        assert_eq!(once, page.replacen("./a.js\"", &format!("./a.js\" data-integrity=\"{first}\""), 1));
        assert_eq!(with_checksum(&once, "a", b"second")?, once.replace(&first, &second));
        assert!(with_checksum(page, "c", b"").is_err());
        assert_eq!(assets(&once), [("a".to_owned(), "a.js".to_owned()), ("b".to_owned(), "b".to_owned())]);
        Ok(())
    }

    #[test]
    fn a_file_is_known_by_its_name() {
        let page = r#"<meta name="asset" data-name="a" content="./a.js"><meta name="asset" data-name="b" content="./b.wasm">"#;
        assert_eq!([asset_of(page, "a.js"), asset_of(page, "b.wasm"), asset_of(page, "c")], [Some("a"), Some("b"), None]);
    }

    #[test]
    fn the_link_loses_only_the_checksum_of_this_file() {
        let (script, module) = (integrity("script"), integrity("module"));
        let page = format!(r#"<link rel="modulepreload" integrity="{script}"><link rel="preload" integrity="{module}" as="fetch">"#);
        let expected = format!(r#"<link rel="modulepreload" integrity="{script}"><link rel="preload" as="fetch">"#);
        assert_eq!(without_checksum_of_preload(&page, b"module"), expected);
    }
}
