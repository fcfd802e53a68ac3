//! What must not be typed by hand, because the model knows it: sizes, numbers of bytes, and Flink's messages.

/// Units behind a number.
const UNITS: &[&str] =
    &["bytes", BYTES_IN_CHINESE, "KiB", "MiB", "GiB", "TiB", "KB", "MB", "GB", "kb", "mb", "gb", "%", "k", "m", "g", "t"];

const BYTES_IN_CHINESE: &str = "字节";

/// From so many digits on, a number is a number of bytes.
const DIGITS_OF_BYTES: usize = 6;

/// How messages begin that the model prints.
const MESSAGES: &[&str] = &[
    "memory configuration failed:",
    "Either required",
    "Sum of configured",
    "Derived JVM Overhead size",
    "Derived Network Memory size",
    "The derived from fraction",
    "Inconsistently configured",
    "Could not parse value",
    "Cannot read memory size",
    "The configured Total",
    "Memory size unit",
];

/// Everything in a text that should be a mark: where it begins and a sentence about it.
pub(crate) fn in_text(text: &str) -> impl Iterator<Item = (usize, String)> {
    let messages =
        MESSAGES.iter().filter_map(|message| Some((text.find(message)?, format!("`{message}` is typed by hand; use {{{{#error ...}}}}"))));
    numbers(text)
        .map(|(at, number)| (at, format!("`{number}` is typed by hand; use a mark, or {{{{#said ...}}}} for what the model does not know")))
        .chain(messages)
}

/// The numbers that are sizes, with their units.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text[done..].find(|character: char| character.is_ascii_digit()) {
            let start = done + found;
            let number = text[start..]
                .find(|character: char| !(character.is_ascii_digit() || character == '.'))
                .map_or(text.len(), |end| start + end);
            done = number;
            let is_part_of_a_word =
                text[..start].ends_with(|before: char| before.is_ascii_alphanumeric() || matches!(before, '-' | '.' | '#' | '_'));
            let blank = text[number..].strip_prefix([' ', '\u{a0}']).map_or(number, |rest| text.len() - rest.len());
            let unit_end = text[blank..]
                .find(|character: char| !(character.is_ascii_alphabetic() || character == '%'))
                .map_or(text.len(), |end| blank + end);
            // Chinese sets no blank behind a unit, so a unit of its own ends where it does.
            let unit_end = if text[blank..].starts_with(BYTES_IN_CHINESE) { blank + BYTES_IN_CHINESE.len() } else { unit_end };
            let unit = &text[blank..unit_end];
            if is_part_of_a_word {
                continue;
            }
            // What a person would type into a configuration stands between backticks: `4g`. Answers are longer or have a blank.
            let is_typed = text[..start].rsplit('\n').next().is_some_and(|line| line.matches('`').count() % 2 == 1);
            if is_typed && blank == number && number - start < DIGITS_OF_BYTES {
                continue;
            }
            // A letter alone is a unit only without a blank: `4g`, but not `1 m`.
            if UNITS.contains(&unit) && (unit.len() > 1 || unit == "%" || blank == number) {
                return Some((start, &text[start..unit_end]));
            }
            if number - start >= DIGITS_OF_BYTES {
                return Some((start, &text[start..number]));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_bytes_are_found_and_other_numbers_are_not() {
        for text in
            ["4g", "1.5 GiB", "`128 MiB`", "`67108864`", "a 128 MiB heap", "67108864", "10 %", "1728m", "共 128 字节的", "约 128 MiB。"]
        {
            assert_eq!(in_text(text).count(), 1, "{text}");
        }
        for text in [
            "Flink 1.20",
            "exit code 137",
            "JDK 17",
            "2 slots",
            "2.0 to 2.3",
            "FLINK-12345678",
            "x-1g",
            "three",
            "64-bit",
            "`4g`",
            "`1.5g`",
        ] {
            assert_eq!(in_text(text).next(), None, "{text}");
        }
        assert_eq!(in_text("Sum of configured X").map(|(at, _)| at).collect::<Vec<_>>(), [0]);
    }
}
