//! The whole page in one file, which works from a disk by a double click: everything that the page's head names stands in it.
//!
//! Browsers load neither modules nor files for a page from a disk, so the scripts become one script without imports, and everything that goes
//! through boot.js's `asset(name)` stands in the file as text. Its Content-Security-Policy names the script and the sheet by their checksums
//! and allows nothing to be loaded at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome, While};
use crate::{program, project, tools};

/// The file.
pub(crate) const NAME: &str = "flink-memory-calculator.html";

/// What the script does instead of loading, by the first line of the function that does.
const REPLACEMENTS: [(&str, &str); 2] = [
    (
        "async function asset(name) {",
        r#"async function asset(name) {
  const data = document.querySelector(`script[data-asset="${name}"]`);
  if (data === null) throw new Error(`the page holds no ${name}`);
  const packed = Uint8Array.from(atob(data.textContent), (sign) => sign.charCodeAt(0));
  const whole = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(whole, { headers: { "Content-Type": data.dataset.type } });
}
"#,
    ),
    ("const script = (name) => import(", "const script = (name) => scripts[name]();\n"),
];

/// Media types of what stands in the file as text, by the ending of its name.
const TYPES: [(&str, &str); 3] = [("wasm", "application/wasm"), ("txt", "text/plain"), ("css", "text/css")];

/// Writes the page of a folder as one file into another.
pub(crate) fn write(site: &Path, folder: &Path) -> Outcome<PathBuf> {
    let read = |name: &str| std::fs::read(site.join(name)).while_doing(format!("Reading {name} of the built page"));
    let page = String::from_utf8(read("index.html")?).while_doing("Reading index.html of the built page")?;
    let page = without_guide(&page)?;
    let (mut out, mut data, mut modules) = (String::new(), String::new(), Vec::new());
    let (mut scripts, mut sheets) = (Vec::new(), Vec::new());
    let mut rest = page.as_str();
    while let Some(start) = rest.find('<') {
        let (text, from) = rest.split_at(start);
        out.push_str(text);
        let tag = Tag::at(from);
        rest = &from[tag.text.len()..];
        match tag.kind(site) {
            Kind::Other => out.push_str(tag.text),
            // Only a page that is loaded needs them, or has them beside it.
            Kind::Dropped => {}
            Kind::Icon(name) => out
                .push_str(&tag.text.replace(&format!("./{name}"), &format!("data:image/svg+xml;base64,{}", STANDARD.encode(read(&name)?)))),
            Kind::Sheet(name) => {
                let sheet = String::from_utf8_lossy(&read(&name)?).into_owned();
                sheets.push(allowed(&sheet));
                out.extend(["<style>", &sheet, "</style>"]);
            }
            Kind::Script(name) => {
                let script = String::from_utf8_lossy(&read(&name)?).into_owned();
                scripts.push(allowed(&script));
                out.extend(["<script>", &script, "</script>"]);
            }
            Kind::Asset { name, file } => {
                // That it is named is what other scripts look for.
                out.extend(["<meta name=\"asset\" data-name=\"", &name, "\">"]);
                match file.rsplit_once('.').map(|(_, ending)| ending) {
                    Some("js") => modules.push((name, site.join(&file))),
                    ending => data.push_str(&block(&name, ending.unwrap_or_default(), &read(&file)?)?),
                }
            }
            Kind::Policy => out.push_str(POLICY),
        }
    }
    out.push_str(rest);
    let boot = one_script(&modules)?;
    scripts.push(allowed(&boot));
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; \
         base-uri 'none'; form-action 'none'\">",
        scripts.join(" "),
        sheets.join(" ")
    );
    let (before, after) = out.rsplit_once("</body>").ok_or_else(|| Failure::new("The built page has no end of its body."))?;
    let whole = [before, &data, "<script>", &boot, "</script></body>", after].concat().replacen(POLICY, &policy, 1);
    let file = folder.join(NAME);
    std::fs::write(&file, whole).while_doing(format!("Writing {NAME}"))?;
    Ok(file)
}

/// The page without the link in its foot to what stands beside it.
fn without_guide(page: &str) -> Outcome<String> {
    const LINK: &str = "<a class=\"link footer__guide\"";
    let parts = page.split_once(LINK).and_then(|(before, rest)| Some([before, rest.split_once("</a>")?.1].concat()));
    parts.ok_or_else(|| Failure::new("The foot of the built page has no link to the guide."))
}

/// Stands where the policy is to stand, until all checksums are known.
const POLICY: &str = "<meta policy>";

/// A tag as it is written; a script together with its end.
struct Tag<'a> {
    text: &'a str,
}

/// What becomes of a tag, with the file that it names.
enum Kind {
    Other,
    Dropped,
    Policy,
    Icon(String),
    Sheet(String),
    Script(String),
    Asset { name: String, file: String },
}

impl<'a> Tag<'a> {
    fn at(from: &'a str) -> Tag<'a> {
        let end = if from.starts_with("<script") {
            "</script>"
        } else if from.starts_with("<!--") {
            "-->"
        } else {
            ">"
        };
        Tag { text: from.find(end).map_or(from, |start| &from[..start + end.len()]) }
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        let start = self.text.find(&format!(" {name}=\""))? + name.len() + 3;
        self.text[start..].split('"').next()
    }

    fn kind(&self, site: &Path) -> Kind {
        let local = |name: &str| {
            self.attribute(name).map(|address| address.trim_start_matches("./").to_owned()).filter(|file| site.join(file).is_file())
        };
        if self.text.starts_with("<meta ") {
            return match (self.attribute("name"), self.attribute("data-name").zip(local("content"))) {
                (Some("asset"), Some((name, file))) => Kind::Asset { name: name.to_owned(), file },
                // A single file is not kept by a worker.
                (Some("build"), _) => Kind::Dropped,
                _ if self.attribute("http-equiv") == Some("Content-Security-Policy") => Kind::Policy,
                _ => Kind::Other,
            };
        }
        if self.text.starts_with("<link ") {
            return match (self.attribute("rel"), local("href")) {
                (Some("stylesheet"), Some(file)) => Kind::Sheet(file),
                (Some("icon"), Some(file)) => Kind::Icon(file),
                (Some("modulepreload" | "preload" | "manifest" | "apple-touch-icon" | "help"), _) => Kind::Dropped,
                _ => Kind::Other,
            };
        }
        match local("src").filter(|_| self.text.starts_with("<script ")) {
            Some(_) if self.attribute("type") == Some("module") => Kind::Dropped,
            Some(file) => Kind::Script(file),
            None => Kind::Other,
        }
    }
}

/// How a policy names what stands in the page.
fn allowed(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

/// A file as text that no browser runs.
fn block(name: &str, ending: &str, content: &[u8]) -> Outcome<String> {
    let media_type = TYPES.iter().find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type);
    let media_type =
        media_type.ok_or_else(|| Failure::new(format!("{name} is of a kind that the single file does not know: {ending}.")))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).while_doing(format!("Compressing {name}"))?;
    let packed = STANDARD.encode(packed.finish().while_doing(format!("Compressing {name}"))?);
    Ok(format!("<script type=\"text/plain\" data-asset=\"{name}\" data-type=\"{media_type}\">{packed}</script>\n"))
}

/// boot.js with what it imports, as one script that is no module.
fn one_script(modules: &[(String, PathBuf)]) -> Outcome<String> {
    let folder = project::target().join("single");
    std::fs::create_dir_all(&folder).while_doing(format!("Making {}", folder.display()))?;
    let (from, to) = (folder.join("boot.js"), folder.join("whole.js"));
    let mut script = boot()?;
    for (first, instead) in REPLACEMENTS {
        script = replaced(&script, first, instead)
            .ok_or_else(|| Failure::new(format!("web/assets/boot.js has no `{first}` any more, which the single file replaces.")))?;
    }
    let import = |(name, file): &(String, PathBuf)| format!("{name:?}: () => import({:?}),\n", file.display().to_string());
    let imports = modules.iter().map(import).collect::<Vec<_>>().concat();
    std::fs::write(&from, format!("const scripts = {{\n{imports}}};\n{script}")).while_doing("Writing the script of the single file")?;
    let mut esbuild = program::command(tools::build_tool("esbuild")?);
    esbuild.arg(&from).arg(format!("--outfile={}", to.display()));
    // The address of the module is asked for where nobody gives its bytes, which never happens here.
    program::run(esbuild.args([
        "--bundle",
        "--minify",
        "--format=iife",
        "--allow-overwrite",
        "--log-level=error",
        "--log-override:empty-import-meta=silent",
    ]))?;
    std::fs::read_to_string(&to).while_doing("Reading the script of the single file").map(|script| script.trim_end().to_owned())
}

/// The script as people write it, where a function ends with a brace that is not indented.
fn boot() -> Outcome<String> {
    std::fs::read_to_string(project::root().join("web/assets/boot.js")).while_doing("Reading web/assets/boot.js")
}

/// A script with a function or a line replaced, known by how it begins; a function ends with the first line that is only its brace.
fn replaced(script: &str, first: &str, instead: &str) -> Option<String> {
    let (before, after) = script.split_once(first)?;
    let (_, after) = if first.ends_with('{') { after.split_once("\n}\n")? } else { after.split_once('\n')? };
    Some([before, instead, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_loads_is_replaced_whole() {
        let script = "a\nb {\n  if (c) {\n  }\n}\nconst f = () => import(g);\nh\n";
        assert_eq!(replaced(script, "const f = () => import(", "F\n").as_deref(), Some("a\nb {\n  if (c) {\n  }\n}\nF\nh\n"));
        assert_eq!(replaced(script, "b {", "B\n").as_deref(), Some("a\nB\nconst f = () => import(g);\nh\n"));
        assert_eq!(replaced("a", "b", ""), None);
    }

    #[test]
    fn boot_js_has_what_is_replaced() -> Outcome<()> {
        let script = boot()?;
        assert!(REPLACEMENTS.iter().all(|(first, instead)| replaced(&script, first, instead).is_some()));
        Ok(())
    }
}
