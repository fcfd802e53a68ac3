//! The pools as a Markdown table for tickets, with the configuration that gave them.

use flink_memory::{Deployment, Derivation, Request};

use super::config_yaml::flat;
use super::emit::{Item, print, variables};
use super::{sizes, words};

pub(super) fn markdown(out: &mut String, request: &Request, derivation: &Derivation, items: &[Item<'_>]) {
    let container = if request.deployment == Deployment::Container { ", in a container" } else { "" };
    print(out, format_args!("**Apache Flink {}, {}**{container}\n\n", request.release, words::process(request.process)));
    match &derivation.memory {
        Ok(memory) => {
            let rows = sizes::rows(derivation, memory);
            let whole = sizes::whole(&rows);
            out.push_str("| Pool | Size | Bytes | Share | Decided by |\n|:--|--:|--:|--:|:--|\n");
            for row in &rows {
                out.push_str("| ");
                for _ in 0..row.depth {
                    out.push_str("· ");
                }
                print(out, format_args!("{} | {} | {} | ", words::pool(row.pool), row.human(), row.bytes()));
                row.share(out, whole);
                out.push_str(" | ");
                words::decided(out, row.pool, &derivation.steps);
                out.push_str(" |\n");
            }
            if let Some(arguments) = memory.jvm_parameters().filter(|arguments| !arguments.is_empty()) {
                fenced(out, "\nJVM arguments:\n\n", "", &arguments);
            }
        }
        Err(error) => {
            print(out, format_args!("Flink refuses this configuration with an `{}`:\n\n", error.exception()));
            fenced(out, "", "", &error.to_string());
        }
    }
    let warnings = words::warnings(derivation, "");
    if !warnings.is_empty() {
        fenced(out, "\nFlink warns:\n\n", "", &warnings);
    }
    let mut configuration = String::new();
    flat(&mut configuration, items);
    fenced(out, "\nConfiguration:\n\n", "yaml", &configuration);
    variables(&request.environment, &mut |name, value| {
        fenced(out, "\nEnvironment:\n\n", "", &[name, "=", value].concat());
    });
}

/// A block of code below its heading, between more backticks than any that it holds.
fn fenced(out: &mut String, heading: &str, language: &str, text: &str) {
    let (mut longest, mut run) = (2, 0);
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    print(out, format_args!("{heading}{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n')));
}
