//! Draws what the start scripts call, a line for each argument, and below it what misleads.

use flink_memory::start_script::Trap;
use yew::{Html, Properties, component};

use super::Says;
use super::parts::halves;
use crate::browser::outgoing::Outgoing;
use crate::deeper::answer::command_line::{Called, CommandLine, ENTRY_POINTS, FILES, NotCalled};
use crate::deeper::text::{DeeperWord, said};
use crate::text::{Word, Words};
use crate::view::element::{Element, component, element, fragment, passage};
use crate::view::taking::{Take, use_taking};

pub(super) fn view(line: &CommandLine, says: &Says<'_>) -> Element {
    let words = says.words;
    let scripts: Vec<_> = line.scripts.iter().map(|&file| (file, file)).collect();
    let few = fragment()
        .child(says.choice_field(&line.script, words.text(DeeperWord::Script), &scripts))
        .child(line.entry_point.as_ref().map(|field| says.choice_field(field, words.text(DeeperWord::EntryPoint), &ENTRY_POINTS)))
        .child(line.daemon.as_ref().map(|(field, is_so)| says.check_field(field, *is_so, words.text(DeeperWord::InBackground))))
        .child(line.file.as_ref().map(|field| says.choice_field(field, words.text(DeeperWord::ConfigurationFile), &FILES)))
        .child(says.text_field(&line.java, words.text(DeeperWord::JavaVersion)));
    let long = element!("div", "class" = "halves__asked long")
        .children(line.options.iter().map(|field| says.option_field(field)))
        .children(line.variables.iter().map(|(field, name)| says.text_field(field, name)))
        .child(says.text_field(&line.arguments, words.text(DeeperWord::ScriptArguments)));
    let follows = line.called.as_ref().map(|called| follows(called, says));
    halves(fragment().child(few).child(long), fragment().child(follows))
}

fn follows(called: &Called, says: &Says<'_>) -> Element {
    let words = says.words;
    let shown = match &called.words {
        Ok(line) => component::<CalledLine>(Props { line: line.clone(), words }, Some("line")),
        Err(NotCalled::NoPod(message)) => passage("p", "option__complaint", words.say(said::FlinkSays { message })).into(),
        Err(NotCalled::GivesUp(failure)) => fragment()
            .child(passage("p", "option__complaint", words.text(DeeperWord::ScriptGivesUp)))
            .child(element!("pre", "class" = "code", "tabindex" = "0").child(failure.to_string()))
            .into(),
    };
    let decided = (called.is_decided_before && called.words.is_ok()).then(|| passage("p", "hint", words.text(DeeperWord::DecidedBefore)));
    fragment().children(called.traps.iter().map(|trap| passage("p", "option__warning", told(trap, words)))).child(decided).child(shown)
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    line: Vec<String>,
    words: Words,
}

/// The command line with its button.
#[component]
fn CalledLine(props: &Props) -> Html {
    let taking = use_taking("command-line", props.words);
    let text = ["java ", &props.line.join(" ")].concat();
    let take = Take::from(move |_| Some((Outgoing::Text(text.clone()), String::new(), "text/plain")));
    let buttons = element!("div", "class" = "taking").child(taking.said()).child(taking.copy_button(Word::Copy, &take));
    let hint = passage("p", "hint", props.words.text(DeeperWord::WhatIsCalled));
    fragment().child(element!("div", "class" = "panel__head").child(hint).child(buttons)).child(lines(&props.line)).into()
}

/// A line for each argument, its value behind it; the text of the element stays one line.
fn lines(words: &[String]) -> Element {
    let mut lines = vec!["java".to_owned()];
    let mut is_name = false;
    for word in words {
        match lines.last_mut() {
            Some(name) if is_name => name.extend([" ", word]),
            _ => lines.push(word.clone()),
        }
        is_name = matches!(word.as_str(), "-D" | "-classpath") || word.starts_with("--");
    }
    let line = |line: String| passage("span", "code__line", line + " ");
    element!("pre", "class" = "code code--words", "tabindex" = "0").children(lines.into_iter().map(line))
}

fn told(trap: &Trap, words: Words) -> String {
    match trap {
        Trap::OwnWins { own, flink } => words.say(said::OwnWins { own, flink }),
        Trap::OwnLoses { own, flink } => words.say(said::OwnLoses { own, flink }),
        Trap::DoesNotStart { initial, maximum } => words.say(said::DoesNotStart { initial, maximum }),
        Trap::OptionsLost => words.text(DeeperWord::OptionsLost).to_owned(),
        Trap::EnvironmentWins { variable } => words.say(said::EnvironmentWins { variable }),
        Trap::CollectorNotTold => words.text(DeeperWord::CollectorNotTold).to_owned(),
        Trap::CollectorDropped => words.text(DeeperWord::CollectorDropped).to_owned(),
        Trap::TakenForPlace { words: taken } => words.say(said::TakenForPlace { taken: &taken.join(" ") }),
        Trap::NotHeard => words.text(DeeperWord::NotHeard).to_owned(),
    }
}
