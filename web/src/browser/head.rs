//! What the build wrote into the head of the page for people: which version it is, and where the guide is.

/// What was built.
pub(crate) fn version() -> Option<String> {
    in_head("meta[name=version]", "content")
}

/// Where the guide is; nothing where there is none beside the page.
pub(crate) fn guide() -> Option<String> {
    in_head("link[rel=help]", "href")
}

fn in_head(selector: &str, attribute: &str) -> Option<String> {
    web_sys::window()?.document()?.query_selector(selector).ok()??.get_attribute(attribute)
}
