//! The lines of a vectors file: a case and the answer to it in one object. Here they are read, compared and written; asking is not.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use crate::failure::{Failure, Outcome};
use crate::oracle::{Tally, spelling};

/// The first field of an answer: what stands before it is the case.
const OK: &str = "ok";

/// Parts of an answer that long files leave out where they show nothing new.
const OPTIONAL: &[&str] = &["jvmParams", "dynamicConfigs", "slot", "summary", "settings"];

/// The field of a case that lists the optional parts to keep; it is not written into a vectors file.
const WANT: &str = "want";

/// A case, and the answer that the file has for it.
pub(super) struct Line {
    pub(super) case: Map<String, Value>,
    id: String,
    process: String,
    /// The optional parts to keep; `None` keeps all.
    want: Option<Vec<String>>,
    answer: Option<Answer>,
}

struct Answer {
    text: String,
    fields: Map<String, Value>,
}

/// A vectors file held against Flink.
pub(super) struct Checked {
    pub(super) differences: String,
    pub(super) summary: String,
    pub(super) tally: Tally,
}

/// Reads cases with or without answers, one object per line; blank lines do not count.
pub(super) fn read(text: &str) -> Outcome<Vec<Line>> {
    let numbered = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut lines = Vec::new();
    for (at, text) in numbered {
        lines.push(Line::read(text).map_err(|complaint| Failure::new(format!("Line {}: {complaint}.", at + 1)))?);
    }
    Ok(lines)
}

/// Adds lines; one with the kind and id of an earlier line takes its place.
pub(super) fn add(lines: &mut Vec<Line>, added: Vec<Line>) {
    let mut places: BTreeMap<_, usize> = lines.iter().enumerate().map(|(at, line)| (line.name(), at)).collect();
    for line in added {
        if let Some(&at) = places.get(&line.name()) {
            lines[at] = line;
        } else {
            places.insert(line.name(), lines.len());
            lines.push(line);
        }
    }
}

/// Holds lines against what Flink answers to them.
pub(super) fn check(lines: &[Line], answers: &[Map<String, Value>]) -> Checked {
    let mut differences = String::new();
    let mut kinds = Kinds::default();
    for (line, flink) in lines.iter().zip(answers) {
        let actual = line.answered(flink);
        let passes = line.answer.as_ref().is_some_and(|answer| answer.text == spelling::one_line(&actual));
        if !passes {
            let nothing = Map::new();
            let expected = line.answer.as_ref().map_or(&nothing, |answer| &answer.fields);
            differences.push_str(&difference(line, expected, &actual));
        }
        kinds.count(line, passes);
    }
    Checked { differences, summary: kinds.summary(), tally: kinds.tally() }
}

/// Lines as they are written, with Flink's answers.
pub(super) fn answered(lines: &[Line], answers: &[Map<String, Value>]) -> String {
    lines.iter().zip(answers).map(|(line, flink)| spelling::one_line(&line.answered(flink)) + "\n").collect()
}

impl Line {
    fn read(text: &str) -> Result<Line, String> {
        let fields: Map<String, Value> = serde_json::from_str(text).map_err(|error| format!("it is no JSON object: {error}"))?;
        let answer = fields.contains_key(OK).then(|| Answer { text: text.to_owned(), fields: fields.clone() });
        let mut case: Map<String, Value> = fields.into_iter().take_while(|(name, _)| name != OK).collect();
        let (Some(Value::String(id)), Some(Value::String(process))) = (case.get("id").cloned(), case.get("process").cloned()) else {
            return Err("it needs an id and a process kind before anything else that is answered".to_owned());
        };
        let want = match case.shift_remove(WANT) {
            Some(Value::Array(parts)) => Some(parts.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
            Some(_) => return Err(format!("`{WANT}` must list parts of the answer")),
            None => answer.as_ref().and_then(Answer::optional_parts),
        };
        Ok(Line { case, id, process, want, answer })
    }

    /// What no other line of a file has: two kinds may use the same id.
    fn name(&self) -> (String, String) {
        (self.process.clone(), self.id.clone())
    }

    /// The case by itself: the answer may be another release's.
    pub(super) fn without_answer(self) -> Line {
        Line { answer: None, ..self }
    }

    /// The case with Flink's answer, less the optional parts that are not wanted.
    fn answered(&self, flink: &Map<String, Value>) -> Map<String, Value> {
        let is_wanted = |name: &String| !OPTIONAL.contains(&name.as_str()) || self.want.as_ref().is_none_or(|want| want.contains(name));
        let answer = flink.iter().filter(|(name, _)| is_wanted(name)).map(|(name, value)| (name.clone(), value.clone()));
        self.case.clone().into_iter().chain(answer).collect()
    }
}

impl Answer {
    /// The optional parts that a success shows; a failure does not tell what would be wanted of a success.
    fn optional_parts(&self) -> Option<Vec<String>> {
        let shown = || OPTIONAL.iter().filter(|part| self.fields.contains_key(**part)).map(|part| (*part).to_owned()).collect();
        (self.fields.get(OK) == Some(&Value::Bool(true))).then(shown)
    }
}

/// The first field that differs, or that only the spelling does.
fn difference(line: &Line, expected: &Map<String, Value>, actual: &Map<String, Value>) -> String {
    let heading = format!("{} ({})", line.id, line.process);
    let added = actual.keys().filter(|name| !expected.contains_key(*name));
    let differs = |name: &&String| expected.get(*name) != actual.get(*name);
    match expected.keys().chain(added).find(differs) {
        Some(name) => format!("{heading}: {name}\n  file:  {}\n  Flink: {}\n", shown(expected.get(name)), shown(actual.get(name))),
        None => format!("{heading}: the same values in another order or spelling\n  Flink: {}\n", spelling::one_line(actual)),
    }
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), Value::to_string)
}

/// How the lines of each process kind came out, in the order in which the kinds first appear.
#[derive(Default)]
struct Kinds(Vec<(String, Tally)>);

impl Kinds {
    fn count(&mut self, line: &Line, passes: bool) {
        let at = self.0.iter().position(|(kind, _)| *kind == line.process).unwrap_or_else(|| {
            self.0.push((line.process.clone(), Tally::default()));
            self.0.len() - 1
        });
        let tally = &mut self.0[at].1;
        *(if passes { &mut tally.passed } else { &mut tally.failed }) += 1;
    }

    fn summary(&self) -> String {
        let mut text = String::new();
        for (kind, Tally { passed, failed }) in &self.0 {
            // Writing to a text cannot fail.
            _ = writeln!(text, "{kind:<12} {passed} as Flink answers, {failed} otherwise");
        }
        text.trim_end().to_owned()
    }

    fn tally(&self) -> Tally {
        let sum = |count: fn(&Tally) -> usize| self.0.iter().map(|(_, tally)| count(tally)).sum();
        Tally { passed: sum(|tally| tally.passed), failed: sum(|tally| tally.failed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = concat!(
        r#"{"id":"a","process":"memorysize","text":"1k","ok":true,"bytes":1024}"#,
        "\n",
        r#"{"id":"b","process":"load","ok":true,"config":{}}"#,
        "\n",
        r#"{"id":"c","process":"taskmanager","config":{},"ok":true,"network":5,"slot":{"slots":1}}"#,
        "\n",
    );

    /// What Flink says to the three lines: the same to two, and everything about the third.
    fn flink() -> Outcome<Vec<Map<String, Value>>> {
        let answers = [
            r#"{"ok":true,"bytes":1024}"#,
            r#"{"ok":true,"config":{}}"#,
            r#"{"ok":true,"network":5,"jvmParams":"-Xmx1","slot":{"slots":1},"summary":[]}"#,
        ];
        answers.iter().map(|answer| serde_json::from_str(answer).map_err(|error| Failure::new(error.to_string()))).collect()
    }

    #[test]
    fn a_file_that_flink_agrees_with_is_written_as_it_was() -> Outcome<()> {
        let lines = read(FILE)?;
        assert_eq!(answered(&lines, &flink()?), FILE);
        let checked = check(&lines, &flink()?);
        assert_eq!((checked.differences.as_str(), checked.tally.passed, checked.tally.failed), ("", 3, 0));
        assert!(checked.summary.contains("load         1 as Flink answers, 0 otherwise"), "{}", checked.summary);
        Ok(())
    }

    #[test]
    fn the_first_field_that_differs_is_shown() -> Outcome<()> {
        let lines = read(&FILE.replace("1024", "1000").replace(r#""slots":1"#, r#""slots": 1"#))?;
        let checked = check(&lines, &flink()?);
        assert_eq!(checked.tally.failed, 2);
        assert!(checked.differences.starts_with("a (memorysize): bytes\n  file:  1000\n  Flink: 1024\n"), "{}", checked.differences);
        assert!(checked.differences.contains("c (taskmanager): the same values in another order or spelling"), "{}", checked.differences);
        Ok(())
    }

    #[test]
    fn a_case_gets_the_optional_parts_that_it_wants() -> Outcome<()> {
        let lines = read(r#"{"id":"c","process":"taskmanager","config":{},"want":["jvmParams"]}"#)?;
        let expected = r#"{"id":"c","process":"taskmanager","config":{},"ok":true,"network":5,"jvmParams":"-Xmx1"}"#;
        assert_eq!(answered(&lines, &flink()?[2..]), format!("{expected}\n"));
        let lines = read(r#"{"id":"c","process":"taskmanager","config":{}}"#)?;
        assert!(answered(&lines, &flink()?[2..]).contains("summary"));
        Ok(())
    }

    #[test]
    fn an_added_line_takes_the_place_of_its_namesake() -> Outcome<()> {
        let mut lines = read(FILE)?;
        add(&mut lines, read("{\"id\":\"a\",\"process\":\"memorysize\"}\n\n{\"id\":\"a\",\"process\":\"local\"}")?);
        let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c", "a"]);
        assert!(lines[0].answer.is_none() && lines[3].process == "local");
        Ok(())
    }

    #[test]
    fn what_is_no_case_is_refused_with_its_line() {
        for text in ["[]", "{", r#"{"id":1,"process":"local"}"#, r#"{"id":"a"}"#, r#"{"id":"a","process":"local","want":"slot"}"#] {
            let refusal = read(&format!("\n{text}")).err().map(|failure| failure.to_string());
            assert!(refusal.is_some_and(|refusal| refusal.starts_with("Line 2: ")), "{text}");
        }
    }
}
