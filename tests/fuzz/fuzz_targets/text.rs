//! A text with a release and a format: the first two bytes choose, so that the files of a corpus stay readable.

use flink_memory::Release;
use flink_memory_formats::Format;

/// The release, the format and the text; `None` without two bytes for them, and where the rest is no text.
pub(crate) fn text(bytes: &[u8]) -> Option<(Release, Format, &str)> {
    let [release, format, text @ ..] = bytes else { return None };
    let release = Release::ALL[usize::from(*release) % Release::ALL.len()];
    let format = Format::ALL[usize::from(*format) % Format::ALL.len()];
    Some((release, format, std::str::from_utf8(text).ok()?))
}
