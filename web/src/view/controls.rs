//! The controls that come first: which total and how much, managed memory, overhead.

use std::rc::Rc;

use flink_memory::{Deployment, MemorySize, OptionSpec, Process, Release};
use yew::{Callback, Html};

use super::element::{Element, element, passage};
use super::option_row::row_view;
use super::segmented::Segmented;
use crate::option_place::{Control, controls, pool_of};
use crate::state::slider_scale::SliderScale;
use crate::state::{Action, Calculation, option_row};
use crate::text::{Word, Words};

pub(crate) fn view(calculation: &Rc<Calculation>, act: &Callback<Action>, words: Words) -> Vec<Html> {
    let request = &calculation.request;
    let mut shown = Vec::new();
    if request.process == Process::JobManager && request.release == Release::V1_10 {
        shown.push(deployment_choice(request.deployment, act, words).into());
    }
    for control in controls(request) {
        match control {
            Control::Total { process, flink } => shown.extend(total(process, flink, calculation, act, words)),
            Control::Single(option, scale) => shown.push(slider(option, scale, calculation, act, words)),
        }
    }
    shown
}

fn slider(option: &'static OptionSpec, scale: SliderScale, calculation: &Calculation, act: &Callback<Action>, words: Words) -> Html {
    let request = &calculation.request;
    let label = words.control_label(option.key, request.release, request.process == Process::Local);
    row_view(label, option_row(option, calculation), Some(scale), request.release, act, words)
}

/// The switch between the two totals, and the sliders of those that are set. Where none is, both are there to be set, and nothing to switch.
fn total(
    process: &'static OptionSpec,
    flink: &'static OptionSpec,
    calculation: &Rc<Calculation>,
    act: &Callback<Action>,
    words: Words,
) -> Vec<Html> {
    let is_set = |option: &OptionSpec| calculation.request.configuration.get(option.key).is_some();
    let (is_process, is_flink) = (is_set(process), is_set(flink));
    let is_open = !is_process && !is_flink;
    let mut shown = Vec::new();
    if !is_open {
        shown.push(total_choice(process, flink, is_process, calculation, act, words));
    }
    for (option, is_shown) in [(process, is_process), (flink, is_flink)] {
        if is_shown || is_open {
            shown.push(slider(option, SliderScale::TOTAL, calculation, act, words));
        }
    }
    shown
}

fn total_choice(
    process: &'static OptionSpec,
    flink: &'static OptionSpec,
    is_process: bool,
    calculation: &Calculation,
    act: &Callback<Action>,
    words: Words,
) -> Html {
    let switch = |from: &'static OptionSpec, to: &'static OptionSpec| Action::Move {
        from: from.key,
        to: to.key,
        text: moved_text(calculation, from, to),
    };
    let choices = vec![
        (words.text(Word::TotalProcess), switch(flink, process), is_process),
        (words.text(Word::TotalFlink), switch(process, flink), !is_process),
    ];
    Segmented { name: "total", legend: words.text(Word::TotalKind), shows_legend: true, choices, act }.view()
}

/// The text that keeps the picture as it is when the other total is set: what Flink derives for it, or else the text of the first.
fn moved_text(calculation: &Calculation, from: &OptionSpec, to: &OptionSpec) -> String {
    let request = &calculation.request;
    let derived = pool_of(to.key).and_then(|pool| calculation.current()?.memory.size(pool)).map(MemorySize::shortest_text);
    request.configuration.text(to.key).or(derived).or_else(|| request.configuration.text(from.key)).unwrap_or_default()
}

/// How the process is started.
pub(crate) fn deployment_choice(deployment: Deployment, act: &Callback<Action>, words: Words) -> Element {
    let choice = |name, known| (name, Action::PickDeployment(known), known == deployment);
    let choices =
        vec![choice(words.text(Word::Standalone), Deployment::Standalone), choice(words.text(Word::Container), Deployment::Container)];
    let choice = Segmented { name: "deployment", legend: words.text(Word::Deployment), shows_legend: true, choices, act };
    element!("div", "class" = "deployment").key("deployment").child(choice.view()).child(passage(
        "p",
        "hint",
        words.text(Word::DeploymentNote),
    ))
}
