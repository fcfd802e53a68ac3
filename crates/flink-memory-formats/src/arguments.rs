//! The command line of a Flink process: `-Dk=v` and `-D k=v` among other arguments. Lines of `ps` and of scripts are cut into arguments elsewhere.

use flink_memory::Release;

/// An option stands at the end, or before another one, without what belongs to it. Flink does not start.
///
/// `-D k` is such a case: apart from its `-D` a property needs its `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingArgument {
    /// The option: `D`, or `c` for the configuration folder.
    pub option: char,
}

/// One `-D` argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Property<'a> {
    /// The index of the argument in which the key stands.
    pub(crate) argument: usize,
    /// The key.
    pub(crate) key: &'a str,
    /// The value, untrimmed.
    pub(crate) value: &'a str,
}

/// What Flink sees among the arguments of a process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Properties<'a> {
    /// The `-D` arguments, in order.
    pub(crate) found: Vec<Property<'a>>,
    /// The index of the argument that Flink does not know, behind which 1.10 looks at nothing.
    pub(crate) stopped_at: Option<usize>,
    /// What Flink does not start with, the first of it.
    pub(crate) missing: Option<MissingArgument>,
}

/// Finds the `-D` arguments among the arguments of a process; `options` are what they begin with, `-D` and its likes.
///
/// Only the first `=` splits; `-Dk` stands for `true` and `-Dk=` for nothing. Up to 1.10 nothing after the first argument that Flink
/// does not know counts, later releases step over it.
///
/// Source: `CommandLineParser.parse` (1.10), `FlinkConfigLoader.filterCmdArgs` (since 1.11), and Apache Commons CLI below them.
pub(crate) fn dynamic_properties<'a>(options: &[&str], arguments: &[&'a str], release: Release) -> Properties<'a> {
    let stops_at_unknown = release < Release::V1_11;
    let mut properties = Properties::default();
    let belonging = |index: usize| arguments.get(index).copied().filter(|argument| !is_option(argument));
    let mut next = 0;
    while let Some(argument) = arguments.get(next).copied() {
        next += 1;
        match options.iter().find_map(|option| argument.strip_prefix(option)) {
            Some("") => {
                let property = belonging(next).map(unquoted);
                let mut pair = property.and_then(|property| property.split_once('='));
                let argument = next;
                next += usize::from(property.is_some());
                if stops_at_unknown && pair.is_none() {
                    // 1.10 takes the argument after the next for the value.
                    pair = property.zip(belonging(next).map(unquoted));
                    next += usize::from(pair.is_some());
                }
                match pair {
                    Some((key, value)) => properties.found.push(Property { argument, key, value }),
                    None => properties.misses('D'),
                }
            }
            Some(attached) => {
                // In `-D=v` the sign belongs to the option, and `v` is a key.
                let property = attached.strip_prefix('=').unwrap_or(attached);
                let (key, value) = property.split_once('=').unwrap_or((property, "true"));
                properties.found.push(Property { argument: next - 1, key, value });
            }
            None if is_folder(argument) => match belonging(next) {
                Some(_) => next += 1,
                None => properties.misses('c'),
            },
            None if stops_at_unknown && (argument == "--" || !is_option(argument)) => {
                properties.stopped_at = Some(next - 1);
                break;
            }
            None => {}
        }
    }
    properties
}

impl Properties<'_> {
    fn misses(&mut self, option: char) {
        self.missing = self.missing.or(Some(MissingArgument { option }));
    }
}

/// `--configDir` or its beginning, with one dash or two, without a value of its own.
fn is_folder(argument: &str) -> bool {
    let name = argument.strip_prefix('-').map(|name| name.strip_prefix('-').unwrap_or(name));
    name.is_some_and(|name| !name.is_empty() && "configDir".starts_with(name))
}

/// Whether an argument can only be an option, never what belongs to one.
fn is_option(argument: &str) -> bool {
    let name = argument.split_once('=').map_or(argument, |(name, _)| name);
    argument == "--" || argument.starts_with("-D") || argument.starts_with("-c") || is_folder(name)
}

/// Takes quotes around the whole away, as Commons CLI does where there are none inside.
fn unquoted(argument: &str) -> &str {
    let inner = argument.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(argument)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(arguments: &[&str], release: Release, pairs: &[(&str, &str)], missing: Option<char>) {
        let properties = dynamic_properties(&["-D"], arguments, release);
        let found: Vec<_> = properties.found.iter().map(|property| (property.key, property.value)).collect();
        assert_eq!((found.as_slice(), properties.missing.map(|missing| missing.option)), (pairs, missing), "{arguments:?}");
    }

    #[test]
    fn unknown_arguments_end_the_search_in_1_10_only() {
        let arguments = ["--host", "x", "-Dk=1"];
        holds(&arguments, Release::V1_10, &[], None);
        holds(&arguments, Release::V1_11, &[("k", "1")], None);
        assert_eq!(dynamic_properties(&["-D"], &arguments, Release::V1_10).stopped_at, Some(0));
    }

    #[test]
    fn a_property_apart_needs_its_sign() {
        holds(&["-D", "k=v", "-D", "\"j=\""], Release::LATEST, &[("k", "v"), ("j", "")], None);
        holds(&["-D", "k", "v"], Release::V1_10, &[("k", "v")], None);
        holds(&["-D", "k", "v"], Release::V1_11, &[], Some('D'));
        holds(&["-D", "-Dk=v"], Release::LATEST, &[("k", "v")], Some('D'));
        holds(&["--configDir"], Release::LATEST, &[], Some('c'));
    }
}
