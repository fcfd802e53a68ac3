//! A job as a caller tells it, for `jobBuffers` and `insufficientBuffers`; how it runs is the configuration's where the caller does not say.

use flink_memory::network_buffers::{BatchShuffleMode, Exchange, Input, Job, MOST_PARALLELISM, Placement, RuntimeExecutionMode, Stage};
use flink_memory::option::shuffle::BATCH_SHUFFLE_MODE;
use flink_memory::{ReleaseOption, Request, ValueType};

use super::{Stopped, refused};
use crate::given::{Given, MOST_ITEMS, Scalar};
use crate::parts;
use crate::request::{self, BadCall};
use crate::sentences;

/// A job as a caller writes it: an object with a list of stages, each with a list of inputs.
pub(super) type JobObject = Given<Given<StageObject>>;

type StageObject = Given<Given<InputObject>>;

type InputObject = Given<Scalar>;

/// The job that a caller tells.
pub(super) fn read(given: JobObject, request: &Request) -> Result<Job, Stopped> {
    let [mode, batch, stages] = request::fields("job", given, ["mode", "batchShuffleMode", "stages"])?;
    let stages = parts::list("job.stages", stages)?.into_iter().map(|(name, given)| stage(&name, given)).collect::<Result<_, _>>()?;
    let job = Job { mode: self::mode(&mode, &batch, request)?, stages };
    // What Flink would not take is no job, whatever is asked of it.
    job.tasks(1, Placement::Remote).map_err(|error| BadCall::new(sentences::job(&error)))?;
    Ok(job)
}

fn stage(name: &str, given: StageObject) -> Result<Stage, BadCall> {
    let [parallelism, inputs] = request::fields(name, given, ["parallelism", "inputs"])?;
    let most = MOST_PARALLELISM.cast_signed();
    Ok(Stage {
        parallelism: parts::needed_whole(&format!("{name}.parallelism"), &parallelism, 1..=most)?.unsigned_abs(),
        inputs: parts::list(&format!("{name}.inputs"), inputs)?
            .into_iter()
            .map(|(name, given)| input(&name, given))
            .collect::<Result<_, _>>()?,
    })
}

fn input(name: &str, given: InputObject) -> Result<Input, BadCall> {
    let [stage, exchange] = request::fields(name, given, ["stage", "exchange"])?;
    let most = i32::try_from(MOST_ITEMS - 1).unwrap_or(i32::MAX);
    let stage = parts::needed_whole(&format!("{name}.stage"), &stage, 0..=most)?;
    let known = || Exchange::ALL.into_iter().map(|exchange| exchange.name().to_owned());
    let exchange = request::one_of("exchange", &exchange, known, Exchange::from_name)?;
    Ok(Input {
        stage: usize::try_from(stage).unwrap_or(usize::MAX),
        exchange: request::needed(&format!("{name}.exchange"), exchange, known)?,
    })
}

/// Where a program says how it runs if it does not say so itself. It is no option about memory.
const RUNTIME_MODE: &str = "execution.runtime-mode";

/// The names of `execution.runtime-mode`, and whether each is a batch job; which one `AUTOMATIC` is depends on the sources of a program.
const MODES: [(&str, bool); 2] = [("STREAMING", false), ("BATCH", true)];

fn mode<Inner>(mode: &Given<Inner>, batch: &Given<Inner>, request: &Request) -> Result<RuntimeExecutionMode, Stopped> {
    let is_batch = match (parts::named("mode", mode, &MODES)?, request.configuration.text(RUNTIME_MODE)) {
        (Some(is_batch), _) => is_batch,
        (None, None) => false,
        (None, Some(text)) => {
            let known = MODES.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(text.trim_ascii()));
            let told = || BadCall::new(format!("job.mode must be given, STREAMING or BATCH, because {RUNTIME_MODE} is '{text}'"));
            known.ok_or_else(told)?.1
        }
    };
    match (is_batch, batch) {
        (true, batch) => Ok(RuntimeExecutionMode::Batch(shuffle_mode(batch, request)?)),
        (false, Given::Nothing) => Ok(RuntimeExecutionMode::Streaming),
        (false, _) => Err(BadCall::new("job.batchShuffleMode is of a batch job; job.mode must be BATCH".to_owned()).into()),
    }
}

/// How the stages of a batch job hand on their data: as a caller says, or as it is configured. Before 1.14 there was no option.
fn shuffle_mode<Inner>(given: &Given<Inner>, request: &Request) -> Result<BatchShuffleMode, Stopped> {
    let option = BATCH_SHUFFLE_MODE.in_release(request.release);
    let value_type = option.map(ReleaseOption::value_type);
    let names: Vec<_> = match value_type {
        Some(ValueType::Enum(names)) => names.in_release(request.release).collect(),
        _ => [BatchShuffleMode::Pipelined, BatchShuffleMode::Blocking].map(BatchShuffleMode::name).to_vec(),
    };
    let find = |text: &str| names.iter().find(|name| name.eq_ignore_ascii_case(text)).and_then(|name| BatchShuffleMode::from_name(name));
    let known = || names.iter().map(|&name| name.to_owned());
    let exactly = |text: &str| find(text).filter(|mode| mode.name() == text);
    if let Some(mode) = request::one_of("batchShuffleMode", given, known, exactly)? {
        return Ok(mode);
    }
    let configured = request.configuration.get(BATCH_SHUFFLE_MODE.key);
    let Some((value_type, value)) = value_type.zip(configured) else { return Ok(BatchShuffleMode::Blocking) };
    if let Some(error) = flink_memory::complaint(value_type, value, request.release) {
        return Err(refused(&error, request));
    }
    let found = find(&value.to_string());
    Ok(found.ok_or_else(|| BadCall::new(format!("job.batchShuffleMode must be given, because {} is '{value}'", BATCH_SHUFFLE_MODE.key)))?)
}
