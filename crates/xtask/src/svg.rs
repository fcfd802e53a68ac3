//! `cargo xtask svg`: the picture of a configuration as SVG, the same that the JS API gives.

use std::path::Path;

use flink_memory::{Configuration, Process, Release, Request, derive};
use flink_memory_formats::write::wording::{BuiltIn, LANGUAGES};
use flink_memory_formats::write::{Scope, Target, write};
use flink_memory_formats::{Severity, read};
use flink_memory_guide::{Words, given};

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};

/// Options that are words of a question, too.
const OF_A_QUESTION: &[&str] = &["release", "process", "deployment"];

/// The most `KEY=VALUE` that may follow.
const MOST_ENTRIES: usize = 1000;

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let mut arguments = Arguments::new(arguments);
    let out = arguments.value("--out")?;
    let picture = asked(arguments)?;
    if let Some(file) = out {
        return std::fs::write(&file, picture).while_doing(format!("Writing {file}"));
    }
    print!("{picture}");
    Ok(())
}

/// The picture that arguments ask for, without one of where it is to go.
pub(crate) fn written(arguments: &[String]) -> Outcome<String> {
    asked(Arguments::new(arguments))
}

fn asked(mut arguments: Arguments) -> Outcome<String> {
    let wording = wording(arguments.value("--lang")?.as_deref())?;
    Ok(picture(&request(arguments)?, wording))
}

/// The words of a language; English where none is named.
fn wording(id: Option<&str>) -> Outcome<BuiltIn> {
    let id = id.unwrap_or(LANGUAGES[0].0);
    let found = LANGUAGES.into_iter().find(|(known, _)| *known == id);
    let known = || LANGUAGES.map(|(known, _)| known).join(", ");
    found.map(|(_, wording)| wording).ok_or_else(|| Failure::new(format!("There is no language `{id}`; there are {}.", known())))
}

fn picture(request: &Request, wording: BuiltIn) -> String {
    let derivation = derive(request);
    if let Err(error) = &derivation.memory {
        eprintln!("Flink {} refuses this, so the picture holds its message: {error}", request.release);
    }
    write(Target::Svg, Scope::Set, request, &derivation, &wording).text
}

/// What the arguments ask: files in their order, over them single entries.
fn request(mut arguments: Arguments) -> Outcome<Request> {
    let mut words = Words::default();
    for name in OF_A_QUESTION {
        if let Some(value) = arguments.value(&format!("--{name}"))? {
            words.add(name, &value);
        }
    }
    let configs = arguments.values("--config")?;
    let mut files = Vec::new();
    for config in configs.into_iter().chain(arguments.rest(MOST_ENTRIES)?) {
        match config.split_once('=') {
            Some((key, value)) if !Path::new(&config).is_file() => words.add(key, value),
            _ => files.push(config),
        }
    }
    let mut request = Request { configuration: Configuration::new(), ..Request::shipped(Release::LATEST, Process::TaskManager) };
    let named = words.take("release")?;
    if let Some(release) = &named {
        request = given(&mut Words::read(&format!("release={release}"))?, Some(&request))?;
    }
    let mut names_release = named.is_some();
    for file in files {
        let text = std::fs::read_to_string(&file).while_doing(format!("Reading {file}"))?;
        let reading = read(&text, None, request.release);
        for finding in reading.findings.iter().filter(|finding| finding.matter.severity() > Severity::Info) {
            let place = finding.place.map(|place| format!(":{place}")).unwrap_or_default();
            eprintln!("{file}{place}: {}", finding.matter.code());
        }
        if reading.entries.is_empty() {
            return Err(Failure::new(format!("Nothing in {file} sets an option of Flink's.")));
        }
        names_release |= reading.release.is_some();
        request = reading.apply(&request);
    }
    if !names_release {
        return Err(Failure::new("`--release` is needed, such as `--release 1.20`."));
    }
    let request = given(&mut words, Some(&request))?;
    words.nothing_else()?;
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Outcome<Request> {
        let arguments: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        request(Arguments::new(&arguments))
    }

    #[test]
    fn arguments_make_a_request() -> Outcome<()> {
        let request =
            read("--release 1.20 --process jobmanager --config jobmanager.memory.process.size=2g jobmanager.memory.off-heap.size=64m")?;
        assert_eq!((request.release, request.process, request.configuration.entries().len()), (Release::V1_20, Process::JobManager, 2));
        assert!(picture(&request, wording(Some("zh"))?).contains("JVM 堆"));
        assert!(wording(Some("tlh")).is_err());
        Ok(())
    }

    #[test]
    fn slips_are_told() {
        for (text, told) in [
            ("--config taskmanager.memory.process.size=2g", "`--release` is needed"),
            ("--release 1.9", "there is no release `1.9`"),
            ("--release 1.20 --config taskmanager.memory.proces.size=2g", "no release has a memory option"),
            ("--release 1.20 --config no-such-file", "Reading no-such-file failed"),
            ("--release 1.20 --size", "`--size` means nothing here"),
            ("--release 1.20 a=1 a=2", "`a=1` means nothing here"),
        ] {
            assert!(read(text).is_err_and(|failure| failure.to_string().contains(told)), "{text}");
        }
    }
}
