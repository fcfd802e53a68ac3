//! Containers on YARN: what is asked for, what YARN gives, and what of it nobody uses.

use flink_memory::resource_manager::{Line, Notice, YarnCluster, YarnContainers, yarn};
use flink_memory::{MemorySize, Process, Request};

use super::pod::is_configured;
use super::{Answered, Label, Outcome, Value, number};
use crate::answer::question;
use crate::language::Word;
use crate::replace::Place;
use crate::words::Words;

/// `about=yarn [unit=MIB] [maximum=MIB] [cores=NUMBER]`: `jobmanager.` and `taskmanager.` `asked`, what is `given` in multiples of the unit, and
/// what is left `over`; the log. A process of which nothing is configured is not asked for.
pub(super) fn containers(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let minimum_mebibytes = number(words, "unit")?.unwrap_or(1024);
    let maximum_mebibytes = number(words, "maximum")?.unwrap_or(65_536);
    let maximum_cores = number(words, "cores")?.unwrap_or(32);
    let request = question(words, place)?;
    let cluster =
        YarnCluster { minimum_mebibytes, minimum_cores: 1, maximum_mebibytes, maximum_cores, largest_node_mebibytes: maximum_mebibytes };
    let containers = yarn(&request.configuration, request.release, &cluster);
    let mut answered =
        Answered { said: containers.log.iter().map(|line| format!("{} {line}", line.level())).collect(), ..Answered::default() };
    let job_manager = match &containers.job_manager {
        Ok(job_manager) => job_manager,
        Err(error) => return Ok((request, Outcome::refused(error.exception(), error))),
    };
    if let Err(error) = &containers.task_manager {
        return Ok((request, Outcome::refused(error.exception(), error)));
    }
    if is_configured(&request, Process::JobManager) {
        of_container(Process::JobManager, job_manager.process_mebibytes, &containers, &mut answered);
    }
    of_container(Process::TaskManager, job_manager.task_manager_mebibytes, &containers, &mut answered);
    Ok((request, Outcome::Answered(answered)))
}

fn of_container(process: Process, asked: i32, containers: &YarnContainers, answered: &mut Answered) {
    let component = if process == Process::JobManager { "JobManager" } else { "TaskManager" };
    let rounded = containers.log.iter().find_map(|line| match line {
        Line::Notice { notice: Notice::RoundedByYarn { component: of, allocated, .. }, .. } if *of == component => Some(*allocated),
        _ => None,
    });
    let given = rounded.unwrap_or(asked);
    let size = |mebibytes: i32| {
        u32::try_from(mebibytes).map_or_else(|_| Value::Count(mebibytes.into()), |size| MemorySize::from_mebibytes(size).into())
    };
    for (column, mebibytes) in
        [(("asked", Word::ProcessSize), asked), (("given", Word::Given), given), (("over", Word::NotUsed), given.saturating_sub(asked))]
    {
        answered.add_to(process.id(), Label::Process(process), column, size(mebibytes));
    }
}
