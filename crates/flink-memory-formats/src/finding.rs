//! What a reader, an edit or a writer noticed: a code, a severity and facts. What there is to notice stands in `matter`, the words with
//! whoever shows them.

mod matter;

pub use matter::Matter;

use crate::place::Place;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; nothing is wrong.
    Info,
    /// Something was left out or means something else than it seems to.
    Warning,
    /// Flink would not start with this, or nothing could be read.
    Error,
}

impl Severity {
    /// A stable name for the JS API.
    pub const fn id(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something noticed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands in the text; `None` for the text as a whole.
    pub place: Option<Place>,
    /// What it is.
    pub matter: Matter,
}

impl Finding {
    /// Something noticed at a place.
    pub fn at(place: Place, matter: Matter) -> Finding {
        Finding { place: Some(place), matter }
    }

    /// Something noticed about the text as a whole.
    pub fn of_text(matter: Matter) -> Finding {
        Finding { place: None, matter }
    }
}
