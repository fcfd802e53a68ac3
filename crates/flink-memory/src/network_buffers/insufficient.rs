//! The error of a task that has not enough buffers: Flink's message, and the facts out of a text that holds it. Whose it is stands in `asker`.

use std::fmt;

/// A task asks for more buffers than there are left. `Display` prints the message of the `IOException` that operators know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsufficientBuffers {
    /// What it asks for: all that a pool requires, or the exclusive buffers of one channel.
    pub required: i32,
    /// What is left.
    pub available: i32,
    /// What the TaskManager has.
    pub total: i32,
    /// The size of each. Unit: bytes.
    pub segment_size: i32,
}

/// The words of the message up to its last number. `#` stands for a number.
const MESSAGE: &str = "Insufficient number of network buffers: required #, but only # available. The total number of network buffers is currently \
                       set to # of # bytes each.";

impl InsufficientBuffers {
    /// Finds the first whole message in a text, such as lines of a log; `None` where there is none.
    ///
    /// What stands before and behind does not count, and a line may end between any two words. The options that the message ends with, which
    /// had other names before 1.10, do not count either.
    ///
    /// Source: `NetworkBufferPool`, with the same words in every release.
    ///
    /// ```
    /// use flink_memory::network_buffers::InsufficientBuffers;
    ///
    /// let log = "java.io.IOException: Insufficient number of network buffers: required 17, but only 16 available. The total number of \
    ///            network buffers is currently set to 2048 of 32768 bytes each. You can increase this number by";
    /// let found = InsufficientBuffers::parse(log);
    /// assert_eq!(found, Some(InsufficientBuffers { required: 17, available: 16, total: 2048, segment_size: 32768 }));
    /// ```
    pub fn parse(text: &str) -> Option<InsufficientBuffers> {
        let mut words = text.split_ascii_whitespace();
        loop {
            if let Some([required, available, total, segment_size]) = numbers(words.clone()) {
                return Some(InsufficientBuffers { required, available, total, segment_size });
            }
            words.next()?;
        }
    }
}

/// The numbers of a message that these words begin with. Something may cling to its first and its last word.
fn numbers<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<[i32; 4]> {
    let mut numbers = [0; 4];
    let mut places = numbers.iter_mut();
    let mut expected = MESSAGE.split_ascii_whitespace();
    if !words.next()?.ends_with(expected.next()?) {
        return None;
    }
    for expected in expected {
        let word = words.next()?;
        match expected.strip_prefix('#') {
            Some(behind) => *places.next()? = word.strip_suffix(behind)?.parse().ok()?,
            None if word.starts_with(expected) => {}
            None => return None,
        }
    }
    Some(numbers)
}

impl fmt::Display for InsufficientBuffers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = [self.required, self.available, self.total, self.segment_size];
        for (index, words) in MESSAGE.split('#').enumerate() {
            f.write_str(words)?;
            numbers.get(index).map_or(Ok(()), |number| number.fmt(f))?;
        }
        f.write_str(
            " You can increase this number by setting the configuration keys 'taskmanager.memory.network.fraction', \
             'taskmanager.memory.network.min', and 'taskmanager.memory.network.max'.",
        )
    }
}

impl std::error::Error for InsufficientBuffers {}
