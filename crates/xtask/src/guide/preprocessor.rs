//! `cargo xtask guide-preprocessor`: takes mdBook's book as JSON, gives it back with the model's answers in it.

use std::io::Read as _;

use flink_memory_guide::{Chapter, Language, Problem, replace};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    // mdBook asks first whether the renderer is supported. Every one is: what comes out is Markdown.
    if Arguments::new(arguments).rest(2)?.first().is_some_and(|first| first == "supports") {
        return Ok(());
    }
    let mut given = String::new();
    std::io::stdin().read_to_string(&mut given).while_doing("Reading the book from mdBook")?;
    let mut given: Value = serde_json::from_str(&given).while_doing("Reading the book from mdBook")?;
    let language = given.pointer("/0/config/book/language").and_then(Value::as_str).unwrap_or_default();
    let language = Language::of_tag(language).map_err(Failure::new)?;
    let book = given.get_mut(1).ok_or_else(|| Failure::new("mdBook gives a context and a book."))?;
    let mut problems = Vec::new();
    answer(book, language, &mut problems);
    if !problems.is_empty() {
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        return Err(Failure::new(told.join("\n")));
    }
    println!("{book}");
    Ok(())
}

/// Answers the marks of every chapter, however deep.
fn answer(value: &mut Value, language: &'static Language, problems: &mut Vec<Problem>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(path)), Some(Value::String(content))) = (fields.get("source_path"), fields.get("content")) {
                match replace(&Chapter { file: format!("guide/{}/{path}", language.id), text: content.clone() }, language) {
                    Ok(text) => fields["content"] = Value::String(text),
                    Err(found) => problems.extend(found),
                }
            }
            fields.values_mut().for_each(|field| answer(field, language, problems));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| answer(item, language, problems)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use flink_memory_guide::LANGUAGES;
    use serde_json::json;

    use super::*;

    #[test]
    fn chapters_are_found_wherever_they_are() {
        let chapter =
            |content: &str, inside: Value| json!({ "Chapter": { "source_path": "a.md", "content": content, "sub_items": inside } });
        let mark = "{{#release oldest}}";
        let mut book = json!({ "items": ["Separator", chapter(mark, json!([chapter(mark, json!([]))]))] });
        let mut problems = Vec::new();
        answer(&mut book, &LANGUAGES[0], &mut problems);
        assert_eq!(book, json!({ "items": ["Separator", chapter("1.10", json!([chapter("1.10", json!([]))]))] }));
        answer(&mut chapter("{{#no}}", json!([])), &LANGUAGES[0], &mut problems);
        assert_eq!(problems.len(), 1);
    }
}
