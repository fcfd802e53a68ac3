//! The languages of the guide, and the words that its answers say in each. Names of pools and the like are the formats crate's; what Flink
//! says stays as Flink says it.

mod chinese;
mod english;

use flink_memory_formats::write::wording::{BuiltIn, Phrase};
use flink_memory_formats::write::wording::{chinese as chinese_wording, english as english_wording};

/// A language of the guide.
#[derive(Debug)]
pub struct Language {
    /// The folder of its chapters below `guide`, and what the calculator's `lang` takes.
    pub id: &'static str,
    /// Where its pages are published, as seen from the folder of all: empty for the first language, and otherwise its `id` with a slash.
    pub place: &'static str,
    wording: BuiltIn,
    words: fn(Word) -> &'static str,
}

/// The languages, the one that the others are held against first.
pub static LANGUAGES: [Language; 2] = [
    Language { id: "en", place: "", wording: english_wording, words: english::english },
    Language { id: "zh", place: "zh/", wording: chinese_wording, words: chinese::chinese },
];

/// Something that the guide says beside its chapters. A fact stands in it as `{name}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The language's own name.
    Name,
    /// What the book is called.
    Title,
    /// What the book is about, for search engines.
    About,
    /// What the calculator is called.
    Calculator,
    /// The link below a calculator.
    OpenInCalculator,
    /// A column.
    Option,
    /// A column.
    Type,
    /// A column.
    Default,
    /// A column.
    OlderKeys,
    /// A column.
    Releases,
    /// What stands for something that there is not, such as a default.
    Nothing,
    /// The `default` of an option that Flink marks as deprecated.
    Deprecated,
    /// An option's `key` whose default holds.
    ByDefault,
    /// A bound.
    AtLeast,
    /// A bound.
    AtMost,
    /// A number of network buffers, with `count`.
    Buffers,
    /// A column: what a row is.
    What,
    /// A column.
    Value,
    /// A `row` of a table in one of its columns, `column`.
    Of,
    /// What stands for a number where a text is refused.
    Refused,
    /// A `number` of hundredths.
    Percent,
    /// A column: all of a TaskManager.
    Whole,
    /// A column.
    Slot,
    /// A column: what is left beside slots.
    Left,
    /// A resource.
    CpuCores,
    /// How often a slot fits.
    SlotsThatFit,
    /// A column: a consumer's part of managed memory.
    Share,
    /// A column.
    Size,
    /// What the instances of a state backend share.
    SharedMemory,
    /// What a state backend has.
    StateMemory,
    /// A part of that.
    BlockCache,
    /// A part of the cache.
    HighPriority,
    /// A part of a state backend's memory.
    WriteBuffers,
    /// What a write buffer grows by.
    ArenaBlock,
    /// From where on write buffers are flushed.
    MutableLimit,
    /// For less than that Flink warns.
    LeastMemory,
    /// Where a task reads.
    Gate,
    /// Where a task leaves what it hands on.
    Partition,
    /// A column: channels or subpartitions.
    Channels,
    /// Buffers of one channel.
    Exclusive,
    /// A column: buffers.
    Required,
    /// A column: buffers.
    Most,
    /// A column: buffers.
    Overdraft,
    /// Buffers that a task does not start without.
    PerTask,
    /// Buffers of a TaskManager.
    AllBuffers,
    /// How many tasks have what they require.
    TasksThatFit,
    /// Buffers that a task tells the scheduler of.
    Announces,
    /// A column: how many tasks write.
    Producers,
    /// A column: how many tasks read.
    Consumers,
    /// A column: of a pod.
    MemoryRequest,
    /// A column: of a pod.
    MemoryLimit,
    /// A column: of a pod.
    CpuRequest,
    /// A column: of a pod.
    CpuLimit,
    /// The size of a process.
    ProcessSize,
    /// The size of a process in bytes.
    ProcessBytes,
    /// What Kubernetes itself reads.
    KubernetesReads,
    /// A column: what a person writes.
    Written,
    /// A column: of a container.
    Given,
    /// A column: what of a container is not used.
    NotUsed,
}

impl Word {
    /// What heads the column of a word of a topic, by its name in marks.
    pub(crate) fn of_name(name: &str) -> Option<Word> {
        Some(match name {
            "producers" => Word::Producers,
            "consumers" => Word::Consumers,
            "memory" => Word::Written,
            _ => return None,
        })
    }
}

impl Language {
    /// What a word is in this language.
    pub fn word(&self, word: Word) -> &'static str {
        (self.words)(word)
    }

    /// What a phrase of written texts is in this language.
    pub(crate) fn phrase(&self, phrase: Phrase) -> &'static str {
        (self.wording)(phrase)
    }

    /// All phrases of it, for the writers.
    pub(crate) fn wording(&self) -> BuiltIn {
        self.wording
    }

    /// The name that browsers know the language by.
    pub fn tag(&self) -> &'static str {
        self.phrase(Phrase::Tag)
    }

    /// The calculator's folder, as seen from the pages of this language.
    pub(crate) fn site(&self) -> String {
        "../".repeat(1 + self.place.matches('/').count())
    }

    /// The language that browsers know by this name.
    ///
    /// # Errors
    /// A sentence, where the guide does not speak it.
    pub fn of_tag(tag: &str) -> Result<&'static Language, String> {
        let known = || LANGUAGES.iter().map(Language::tag).collect::<Vec<_>>().join(", ");
        LANGUAGES
            .iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| format!("the guide does not speak `{tag}`; it speaks {}", known()))
    }
}
