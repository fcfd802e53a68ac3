//! Takes a command's arguments apart: switches, options with a value, and the rest. What they mean is the command's.

use crate::failure::{Failure, Outcome};

/// The arguments that were not taken yet.
#[derive(Debug)]
pub(crate) struct Arguments {
    left: Vec<String>,
}

impl Arguments {
    /// All arguments of a command.
    pub(crate) fn new(arguments: &[String]) -> Arguments {
        Arguments { left: arguments.to_vec() }
    }

    /// Takes a switch such as `--dev`; says whether it was given.
    pub(crate) fn switch(&mut self, name: &str) -> bool {
        let before = self.left.len();
        self.left.retain(|argument| argument != name);
        self.left.len() < before
    }

    /// Takes every `NAME VALUE` and `NAME=VALUE`, in order.
    pub(crate) fn values(&mut self, name: &str) -> Outcome<Vec<String>> {
        let mut values = Vec::new();
        let mut others = Vec::new();
        let mut arguments = std::mem::take(&mut self.left).into_iter();
        while let Some(argument) = arguments.next() {
            if argument == name {
                let value = arguments.next().filter(|value| !value.starts_with('-'));
                values.push(value.ok_or_else(|| Failure::new(format!("`{name}` needs a value after it.")))?);
            } else if let Some(value) = argument.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                values.push(value.to_owned());
            } else {
                others.push(argument);
            }
        }
        self.left = others;
        Ok(values)
    }

    /// Takes one `NAME VALUE`, which may be left out; refuses it where it is given twice.
    pub(crate) fn value(&mut self, name: &str) -> Outcome<Option<String>> {
        let mut values = self.values(name)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(Failure::new(format!("`{name}` is given more than once."))),
        }
    }

    /// Takes what is left as names or paths, at most `most`; refuses switches that nobody took.
    pub(crate) fn rest(self, most: usize) -> Outcome<Vec<String>> {
        let unknown = self.left.iter().find(|argument| argument.starts_with('-')).or_else(|| self.left.get(most));
        match unknown {
            Some(argument) => Err(Failure::new(format!("`{argument}` means nothing here. `cargo xtask help` lists what can be said."))),
            None => Ok(self.left),
        }
    }

    /// Refuses whatever is left.
    pub(crate) fn nothing_else(self) -> Outcome<()> {
        self.rest(0).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Arguments {
        Arguments { left: text.split_whitespace().map(str::to_owned).collect() }
    }

    #[test]
    fn switches_values_and_the_rest_are_told_apart() -> Outcome<()> {
        let mut given = arguments("--only a x --dev --only=b");
        assert!(given.switch("--dev") && !given.switch("--dev"));
        assert_eq!(given.values("--only")?, ["a", "b"]);
        assert_eq!(given.rest(1)?, ["x"]);
        Ok(())
    }

    #[test]
    fn what_nobody_takes_is_refused_by_name() {
        for (text, most) in [("--prot 1", 0), ("a b", 1)] {
            let refusal = arguments(text).rest(most).err().map(|failure| failure.to_string());
            assert!(refusal.is_some_and(|refusal| refusal.contains("means nothing here")), "{text}");
        }
        assert!(arguments("--port").value("--port").is_err());
        assert!(arguments("--port --dev").value("--port").is_err());
        assert!(arguments("--port 1 --port 2").value("--port").is_err());
    }
}
