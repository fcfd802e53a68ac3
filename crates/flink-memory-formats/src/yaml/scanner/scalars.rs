//! The tokens of scalars: plain, in quotes, and as blocks, with the folding of their lines.

use std::borrow::Cow;

use super::{Kind, Mark, ScalarStyle, Scanned, Scanner, SyntaxError, Token, is_blank_or_end, is_end, is_space_or_end};

impl Scanner<'_> {
    pub(super) fn starts_plain(&self, first: u8) -> bool {
        let next = self.byte(1);
        match first {
            b'-' | b'?' if self.level != 0 => !is_blank_or_end(next) && next != b',' && next != b']',
            b'-' | b'?' | b':' => self.level == 0 && !is_blank_or_end(next),
            _ => !is_blank_or_end(first) && !b",[]{}#&*!|>'\"%@`".contains(&first),
        }
    }

    pub(super) fn fetch_plain(&mut self) -> Scanned<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.here;
        let mut end = start;
        let in_flow = self.level != 0;
        let least = self.indent.map_or(0, |indent| indent + 1);
        // What the lines before say together, and where the piece on this line begins.
        let (mut before, mut piece_at) = (String::new(), start.at);
        let mut gap = Gap::Blanks;
        while self.byte(0) != b'#' {
            let at = self.here.at;
            let bytes = self.text.as_bytes().get(at..).unwrap_or_default();
            let length = bytes.iter().enumerate().position(|(index, &byte)| match byte {
                b':' => {
                    let next = bytes.get(index + 1).copied().unwrap_or(0);
                    is_blank_or_end(next) || (in_flow && b",[]{}".contains(&next))
                }
                b',' | b'[' | b']' | b'{' | b'}' => in_flow,
                _ => is_blank_or_end(byte),
            });
            let length = length.unwrap_or(bytes.len());
            if length == 0 {
                break;
            }
            if let Gap::Breaks(breaks) = gap {
                before.push_str(self.text.get(piece_at..end.at).unwrap_or_default());
                before.push_str(&breaks);
                piece_at = at;
            }
            self.allow_simple_key = false;
            self.advance(length);
            end = self.here;
            gap = self.plain_gap();
            if matches!(gap, Gap::End) || (!in_flow && self.here.column < least) {
                break;
            }
        }
        let piece = self.text.get(piece_at..end.at).unwrap_or_default();
        let text = if before.is_empty() { Cow::Borrowed(piece) } else { Cow::Owned(before + piece) };
        self.queue.push_back(Token { kind: Kind::Scalar(text, ScalarStyle::Plain), start, end });
        Ok(())
    }

    /// What the white space behind a word means within the value.
    fn plain_gap(&mut self) -> Gap {
        let blanks = self.advance_while(|byte| byte == b' ' || byte == b'\t');
        let Some(first) = self.line_break() else {
            return if blanks == 0 { Gap::End } else { Gap::Blanks };
        };
        self.allow_simple_key = true;
        let mut breaks = String::new();
        loop {
            if self.rest().starts_with("---") || self.is_document_mark("...") {
                return Gap::End;
            }
            self.advance_while(|byte| byte == b' ');
            match self.line_break() {
                Some(further) => breaks.push_str(further),
                None => return Gap::Breaks(folded(first, breaks)),
            }
        }
    }

    pub(super) fn fetch_quoted(&mut self, style: ScalarStyle) -> Scanned<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.here;
        let quote = self.byte(0);
        self.advance(1);
        let mut text = String::new();
        loop {
            let at = self.here.at;
            let is_double = style == ScalarStyle::DoubleQuoted;
            self.advance_while(|byte| !is_blank_or_end(byte) && byte != quote && !(is_double && byte == b'\\'));
            text.push_str(self.since(at));
            match self.byte(0) {
                b'\'' if !is_double && self.byte(1) == b'\'' => {
                    text.push('\'');
                    self.advance(2);
                }
                b'\\' if is_double => {
                    self.advance(1);
                    self.escape(&mut text, start)?;
                }
                byte if byte == quote => break,
                _ => self.quoted_gap(&mut text, start)?,
            }
        }
        self.advance(1);
        self.put(Kind::Scalar(Cow::Owned(text), style), start);
        Ok(())
    }

    /// White space within quotes.
    fn quoted_gap(&mut self, text: &mut String, start: Mark) -> Scanned<()> {
        let at = self.here.at;
        self.advance_while(|byte| byte == b' ' || byte == b'\t');
        let blanks = self.since(at);
        if self.byte(0) == 0 {
            let context = Some("while scanning a quoted scalar");
            return Err(SyntaxError::new(context, Some(start), "found unexpected end of stream", self.here));
        }
        if let Some(first) = self.line_break() {
            let breaks = self.quoted_breaks(start)?;
            text.push_str(&folded(first, breaks));
        } else {
            text.push_str(blanks);
        }
        Ok(())
    }

    fn quoted_breaks(&mut self, start: Mark) -> Scanned<String> {
        let mut breaks = String::new();
        loop {
            if self.is_document_mark("---") || self.is_document_mark("...") {
                let context = Some("while scanning a quoted scalar");
                return Err(SyntaxError::new(context, Some(start), "found unexpected document separator", self.here));
            }
            self.advance_while(|byte| byte == b' ' || byte == b'\t');
            match self.line_break() {
                Some(further) => breaks.push_str(further),
                None => return Ok(breaks),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, text: &mut String, start: Mark) -> Scanned<()> {
        const CONTEXT: &str = "while scanning a double-quoted scalar";
        let plain = match self.byte(0) {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            byte @ (b' ' | b'"' | b'/' | b'\\') => char::from(byte),
            b'x' => return self.escaped_number(2, text, start),
            b'u' => return self.escaped_number(4, text, start),
            b'U' => return self.escaped_number(8, text, start),
            _ => {
                if self.line_break().is_none() {
                    return Err(self.unexpected(CONTEXT, start, "found unknown escape character "));
                }
                let breaks = self.quoted_breaks(start)?;
                text.push_str(&breaks);
                return Ok(());
            }
        };
        self.advance(1);
        text.push(plain);
        Ok(())
    }

    fn escaped_number(&mut self, length: usize, text: &mut String, start: Mark) -> Scanned<()> {
        self.advance(1);
        let rest = self.rest();
        let end = rest.char_indices().nth(length).map_or(rest.len(), |(end, _)| end);
        let digits = rest.get(..end).unwrap_or_default();
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let problem = format!("expected escape sequence of {length} hexadecimal numbers, but found: {digits}");
            return Err(SyntaxError::new(Some("while scanning a double-quoted scalar"), Some(start), &problem, self.here));
        }
        // Where the text ends within the digits, they are taken as they are.
        let Ok(number) = u32::from_str_radix(digits, 16) else {
            let message = format!("For input string: \"{digits}\" under radix 16");
            return Err(SyntaxError::bare("NumberFormatException", message, self.here));
        };
        if number > u32::from(char::MAX) {
            return Err(SyntaxError::bare("IllegalArgumentException", format!("Not a valid Unicode code point: 0x{number:X}"), self.here));
        }
        self.advance(digits.len());
        // Two escapes make one character beyond 16 bits, as in JSON; one half alone is a question mark in Java's UTF-8.
        let low = match self.rest().strip_prefix("\\u").and_then(|rest| rest.get(..4)) {
            Some(digits) if number >> 10 == 0xd800 >> 10 => u32::from_str_radix(digits, 16).ok().filter(|low| low >> 10 == 0xdc00 >> 10),
            _ => None,
        };
        if let Some(low) = low {
            self.advance(6);
            text.extend(char::from_u32(0x1_0000 + ((number & 0x3ff) << 10) + (low & 0x3ff)));
        } else {
            text.push(char::from_u32(number).unwrap_or('?'));
        }
        Ok(())
    }

    pub(super) fn fetch_block_scalar(&mut self, style: ScalarStyle) -> Scanned<()> {
        const CONTEXT: &str = "while scanning a block scalar";
        self.allow_simple_key = true;
        self.drop_key()?;
        let start = self.here;
        self.advance(1);
        let (keeps, increment) = self.block_indicators(start)?;
        let mut end = self.here;
        self.skip_rest_of_line(CONTEXT, start)?;
        let least = self.indent.map_or(1, |indent| indent + 1);
        let (mut breaks, column) = if let Some(increment) = increment {
            let column = least + increment - 1;
            (self.block_breaks(column), column)
        } else {
            let (breaks, longest) = self.block_indentation();
            (breaks, least.max(longest))
        };
        if self.here.column < column && Some(self.here.column) != self.indent {
            let problem = format!(" the leading empty lines contain more spaces ({column}) than the first non-empty line.");
            return Err(SyntaxError::new(Some(CONTEXT), Some(start), &problem, self.here));
        }
        let mut text = String::new();
        let mut last_break = "";
        while self.here.column == column && self.byte(0) != 0 {
            text.push_str(&breaks);
            let is_text = |byte: u8| byte != b' ' && byte != b'\t';
            let was_text = is_text(self.byte(0));
            let at = self.here.at;
            self.advance_while(|byte| !is_end(byte));
            text.push_str(self.since(at));
            end = self.here;
            last_break = self.line_break().unwrap_or_default();
            breaks = self.block_breaks(column);
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
        self.queue.push_back(Token { kind: Kind::Scalar(Cow::Owned(text), style), start, end });
        Ok(())
    }

    /// What `+` and `-` say of the last line breaks, and a digit of the indentation.
    fn block_indicators(&mut self, start: Mark) -> Scanned<(Option<bool>, Option<usize>)> {
        const CONTEXT: &str = "while scanning a block scalar";
        let (mut keeps, mut increment) = (None, None);
        for _ in 0..2 {
            match self.byte(0) {
                sign @ (b'+' | b'-') if keeps.is_none() => keeps = Some(sign == b'+'),
                b'0' if increment.is_none() => {
                    let problem = "expected indentation indicator in the range 1-9, but found 0";
                    return Err(SyntaxError::new(Some(CONTEXT), Some(start), problem, self.here));
                }
                digit @ b'1'..=b'9' if increment.is_none() => increment = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.advance(1);
        }
        if !is_space_or_end(self.byte(0)) {
            return Err(self.unexpected(CONTEXT, start, "expected chomping or indentation indicators, but found "));
        }
        Ok((keeps, increment))
    }

    /// The line breaks before the first line, and the most blanks among them and before it.
    fn block_indentation(&mut self) -> (String, usize) {
        let (mut breaks, mut longest) = (String::new(), 0);
        loop {
            self.advance_while(|byte| byte == b' ');
            longest = longest.max(self.here.column);
            if !matches!(self.byte(0), b'\r' | b'\n') {
                return (breaks, longest);
            }
            breaks.push_str(self.line_break().unwrap_or_default());
        }
    }

    fn block_breaks(&mut self, column: usize) -> String {
        let mut breaks = String::new();
        loop {
            while self.here.column < column && self.byte(0) == b' ' {
                self.advance(1);
            }
            match self.line_break() {
                Some(further) => breaks.push_str(further),
                None => return breaks,
            }
        }
    }
}

/// One line break is a blank, further ones stay.
fn folded(first: &str, breaks: String) -> String {
    if first != "\n" {
        return first.to_owned() + &breaks;
    }
    if breaks.is_empty() { " ".to_owned() } else { breaks }
}

/// White space behind a word without quotes.
enum Gap {
    /// The value ends here.
    End,
    /// Blanks within a line.
    Blanks,
    /// Line breaks, and what they are in the value.
    Breaks(String),
}
