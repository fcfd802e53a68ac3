//! Builds the page with Trunk. Trunk finds every tool in the right version on its PATH, so it fetches nothing by itself.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::failure::{Failure, Outcome, While};
use crate::{glue, last_words, program, project, tools, wasm};

/// Builds the page as it is published, into `dist/`.
pub(crate) fn build() -> Outcome<()> {
    program::run(trunk()?.args(["build", "--release", "--locked"]).env("CARGO_ENCODED_RUSTFLAGS", wasm::published_flags()))?;
    let index = project::dist().join("index.html");
    let written = std::fs::read_to_string(&index).while_doing("Reading the built index.html")?;
    let page = with_integrity_for_boot(&written).ok_or_else(|| Failure::new("Trunk wrote no preload link for the WebAssembly module."))?;
    let page = with_small_module(&page)?;
    std::fs::write(&index, page).while_doing("Writing the built index.html")
}

/// Trunk with its tools, ready for a subcommand.
pub(crate) fn trunk() -> Outcome<Command> {
    let folders = tools::bring_build_tools()?;
    let mut trunk = program::command(tools::build_tool("trunk")?);
    trunk.arg("--skip-version-check").env("PATH", program::path_beginning_with(&folders)?);
    // The variable usually holds 1, which this version of Trunk takes for a broken truth value.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// Renames the checksum of the WebAssembly module, which browsers ignore in a preload link and warn of.
///
/// web/assets/boot.js reads it under the new name and gives it to the request that counts. `None` without such a link.
fn with_integrity_for_boot(page: &str) -> Option<String> {
    let is_fetched = |link: &str| link.contains(" as=\"fetch\"") || link.contains(" as=fetch");
    let mut links = page.match_indices("<link ").filter_map(|(start, _)| Some((start, start + page[start..].find('>')?)));
    let (start, end) = links.find(|&(start, end)| is_fetched(&page[start..end]))?;
    let link = page[start..end].replacen(" integrity=", " data-integrity=", 1);
    link.contains(" data-integrity=").then(|| [&page[..start], &link, &page[end..]].concat())
}

/// Makes the module and its script small, and puts their new checksums in the place of the old ones.
fn with_small_module(page: &str) -> Outcome<String> {
    let preloaded = |kind: &str| {
        let name = page.split(&format!("rel=\"{kind}\" href=\"./")).nth(1).and_then(|rest| rest.split('"').next());
        name.map(|name| project::dist().join(name)).ok_or_else(|| Failure::new(format!("Trunk wrote no {kind} link.")))
    };
    let (script_path, module_path) = (preloaded("modulepreload")?, preloaded("preload")?);
    let script = std::fs::read_to_string(&script_path).while_doing(format!("Reading {}", script_path.display()))?;
    let module = std::fs::read(&module_path).while_doing(format!("Reading {}", module_path.display()))?;
    std::fs::write(&module_path, last_words::taken_out(&module)?).while_doing(format!("Writing {}", module_path.display()))?;
    wasm::optimise(&module_path, wasm::SMALLEST)?;
    let optimised = std::fs::read(&module_path).while_doing(format!("Reading {}", module_path.display()))?;
    let (script_of_module, short_module) = glue::shorten(&script, &optimised)?;
    std::fs::write(&script_path, &script_of_module).while_doing(format!("Writing {}", script_path.display()))?;
    let mut esbuild = program::command(tools::build_tool("esbuild")?);
    esbuild.arg(&script_path).arg(format!("--outfile={}", script_path.display()));
    program::run(esbuild.args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=warning"]))?;
    let short_script = std::fs::read(&script_path).while_doing(format!("Reading {}", script_path.display()))?;
    std::fs::write(&module_path, &short_module).while_doing(format!("Writing {}", module_path.display()))?;
    let with_script = page.replace(&integrity(&script), &integrity(&short_script));
    Ok(with_script.replace(&integrity(&module), &integrity(&short_module)))
}

/// A checksum as browsers compare it.
fn integrity(content: impl AsRef<[u8]>) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_checksum_of_the_preload_link_is_renamed() {
        let page = r#"<link rel="modulepreload" integrity="a"><link rel="preload" integrity="b" as="fetch"></head>"#;
        let expected = r#"<link rel="modulepreload" integrity="a"><link rel="preload" data-integrity="b" as="fetch"></head>"#;
        assert_eq!(with_integrity_for_boot(page).as_deref(), Some(expected));
        let minified = "<link integrity=a rel=modulepreload><link as=fetch integrity=b rel=preload><p>";
        let expected = "<link integrity=a rel=modulepreload><link as=fetch data-integrity=b rel=preload><p>";
        assert_eq!(with_integrity_for_boot(minified).as_deref(), Some(expected));
        assert_eq!(with_integrity_for_boot("<link rel=preload integrity=a>"), None);
    }
}
