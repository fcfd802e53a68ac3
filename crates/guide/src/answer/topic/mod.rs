//! The topics by name, and what each gives: figures with names, what Flink says, or its refusal. Each kind of topic has a module.

mod container;
mod exchange;
mod operator;
mod pod;
mod share;
mod slot;
mod state;

use flink_memory::{Memory, MemorySize, Pool, Process, Request, TaskManagerMemory};
use flink_memory_formats::write::wording::Phrase;

use super::{pool_name, question, taken_request};
use crate::language::{Language, Word};
use crate::quantity;
use crate::replace::Place;
use crate::words::Words;

/// What a topic makes of the words of a mark: the question in them, and what comes out.
pub(super) type Topic = fn(&mut Words, &Place) -> Result<(Request, Outcome), String>;

const TOPICS: &[(&str, Topic)] = &[
    ("slot", slot::default_slot),
    ("group", slot::group),
    ("shares", share::shares),
    ("state", state::state),
    ("exchange", exchange::exchange),
    ("kubernetes", pod::pods),
    ("operator", operator::operator),
    ("yarn", container::containers),
];

/// The topic of this name.
pub(super) fn topic(name: &str) -> Result<Topic, String> {
    let known = || TOPICS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let found = TOPICS.iter().find(|(known, _)| *known == name).map(|(_, topic)| *topic);
    found.ok_or_else(|| format!("there is no topic `{name}`; there are {}", known()))
}

/// What comes out of a question about a topic.
pub(super) enum Outcome {
    Answered(Answered),
    /// Flink throws an exception.
    Refused {
        exception: String,
        message: String,
    },
}

impl Outcome {
    fn refused(exception: &str, message: &impl ToString) -> Outcome {
        Outcome::Refused { exception: exception.to_owned(), message: message.to_string() }
    }
}

/// What Flink takes.
#[derive(Default)]
pub(super) struct Answered {
    pub(super) figures: Vec<Figure>,
    /// Warnings, messages at run time and lines of the log.
    pub(super) said: Vec<String>,
}

impl Answered {
    /// Adds a figure that stands by itself.
    fn add(&mut self, id: &'static str, row: impl Into<Label>, value: impl Into<Value>) {
        self.figures.push(Figure { id, row: row.into(), column: None, value: value.into() });
    }

    /// Adds a figure of a table, with the name of its column.
    fn add_to(&mut self, id: &'static str, row: impl Into<Label>, column: (&'static str, Word), value: impl Into<Value>) {
        self.figures.push(Figure { id, row: row.into(), column: Some(Label::Word(column.1, column.0)), value: value.into() });
    }
}

/// A number with its name.
#[derive(Clone)]
pub(super) struct Figure {
    id: &'static str,
    pub(super) row: Label,
    pub(super) column: Option<Label>,
    pub(super) value: Value,
}

impl Figure {
    /// How marks name it: `cache`, `managed.slot`.
    pub(super) fn name(&self) -> String {
        match self.column {
            Some(Label::Word(_, column)) => [self.id, column].join("."),
            _ => self.id.to_owned(),
        }
    }

    /// How people name it.
    pub(super) fn label(&self, language: &Language) -> String {
        let row = self.row.told(language);
        self.column.map_or_else(
            || row.clone(),
            |column| language.word(Word::Of).replace("{row}", &row).replace("{column}", &column.told(language)),
        )
    }
}

/// What a row or a column is called. A word has the name that marks know it by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Pool(Pool),
    Process(Process),
    Code(&'static str),
    Word(Word, &'static str),
}

impl From<Word> for Label {
    fn from(word: Word) -> Label {
        Label::Word(word, "")
    }
}

impl Label {
    pub(super) fn told(self, language: &Language) -> String {
        match self {
            Label::Pool(pool) => pool_name(pool, language).to_owned(),
            Label::Process(process) => language.phrase(Phrase::Process(process)).to_owned(),
            Label::Code(code) => format!("`{code}`"),
            Label::Word(word, _) => language.word(word).to_owned(),
        }
    }
}

/// What a figure is.
#[derive(Clone)]
pub(super) enum Value {
    Size(MemorySize),
    Bytes(MemorySize),
    Count(i64),
    /// A part of the whole.
    Part(f64),
    /// Something that Flink or another program writes.
    Code(String),
    /// An amount that is no whole number.
    Amount(String),
    Word(Word),
}

impl From<MemorySize> for Value {
    fn from(size: MemorySize) -> Value {
        Value::Size(size)
    }
}

impl From<i32> for Value {
    /// What stands for no limit in Flink is told as such.
    fn from(count: i32) -> Value {
        if count == i32::MAX { Value::Size(MemorySize::MAX) } else { Value::Count(count.into()) }
    }
}

impl From<Option<i32>> for Value {
    fn from(count: Option<i32>) -> Value {
        count.map_or(Value::Word(Word::Nothing), Value::from)
    }
}

impl Value {
    /// A number of bytes of Flink's that may be out of range.
    fn of_bytes(bytes: i64) -> Value {
        let size = u64::try_from(bytes).ok().and_then(MemorySize::from_bytes);
        size.map_or_else(|| Value::Amount(bytes.to_string()), Value::Size)
    }

    pub(super) fn told(&self, language: &Language) -> String {
        match self {
            Value::Size(size) => quantity::size(*size, language),
            Value::Bytes(size) => quantity::bytes(*size, language),
            Value::Count(count) => count.to_string(),
            Value::Part(part) => language.word(Word::Percent).replace("{number}", &format!("{:.1}", part * 100.0)),
            Value::Code(code) => format!("`{code}`"),
            Value::Amount(amount) => amount.clone(),
            Value::Word(word) => language.word(*word).to_owned(),
        }
    }
}

/// A TaskManager that Flink takes, and the question.
fn task_manager(words: &mut Words, place: &Place) -> Result<(Request, TaskManagerMemory), String> {
    let request = question(words, place)?;
    match taken_request(&request)?.1 {
        Memory::TaskManager(memory) => Ok((request, memory)),
        _ => Err("this is asked of a TaskManager".to_owned()),
    }
}

/// A whole number that a mark gives.
fn number<T: std::str::FromStr>(words: &mut Words, name: &str) -> Result<Option<T>, String> {
    let read = |text: String| text.parse().map_err(|_| format!("`{name}={text}` is no number"));
    words.take(name)?.map(read).transpose()
}
