//! The words of a mark or a command: `name=value` pairs and single words, each to be taken once. What they mean is not known here.

/// Words that were not taken yet.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pairs: Vec<(String, String)>,
    singles: Vec<String>,
}

impl Words {
    /// Takes a text apart at blanks. A value with blanks stands in double quotes, `text="two words"`, or in single ones if it has double quotes itself.
    ///
    /// # Errors
    /// A sentence, where a quote is not closed or a name is empty.
    pub fn read(text: &str) -> Result<Words, String> {
        let mut words = Words::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|character: char| character == '=' || character.is_whitespace()).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let Some(value) = behind.strip_prefix('=') else {
                words.singles.push(name.to_owned());
                rest = behind.trim_start();
                continue;
            };
            if name.is_empty() {
                return Err(format!("there is no name before `={value}`"));
            }
            let (value, behind) = match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split_once(&value[..1]).ok_or_else(|| format!("the quote after `{name}=` is not closed"))?,
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            words.add(name, value);
            rest = behind.trim_start();
        }
        Ok(words)
    }

    /// Adds a pair.
    pub fn add(&mut self, name: &str, value: &str) {
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    /// Takes the value of a name; `None` where the name is not there.
    ///
    /// # Errors
    /// A sentence, where it is there more than once.
    pub fn take(&mut self, name: &str) -> Result<Option<String>, String> {
        let mut found = None;
        for (_, value) in self.pairs.extract_if(.., |(known, _)| known == name) {
            if found.replace(value).is_some() {
                return Err(format!("`{name}` is given more than once"));
            }
        }
        Ok(found)
    }

    /// The same for a name that has to be there.
    ///
    /// # Errors
    /// A sentence, where it is not there or there more than once.
    pub fn need(&mut self, name: &str) -> Result<String, String> {
        self.take(name)?.ok_or_else(|| format!("`{name}=` is missing"))
    }

    /// Takes a single word; says whether it was there.
    pub fn single(&mut self, word: &str) -> bool {
        let before = self.singles.len();
        self.singles.retain(|known| known != word);
        self.singles.len() < before
    }

    /// Takes the first single word.
    pub fn first(&mut self) -> Option<String> {
        if self.singles.is_empty() { None } else { Some(self.singles.remove(0)) }
    }

    /// Takes the pairs whose names have a dot: keys of Flink's.
    pub fn keys(&mut self) -> Vec<(String, String)> {
        self.pairs.extract_if(.., |(name, _)| name.contains('.')).collect()
    }

    /// Refuses whatever is left.
    ///
    /// # Errors
    /// A sentence that names the first of it.
    pub fn nothing_else(self) -> Result<(), String> {
        let left = self.pairs.into_iter().map(|(name, value)| format!("{name}={value}")).chain(self.singles).next();
        left.map_or(Ok(()), |left| Err(format!("`{left}` means nothing here")))
    }
}

/// A list with commas.
pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_single_words_are_told_apart() -> Result<(), String> {
        let mut words = Words::read(" a=1 shipped b.c=\"x y\"  d.e=f=g ")?;
        assert!(words.single("shipped") && !words.single("shipped"));
        assert_eq!(words.need("a")?, "1");
        assert_eq!(words.keys(), [("b.c".to_owned(), "x y".to_owned()), ("d.e".to_owned(), "f=g".to_owned())]);
        words.nothing_else()
    }

    #[test]
    fn a_value_may_have_quotes_of_one_kind() -> Result<(), String> {
        let mut words = Words::read("a='\"x y\"' b=\"it's\"")?;
        assert_eq!((words.need("a")?.as_str(), words.need("b")?.as_str()), ("\"x y\"", "it's"));
        words.nothing_else()
    }

    #[test]
    fn what_cannot_be_meant_is_told() -> Result<(), String> {
        assert_eq!(Words::read("=1").err().as_deref(), Some("there is no name before `=1`"));
        assert_eq!(Words::read("a=\"1").err().as_deref(), Some("the quote after `a=` is not closed"));
        assert_eq!(Words::read("a=1 a=2")?.take("a").err().as_deref(), Some("`a` is given more than once"));
        assert_eq!(Words::read("b")?.need("a").err().as_deref(), Some("`a=` is missing"));
        assert_eq!(Words::read("b")?.nothing_else().err().as_deref(), Some("`b` means nothing here"));
        Ok(())
    }
}
