//! The picture of a job as it is asked: its stages, how many subtasks each has, what it reads, and how it runs. Buffers are not counted here.

use flink_memory::network_buffers::{BatchShuffleMode, Exchange, Input, Job, MOST_PARALLELISM, RuntimeExecutionMode, Stage};
use flink_memory::option::shuffle::BATCH_SHUFFLE_MODE;
use flink_memory::{ValueType, complaint};

use crate::deeper::field::{self, Complaint, Field, Read};
use crate::state::{Asked, Calculation};

/// What is asked about the job.
#[derive(Clone, Debug, PartialEq)]
pub struct JobAsked {
    /// The parallelism of stages that have none of their own.
    pub parallelism: Field,
    /// Whether it streams, by the name of the mode.
    pub mode: Field,
    /// How the stages of a batch job hand on their data, and the names to choose from; nothing for a streaming job, and in releases without.
    pub batch: Option<OneOf>,
    /// How many stages there are.
    pub count: Field,
    /// The stages; none where their number cannot be read.
    pub stages: Vec<StageAsked>,
    /// How many there would be with one stage less, and with one more.
    pub others: [Option<u32>; 2],
}

/// What is asked about a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct StageAsked {
    /// How many subtasks it has.
    pub parallelism: Field,
    /// What it reads, and by which exchange, where it reads anything; nothing can be asked for the first one, and a second input from the
    /// third on.
    pub inputs: Vec<(Field, Option<Field>)>,
}

/// An option and the names that it may have.
type OneOf = (Field, Vec<&'static str>);

/// The most stages.
pub const MOST_STAGES: u32 = 8;

/// How a job runs, by Flink's name.
pub const MODES: [&str; 2] = ["STREAMING", "BATCH"];

/// What stages are called where another one reads them.
pub const NUMBERS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];

/// The stage reads none: it is a source, or has no second input.
pub const NONE: &str = "none";

/// The names of the questions about a stage.
struct Names {
    parallelism: &'static str,
    /// For each input what is read, and by which exchange.
    inputs: [[&'static str; 2]; 2],
}

macro_rules! names {
    ($($number:literal)*) => {
        [$(Names {
            parallelism: concat!("stage-", $number),
            inputs: [
                [concat!("stage-", $number, "-reads"), concat!("stage-", $number, "-by")],
                [concat!("stage-", $number, "-joins"), concat!("stage-", $number, "-joins-by")],
            ],
        }),*]
    };
}

static NAMES: [Names; NUMBERS.len()] = names!(1 2 3 4 5 6 7 8);

/// What is asked, and the job; nothing as long as a text of it cannot be read. `slots` are those of a TaskManager, as long as Flink takes the
/// settings.
pub fn of(calculation: &Calculation, asked: &Asked, slots: Option<u32>) -> (JobAsked, Option<Job>) {
    let configured = calculation.request.configuration.text("parallelism.default");
    let default = configured.or_else(|| slots.map(|slots| slots.to_string())).unwrap_or_default();
    let (mut all, of_all) = counted(asked, "job-parallelism", &default);
    if of_all.is_none() && all.complaint.is_none() && !default.is_empty() {
        all.complaint = Some(NOT_PARALLELISM);
    }
    let default = if all.text.is_empty() { default } else { all.text.clone() };
    let (mode, is_batch, batch, runs) = runs(calculation, asked);
    let (count, number) = field::whole(asked, "stages", 2, 1, MOST_STAGES);
    let read: Vec<_> =
        NAMES.iter().take(as_index(number.unwrap_or(0))).enumerate().map(|(index, _)| stage(asked, index, &default)).collect();
    let stages: Option<Vec<Stage>> = read.iter().map(|(_, stage)| stage.clone()).collect();
    let job = stages.zip(runs).map(|(stages, mode)| Job { mode, stages }).filter(|_| number.is_some());
    let others = [
        number.filter(|number| *number > 1).map(|number| number - 1),
        number.filter(|number| *number < MOST_STAGES).map(|number| number + 1),
    ];
    let stages = read.into_iter().map(|(stage, _)| stage).collect();
    (JobAsked { parallelism: all, mode, batch: batch.filter(|_| is_batch), count, stages, others }, job)
}

const NOT_PARALLELISM: Complaint = Complaint::NotWhole { least: 1, most: MOST_PARALLELISM };

fn parallelism(text: &str) -> Result<u32, Complaint> {
    text.trim_ascii().parse().ok().filter(|number| (1..=MOST_PARALLELISM).contains(number)).ok_or(NOT_PARALLELISM)
}

/// A parallelism; what is wrong with the default is told where that is asked.
fn counted(asked: &Asked, name: &'static str, default: &str) -> Read<u32> {
    let (mut field, number) = field::optional(asked, name, parallelism);
    default.clone_into(&mut field.default);
    let number = if field.text.is_empty() { parallelism(default).ok() } else { number };
    (field, number)
}

fn as_index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// How the job runs, and what is asked about that.
fn runs(calculation: &Calculation, asked: &Asked) -> (Field, bool, Option<OneOf>, Option<RuntimeExecutionMode>) {
    let configured = calculation.request.configuration.text("execution.runtime-mode");
    let is_batch_by_default = configured.is_some_and(|mode| mode.trim_ascii().eq_ignore_ascii_case(MODES[1]));
    let modes = [(false, MODES[0]), (true, MODES[1])];
    let (mode, is_batch) = field::one_of(asked, "job-mode", &modes, MODES[usize::from(is_batch_by_default)]);
    let is_batch = is_batch == Some(true);
    let (batch, shuffles) = batch(calculation);
    let runs = if is_batch { shuffles.map(RuntimeExecutionMode::Batch) } else { Some(RuntimeExecutionMode::Streaming) };
    (mode, is_batch, batch, runs)
}

/// The option that says how batch jobs hand on their data. Before there was one they did it stage by stage.
fn batch(calculation: &Calculation) -> (Option<OneOf>, Option<BatchShuffleMode>) {
    let request = &calculation.request;
    let Some(option) = BATCH_SHUFFLE_MODE.in_release(request.release) else { return (None, Some(BatchShuffleMode::Blocking)) };
    let names: Vec<_> =
        if let ValueType::Enum(names) = option.value_type() { names.in_release(request.release).collect() } else { Vec::new() };
    let mut field = field::option(&BATCH_SHUFFLE_MODE, calculation);
    let set = request.configuration.get(BATCH_SHUFFLE_MODE.key);
    field.complaint =
        set.and_then(|value| complaint(option.value_type(), value, request.release)).map(|error| Complaint::Flink(error.to_string()));
    let text = if field.text.is_empty() { &field.default } else { &field.text };
    let name = names.iter().find(|name| name.eq_ignore_ascii_case(text));
    let mode = name.filter(|_| field.complaint.is_none()).and_then(|name| BatchShuffleMode::from_name(name));
    (Some((field, names)), mode)
}

/// What is asked about a stage, and the stage.
fn stage(asked: &Asked, index: usize, default: &str) -> (StageAsked, Option<Stage>) {
    let names = &NAMES[index];
    let (parallelism, count) = counted(asked, names.parallelism, default);
    let before = index.checked_sub(1).map_or(NONE, |before| NUMBERS[before]);
    let mut inputs = Vec::new();
    let mut read = Vec::new();
    for (name, default) in names.inputs.iter().zip([before, NONE]).take(index) {
        let (field, input) = input(asked, name, index, default);
        inputs.push(field);
        read.extend(input);
    }
    (StageAsked { parallelism, inputs }, count.map(|parallelism| Stage { parallelism, inputs: read }))
}

fn input(asked: &Asked, [reads, by]: &[&'static str; 2], index: usize, default: &'static str) -> ((Field, Option<Field>), Option<Input>) {
    let earlier = NUMBERS.iter().take(index).enumerate().map(|(stage, name)| (Some(stage), *name));
    let choices: Vec<_> = earlier.chain([(None, NONE)]).collect();
    let (reads, stage) = field::one_of(asked, reads, &choices, default);
    let exchanges = Exchange::ALL.map(|exchange| (exchange, exchange.name()));
    let (by, exchange) = field::one_of(asked, by, &exchanges, Exchange::Hash.name());
    let input = stage.flatten().zip(exchange).map(|(stage, exchange)| Input { stage, exchange });
    ((reads, input.map(|_| by)), input)
}
