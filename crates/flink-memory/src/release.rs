//! Flink releases and spans of releases; what changed between them stands in the option table and in `rules`.

use std::fmt;

/// One line of Flink releases, such as 1.20.
///
/// The derivation was held against one patch release of each line, see [`Release::verified_patch`].
///
/// ```
/// use flink_memory::Release;
/// assert_eq!(Release::parse("1.15.4"), Some(Release::V1_15));
/// assert!(Release::V1_20 < Release::V2_0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    major: u8,
    minor: u8,
}

macro_rules! releases {
    ($($name:ident = $major:literal . $minor:literal, $patch:literal;)+) => {
        impl Release {
            $(
                #[doc = concat!("Flink ", $major, ".", $minor, ", verified against ", $patch, ".")]
                pub const $name: Release = Release { major: $major, minor: $minor };
            )+

            /// Every release that is known here, oldest first.
            pub const ALL: &[Release] = &[$(Release::$name),+];

            /// The patch release whose answers the derivation was held against, such as `1.15.4`.
            pub const fn verified_patch(self) -> &'static str {
                match (self.major, self.minor) {
                    $(($major, $minor) => $patch,)+
                    // The fields are private and every value comes from the rows above.
                    _ => "",
                }
            }
        }
    };
}

releases! {
    V1_10 = 1 . 10, "1.10.3";
    V1_11 = 1 . 11, "1.11.4";
    V1_12 = 1 . 12, "1.12.5";
    V1_13 = 1 . 13, "1.13.6";
    V1_14 = 1 . 14, "1.14.6";
    V1_15 = 1 . 15, "1.15.4";
    V1_16 = 1 . 16, "1.16.3";
    V1_17 = 1 . 17, "1.17.2";
    V1_18 = 1 . 18, "1.18.1";
    V1_19 = 1 . 19, "1.19.3";
    V1_20 = 1 . 20, "1.20.5";
    V2_0 = 2 . 0, "2.0.2";
    V2_1 = 2 . 1, "2.1.3";
    V2_2 = 2 . 2, "2.2.1";
    V2_3 = 2 . 3, "2.3.0";
}

impl Release {
    /// The newest release that is known here.
    pub const LATEST: Release = Release::ALL[Release::ALL.len() - 1];

    /// Reads `1.20` or `1.20.5`; the patch number must be a number but is not looked at.
    ///
    /// Returns `None` for anything else and for releases that are not in [`Release::ALL`].
    pub fn parse(text: &str) -> Option<Release> {
        let text = text.trim_matches(' ');
        let line = match text.rsplit_once('.') {
            Some((line, patch)) if line.contains('.') => {
                let is_number = !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit());
                if is_number { line } else { return None }
            }
            _ => text,
        };
        Release::ALL.iter().copied().find(|release| release.line() == line)
    }

    /// The name of the line, such as `1.15`.
    fn line(self) -> &'static str {
        self.verified_patch().rsplit_once('.').unwrap_or_default().0
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.line())
    }
}

/// A span of releases: from one on, and up to another or open-ended. Both ends are inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Releases {
    first: Release,
    last: Release,
}

impl Releases {
    /// Every release that is known here.
    pub const ALL: Releases = Releases::since(Release::ALL[0]);

    /// `first` and everything after it.
    pub const fn since(first: Release) -> Releases {
        Releases { first, last: Release::LATEST }
    }

    /// Everything up to `last`, including it.
    pub const fn until(last: Release) -> Releases {
        Releases { first: Release::ALL[0], last }
    }

    /// From `first` to `last`, including both.
    pub const fn between(first: Release, last: Release) -> Releases {
        Releases { first, last }
    }

    /// The oldest release in the span.
    pub const fn first(self) -> Release {
        self.first
    }

    /// The newest release in the span.
    pub const fn last(self) -> Release {
        self.last
    }

    /// Whether `release` lies in the span.
    pub fn contains(self, release: Release) -> bool {
        self.first <= release && release <= self.last
    }
}

impl fmt::Display for Releases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{} – {}", self.first, self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_read_with_and_without_patch() {
        for &release in Release::ALL {
            assert_eq!(Release::parse(&release.to_string()), Some(release));
            assert_eq!(Release::parse(release.verified_patch()), Some(release));
        }
        for text in ["", "1", "1.9", "2.4", "1.20.x", "1.20.1.1", "v1.20", "1.2e1"] {
            assert_eq!(Release::parse(text), None, "{text}");
        }
    }

    #[test]
    fn releases_are_in_order() {
        assert!(Release::ALL.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
