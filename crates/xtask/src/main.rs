//! The project's commands, run as `cargo xtask COMMAND`. Here they are only listed and found; each has a module of its own.

mod arguments;
mod assets;
mod bench;
mod browser;
mod conformance;
mod crates;
mod dist;
mod embedding;
mod engines;
mod examples;
mod failure;
mod glue;
mod guide;
mod head;
mod icons;
mod instead;
mod last_words;
mod module;
mod names;
mod next;
mod oracle;
mod order;
mod package;
mod page;
mod program;
mod project;
mod screenshots;
mod seal;
mod serve;
mod single;
mod size;
mod split;
mod svg;
mod test;
mod tools;
mod version;
mod wasm;
mod words;

use std::process::ExitCode;

use failure::{Failure, Outcome};

/// A command, as `cargo xtask help` tells it.
struct Command {
    name: &'static str,
    /// What may follow the name.
    usage: &'static str,
    /// What the command does, one line of at most 100 characters per entry.
    summary: &'static [&'static str],
    run: fn(&[String]) -> Outcome<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        usage: "[--dev] [--port N]",
        summary: &[
            "Builds the page and serves it on 127.0.0.1. Brings every tool that is missing and says so before.",
            "--dev rebuilds and reloads the open page whenever a file changes.",
        ],
        run: serve::run,
    },
    Command {
        name: "test",
        usage: "[--all] [--only STEP]...",
        summary: &[
            "Runs every check that a change has to pass, then a summary; --only picks steps by name.",
            "Drives the page in Chromium, Firefox and WebKitGTK; one that cannot be had is counted apart.",
            "--all adds what takes minutes and seldom changes; continuous integration asks for it.",
        ],
        run: test::run,
    },
    Command {
        name: "conformance",
        usage: "[--wasm] [DIR]",
        summary: &["Holds the model against the answers of real Flink releases, natively or as WebAssembly under Node."],
        run: conformance::run,
    },
    Command {
        name: "oracle",
        usage: "RELEASE [--check|--write] ...",
        summary: &["Fetches a real Flink release, asks it, and checks or writes the vectors. Needs Java and Python."],
        run: oracle::run,
    },
    Command {
        name: "bench",
        usage: "[--only native|wasm|slider|visit]...",
        summary: &["Times a derivation and a text natively and as WebAssembly, a slider and a first visit in a browser."],
        run: bench::run,
    },
    Command {
        name: "size",
        usage: "",
        summary: &["Weighs what a first visit loads, raw, gzip and brotli, and fails over the budgets."],
        run: size::run,
    },
    Command {
        name: "package",
        usage: "",
        summary: &["Writes the JavaScript API and the custom element as an npm-shaped folder: target/package."],
        run: package::run,
    },
    Command {
        name: "svg",
        usage: "--release R [--process P] [--deployment D] [--config FILE|KEY=VALUE]... [--lang L] [--out FILE]",
        summary: &[
            "Writes the picture of a configuration as SVG: to the terminal, or to a file with --out.",
            "A FILE is any text that the calculator reads; several KEY=VALUE may follow.",
        ],
        run: svg::run,
    },
    Command {
        name: "examples",
        usage: "[mdbook|hugo|docusaurus]...",
        summary: &["Builds other people's sites with the calculator in them, from examples/: target/examples. Needs hugo."],
        run: examples::run,
    },
    Command {
        name: "guide",
        usage: "",
        summary: &["Builds the guide in each language, with the model's numbers in it, and checks its links: target/guide."],
        run: guide::run,
    },
    Command {
        name: "guide-preprocessor",
        usage: "[supports RENDERER]",
        summary: &["Puts the model's answers in the place of the marks in the guide's text; mdBook asks for it."],
        run: guide::preprocessor::run,
    },
    Command {
        name: "dist",
        usage: "",
        summary: &["Builds everything that is published, with checksums: target/dist. The same source gives the same bytes."],
        run: dist::run,
    },
    Command {
        name: "assets",
        usage: "",
        summary: &["Writes the page's style sheet and start script as they are loaded; Trunk asks for it before each build."],
        run: assets::run,
    },
    Command {
        name: "words",
        usage: "",
        summary: &["Adds the files of texts to the page, one per language; Trunk asks for it after each build."],
        run: words::run,
    },
    Command {
        name: "screenshots",
        usage: "[NAME]...",
        summary: &["Takes pictures of the page's states at three widths, light and dark: target/screenshots."],
        run: screenshots::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome<()> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", overview());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", overview());
        return Ok(());
    }
    let command = COMMANDS.iter().find(|command| command.name == name);
    let command = command.ok_or_else(|| Failure::new(format!("There is no command `{name}`. The commands are {}.", names())))?;
    if rest.iter().any(|argument| matches!(argument.as_str(), "--help" | "-h")) {
        print!("{}", command.help());
        return Ok(());
    }
    (command.run)(rest)
}

fn names() -> String {
    COMMANDS.iter().map(|command| command.name).collect::<Vec<_>>().join(", ")
}

fn overview() -> String {
    let commands: String = COMMANDS.iter().map(Command::help).collect();
    format!("cargo xtask COMMAND\n\n{commands}")
}

impl Command {
    fn help(&self) -> String {
        let call = format!("  {} {}", self.name, self.usage);
        format!("{}\n      {}\n\n", call.trim_end(), self.summary.join("\n      "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_overview_names_every_command() {
        let overview = overview();
        assert!(COMMANDS.iter().all(|command| overview.contains(&format!("\n  {}", command.name))));
        assert!(overview.lines().all(|line| line.len() <= 110), "{overview}");
    }

    #[test]
    fn an_unknown_command_is_refused_with_the_known_ones() {
        let refusal = dispatch(&["serv".to_owned()]).err().map(|failure| failure.to_string());
        assert!(refusal.is_some_and(|text| text.contains("`serv`") && text.contains("serve, test")));
    }

    #[test]
    fn help_is_given_without_running_the_command() {
        assert!(dispatch(&["test".to_owned(), "--help".to_owned()]).is_ok());
    }
}
