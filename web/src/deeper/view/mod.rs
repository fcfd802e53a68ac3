//! Draws the answers of the panels: which view draws which answer, and the component that draws one again only where it has changed. What
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

use yew::{Callback, Component, Context, Html, Properties};

use super::answer::Answer;
use super::text::DeeperWord;
use crate::state::Action;
use crate::text::Words;
use crate::view::element::{Element, fragment, passage};

#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) answer: Answer,
    pub(super) act: Callback<Action>,
    pub(super) words: Words,
}

/// What a panel holds.
pub(super) struct PanelView;

impl Component for PanelView {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        PanelView
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { answer, act, words } = context.props();
        let says = Says { act, words: *words };
        match answer {
            Answer::NoTaskManager => says.elsewhere(DeeperWord::OfTaskManagers),
            Answer::NoProcess => says.elsewhere(DeeperWord::OfProcesses),
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
