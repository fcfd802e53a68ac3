//! What is asked beyond the breakdown, as it was typed, and the panels that ask it. What a question means is known to its panel alone.

use std::rc::Rc;

/// A panel of what follows from the breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
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
    pub const ALL: [Panel; 8] = [
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

/// The panels that are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panels(u8);

impl Panels {
    /// No panel.
    pub const NONE: Panels = Panels(0);

    /// Whether a panel is among them.
    pub const fn has(self, panel: Panel) -> bool {
        self.0 & (1 << panel as u8) != 0
    }

    /// These and one panel, or without it where it is among them.
    #[must_use]
    pub const fn toggled(self, panel: Panel) -> Panels {
        Panels(self.0 ^ (1 << panel as u8))
    }

    /// As a link says it: their names with a comma between.
    pub fn text(self) -> String {
        let open = Panel::ALL.into_iter().filter(|panel| self.has(*panel));
        open.map(Panel::id).collect::<Vec<_>>().join(",")
    }

    /// What a link says; what nobody knows is left out.
    pub fn parse(text: &str) -> Panels {
        let known = |id| Panel::ALL.into_iter().find(|panel| panel.id() == id);
        text.split(',').filter_map(known).fold(Panels::NONE, |panels, panel| if panels.has(panel) { panels } else { panels.toggled(panel) })
    }
}

/// What is asked, and which panels are open, as a link has it: names with the texts that were typed, in the order in which they were asked
/// first. That way a visit that opens no panel carries it along unread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked(pub(super) Rc<Vec<(String, String)>>);

impl Asked {
    /// What the name of everything in it begins with; by itself it is the name of the open panels.
    pub(super) const BEGINNING: &'static str = "then";

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

    /// The panels that are open; one that nobody knows is not there.
    pub fn open(&self) -> Panels {
        Panels::parse(self.of_name(Self::BEGINNING).unwrap_or_default())
    }

    /// The same questions with other panels open.
    #[must_use]
    pub fn opened(&self, open: Panels) -> Asked {
        self.with_name(Self::BEGINNING.to_owned(), open.text())
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
    fn panels_are_what_their_text_says() {
        let open = Panels::NONE.toggled(Panel::Network).toggled(Panel::Slots);
        assert_eq!((open.text().as_str(), Panels::parse("network,slots,slots,attic")), ("slots,network", open));
        assert_eq!(open.toggled(Panel::Network).text(), "slots");
        assert_eq!(Asked::default().opened(open).open(), open);
    }

    #[test]
    fn an_emptied_question_is_not_asked() {
        let asked = Asked::default().with("job", "64".to_owned()).with("nodes", "3".to_owned()).with("job", "32".to_owned());
        assert_eq!((asked.text("job"), asked.open()), (Some("32"), Panels::NONE));
        assert_eq!(asked.with("job", String::new()).with("other", String::new()), Asked::default().with("nodes", "3".to_owned()));
    }
}
