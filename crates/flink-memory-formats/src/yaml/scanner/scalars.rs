//! The tokens of scalars: plain, in quotes, and as blocks, with the folding of their lines.

use super::{Kind, ScalarStyle, Scanner, SyntaxError, Token, hexadecimal, is_blank_or_end, is_space_or_end};
use crate::yaml::escapes::ESCAPES;

const IN_DOUBLE_QUOTES: &str = "while scanning a double-quoted scalar";

impl Scanner<'_> {
    pub(super) fn starts_plain(&self, first: u8) -> bool {
        let next = self.byte(1);
        match first {
            b'-' | b'?' if self.level != 0 => !is_blank_or_end(next) && next != b',' && next != b']',
            b'-' | b'?' | b':' => self.level == 0 && !is_blank_or_end(next),
            _ => !is_blank_or_end(first) && !b",[]{}#&*!|>'\"%@`".contains(&first),
        }
    }

    /// Whether a word without quotes ends before the byte that far ahead.
    fn ends_word(&self, ahead: usize) -> bool {
        let in_flow = self.level != 0;
        match self.byte(ahead) {
            b':' => {
                let next = self.byte(ahead + 1);
                is_blank_or_end(next) || (in_flow && b",[]{}".contains(&next))
            }
            b',' | b'[' | b']' | b'{' | b'}' => in_flow,
            byte => is_blank_or_end(byte),
        }
    }

    fn put_scalar(&mut self, text: String, style: ScalarStyle, end: usize) {
        self.queue.push(Token { kind: Kind::Scalar, start: self.start, end, text, style, ..Token::default() });
    }

    pub(super) fn fetch_plain(&mut self) -> Option<()> {
        self.begin_value("while scanning a plain scalar")?;
        let mut end = self.start;
        let least = self.indent.map_or(0, |indent| indent + 1);
        let (mut text, mut gap) = (String::new(), String::new());
        while self.byte(0) != b'#' {
            let mut length = 0;
            while !self.ends_word(length) {
                length += 1;
            }
            if length == 0 {
                break;
            }
            text.push_str(&gap);
            text.push_str(self.rest().get(..length).unwrap_or_default());
            self.allow_simple_key = false;
            self.advance(length);
            end = self.here.at;
            gap.clear();
            if !self.plain_gap(&mut gap) || (self.level == 0 && self.here.column < least) {
                break;
            }
        }
        self.put_scalar(text, ScalarStyle::Plain, end);
        Some(())
    }

    /// What stands behind a word means this within the value; whether the value can go on.
    fn plain_gap(&mut self, gap: &mut String) -> bool {
        let blanks = self.take_blanks();
        let Some(first) = self.line_break() else {
            gap.push_str(blanks);
            return !blanks.is_empty();
        };
        self.allow_simple_key = true;
        let mut breaks = String::new();
        loop {
            if self.rest().starts_with("---") || self.is_document_mark("...") {
                return false;
            }
            self.skip_spaces();
            let Some(further) = self.line_break() else { break };
            breaks.push_str(further);
        }
        push_folded(gap, first, &breaks);
        true
    }

    pub(super) fn fetch_quoted(&mut self, style: ScalarStyle) -> Option<()> {
        self.begin_value("while scanning a quoted scalar")?;
        let quote = self.byte(0);
        let is_double = style == ScalarStyle::DoubleQuoted;
        let is_plain = |byte| !is_blank_or_end(byte) && byte != quote && !(is_double && byte == b'\\');
        self.advance(1);
        let mut text = String::new();
        loop {
            text.push_str(self.take_while(&is_plain));
            match self.byte(0) {
                b'\'' if !is_double && self.byte(1) == b'\'' => {
                    text.push('\'');
                    self.advance(2);
                }
                b'\\' if is_double => {
                    self.advance(1);
                    self.escape(&mut text)?;
                }
                byte if byte == quote => break,
                _ => self.quoted_gap(&mut text)?,
            }
        }
        self.advance(1);
        self.put_scalar(text, style, self.here.at);
        Some(())
    }

    /// White space within quotes.
    fn quoted_gap(&mut self, text: &mut String) -> Option<()> {
        let blanks = self.take_blanks();
        if self.byte(0) == 0 {
            return self.fail("found unexpected end of stream");
        }
        if let Some(first) = self.line_break() {
            let breaks = self.quoted_breaks()?;
            push_folded(text, first, &breaks);
        } else {
            text.push_str(blanks);
        }
        Some(())
    }

    fn quoted_breaks(&mut self) -> Option<String> {
        let mut breaks = String::new();
        loop {
            if self.is_document_mark("---") || self.is_document_mark("...") {
                return self.fail("found unexpected document separator");
            }
            self.take_blanks();
            match self.line_break() {
                Some(further) => breaks.push_str(further),
                None => return Some(breaks),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, text: &mut String) -> Option<()> {
        let sign = self.byte(0);
        let length = match sign {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => {
                if let Some((_, character)) = ESCAPES.iter().find(|(known, _)| *known == sign) {
                    self.advance(1);
                    text.push(*character);
                } else if self.line_break().is_some() {
                    text.push_str(&self.quoted_breaks()?);
                } else {
                    self.context = IN_DOUBLE_QUOTES;
                    return self.unexpected("found unknown escape character ");
                }
                return Some(());
            }
        };
        self.advance(1);
        let rest = self.rest();
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
        let digits = rest.get(..end).unwrap_or_default();
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let problem = format!("expected escape sequence of {length} hexadecimal numbers, but found: {digits}");
            self.context = IN_DOUBLE_QUOTES;
            return self.fail(&problem);
        }
        // Where the text ends within the digits, they are taken as they are.
        let Some(number) = hexadecimal(digits) else {
            let message = ["For input string: \"", digits, "\" under radix 16"].concat();
            return self.stop(SyntaxError::bare("NumberFormatException", message, self.here.at));
        };
        if number > u32::from(char::MAX) {
            let message = format!("Not a valid Unicode code point: 0x{number:X}");
            return self.stop(SyntaxError::bare("IllegalArgumentException", message, self.here.at));
        }
        self.advance(digits.len());
        // Two escapes make one character beyond 16 bits, as in JSON; one half alone is a question mark in Java's UTF-8.
        let low = self.rest().strip_prefix("\\u").and_then(|rest| hexadecimal(rest.get(..4)?));
        let low = low.filter(|low| number >> 10 == 0xd800 >> 10 && low >> 10 == 0xdc00 >> 10);
        if let Some(low) = low {
            self.advance(6);
            text.extend(char::from_u32(0x1_0000 + ((number & 0x3ff) << 10) + (low & 0x3ff)));
        } else {
            text.push(char::from_u32(number).unwrap_or('?'));
        }
        Some(())
    }

    pub(super) fn fetch_block_scalar(&mut self, style: ScalarStyle) -> Option<()> {
        self.allow_simple_key = true;
        self.drop_key()?;
        self.begin("while scanning a block scalar");
        self.advance(1);
        let (mut keeps, mut increment) = (None, None);
        for _ in 0..2 {
            match self.byte(0) {
                sign @ (b'+' | b'-') if keeps.is_none() => keeps = Some(sign == b'+'),
                b'0' if increment.is_none() => {
                    return self.fail("expected indentation indicator in the range 1-9, but found 0");
                }
                digit @ b'1'..=b'9' if increment.is_none() => increment = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.advance(1);
        }
        if !is_space_or_end(self.byte(0)) {
            return self.unexpected("expected chomping or indentation indicators, but found ");
        }
        let mut end = self.here.at;
        self.skip_rest_of_line()?;
        let least = self.indent.map_or(1, |indent| indent + 1);
        let mut breaks = String::new();
        let told = increment.map(|increment| least + increment - 1);
        let longest = self.block_breaks(told, &mut breaks);
        let column = told.unwrap_or(least.max(longest));
        if self.here.column < column && Some(self.here.column) != self.indent {
            let problem = format!(" the leading empty lines contain more spaces ({column}) than the first non-empty line.");
            return self.fail(&problem);
        }
        let mut text = String::new();
        let mut last_break = "";
        while self.here.column == column && self.byte(0) != 0 {
            text.push_str(&breaks);
            let is_text = |byte: u8| byte != b' ' && byte != b'\t';
            let was_text = is_text(self.byte(0));
            text.push_str(self.take_line());
            end = self.here.at;
            last_break = self.line_break().unwrap_or_default();
            breaks.clear();
            self.block_breaks(Some(column), &mut breaks);
            if self.here.column != column || self.byte(0) == 0 {
                break;
            }
            if style == ScalarStyle::Folded && last_break == "\n" && was_text && is_text(self.byte(0)) {
                if breaks.is_empty() {
                    text.push(' ');
                }
            } else {
                text.push_str(last_break);
            }
        }
        if keeps != Some(false) {
            text.push_str(last_break);
        }
        if keeps == Some(true) {
            text.push_str(&breaks);
        }
        self.put_scalar(text, style, end);
        Some(())
    }

    /// Takes the line breaks before a line, and blanks up to a column, or all where the indentation is to be found. Gives the most blanks.
    fn block_breaks(&mut self, column: Option<usize>, breaks: &mut String) -> usize {
        let mut longest = 0;
        loop {
            while self.byte(0) == b' ' && column.is_none_or(|column| self.here.column < column) {
                self.advance(1);
            }
            longest = longest.max(self.here.column);
            // The reader looks for fewer kinds of line breaks there.
            if column.is_none() && !matches!(self.byte(0), b'\r' | b'\n') {
                return longest;
            }
            match self.line_break() {
                Some(further) => breaks.push_str(further),
                None => return longest,
            }
        }
    }
}

/// One line break is a blank, further ones stay.
fn push_folded(text: &mut String, first: &str, breaks: &str) {
    let is_line_feed = first == "\n";
    text.push_str(if is_line_feed { "" } else { first });
    text.push_str(if is_line_feed && breaks.is_empty() { " " } else { breaks });
}
