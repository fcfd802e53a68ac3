//! The browsers that can be driven: their driver program and the capabilities that a session asks for. Nothing is started here.

use std::path::PathBuf;

use fantoccini::wd::Capabilities;

use crate::Outcome;

/// A browser that the tests know how to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium and Chrome, by chromedriver.
    Chromium,
}

impl Browser {
    /// The browser that `E2E_BROWSER` names; Chromium where it is not set. A name that is not known is refused.
    pub fn chosen() -> Outcome<Browser> {
        match std::env::var("E2E_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Browser::Chromium),
            Ok(name) => Err(format!("E2E_BROWSER is `{name}`; known is only `chromium`").into()),
        }
    }

    /// The driver program: what the variable of its name says, or else the one on the PATH.
    pub(crate) fn driver(self) -> PathBuf {
        let (variable, program) = match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
        };
        std::env::var_os(variable).map_or_else(|| PathBuf::from(program), PathBuf::from)
    }

    /// What a session asks for; the browser tests of web/ use the same file.
    pub(crate) fn capabilities(self) -> Outcome<Capabilities> {
        let text = match self {
            Browser::Chromium => include_str!("../chromium.json"),
        };
        Ok(serde_json::from_str(text)?)
    }
}
