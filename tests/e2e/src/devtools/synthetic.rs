//! What a browser has no hand for, done from within the page by events that look the same to it.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Client;
use serde_json::json;

use crate::Outcome;

const DROP: &str = "
    const [x, y, name, content] = arguments;
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], name));
    const target = document.elementFromPoint(x, y);
    for (const kind of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y }));
    }";

/// Drops a file at a place of the window. Unit: CSS pixels.
pub(super) async fn drop_file(client: &Client, (x, y): (f64, f64), file: &Path) -> Outcome<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let content = BASE64_STANDARD.encode(std::fs::read(file)?);
    client.execute(DROP, vec![json!(x), json!(y), json!(name), json!(content)]).await?;
    Ok(())
}
