//! The error of too few buffers that was pasted: what it says, who asks for so many, and how many it takes. How many the job takes is not
//! counted here.

use flink_memory::network_buffers::{Asker, BufferSettings, InsufficientBuffers, Job, StageAsker};
use flink_memory::{MemorySize, Request};

use crate::deeper::field::{self, Field};
use crate::state::Asked;

/// What was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The box.
    pub field: Field,
    /// What the message in it says; nothing where there is none.
    pub told: Option<Told>,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its facts.
    pub missing: InsufficientBuffers,
    /// What decides who asks; nothing where Flink refuses it.
    pub asks: Option<Asks>,
    /// The stages of the job that ask for so many; nothing as long as there is no job.
    pub stages: Option<Vec<StageAsker>>,
    /// With how many buffers the one that failed would have had its own, and the network memory that has them.
    pub enough: Option<(i32, MemorySize)>,
}

/// A number of buffers that somebody asks for, and what decides who that is: the network memory does not. To find out takes long, so it is
/// left to whoever shows it, once for each of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Asks {
    missing: InsufficientBuffers,
    settings: BufferSettings,
}

impl Asks {
    /// Who asks for so many.
    pub fn askers(&self) -> Vec<Asker> {
        self.missing.asked_by(&self.settings)
    }
}

/// What a pasted text may have before all but the message is left out, so that a link holds it. Unit: bytes.
const MOST: usize = 1000;

/// What is kept of a pasted text: all of it, or of a long one the message, or where it has none its beginning.
pub fn kept(text: String) -> String {
    if text.len() <= MOST {
        return text;
    }
    InsufficientBuffers::parse(&text).map_or_else(|| text.chars().take(MOST).collect(), |missing| missing.to_string())
}

/// What the box says, with the settings of the configuration and the picture of the job.
pub fn of(asked: &Asked, request: &Request, job: Option<&Job>) -> Message {
    let (field, missing) = field::optional(asked, "buffers-message", |text| Ok(InsufficientBuffers::parse(text)));
    Message { field, told: missing.flatten().map(|missing| told(missing, request, job)) }
}

fn told(missing: InsufficientBuffers, request: &Request, job: Option<&Job>) -> Told {
    // Without a size, so that they stay the same while one is being set.
    let settings = BufferSettings::read(&request.configuration, request.release, MemorySize::ZERO).ok();
    let enough = missing.total.checked_sub(missing.available).and_then(|used| used.checked_add(missing.required));
    Told {
        missing,
        stages: settings.as_ref().zip(job).and_then(|(settings, job)| missing.asked_by_stages(settings, job).ok()),
        enough: enough
            .filter(|enough| *enough > 0)
            .zip(settings.as_ref())
            .map(|(enough, settings)| (enough, settings.network_memory(enough))),
        asks: settings.map(|settings| Asks { missing, settings }),
    }
}
