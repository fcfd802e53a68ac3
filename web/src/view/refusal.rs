//! What Flink says when it refuses a configuration: exception, message, causes, and the options to look at.

use flink_memory::FlinkError;

use super::element::{Element, element, fragment, passage};
use super::step_panel::{linked, listed};
use crate::state::Calculation;
use crate::text::{Word, Words};

/// Its id, for what leads to it.
pub(crate) const ID: &str = "refusal";

pub(crate) fn view(calculation: &Calculation, words: Words) -> Option<Element> {
    let (title, error) = match calculation.error() {
        Some(error) => (Word::Refused, error),
        None => (Word::RefusedLater, calculation.late_error()?),
    };
    // A cause whose text the message ends with already would only repeat it; the log has the whole chain.
    let causes = error.causes().filter(|cause| !error.to_string().ends_with(&cause.to_string()));
    let causes = causes.flat_map(|cause| [passage("p", "refusal__cause", words.text(Word::CausedBy)), exception(cause)]);
    let at_fault = fragment().children(calculation.offending().into_iter().map(|key| linked(key, words).key(key)));
    let refusal =
        element!("section", "class" = "refusal", "id" = ID, "tabindex" = "-1", "aria-labelledby" = "refusal-title", "aria-live" = "polite")
            .child(element!("h3", "class" = "refusal__title", "id" = "refusal-title").child(words.text(title)))
            .child(exception(error))
            .child(fragment().children(causes))
            .child(listed(Word::OptionsAtFault, at_fault, words));
    Some(refusal)
}

fn exception(error: &FlinkError) -> Element {
    fragment().child(element!("p", "class" = "refusal__class").child(element!("code").child(error.exception()))).child(passage(
        "p",
        "refusal__message",
        error.to_string(),
    ))
}
