//! Tells open pages that the folder was built anew: one script, one stream of events. Only for work on the page.
//!
//! Trunk's own reloading is an inline script, which the page's Content-Security-Policy refuses. A script file and a
//! stream of the same origin pass it, so the page under work has the policy that the published one has.

use std::fs;
use std::io::{self, Write};
use std::net::TcpStream;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::response::Response;

/// Where the script is; no build writes a folder of this name.
pub(crate) const SCRIPT_PATH: &str = "/-/reload.js";

/// Where the stream of events is.
pub(crate) const EVENTS_PATH: &str = "/-/builds";

/// Where a published page has the worker that keeps it.
pub(crate) const WORKER_PATH: &str = "/worker.js";

/// How often the folder is looked at.
const INTERVAL: Duration = Duration::from_millis(250);

/// The script. It reloads on an event and not on a lost connection, so that a stopped server leaves the page readable.
pub(crate) fn script() -> Response {
    let source = format!("new EventSource(\"{EVENTS_PATH}\").onmessage = () => location.reload();\n");
    Response::file("text/javascript; charset=utf-8", source.into_bytes())
}

/// A worker that goes away and takes what was kept with it: who looked at the published page at this address before would see that one.
pub(crate) fn farewell() -> Response {
    let source = "addEventListener(\"install\", () => skipWaiting());\n\
        addEventListener(\"activate\", (event) => event.waitUntil((async () => {\n\
        for (const name of await caches.keys()) if (name.startsWith(\"flink-memory-calculator \")) await caches.delete(name);\n\
        await registration.unregister();\n\
        for (const page of await clients.matchAll({ type: \"window\" })) page.navigate(page.url);\n\
        })()));\n";
    Response::file("text/javascript; charset=utf-8", source.into())
}

/// The page with the script at the end of its body.
pub(crate) fn with_script(page: Vec<u8>) -> Vec<u8> {
    let tag = format!("<script src=\"{SCRIPT_PATH}\"></script>");
    match String::from_utf8(page) {
        Ok(text) => match text.rfind("</body>") {
            Some(end) => [&text[..end], &tag, &text[end..]].concat().into_bytes(),
            None => (text + &tag).into_bytes(),
        },
        Err(not_text) => not_text.into_bytes(),
    }
}

/// Holds the connection open and writes one event for each build, until the page goes away.
pub(crate) fn announce_builds(folder: &Path, mut stream: &TcpStream) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n\r\n")?;
    let mut seen = built_at(folder);
    loop {
        thread::sleep(INTERVAL);
        let now = built_at(folder);
        // While Trunk replaces the folder there is no index.html for a moment.
        if now.is_some() && now != seen {
            seen = now;
            stream.write_all(b"data: built\n\n")?;
        } else {
            // A comment, which shows whether the page still listens.
            stream.write_all(b":\n\n")?;
        }
    }
}

fn built_at(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder.join("index.html")).and_then(|index| index.modified()).ok()
}
