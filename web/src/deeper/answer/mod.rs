//! What each panel says: facts out of the model and what was asked, without words, and without knowing how they are drawn.

pub mod slots;

use std::rc::Rc;

use flink_memory::{Memory, Process, Request, TaskManagerMemory};

use crate::state::{Asked, Calculation, Panel};

/// What a panel says. Two that are the same look the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The panel is about a TaskManager, and another process is looked at.
    NoTaskManager,
    /// What one slot gets, and which slots fit.
    Slots(slots::Slots),
}

/// The answer of a panel.
pub fn of(panel: Panel, calculation: &Rc<Calculation>, asked: &Asked) -> Answer {
    if calculation.request.process != Process::TaskManager && is_of_task_managers(panel) {
        return Answer::NoTaskManager;
    }
    match panel {
        _ => Answer::Slots(slots::of(calculation, asked)),
    }
}

const fn is_of_task_managers(panel: Panel) -> bool {
    matches!(panel, Panel::Slots | Panel::Consumers | Panel::StateBackend | Panel::Network)
}

/// The TaskManager that Flink makes of the settings; nothing while it refuses them.
pub(crate) fn task_manager(calculation: &Calculation) -> Option<(&Request, &TaskManagerMemory)> {
    match &calculation.current()?.memory {
        Memory::TaskManager(memory) => Some((&calculation.request, memory)),
        _ => None,
    }
}
