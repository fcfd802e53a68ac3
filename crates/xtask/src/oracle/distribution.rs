//! A Flink release in the tool cache: fetched from the Python package index once, and of it only the files that are asked.
//! Running them is not done here.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};
use crate::{program, project};

/// What cannot be done without; checked before anything long begins.
pub(super) const PYTHON: (&str, &str) =
    ("python3", "Python 3 with pip fetches Flink releases from PyPI (on Debian the packages python3 and python3-pip)");

/// The folder of a release: `lib` with its one large jar, `bin` with the start scripts and the jar that they call.
pub(super) struct Distribution {
    folder: PathBuf,
}

impl Distribution {
    /// The release from the cache, fetched before if it is not there.
    pub(super) fn fetched(release: &str) -> Outcome<Distribution> {
        let folder = project::tool_cache()?.join(format!("flink-{release}"));
        if !folder.exists() {
            fetch(release, &folder)?;
        }
        if !folder.join("bin").join("config.sh").exists() {
            download_and_unpack(&Package::with_scripts(release), &folder)?;
        }
        Ok(Distribution { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Flink itself; the name has the Scala version in it up to 1.14.
    pub(super) fn flink_jar(&self) -> Outcome<PathBuf> {
        let is_flink = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("flink-dist"));
        files(&self.folder.join("lib"))?.into_iter().find(is_flink).ok_or_else(|| self.incomplete("flink-dist"))
    }

    /// The jar that the start scripts call to work out the memory.
    pub(super) fn script_jar(&self) -> Outcome<PathBuf> {
        let jar = self.folder.join("bin").join("bash-java-utils.jar");
        if jar.exists() { Ok(jar) } else { Err(self.incomplete("bash-java-utils.jar")) }
    }

    fn incomplete(&self, part: &str) -> Failure {
        Failure::new(format!("{} has no {part}. Remove the folder, and the release is fetched again.", self.folder.display()))
    }
}

/// Fetches into a folder beside the final one, so that a fetch that was broken off leaves nothing that looks complete.
fn fetch(release: &str, folder: &Path) -> Outcome<()> {
    require(PYTHON)?;
    let package = Package::with_classes(release);
    println!(
        "Fetching Flink {release} from the PyPI package {}: 200 to 330 MB, up to a few minutes. It is kept in the tool cache.",
        package.name
    );
    let partial = folder.with_file_name(format!("flink-{release}.partial-{}", std::process::id()));
    let fetched = download_and_unpack(&package, &partial);
    let kept = fetched.and_then(|()| std::fs::rename(&partial, folder).while_doing("Keeping the release"));
    if kept.is_err() {
        // What is left over is of no use, and the failure itself is what counts.
        let _ = std::fs::remove_dir_all(&partial);
    }
    kept
}

fn download_and_unpack(package: &Package<'_>, into: &Path) -> Outcome<()> {
    let download = into.join("download");
    std::fs::create_dir_all(&download).while_doing(format_args!("Making the folder {}", download.display()))?;
    let mut pip = program::command("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"])
        .arg(&download)
        .args(package.options())
        .arg(package.requirement());
    program::read(&mut pip)?;
    let archive = files(&download)?.pop().ok_or_else(|| Failure::new(format!("pip downloaded nothing for {}.", package.requirement())))?;
    let unpack = project::root().join("tests").join("oracle").join("unpack.py");
    program::read(program::command("python3").arg(unpack).arg(archive).arg(into))?;
    std::fs::remove_dir_all(&download).while_doing(format_args!("Removing the folder {}", download.display()))
}

/// A package of the Python package index.
#[derive(Debug, PartialEq, Eq)]
struct Package<'a> {
    name: &'static str,
    release: &'a str,
    /// The Python whose wheel is taken, whichever runs here; any package where it is not said.
    python: Option<&'static str>,
}

impl Package<'_> {
    /// Up to 1.12 one package holds the Python API and the distribution, since 1.13 the distribution has its own, without scripts.
    fn with_classes(release: &str) -> Package<'_> {
        let name = if line(release) <= (1, 12) { "apache-flink" } else { "apache-flink-libraries" };
        Package { name, release, python: None }
    }

    /// The scripts stay with the Python API.
    fn with_scripts(release: &str) -> Package<'_> {
        let python = if line(release) < (2, 0) { "3.8" } else { "3.10" };
        Package { name: "apache-flink", release, python: Some(python) }
    }

    /// What pip is told besides. Nothing of Python is wanted of a wheel, but pip takes none that does not suit one.
    fn options(&self) -> Vec<&'static str> {
        let suited = |python| {
            let platforms = ["--platform", "manylinux1_x86_64", "--platform", "manylinux2014_x86_64"];
            ["--only-binary", ":all:", "--python-version", python].into_iter().chain(platforms).collect()
        };
        self.python.map_or_else(Vec::new, suited)
    }

    fn requirement(&self) -> String {
        format!("{}=={}", self.name, self.release)
    }
}

/// The release line of a patch release.
fn line(release: &str) -> (u32, u32) {
    let mut numbers = release.split('.').map(|number| number.parse().unwrap_or(u32::MAX));
    (numbers.next().unwrap_or(u32::MAX), numbers.next().unwrap_or(u32::MAX))
}

/// Refuses with a sentence where a program is missing.
pub(super) fn require((name, purpose): (&str, &str)) -> Outcome<()> {
    program::on_path(name).map(drop).ok_or_else(|| Failure::new(format!("`{name}` is missing: {purpose}.")))
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let doing = || format!("Listing {}", folder.display());
    let entries = std::fs::read_dir(folder).while_doing(doing())?;
    entries.map(|entry| entry.map(|entry| entry.path()).while_doing(doing())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_changed_its_name_after_1_12() {
        for (release, expected) in [
            ("1.10.3", "apache-flink"),
            ("1.12.5", "apache-flink"),
            ("1.13.6", "apache-flink-libraries"),
            ("1.20.5", "apache-flink-libraries"),
            ("2.0.2", "apache-flink-libraries"),
            ("2.10.0", "apache-flink-libraries"),
        ] {
            assert_eq!(Package::with_classes(release).name, expected, "{release}");
        }
    }

    #[test]
    fn a_missing_program_is_named_with_its_purpose() {
        let refusal = require(("no-such-program-of-ours", "it does nothing")).err().map(|failure| failure.to_string());
        assert_eq!(refusal.as_deref(), Some("`no-such-program-of-ours` is missing: it does nothing."));
    }
}
