//! What Flink says when it refuses a configuration: exception, message, causes, and the options to look at.

use flink_memory::FlinkError;
use yew::{Html, html};

use super::element::words;
use super::step_panel::key_link;
use crate::state::Calculation;
use crate::text::{Text, t};

pub(crate) fn view(calculation: &Calculation) -> Html {
    let (title, error) = match (&calculation.error, calculation.late_error()) {
        (Some(error), _) => (Text::Refused, error),
        (None, Some(error)) => (Text::RefusedLater, error),
        (None, None) => return Html::default(),
    };
    html! {
        <section class="refusal" id="refusal" aria-labelledby="refusal-title" aria-live="polite">
            <h3 class="refusal__title" id="refusal-title">{ t(title) }</h3>
            { exception(error) }
            // A cause whose text the message ends with already would only repeat it; the log has the whole chain.
            for cause in error.causes().filter(|cause| !error.to_string().ends_with(&cause.to_string())) {
                { words("p", "refusal__cause", t(Text::CausedBy)) }
                { exception(cause) }
            }
            if !calculation.offending.is_empty() {
                { words("h4", "step__subtitle", t(Text::OptionsAtFault)) }
                <ul class="inputs">
                    for key in &calculation.offending {
                        <li class="inputs__item" key={*key}>{ key_link(key) }</li>
                    }
                </ul>
            }
        </section>
    }
}

fn exception(error: &FlinkError) -> Html {
    html! {
        <>
            <p class="refusal__class"><code>{ error.exception() }</code></p>
            { words("p", "refusal__message", error.to_string()) }
        </>
    }
}
