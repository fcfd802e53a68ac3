//! Addresses of the calculator's pages as seen from a page of the guide.

use flink_memory::Request;
use flink_memory_formats::link;

/// The calculator with a request, where its pages stand at `site`.
pub(crate) fn calculator_at(site: &str, request: &Request) -> String {
    let fragment = link::write(request);
    if fragment.is_empty() { format!("{site}index.html") } else { format!("{site}index.html#{fragment}") }
}
