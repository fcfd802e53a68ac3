//! The media type that a browser needs to hear for each kind of file that a build writes.

use std::path::Path;

/// File name endings and their media types; WebAssembly is compiled while it loads only under its own.
const BY_EXTENSION: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("txt", "text/plain; charset=utf-8"),
];

/// The media type of a file, by the ending of its name.
pub(crate) fn of(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let known = BY_EXTENSION.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known));
    known.map_or("application/octet-stream", |(_, media_type)| media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides_in_any_case() {
        assert_eq!(of(Path::new("a/b.WASM")), "application/wasm");
        assert_eq!(of(Path::new("a.tar.gz")), "application/octet-stream");
        assert_eq!(of(Path::new("LICENSE")), "application/octet-stream");
    }
}
