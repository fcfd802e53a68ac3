//! Where things are: the project's folders and the cache for tools. Nothing is read or written here but Cargo.lock.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    // Two levels above this package, wherever the project was cloned to.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}

/// The page as it is published.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's folder for what it builds, which is also ours.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The folder for tools of exact versions, shared by all clones of the project.
pub(crate) fn tool_cache() -> Outcome<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME").or_else(|| set("HOME").or_else(|| set("USERPROFILE")).map(|home| home.join(".cache")));
    base.map(|base| base.join("flink-memory-calculator"))
        .ok_or_else(|| Failure::new("Neither XDG_CACHE_HOME nor HOME is set, so there is no place to keep tools."))
}

/// The version of a package in Cargo.lock.
pub(crate) fn locked_version(package: &str) -> Outcome<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).while_doing("Reading Cargo.lock")?;
    version_in(&lock, package).ok_or_else(|| Failure::new(format!("Cargo.lock names no version of {package}.")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_that_of_exactly_the_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.1"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("Cargo.toml").is_file() && root().join("index.html").is_file());
    }
}
