//! What is built, in words: the version, and the revision of the source that it was built from.

use crate::program;

/// How many digits of a revision are told.
const DIGITS: usize = 10;

/// Such as `0.1.0 (1234567890)`; with `+ changes` where files differ from the revision, and the version alone where there is none.
pub(crate) fn built() -> String {
    let git = |arguments: &[&str]| program::read(program::command("git").args(arguments)).ok();
    let revision = git(&["rev-parse", "HEAD"]);
    let is_changed = git(&["status", "--porcelain", "--untracked-files=normal"]).is_some_and(|changes| !changes.trim().is_empty());
    told(env!("CARGO_PKG_VERSION"), revision.as_deref(), is_changed)
}

fn told(version: &str, revision: Option<&str>, is_changed: bool) -> String {
    let changes = if is_changed { " + changes" } else { "" };
    match revision.map(|revision| revision.trim().get(..DIGITS).unwrap_or(revision)) {
        Some(revision) => format!("{version} ({revision}{changes})"),
        None => version.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_names_what_it_was_built_from() {
        let revision = Some("0123456789abcdef0123456789abcdef01234567\n");
        assert_eq!(told("0.1.0", revision, false), "0.1.0 (0123456789)");
        assert_eq!(told("0.1.0", revision, true), "0.1.0 (0123456789 + changes)");
        assert_eq!(told("0.1.0", None, true), "0.1.0");
    }
}
