//! Whether a line is a map of YAML's, as Flink's parser sees it. Nothing is read out of it, and files are not read here.

/// Whether the line is a map, `{name: value}` or `name: value`, in which no name stands twice and nothing is null.
///
/// DIFFERENCE: anchors, tags, explicit keys, document marks and tabs are taken for no map, although Flink's parser knows them;
/// names are compared as they are written, not as what escapes and numbers stand for.
///
/// Source: `YamlParserUtils` of Flink 1.19 and later, which asks snakeyaml-engine.
pub(crate) fn is_map(line: &str) -> bool {
    let has_control = line.bytes().any(|byte| byte < b' ');
    let mut line = Line { rest: line.as_bytes(), is_flow: false };
    let is_map = if line.next() == b'{' { line.collection(0) } else { line.pair() }.is_some();
    is_map && !has_control && matches!(line.next(), END | b'#')
}

/// How deep collections may lie in each other; a person's never do, and the stack has an end.
const MOST_DEPTH: u8 = 50;

/// Stands for what follows the last byte; no line with a byte of this value is a map.
const END: u8 = 0;

/// What is left of a line, and whether it stands between braces or brackets. What matters to YAML is ASCII.
struct Line<'a> {
    rest: &'a [u8],
    is_flow: bool,
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
        self.value(1)?;
        let is_pair = self.takes(b':') && self.at(0) == b' ';
        self.value(1).filter(|is_null| is_pair && !is_null)
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
            self.next();
            let start = self.rest;
            let mut is_null = self.value(depth + 1)?;
            let written = self.since(start);
            let name = if let [b'"' | b'\'', name @ .., _] = written { name } else { written };
            let has_value = self.takes(b':') && self.next() != b',' && self.at(0) != end;
            is_null |= if has_value { self.value(depth + 1)? } else { is_map };
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
    fn depth_has_an_end() {
        assert!(is_map(&format!("{{a: {}1{}}}", "[".repeat(40), "]".repeat(40))));
        assert!(!is_map(&format!("{{a: {}", "[".repeat(1_000_000))));
        assert!(!is_map(&"{".repeat(1_000_000)));
    }
}
