//! The page on its way to paper.

use crate::{Outcome, Page, devtools};

/// What comes out of a printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The sheets of A4.
    pub sheets: usize,
    /// Everything that stands on them, each block of text on a line of its own.
    pub text: String,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// Keeps what the page has made of itself once it has heard that it is to be printed.
const KEEP: &str = "
    window.printedText = null;
    const keep = () => { window.printedText = document.querySelector('.paper')?.innerText ?? ''; };
    addEventListener('beforeprint', () => queueMicrotask(keep), { once: true });";

impl Page {
    /// Prints the page on A4.
    pub async fn print(&self) -> Outcome<Printed> {
        self.script(KEEP, vec![]).await?;
        let pdf = devtools::print(&self.session).await?;
        let text = self.script("return window.printedText;", vec![]).await?;
        let text = text.as_str().ok_or("the page was not told that it is printed")?.to_owned();
        Ok(Printed { sheets: sheets(&pdf), text, pdf })
    }
}

/// Each sheet is an object of its type, and what holds all of them is of type `Pages`.
fn sheets(pdf: &[u8]) -> usize {
    const SHEET: &[u8] = b"/Type /Page";
    pdf.windows(SHEET.len() + 1).filter(|here| here.starts_with(SHEET) && !here[SHEET.len()].is_ascii_alphabetic()).count()
}
