//! Drives the built page in a real browser over WebDriver: a visit, the page in a person's words, and what the browser complained of.
//!
//! The tests stand in tests/, the programs that use the same visit in src/bin/. What is specific to one browser stands
//! in [`Browser`] and `devtools`, so that another one is one more variant.

#![allow(clippy::missing_errors_doc, reason = "everything here fails in one way: the browser, or the page, refuses")]

mod accessibility;
mod browser;
mod devtools;
mod driver;
mod keeping;
mod keyboard;
mod layout;
mod page;
mod panels;
mod paper;
mod scratch;
mod steps;
mod text;
mod visit;

use std::error::Error;

pub use accessibility::violations;
pub use browser::Browser;
pub use devtools::{ColorScheme, Medium, View};
pub use fantoccini::key::Key;
pub use keyboard::Stop;
pub use page::{Group, Page, Refusal, Tab};
pub use paper::Printed;
pub use scratch::Scratch;
pub use text::{Check, CheckedPool, Download, Finding};
pub use visit::{
    asset, built_page, copy_of_the_page, corpus, first_visit, in_browser, visit, visit_at, visit_first_half, visit_in_vain, visit_site,
};

/// What a test or a program gives: the browser may refuse anything at any time.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;
