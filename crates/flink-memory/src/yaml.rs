//! A map of YAML's in one line, as Flink's parser sees it: its names and values as they are written. Files are not read here.

/// The pairs of a line that is a map, `{name: value}` or `name: value`, in which no name stands twice and nothing is null.
///
/// DIFFERENCE: anchors, tags, explicit keys, document marks and tabs are taken for no map, although Flink's parser knows them;
/// names and values are what is written, without quotes around it, and not what escapes and numbers with a point stand for; a whole number in
/// eights or sixteens is one in quotes, too.
///
/// Source: `YamlParserUtils` of Flink 1.19 and later, which asks snakeyaml-engine.
pub(crate) fn map(line: &str) -> Option<Vec<(&[u8], &[u8])>> {
    let has_control = line.bytes().any(|byte| byte < b' ');
    let mut line = Line { rest: line.as_bytes(), is_flow: false, pairs: Vec::new() };
    let is_map = if line.next() == b'{' { line.collection(0) } else { line.pair() }.is_some();
    let is_whole = is_map && !has_control && matches!(line.next(), END | b'#');
    is_whole.then_some(line.pairs)
}

/// The items of a line that is a list in brackets, `[one, other]`. DIFFERENCE: as for [`map`], and a list of pairs is none.
pub(crate) fn list(line: &str) -> Option<Vec<&[u8]>> {
    let has_control = line.bytes().any(|byte| byte < b' ');
    let mut line = Line { rest: line.as_bytes(), is_flow: false, pairs: Vec::new() };
    let is_list = line.next() == b'[' && line.collection(0).is_some();
    let is_whole = is_list && !has_control && matches!(line.next(), END | b'#') && line.pairs.iter().all(|(_, value)| value.is_empty());
    is_whole.then(|| line.pairs.into_iter().map(|(name, _)| name).collect())
}

/// What Flink prints of a name or value that YAML read: a whole number in eights or sixteens in tens, every other text as it is.
pub(crate) fn printed(written: &[u8]) -> String {
    // It was cut out of a text at signs of ASCII.
    let written = std::str::from_utf8(written).unwrap_or_default();
    let number = |prefix, radix| u64::from_str_radix(written.strip_prefix(prefix)?, radix).ok();
    let number = number("0x", 16).or_else(|| number("0o", 8));
    number.map_or_else(|| written.to_owned(), |number| number.to_string())
}

/// How deep collections may lie in each other; a person's never do, and the stack has an end.
const MOST_DEPTH: u8 = 50;

/// Stands for what follows the last byte; no line with a byte of this value is a map.
const END: u8 = 0;

/// What is left of a line, and whether it stands between braces or brackets. What matters to YAML is ASCII.
struct Line<'a> {
    rest: &'a [u8],
    is_flow: bool,
    /// What the outermost collection holds so far; what stands in a list has no value.
    pairs: Vec<(&'a [u8], &'a [u8])>,
}

/// Whether what was read is null.
type IsNull = bool;

impl<'a> Line<'a> {
    fn at(&self, index: usize) -> u8 {
        self.rest.get(index).copied().unwrap_or(END)
    }

    /// Takes one byte.
    fn step(&mut self) -> u8 {
        let byte = self.at(0);
        self.rest = self.rest.get(1..).unwrap_or_default();
        byte
    }

    /// Takes blanks, and tells what follows them.
    fn next(&mut self) -> u8 {
        while self.at(0) == b' ' {
            self.step();
        }
        self.at(0)
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_there = self.next() == byte && byte != END;
        if is_there {
            self.step();
        }
        is_there
    }

    /// What was taken since, without blanks behind it.
    fn since(&self, start: &'a [u8]) -> &'a [u8] {
        start.get(..start.len() - self.rest.len()).unwrap_or_default().trim_ascii_end()
    }

    fn pair(&mut self) -> Option<IsNull> {
        let name = self.written(1)?.0;
        let is_pair = self.takes(b':') && self.at(0) == b' ';
        let (value, is_null) = self.written(1)?;
        self.pairs.push((name, value));
        Some(is_null).filter(|is_null| is_pair && !is_null)
    }

    /// A value as it is written, without quotes around it.
    fn written(&mut self, depth: u8) -> Option<(&'a [u8], IsNull)> {
        self.next();
        let start = self.rest;
        let is_null = self.value(depth)?;
        let written = self.since(start);
        Some((if let [b'"' | b'\'', inner @ .., _] = written { inner } else { written }, is_null))
    }

    fn value(&mut self, depth: u8) -> Option<IsNull> {
        match self.next() {
            b'{' | b'[' => self.collection(depth),
            b'"' | b'\'' => self.quoted(),
            _ => self.plain(),
        }
    }

    /// A map, whose items are pairs, or a list, whose items may be.
    fn collection(&mut self, depth: u8) -> Option<IsNull> {
        if depth == MOST_DEPTH {
            return None;
        }
        let is_map = self.step() == b'{';
        let end = if is_map { b'}' } else { b']' };
        let was_flow = std::mem::replace(&mut self.is_flow, true);
        let mut names = Vec::new();
        while !self.takes(end) {
            let (name, mut is_null) = self.written(depth + 1)?;
            let has_value = self.takes(b':') && self.next() != b',' && self.at(0) != end;
            if has_value {
                let (value, is_nothing) = self.written(depth + 1)?;
                is_null |= is_nothing;
                if depth == 0 {
                    self.pairs.push((name, value));
                }
            } else {
                is_null |= is_map;
                if depth == 0 && !is_map {
                    self.pairs.push((name, &[]));
                }
            }
            let is_broken = !self.takes(b',') && self.at(0) != end;
            if is_broken || is_map && (names.contains(&name) || is_null && depth == 0) {
                return None;
            }
            names.push(name);
        }
        self.is_flow = was_flow;
        Some(false)
    }

    fn quoted(&mut self) -> Option<IsNull> {
        let quote = self.step();
        loop {
            let byte = self.step();
            if byte == quote {
                if quote == b'"' || self.at(0) != quote {
                    return Some(false);
                }
                self.step();
            } else if byte == b'\\' && quote == b'"' {
                let digits = match self.step() {
                    b'x' => 2,
                    b'u' => 4,
                    b'U' => 8,
                    escape if b"0abtnvfre \"/\\N_LP".contains(&escape) => 0,
                    _ => return None,
                };
                for _ in 0..digits {
                    if !self.step().is_ascii_hexdigit() {
                        return None;
                    }
                }
            } else if byte == END {
                return None;
            }
        }
    }

    /// Up to a colon before a blank, a comment, or what ends an item.
    fn plain(&mut self) -> Option<IsNull> {
        let start = self.rest;
        let (first, second) = (self.at(0), self.at(1));
        if b",[]{}#&*!|>'\"%@`:".contains(&first) || matches!(first, b'-' | b'?') && matches!(second, END | b' ') {
            return None;
        }
        let is_flow = self.is_flow;
        let is_end = |byte| byte == END || is_flow && b",[]{}".contains(&byte);
        loop {
            let (byte, next) = (self.at(0), self.at(1));
            if is_end(byte) || byte == b':' && (next == b' ' || is_end(next)) || byte == b' ' && next == b'#' {
                return Some(matches!(self.since(start), b"~" | b"null" | b"Null" | b"NULL" | b""));
            }
            self.step();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_those_of_the_outermost_map() {
        let pairs =
            |line: &str| map(line).unwrap_or_default().iter().map(|(name, value)| (printed(name), printed(value))).collect::<Vec<_>>();
        let expected = |pairs: &[(&str, &str)]| pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>();
        assert_eq!(pairs("{OPERATOR: 70 , 'PYTHON': \"30\"}"), expected(&[("OPERATOR", "70"), ("PYTHON", "30")]));
        assert_eq!(pairs("OPERATOR: 0x46 # all"), expected(&[("OPERATOR", "70")]));
        assert_eq!(pairs("{a: {b: 1, c: [2, d: 3]}, e: 4}"), expected(&[("a", "{b: 1, c: [2, d: 3]}"), ("e", "4")]));
    }

    #[test]
    fn depth_has_an_end() {
        assert!(map(&format!("{{a: {}1{}}}", "[".repeat(40), "]".repeat(40))).is_some());
        assert_eq!(map(&format!("{{a: {}", "[".repeat(1_000_000))), None);
        assert_eq!(map(&"{".repeat(1_000_000)), None);
    }
}
