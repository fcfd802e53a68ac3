//! Draws what containers ask for: whom Flink asks, why there is nothing to ask for, and what is logged. What is asked has a file for each.

mod kubernetes;
mod operator;
mod yarn;

use flink_memory::resource_manager::{Line, ResourceManagerError};

use super::Says;
use crate::deeper::answer::containers::{Asks, Containers};
use crate::deeper::text::DeeperWord;
use crate::view::element::{Element, element, fragment, passage};

pub(super) fn view(containers: &Containers, says: &Says<'_>) -> Element {
    let names = [("kubernetes", "Kubernetes"), ("yarn", "YARN")];
    let manager = says.choice_field(&containers.manager, says.words.text(DeeperWord::ResourceManager), &names);
    match &containers.asks {
        Asks::Kubernetes(both) => {
            let (pods, operator) = both.as_ref();
            fragment().child(kubernetes::view(manager, pods, says)).child(operator::view(operator, says))
        }
        Asks::Yarn(asked) => yarn::view(manager, asked, says),
    }
}

/// The exception and its cause, as a stack trace begins its lines.
fn refused(error: &ResourceManagerError) -> Element {
    let cause = error.cause().map(|cause| ["\nCaused by: ", cause.exception(), ": ", &cause.to_string()].concat());
    let text = [error.exception(), ": ", &error.to_string(), &cause.unwrap_or_default()].concat();
    element!("pre", "class" = "code", "tabindex" = "0").child(passage("span", "code__line code__line--error", text))
}

/// What Flink logs, folded until it is asked for.
fn log(lines: &[Line], says: &Says<'_>) -> Option<Element> {
    let line = |line: &Line| {
        let level = line.level().to_string();
        let text = [&level, " ", line.logger(), " - ", &line.to_string(), "\n"].concat();
        passage("span", ["code__line code__line--", &level.to_ascii_lowercase()].concat(), text)
    };
    let has_lines = !lines.is_empty();
    has_lines.then(|| {
        element!("details", "class" = "group")
            .key("log")
            .child(element!("summary", "class" = "group__head").child(says.words.text(DeeperWord::WhatFlinkLogs)))
            .child(element!("pre", "class" = "code", "tabindex" = "0").children(lines.iter().map(line)))
    })
}
