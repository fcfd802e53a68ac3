//! What panels are put together from: fields with what is wrong with them, tables of sizes, bars that are split, steps on demand.

use flink_memory::MemorySize;
use yew::{Event, InputEvent};

use super::Says;
use crate::browser;
use crate::deeper::field::{Complaint, Field, Target};
use crate::deeper::text::{DeeperWord, said};
use crate::diagram::scale::divide;
use crate::text::quantity::grouped;
use crate::view::element::{Element, button, element, fragment, passage, rectangle};

/// The two halves of a panel: what is asked, and what follows.
pub(super) fn halves(asked: Element, follows: Element) -> Element {
    element!("div", "class" = "halves").child(asked_part(asked)).child(element!("div", "class" = "halves__follows").child(follows))
}

fn asked_part(asked: Element) -> Element {
    element!("div", "class" = "halves__asked").child(asked)
}

/// The id of a field's box.
fn field_id(target: Target) -> String {
    ["ask-", &target.name().replace('.', "-")].concat()
}

impl Says<'_> {
    /// A box with its label. The label of an option is its key.
    pub(super) fn text_field(&self, field: &Field, label: &'static str) -> Element {
        let (id, target) = (field_id(field.target), field.target);
        let input = element!(
            "input",
            "type" = "text",
            "class" = "box",
            "aria-describedby" = field.complaint.is_some().then(|| [&id, "-note"].concat()),
            "aria-invalid" = field.complaint.is_some().then_some("true"),
            "autocomplete" = "off",
            "autocapitalize" = "off",
            "spellcheck" = "false",
            "placeholder" = field.default.clone(),
            "id" = id.clone(),
        )
        .value(field.text.clone())
        .on_input(self.act.reform(move |event: InputEvent| target.written(browser::typed_text(&event))));
        self.row(field, &id, label, input, &field.default)
    }

    /// A list to choose from with its label; the choices are their stable names and what they are called.
    pub(super) fn choice_field(&self, field: &Field, label: &'static str, choices: &[(&'static str, &str)]) -> Element {
        let (id, target) = (field_id(field.target), field.target);
        // What cannot be chosen here does not count, but is there to be seen, and to be left for another.
        let chosen = if field.text.is_empty() { &field.default } else { &field.text };
        let choice =
            |value: &str, name: &str| element!("option", "value" = value.to_owned(), "selected" = chosen == value).child(name.to_owned());
        let unknown = field.complaint.is_some().then(|| choice(&field.text, &field.text));
        let default = field.default.clone();
        let list = element!(
            "select",
            "class" = "select",
            "id" = id.clone(),
            "aria-invalid" = field.complaint.is_some().then_some("true"),
            "aria-describedby" = field.complaint.is_some().then(|| [&id, "-note"].concat())
        )
        .child(unknown)
        .children(choices.iter().map(|(value, name)| choice(value, name)))
        .on_change(self.act.reform(move |event: Event| target.chosen(browser::chosen(&event), &default)));
        let counts = choices.iter().find(|(value, _)| *value == field.default).map_or("", |(_, name)| name);
        self.row(field, &id, label, list, counts)
    }

    /// A mark that says whether something is so; a question of `field::whether`.
    pub(super) fn check_field(&self, field: &Field, is_so: bool, label: &'static str) -> Element {
        let (id, target) = (field_id(field.target), field.target);
        let (turned_from, turned) = if is_so { ("yes", "no") } else { ("no", "yes") };
        let default = field.default.clone();
        let is_wrong = field.complaint.is_some();
        let note = [&id, "-note"].concat();
        let complaint = field.complaint.as_ref().map(|complaint| {
            element!("span", "class" = "option__complaint", "id" = note.clone()).child(self.complaint(complaint, turned_from))
        });
        let mark = element!(
            "input",
            "type" = "checkbox",
            "class" = "check__mark",
            "id" = id.clone(),
            "aria-invalid" = is_wrong.then_some("true"),
            "aria-describedby" = is_wrong.then(|| note.clone())
        )
        .checked(is_so)
        .on_change(self.act.reform(move |_| target.chosen(turned.to_owned(), &default)));
        element!("label", "class" = "check", "for" = id).key(field.target.name()).child(mark).child(label).child(complaint)
    }

    fn row(&self, field: &Field, id: &str, label: &'static str, input: Element, counts: &str) -> Element {
        let is_key = matches!(field.target, Target::Option(_));
        let label_class = if is_key { "asked__label asked__label--key" } else { "asked__label" };
        // A long key breaks behind its dots.
        let parts = label.split_inclusive('.').map(|part| fragment().child(part).child(element!("wbr")));
        let label = if is_key { fragment().children(parts) } else { fragment().child(label) };
        let complaint = field.complaint.as_ref().map(|complaint| {
            element!("p", "class" = "option__complaint", "id" = [id, "-note"].concat()).child(self.complaint(complaint, counts))
        });
        element!("div", "class" = "asked")
            .key(field.target.name())
            .child(element!("label", "class" = label_class, "for" = id.to_owned()).child(label))
            .child(input)
            .child(complaint)
    }

    /// The box of an option of Flink's, under its key.
    pub(super) fn option_field(&self, field: &Field) -> Element {
        self.text_field(field, field.target.name())
    }

    /// What is wrong with a text, and where it is none of the choices, what counts instead.
    fn complaint(&self, complaint: &Complaint, counts: &str) -> String {
        let words = self.words;
        match complaint {
            Complaint::NotWhole { least, most } => {
                words.say(said::NotWhole { least: &grouped((*least).into()), most: &grouped((*most).into()) })
            }
            Complaint::NotThere => words.say(said::NotThere { counts }),
            Complaint::NotNumber => words.text(DeeperWord::NotNumber).to_owned(),
            Complaint::NotSize(error) => words.say(said::FlinkSays { message: &error.to_string() }),
            Complaint::Flink(message) => words.say(said::FlinkSays { message }),
        }
    }

    /// A size as people read it, and in bytes.
    pub(super) fn exact(&self, size: MemorySize) -> [String; 2] {
        [self.words.size(size), grouped(size.bytes())]
    }

    /// A table of sizes: what each is, its size, and its bytes.
    pub(super) fn sizes(&self, rows: impl IntoIterator<Item = (Element, MemorySize)>) -> Element {
        let row = |(what, size): (Element, MemorySize)| {
            let [size, bytes] = self.exact(size);
            element!("tr")
                .child(element!("th", "scope" = "row", "class" = "sum__what").child(what))
                .child(passage("td", "sum__size", size))
                .child(passage("td", "sum__bytes", bytes))
        };
        let head = |word| element!("th", "scope" = "col").child(self.words.text(word));
        let heads = [DeeperWord::ColumnWhat, DeeperWord::ColumnSize, DeeperWord::ColumnBytes].map(head);
        element!("table", "class" = "sum")
            .child(element!("thead", "class" = "visually-hidden").child(element!("tr").children(heads)))
            .child(element!("tbody").children(rows.into_iter().map(row)))
    }

    /// How numbers were found, a line for each: what it is, how it is computed, what it comes to. Folded until it is asked for.
    pub(super) fn steps(&self, lines: Vec<[String; 3]>) -> Option<Element> {
        let line = |[what, how, result]: [String; 3]| {
            element!("tr")
                .child(element!("th", "scope" = "row", "class" = "sum__what").child(what))
                .child(passage("td", "steps__how", how))
                .child(passage("td", "sum__size", result))
        };
        let has_lines = !lines.is_empty();
        has_lines.then(|| {
            element!("details", "class" = "group steps")
                .key("steps")
                .child(element!("summary", "class" = "group__head").child(self.words.text(DeeperWord::Steps)))
                .child(element!("table", "class" = "sum").child(element!("tbody").children(lines.into_iter().map(line))))
        })
    }

    /// What stands in the place of an answer while Flink refuses the settings.
    pub(super) fn nothing_follows(&self) -> Element {
        passage("p", "hint", self.words.text(DeeperWord::NothingFollows))
    }
}

/// A button of a panel.
pub(super) fn action(label: &'static str) -> Element {
    button(None::<&str>, "button button--small", label)
}

/// A stretch of a bar: the class that gives it its colour, what it is called, and how large it is.
pub(super) struct Stretch {
    pub(super) class: String,
    pub(super) name: String,
    pub(super) size: u64,
    /// The size in words.
    pub(super) told: String,
}

/// The parts of a bar that its stretches are made of: hundredths of a percent.
const WHOLE: u32 = 10_000;

/// The height of a bar. Unit: pixels.
const HEIGHT: u32 = 24;

/// A bar split among parts, to scale, with a key under it that says the same in words.
pub(super) fn split_bar(parts: &[Stretch]) -> Element {
    let sizes: Vec<u64> = parts.iter().map(|part| part.size).collect();
    let percent = |parts: u32| format!("{}.{:02}%", parts / 100, parts % 100);
    let drawn = parts.iter().zip(divide(WHOLE, &sizes)).map(|(part, stretch)| {
        element!("g", "class" = part.class.clone()).child(rectangle(
            "segment__rect",
            percent(stretch.start),
            0,
            percent(stretch.length),
            HEIGHT,
        ))
    });
    let item = |part: &Stretch| {
        element!("li", "class" = "split__item")
            .child(element!("span", "class" = ["swatch ", &part.class].concat()))
            .child(passage("span", "split__name", part.name.clone()))
            .child(" ")
            .child(passage("span", "split__size", part.told.clone()))
    };
    element!("div", "class" = "split")
        .child(element!("svg", "class" = "bar__picture", "aria-hidden" = "true", "width" = "100%", "height" = HEIGHT).children(drawn))
        .child(element!("ul", "class" = "split__key").children(parts.iter().map(item)))
}

/// A table of texts with its headings: a row for each thing, whose name comes first; a row may have a class of its own.
pub(super) fn table(heads: &[&'static str], rows: impl IntoIterator<Item = (Option<&'static str>, Vec<String>)>) -> Element {
    let row = |(class, cells): (Option<&'static str>, Vec<String>)| {
        let mut cells = cells.into_iter();
        let name = cells.next().unwrap_or_default();
        element!("tr", "class" = class)
            .child(element!("th", "scope" = "row", "class" = "sum__what").child(name))
            .children(cells.map(|cell| passage("td", "sum__size", cell)))
    };
    let heading = |(place, head): (usize, &&'static str)| {
        element!("th", "scope" = "col", "class" = if place == 0 { "sum__what" } else { "sum__size" }).child(*head)
    };
    element!("table", "class" = "sum columns")
        .child(element!("thead").child(element!("tr").children(heads.iter().enumerate().map(heading))))
        .child(element!("tbody").children(rows.into_iter().map(row)))
}

/// A part of ten thousand of a drawing's length, as an attribute has it.
pub(super) fn ten_thousandths(parts: u32) -> String {
    format!("{}.{:02}%", parts / 100, parts % 100)
}
