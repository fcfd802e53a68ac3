//! The texts about the panels of what follows from the breakdown: what each is called and answers, and what is said until they are there.
//! What is in them says `deeper`.

use super::list::{Named, words};
use super::words::Words;
use crate::state::Panel;

words! {
    enum PanelWord;

    "The heading over all panels.": WhatFollows;
    "A panel.": Slots, Consumers, StateBackend, Network, Containers, CommandLine, Jvm, Cluster;
    "What a panel answers.": SlotsAnswer, ConsumersAnswer, StateBackendAnswer, NetworkAnswer, ContainersAnswer, CommandLineAnswer, JvmAnswer,
        ClusterAnswer;
    "The part of the program that answers could not be loaded.": PanelsMissed;
}

impl Named for PanelWord {
    fn template(self, words: Words) -> &'static str {
        words.language().panels(self)
    }
}

impl Words {
    /// What a panel is called, and what it answers.
    pub fn panel(self, panel: Panel) -> [&'static str; 2] {
        let (name, answer) = match panel {
            Panel::Slots => (PanelWord::Slots, PanelWord::SlotsAnswer),
            Panel::Consumers => (PanelWord::Consumers, PanelWord::ConsumersAnswer),
            Panel::StateBackend => (PanelWord::StateBackend, PanelWord::StateBackendAnswer),
            Panel::Network => (PanelWord::Network, PanelWord::NetworkAnswer),
            Panel::Containers => (PanelWord::Containers, PanelWord::ContainersAnswer),
            Panel::CommandLine => (PanelWord::CommandLine, PanelWord::CommandLineAnswer),
            Panel::Jvm => (PanelWord::Jvm, PanelWord::JvmAnswer),
            Panel::Cluster => (PanelWord::Cluster, PanelWord::ClusterAnswer),
        };
        [self.text(name), self.text(answer)]
    }
}
