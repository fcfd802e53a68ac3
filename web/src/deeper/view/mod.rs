//! Draws the answers of the panels: which view draws which answer, and the component that decides when it is asked and drawn again. What
//! several panels are put together from stands in `parts`.

mod cluster;
mod command_line;
mod consumers;
mod containers;
mod jvm;
mod network;
mod parts;
mod slots;
mod state_backend;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::{Callback, Component, Context, Html, Properties};

use super::answer::{self, Answer};
use super::text::DeeperWord;
use crate::state::{Action, Asked, Calculation, Panel};
use crate::text::Words;
use crate::view::element::{Element, fragment, passage};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) panel: Panel,
    pub(super) calculation: Rc<Calculation>,
    pub(super) asked: Asked,
    pub(super) act: Callback<Action>,
    pub(super) words: Words,
}

impl Props {
    fn answer(&self) -> Answer {
        answer::of(self.panel, &self.calculation, &self.asked)
    }
}

/// What a panel holds.
///
/// What is asked of it is answered at once. What Flink makes of the settings is followed in a task of its own right after: first the picture that
/// a hand moves is drawn, whatever else is open, and of edits that come faster than panels are drawn only the last one is followed.
pub(super) struct PanelView {
    answer: Answer,
    /// When it follows; a new one takes the place of the one before.
    follows: Option<Timeout>,
}

impl Component for PanelView {
    /// It is time to follow.
    type Message = ();
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        PanelView { answer: context.props().answer(), follows: None }
    }

    fn changed(&mut self, context: &Context<Self>, before: &Props) -> bool {
        let props = context.props();
        if props.asked != before.asked || props.words != before.words {
            *self = PanelView { answer: props.answer(), follows: None };
            return true;
        }
        let link = context.link().clone();
        self.follows = Some(Timeout::new(0, move || link.send_message(())));
        false
    }

    fn update(&mut self, context: &Context<Self>, (): ()) -> bool {
        let answer = context.props().answer();
        let is_another = answer != self.answer;
        *self = PanelView { answer, follows: None };
        is_another
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { act, words, .. } = context.props();
        let says = Says { act, words: *words };
        match &self.answer {
            Answer::NoTaskManager => says.elsewhere(DeeperWord::OfTaskManagers),
            Answer::NoProcess => says.elsewhere(DeeperWord::OfProcesses),
            Answer::Diagram(shared) => slots::under_picture(shared.as_ref(), &says),
            Answer::Slots(slots) => slots::view(slots, &says),
            Answer::Consumers(consumers) => consumers::view(consumers, &says),
            Answer::StateBackend(state_backend) => state_backend::view(state_backend, &says),
            Answer::Network(network) => network::view(network, &says),
            Answer::Containers(containers) => containers::view(containers, &says),
            Answer::CommandLine(command_line) => command_line::view(command_line, &says),
            Answer::Jvm(jvm) => jvm::view(jvm, &says),
            Answer::Cluster(cluster) => cluster::view(cluster, &says),
        }
        .into()
    }
}

/// Who is told of edits, and the language: what every part of a panel needs.
pub(super) struct Says<'a> {
    pub(super) act: &'a Callback<Action>,
    pub(super) words: Words,
}

impl Says<'_> {
    /// Why the panel says nothing of this process, and the way to one of which it does.
    fn elsewhere(&self, why: DeeperWord) -> Element {
        let to_it = Action::PickProcess(flink_memory::Process::TaskManager);
        let button = crate::view::element::button(None::<&str>, "link", self.words.text(DeeperWord::ToTaskManager))
            .on_click(self.act.reform(move |_| to_it.clone()));
        fragment().child(passage("p", "hint", self.words.text(why)).child(" ").child(button))
    }
}
