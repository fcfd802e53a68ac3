//! Numbers of what follows from a breakdown: one inside a sentence, several as a table, and what Flink says beside them. What the numbers of a
//! topic are stands in `topic`.

use super::topic::{Answered, Figure, Label, Outcome, Topic, topic};
use super::{block, fenced, table};
use crate::language::Word;
use crate::replace::Place;
use crate::words::{Words, list};

/// Which figures of an answer a table shows.
type Shown<'a> = dyn Fn(&Answered) -> Result<Vec<Figure>, String> + 'a;

/// `{{#figure about=TOPIC name=NAME QUESTION}}`: one number of a topic.
pub(super) fn figure(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let topic = topic(&words.need("about")?)?;
    let name = words.need("name")?;
    let answered = answered(topic, words, place)?;
    Ok(named(&answered, &name)?.value.told(place.language))
}

/// `{{#figures about=TOPIC [show=NAME,NAME] [releases=A,B] [along=NAME values=A,B] QUESTION}}`: numbers of a topic as a table. With `releases`
/// there is a column for each; with `along` a row for each value of an option or of a word of the topic.
pub(super) fn figures(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let topic = topic(&words.need("about")?)?;
    let show = words.take("show")?;
    let show: &Shown<'_> = &|answered| shown(answered, show.as_deref());
    let (releases, along) = (words.take("releases")?, words.take("along")?);
    match (releases, along) {
        (Some(_), Some(_)) => Err("there are either `releases` or values along something".to_owned()),
        (Some(releases), None) => across(topic, &releases, words, place, show),
        (None, Some(name)) => at_values(topic, &name, words, place, show),
        (None, None) => Ok(plain(&show(&answered(topic, words, place)?)?, place)),
    }
}

/// `{{#message about=TOPIC [exception=NAME] [holding=TEXT] [alone] QUESTION}}`: what Flink says, below what is configured unless it stands
/// `alone`. `exception` is the one that it throws; without it these are warnings and lines of its log, and `holding` chooses among them.
pub(super) fn message(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let topic = topic(&words.need("about")?)?;
    let exception = words.take("exception")?;
    let holding = words.take("holding")?.unwrap_or_default();
    let is_alone = words.single("alone");
    let (request, outcome) = topic(words, place)?;
    let said = match (outcome, exception) {
        (Outcome::Refused { exception, .. }, Some(named)) if exception != named => {
            return Err(format!("the exception is {exception}, not {named}"));
        }
        (Outcome::Refused { exception, message }, Some(_)) => format!("{exception}: {message}"),
        (Outcome::Refused { message, .. }, None) => return Err(format!("Flink refuses this: {message}")),
        (Outcome::Answered(_), Some(_)) => return Err("Flink takes this, so there is no exception".to_owned()),
        (Outcome::Answered(answered), None) => {
            let lines: Vec<_> = answered.said.into_iter().filter(|line| line.contains(&holding)).collect();
            lines.join("\n")
        }
    };
    if said.is_empty() {
        return Err("Flink says nothing of this kind".to_owned());
    }
    let configuration = block::configuration(&request);
    Ok(if is_alone || configuration.is_empty() { fenced("text", &said) } else { fenced("yaml", &configuration) + &fenced("text", &said) })
}

fn answered(topic: Topic, words: &mut Words, place: &Place) -> Result<Answered, String> {
    match topic(words, place)?.1 {
        Outcome::Answered(answered) => Ok(answered),
        Outcome::Refused { message, .. } => Err(format!("Flink refuses this: {message}")),
    }
}

fn named<'a>(answered: &'a Answered, name: &str) -> Result<&'a Figure, String> {
    let known = || answered.figures.iter().map(Figure::name).collect::<Vec<_>>().join(", ");
    answered
        .figures
        .iter()
        .find(|figure| figure.name() == name)
        .ok_or_else(|| format!("there is no number `{name}`; there are {}", known()))
}

/// The figures that are named, else those of the topic's own table.
fn shown(answered: &Answered, names: Option<&str>) -> Result<Vec<Figure>, String> {
    if let Some(names) = names {
        return list(names).map(|name| named(answered, name).cloned()).collect();
    }
    let has_columns = answered.figures.iter().any(|figure| figure.column.is_some());
    Ok(answered.figures.iter().filter(|figure| figure.column.is_some() == has_columns).cloned().collect())
}

/// Rows and columns as they come; figures without a column stand in one.
fn plain(figures: &[Figure], place: &Place) -> String {
    let language = place.language;
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for figure in figures {
        if !rows.contains(&figure.row) {
            rows.push(figure.row);
        }
        if !columns.contains(&figure.column) {
            columns.push(figure.column);
        }
    }
    let head = |column: &Option<Label>| column.map_or_else(|| language.word(Word::Value).to_owned(), |label| label.told(language));
    let heads: Vec<_> = std::iter::once(language.word(Word::What).to_owned()).chain(columns.iter().map(head)).collect();
    let cell = |row, column| {
        let figure = figures.iter().find(|figure| figure.row == row && figure.column == column);
        figure.map_or_else(String::new, |figure| figure.value.told(language))
    };
    let row = |row: Label| std::iter::once(row.told(language)).chain(columns.iter().map(|&column| cell(row, column))).collect::<Vec<_>>();
    table(&heads, &rows.into_iter().map(row).collect::<Vec<_>>(), &numbers(&heads))
}

fn across(topic: Topic, releases: &str, words: &mut Words, place: &Place, show: &Shown<'_>) -> Result<String, String> {
    let language = place.language;
    let mut heads = vec![language.word(Word::What).to_owned()];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (index, figures) in each(topic, "release", releases, words, place, show)?.into_iter().enumerate() {
        for (row, figure) in figures.iter().enumerate() {
            if index == 0 {
                rows.push(vec![figure.label(language)]);
            }
            if let Some(row) = rows.get_mut(row) {
                row.push(figure.value.told(language));
            }
        }
    }
    heads.extend(list(releases).map(|release| format!("Flink {release}")));
    Ok(table(&heads, &rows, &numbers(&heads)))
}

fn at_values(topic: Topic, name: &str, words: &mut Words, place: &Place, show: &Shown<'_>) -> Result<String, String> {
    let language = place.language;
    let values = words.need("values")?;
    let answers = each(topic, name, &values, words, place, show)?;
    let head = if name.contains('.') {
        format!("`{name}`")
    } else {
        Word::of_name(name).map(|word| language.word(word).to_owned()).ok_or_else(|| format!("`{name}` has no heading"))?
    };
    let columns = answers.first().into_iter().flatten().map(|figure| figure.label(language));
    let heads: Vec<_> = std::iter::once(head).chain(columns).collect();
    let row = |(value, figures): (&str, Vec<Figure>)| {
        std::iter::once(format!("`{value}`")).chain(figures.iter().map(|figure| figure.value.told(language))).collect::<Vec<_>>()
    };
    Ok(table(&heads, &list(&values).zip(answers).map(row).collect::<Vec<_>>(), &numbers(&heads)))
}

/// The figures at each value of a word. There must be the same ones at each, so that they stand below each other.
fn each(topic: Topic, name: &str, values: &str, words: &mut Words, place: &Place, show: &Shown<'_>) -> Result<Vec<Vec<Figure>>, String> {
    let all = std::mem::take(words);
    let one = |value: &str| {
        let mut words = all.clone();
        words.add(name, value);
        let figures = show(&answered(topic, &mut words, place)?)?;
        words.nothing_else()?;
        Ok(figures)
    };
    let all: Vec<Vec<Figure>> = list(values).map(one).collect::<Result<_, String>>()?;
    let names = |figures: &[Figure]| figures.iter().map(Figure::name).collect::<Vec<_>>();
    if all.windows(2).any(|pair| names(&pair[0]) != names(&pair[1])) {
        return Err("not every value has the same numbers; choose some with `show`".to_owned());
    }
    Ok(all)
}

/// All columns but the first are numbers.
fn numbers(heads: &[String]) -> Vec<bool> {
    (0..heads.len()).map(|column| column > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    type Mark = fn(&mut Words, &mut Place) -> Result<String, String>;

    fn answer(mark: Mark, text: &str) -> Result<String, String> {
        let mut words = Words::read(text)?;
        let answer = mark(&mut words, &mut Place::new(&LANGUAGES[0]))?;
        words.nothing_else().map(|()| answer.replace('\u{a0}', " "))
    }

    const TWO: &str = "taskmanager.memory.process.size=2g";

    #[test]
    fn numbers_have_names() {
        for (text, number) in [
            ("about=slot name=managed.slot taskmanager.numberOfTaskSlots=2", "317.4 MiB"),
            ("about=group name=times cpu=0.25 heap=100m", "4"),
            ("about=group name=limit cpu=0.1 heap=100m", "Task Heap"),
            ("about=shares name=PYTHON.share consumers=STATE_BACKEND,PYTHON", "30.0 %"),
            ("about=state name=least", "27.4 MiB"),
            ("about=state name=shared state.backend.rocksdb.memory.managed=false", "none"),
            ("about=exchange name=partition.required producers=8 consumers=16", "17"),
            ("about=exchange name=partition.most producers=8 consumers=16 kind=HYBRID_FULL", "no limit"),
            ("about=kubernetes name=taskmanager.request taskmanager.memory.flink.size=1500m", "`1951Mi`"),
            ("about=yarn name=taskmanager.over jobmanager.memory.process.size=1600m taskmanager.memory.process.size=1728m", "320 MiB"),
            ("about=operator name=process memory=2Gi", "2 GiB"),
            ("about=operator name=process memory=1.5Gi", "refused"),
        ] {
            let text = if text.contains("process.size=1728m") { text.to_owned() } else { format!("{text} {TWO}") };
            assert_eq!(answer(figure, &text).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn tables_have_a_column_for_a_release_or_a_row_for_a_value() {
        let of = |text: &str| answer(figures, &format!("about=exchange producers=8 consumers=8 {text} {TWO}"));
        let by_release = of("releases=1.14,1.15 kind=BLOCKING show=partition.required");
        assert_eq!(
            by_release.as_deref(),
            Ok("\n| What | Flink 1.14 | Flink 1.15 |\n|:--|--:|--:|\n| Result partition: Required | 9 | 512 |\n")
        );
        let by_value = answer(figures, &format!("about=exchange along=producers values=8,64 consumers=8 show=gate.required {TWO}"));
        assert_eq!(by_value.as_deref(), Ok("\n| Producers | Input gate: Required |\n|:--|--:|\n| `8` | 17 |\n| `64` | 129 |\n"));
        assert!(of("along=tasks values=1,2").is_err_and(|told| told == "`tasks` has no heading"));
        let ragged = answer(figures, &format!("about=operator along=memory values=2g,2G {TWO}"));
        assert!(ragged.is_err_and(|told| told.starts_with("not every value has the same numbers")));
    }

    #[test]
    fn what_flink_says_is_the_one_that_is_named() {
        let of = |text: &str| answer(message, &format!("{text} {TWO}"));
        let refused = of("about=group exception=IllegalArgumentException alone cpu=1");
        assert!(refused.is_ok_and(|text| text.starts_with("\n```text\nIllegalArgumentException: The cpu cores and task heap")));
        let warned = of("about=state taskmanager.memory.managed.size=8m");
        assert!(warned.is_ok_and(|text| text.contains("process.size: 2g\n```\n\n```text\nWARN RocksDBStateBackend performance")));
        for (text, told) in [
            ("about=heap", "there is no topic `heap`; there are slot, group,"),
            ("about=state exception=IllegalArgumentException", "Flink takes this, so there is no exception"),
            ("about=state", "Flink says nothing of this kind"),
            ("about=group exception=IOException cpu=1", "the exception is IllegalArgumentException, not IOException"),
            ("about=group cpu=1", "Flink refuses this: The cpu cores"),
        ] {
            assert!(of(text).is_err_and(|said| said.starts_with(told)), "{text}");
        }
        let unknown = answer(figure, &format!("about=slot name=heap {TWO}"));
        assert!(unknown.is_err_and(|told| told.starts_with("there is no number `heap`; there are cpu.whole, cpu.slot,")));
    }
}
