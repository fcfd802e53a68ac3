//! The pools as a Markdown table for tickets, with the configuration that gave them.

use flink_memory::{Deployment, Derivation, Request};

use super::config_yaml::flat;
use super::emit::{Item, print, push, variables};
use super::wording::{Phrase, Wording, fill};
use super::{sizes, words};

pub(super) fn markdown(out: &mut String, request: &Request, derivation: &Derivation, items: &[Item<'_>], wording: Wording<'_>) {
    let container = if request.deployment == Deployment::Container { wording(Phrase::InContainer) } else { "" };
    print(out, format_args!("**{}**{container}\n\n", sizes::title(request, wording)));
    match &derivation.memory {
        Ok(memory) => {
            let rows = sizes::rows(derivation, memory);
            let whole = sizes::whole(&rows);
            for column in [Phrase::Pools, Phrase::Size, Phrase::Bytes, Phrase::Share, Phrase::DecidedBy] {
                push(out, &["| ", wording(column), " "]);
            }
            out.push_str("|\n|:--|--:|--:|--:|:--|\n");
            for row in &rows {
                out.push_str("| ");
                for _ in 0..row.depth {
                    out.push_str("· ");
                }
                print(out, format_args!("{} | {} | {} | ", wording(Phrase::Pool(row.pool)), row.human(wording), row.bytes()));
                row.share(out, whole);
                out.push_str(" | ");
                push(out, &[&words::decided(wording, row.pool, &derivation.steps), " |\n"]);
            }
            if let Some(arguments) = memory.jvm_parameters().filter(|arguments| !arguments.is_empty()) {
                push(out, &["\n", wording(Phrase::JvmArguments), "\n\n"]);
                fenced(out, "", &arguments);
            }
        }
        Err(error) => {
            let exception = ["`", error.exception(), "`"].concat();
            push(out, &[&fill(wording, Phrase::Refuses, &[("exception", &exception)]), "\n\n"]);
            fenced(out, "", &error.to_string());
        }
    }
    let warnings = words::warnings(derivation, "");
    if !warnings.is_empty() {
        push(out, &["\n", wording(Phrase::Warnings), "\n\n"]);
        fenced(out, "", &warnings);
    }
    let mut configuration = String::new();
    flat(&mut configuration, items);
    push(out, &["\n", wording(Phrase::Configuration), "\n\n"]);
    fenced(out, "yaml", &configuration);
    variables(&request.environment, &mut |name, value| {
        push(out, &["\n", wording(Phrase::Environment), "\n\n"]);
        fenced(out, "", &[name, "=", value].concat());
    });
}

/// A block of code between more backticks than any that it holds.
fn fenced(out: &mut String, language: &str, text: &str) {
    let (mut longest, mut run) = (2, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    print(out, format_args!("{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n')));
}
