//! What was noticed about a text, worst first, each with its line.

use flink_memory_formats::{Finding, Severity};
use yew::Callback;

use super::element::{Element, button, element, fragment, passage};
use crate::state::Action;
use crate::text::{Word, Words, said};

/// How many findings are seen at once, and how many there are with those that are folded. Of very many the others are only counted.
const SEEN: usize = 6;
const LISTED: usize = 100;

/// The findings about a text, which may be empty where they are about none.
pub(crate) fn view(findings: &[Finding], source: &str, words: Words) -> Option<Element> {
    let mut listed: Vec<&Finding> = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_severity = findings.iter().filter(|finding| finding.matter.severity() == severity);
        listed.extend(of_severity.take(LISTED - listed.len()));
    }
    let sources = source_lines(source, &listed);
    let mut items: Vec<Element> = listed.into_iter().zip(sources).map(|(finding, source)| item(finding, source, words)).collect();
    if items.is_empty() {
        return None;
    }
    let folded = items.split_off(items.len().min(SEEN));
    let folded = (!folded.is_empty()).then(|| {
        let unlisted = (findings.len() > LISTED)
            .then(|| passage("p", "hint", words.say(said::UnlistedFindings { count: &(findings.len() - LISTED).to_string() })));
        element!("details", "class" = "group")
            .child(passage("summary", "group__head", words.say(said::MoreFindings { count: &(findings.len() - SEEN).to_string() })))
            .child(list(folded))
            .child(unlisted)
    });
    Some(fragment().child(list(items)).child(folded))
}

fn list(items: Vec<Element>) -> Element {
    element!("ul", "class" = "findings").children(items)
}

fn item(finding: &Finding, source: String, words: Words) -> Element {
    let severity = finding.matter.severity();
    let class = match severity {
        Severity::Info => "finding",
        Severity::Warning => "finding finding--warning",
        Severity::Error => "finding finding--error",
    };
    let line =
        finding.place.as_ref().map(|place| passage("span", "finding__line", words.say(said::Line { number: &place.line.to_string() })));
    element!("li", "class" = class)
        .child(passage("span", "finding__kind", words.severity_name(severity)))
        .child(" ")
        .child(line)
        .child(" ")
        .child(passage("span", "finding__words", words.finding(&finding.matter)))
        .child((!source.is_empty()).then(|| passage("code", "finding__source", source)))
}

/// The lines of a text that findings are about, as far as they are worth showing; nothing for a finding about the whole.
fn source_lines(source: &str, findings: &[&Finding]) -> Vec<String> {
    /// Letters of a line that are shown.
    const SHOWN: usize = 120;
    let line = |finding: &Finding| finding.place.as_ref().map_or(0, |place| place.line);
    let mut shown = vec![String::new(); findings.len()];
    let last = findings.iter().map(|finding| line(finding)).max().unwrap_or(0);
    // One walk over a text that may be long.
    for (number, text) in (1..=last).zip(source.lines()) {
        for (shown, finding) in shown.iter_mut().zip(findings) {
            if line(finding) == number {
                let text = text.trim();
                shown.extend(text.chars().take(SHOWN));
                if shown.len() < text.len() {
                    shown.push('…');
                }
            }
        }
    }
    shown
}

/// What the link that was opened could not say, until it is closed.
pub(crate) fn of_link(findings: &[Finding], act: &Callback<Action>, words: Words) -> Option<Element> {
    let findings = view(findings, "", words)?;
    let close = button("close-link-findings", "button", words.text(Word::Close)).on_click(act.reform(|_| Action::CloseLinkFindings));
    let title = element!("h2", "class" = "place__title", "id" = "link-findings-title").child(words.text(Word::LinkFindings));
    let notice = element!("section", "class" = "notice", "id" = "link-findings", "aria-labelledby" = "link-findings-title");
    Some(notice.child(element!("div", "class" = "place__head").child(title).child(close)).child(findings))
}
