//! What each panel says: facts out of the model and what was asked, without words, and without knowing how they are drawn.

pub mod cluster;
pub mod command_line;
pub mod consumers;
pub mod containers;
pub mod job;
pub mod jvm;
pub mod network;
pub mod slots;
pub mod state_backend;

use std::rc::Rc;

use flink_memory::{Memory, Process, Request, TaskManagerMemory};

use crate::state::{Asked, Calculation, Panel};

/// What a panel says. Two that are the same look the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The panel is about a TaskManager, and another process is looked at.
    NoTaskManager,
    /// The panel is about processes, and local execution starts none.
    NoProcess,
    /// The slots inside the TaskManager; nothing while Flink refuses.
    Diagram(Option<slots::Shared>),
    /// What one slot gets, and which slots fit.
    Slots(slots::Slots),
    /// Who gets which share of managed memory.
    Consumers(consumers::Consumers),
    /// How a state backend divides its memory.
    StateBackend(state_backend::StateBackend),
    /// How many network buffers a job needs.
    Network(Box<network::Network>),
    /// What containers ask for.
    Containers(containers::Containers),
    /// What the start scripts call.
    CommandLine(Box<command_line::CommandLine>),
    /// What the JVM makes of it.
    Jvm(jvm::Jvm),
    /// How many machines that makes.
    Cluster(cluster::Cluster),
}

/// The answer of a panel.
pub fn of(panel: Panel, calculation: &Rc<Calculation>, asked: &Asked) -> Answer {
    if calculation.request.process != Process::TaskManager && is_of_task_managers(panel) {
        return Answer::NoTaskManager;
    }
    if calculation.request.process == Process::Local && is_of_processes(panel) {
        return Answer::NoProcess;
    }
    match panel {
        Panel::Diagram => Answer::Diagram(slots::shared_out(calculation)),
        Panel::Slots => Answer::Slots(slots::of(calculation, asked)),
        Panel::Consumers => Answer::Consumers(consumers::of(calculation, asked)),
        Panel::StateBackend => Answer::StateBackend(state_backend::of(calculation, asked)),
        Panel::Network => Answer::Network(Box::new(network::of(calculation, asked))),
        Panel::Containers => Answer::Containers(containers::of(calculation, asked)),
        Panel::CommandLine => Answer::CommandLine(Box::new(command_line::of(calculation, asked))),
        Panel::Jvm => Answer::Jvm(jvm::of(calculation, asked)),
        Panel::Cluster => Answer::Cluster(cluster::of(calculation, asked)),
    }
}

const fn is_of_task_managers(panel: Panel) -> bool {
    matches!(panel, Panel::Diagram | Panel::Slots | Panel::Consumers | Panel::StateBackend | Panel::Network)
}

const fn is_of_processes(panel: Panel) -> bool {
    matches!(panel, Panel::Containers | Panel::CommandLine)
}

/// The TaskManager that Flink makes of the settings; nothing while it refuses them.
pub(crate) fn task_manager(calculation: &Calculation) -> Option<(&Request, &TaskManagerMemory)> {
    match &calculation.current()?.memory {
        Memory::TaskManager(memory) => Some((&calculation.request, memory)),
        _ => None,
    }
}
