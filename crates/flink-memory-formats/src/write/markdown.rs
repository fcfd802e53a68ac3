//! The pools as a Markdown table for tickets, with the configuration that gave them.

use flink_memory::{Derivation, Entry, Request};

use super::config_yaml::flat;
use super::emit::push;
use super::lines::variables;
use super::{sizes, words};

pub(super) fn markdown(out: &mut String, request: &Request, derivation: &Derivation) {
    let container = if request.deployment == flink_memory::Deployment::Container { ", in a container" } else { "" };
    push(out, &["**Apache Flink ", &request.release.to_string(), ", ", words::process(request.process), "**", container, "\n\n"]);
    match &derivation.memory {
        Ok(memory) => {
            let rows = sizes::rows(derivation, memory);
            let whole = sizes::whole(&rows);
            out.push_str("| Pool | Size | Bytes | Share | Decided by |\n|:--|--:|--:|--:|:--|\n");
            for row in &rows {
                let decided = words::decided(row.pool, &derivation.steps);
                out.push_str("| ");
                (0..row.depth).for_each(|_| out.push_str("· "));
                push(out, &[words::pool(row.pool), " | ", &row.human(), " | ", &row.bytes()]);
                push(out, &[" | ", &row.share(whole), " | ", &decided, " |\n"]);
            }
            if let Some(arguments) = memory.jvm_parameters().filter(|arguments| !arguments.is_empty()) {
                out.push_str("\nJVM arguments:\n\n");
                fenced(out, "", &arguments);
            }
        }
        Err(error) => {
            push(out, &["Flink refuses this configuration with an `", error.exception(), "`:\n\n"]);
            fenced(out, "", &error.to_string());
        }
    }
    let warnings: Vec<String> = words::warnings(derivation).collect();
    if !warnings.is_empty() {
        out.push_str("\nFlink warns:\n\n");
        fenced(out, "", &warnings.join("\n"));
    }
    let mut configuration = String::new();
    let entries: Vec<&Entry> = request.configuration.entries().iter().collect();
    flat(&mut configuration, &entries);
    out.push_str("\nConfiguration:\n\n");
    fenced(out, "yaml", &configuration);
    for (name, value) in variables(&request.environment) {
        out.push_str("\nEnvironment:\n\n");
        fenced(out, "", &[name, "=", value].concat());
    }
}

/// A block of code, between more backticks than any that it holds.
fn fenced(out: &mut String, language: &str, text: &str) {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    push(out, &[&fence, language, "\n", text.trim_end_matches('\n'), "\n", &fence, "\n"]);
}
