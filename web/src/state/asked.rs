//! What is asked beyond the breakdown, as it was typed, and the panels that ask it. What a question means is known to its panel alone.

use std::rc::Rc;

/// A panel of what follows from the breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The breakdown's own picture, opened down to the slot. It stands there, and not among the others.
    Diagram,
    /// What one slot gets, and which slots fit.
    Slots,
    /// Who gets which share of managed memory.
    Consumers,
    /// How a state backend divides its memory.
    StateBackend,
    /// How many network buffers a job needs.
    Network,
    /// What containers ask for.
    Containers,
    /// What the start scripts call.
    CommandLine,
    /// What the JVM makes of it.
    Jvm,
    /// How many machines that makes.
    Cluster,
}

impl Panel {
    /// Every panel, in order.
    pub const ALL: [Panel; 9] = [
        Panel::Diagram,
        Panel::Slots,
        Panel::Consumers,
        Panel::StateBackend,
        Panel::Network,
        Panel::Containers,
        Panel::CommandLine,
        Panel::Jvm,
        Panel::Cluster,
    ];

    /// A stable name for links and element ids.
    pub const fn id(self) -> &'static str {
        match self {
            Panel::Diagram => "diagram",
            Panel::Slots => "slots",
            Panel::Consumers => "consumers",
            Panel::StateBackend => "state-backend",
            Panel::Network => "network",
            Panel::Containers => "containers",
            Panel::CommandLine => "command-line",
            Panel::Jvm => "jvm",
            Panel::Cluster => "cluster",
        }
    }
}

/// What is asked, and which panels are open, as a link has it: names with the texts that were typed, in the order in which they were asked
/// first. That way a visit that opens no panel carries it along unread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked(pub(super) Rc<Vec<(String, String)>>);

impl Asked {
    /// What the name of everything in it begins with; by itself it is the name of the open panels.
    pub(crate) const BEGINNING: &'static str = "then";

    /// Whether nothing is asked, and no panel open.
    pub fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// The text that was typed for a question; nothing where nothing was.
    pub fn text(&self, question: &str) -> Option<&str> {
        self.of_name(&named(question))
    }

    /// These with another text for a question; nothing at all takes it away.
    #[must_use]
    pub fn with(&self, question: &str, text: String) -> Asked {
        self.with_name(named(question), text)
    }

    /// Whether a panel is open.
    pub fn is_open(&self, panel: Panel) -> bool {
        self.open().split(',').any(|id| id == panel.id())
    }

    /// The same with a panel open that is folded here, or folded that is open. Names that nobody knows go with that.
    #[must_use]
    pub fn unfolded(&self, panel: Panel) -> Asked {
        let open = Panel::ALL.into_iter().filter(|known| self.is_open(*known) != (*known == panel)).map(Panel::id);
        self.with_name(Self::BEGINNING.to_owned(), open.collect::<Vec<_>>().join(","))
    }

    /// Whether the same is asked, whatever is open.
    pub fn asks_as(&self, other: &Asked) -> bool {
        let questions = |asked: &Asked| asked.0.iter().filter(|(name, _)| name != Self::BEGINNING).cloned().collect::<Vec<_>>();
        questions(self) == questions(other)
    }

    /// The same questions, with the panels open that are open in the other.
    #[must_use]
    pub fn open_as(&self, other: &Asked) -> Asked {
        self.with_name(Self::BEGINNING.to_owned(), other.open().to_owned())
    }

    /// The names of the open panels, with commas between them.
    pub(crate) fn open(&self) -> &str {
        self.of_name(Self::BEGINNING).unwrap_or_default()
    }

    /// Everything in it: names with their texts.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    fn of_name(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    fn with_name(&self, name: String, text: String) -> Asked {
        let mut pairs = Vec::clone(&self.0);
        let place = pairs.iter().position(|(known, _)| *known == name);
        match place {
            Some(place) if text.is_empty() => drop(pairs.remove(place)),
            Some(place) => pairs[place].1 = text,
            None if text.is_empty() => {}
            None => pairs.push((name, text)),
        }
        Asked(Rc::new(pairs))
    }
}

/// The name of a question in a link.
fn named(question: &str) -> String {
    [Asked::BEGINNING, "-", question].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_open_in_their_order() {
        let open = Asked::default().unfolded(Panel::Network).unfolded(Panel::Slots);
        assert_eq!((open.open(), open.is_open(Panel::Slots), open.is_open(Panel::Jvm)), ("slots,network", true, false));
        assert_eq!(
            (open.unfolded(Panel::Network).open(), open.unfolded(Panel::Slots).unfolded(Panel::Network)),
            ("slots", Asked::default())
        );
        assert_eq!(Asked::default().with("job", "64".to_owned()).open_as(&open).open(), "slots,network");
        assert_eq!(Asked(vec![("then".to_owned(), "attic,jvm".to_owned())].into()).unfolded(Panel::Slots).open(), "slots,jvm");
    }

    #[test]
    fn an_emptied_question_is_not_asked() {
        let asked = Asked::default().with("job", "64".to_owned()).with("nodes", "3".to_owned()).with("job", "32".to_owned());
        assert_eq!((asked.text("job"), asked.open()), (Some("32"), ""));
        assert_eq!(asked.with("job", String::new()).with("other", String::new()), Asked::default().with("nodes", "3".to_owned()));
    }
}
