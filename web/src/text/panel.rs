//! Which texts name a panel of what follows from the breakdown, and say what it answers. What is in it says `deeper`.

use super::list::Word;
use super::words::Words;
use crate::state::Panel;

impl Words {
    /// What a panel is called, and what it answers.
    pub fn panel(self, panel: Panel) -> [&'static str; 2] {
        let (name, answer) = match panel {
            Panel::Diagram => (Word::PanelDiagram, Word::PanelDiagramAnswer),
            Panel::Slots => (Word::PanelSlots, Word::PanelSlotsAnswer),
            Panel::Consumers => (Word::PanelConsumers, Word::PanelConsumersAnswer),
            Panel::StateBackend => (Word::PanelStateBackend, Word::PanelStateBackendAnswer),
            Panel::Network => (Word::PanelNetwork, Word::PanelNetworkAnswer),
            Panel::Containers => (Word::PanelContainers, Word::PanelContainersAnswer),
            Panel::CommandLine => (Word::PanelCommandLine, Word::PanelCommandLineAnswer),
            Panel::Jvm => (Word::PanelJvm, Word::PanelJvmAnswer),
            Panel::Cluster => (Word::PanelCluster, Word::PanelClusterAnswer),
        };
        [self.text(name), self.text(answer)]
    }
}
