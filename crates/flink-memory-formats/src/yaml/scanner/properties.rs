//! The tokens that begin with `%`, `&`, `*` and `!`: directives, anchors, aliases and tags.

use super::{Kind, Mark, Scanned, Scanner, SyntaxError, is_blank_or_end, is_end, is_space_or_end};

impl<'a> Scanner<'a> {
    pub(super) fn fetch_directive(&mut self) -> Scanned<()> {
        const CONTEXT: &str = "while scanning a directive";
        self.unwind(None);
        self.drop_key()?;
        self.allow_simple_key = false;
        let start = self.here;
        self.advance(1);
        let name_at = self.here.at;
        if self.advance_while(is_word) == 0 || !is_space_or_end(self.byte(0)) {
            return Err(self.unexpected(CONTEXT, start, "expected alphabetic or numeric character, but found "));
        }
        let kind = match self.since(name_at) {
            "YAML" => {
                self.advance_while(|byte| byte == b' ');
                let major = self.version_number(start)?;
                if self.byte(0) != b'.' {
                    return Err(self.unexpected(CONTEXT, start, "expected a digit or '.', but found "));
                }
                self.advance(1);
                let minor = self.version_number(start)?;
                if !is_space_or_end(self.byte(0)) {
                    return Err(self.unexpected(CONTEXT, start, "expected a digit or ' ', but found "));
                }
                Kind::Version(major, minor)
            }
            "TAG" => {
                self.advance_while(|byte| byte == b' ');
                let handle = self.tag_handle(CONTEXT, start)?;
                if self.byte(0) != b' ' {
                    return Err(self.unexpected(CONTEXT, start, "expected ' ', but found "));
                }
                self.advance_while(|byte| byte == b' ');
                let prefix = self.tag_uri(CONTEXT, start, true)?;
                if !is_space_or_end(self.byte(0)) {
                    return Err(self.unexpected(CONTEXT, start, "expected ' ', but found "));
                }
                Kind::TagHandle(handle, prefix)
            }
            _ => {
                self.advance_while(|byte| !is_end(byte));
                Kind::Directive
            }
        };
        self.put(kind, start);
        self.skip_rest_of_line(CONTEXT, start)
    }

    fn version_number(&mut self, start: Mark) -> Scanned<u32> {
        let digits_at = self.here.at;
        if self.advance_while(|byte| byte.is_ascii_digit()) == 0 {
            return Err(self.unexpected("while scanning a directive", start, "expected a digit, but found "));
        }
        let digits = self.since(digits_at);
        digits.parse().map_err(|_| SyntaxError::bare("NumberFormatException", format!("For input string: \"{digits}\""), start))
    }

    /// Nothing but a comment may follow.
    pub(super) fn skip_rest_of_line(&mut self, context: &str, start: Mark) -> Scanned<()> {
        self.advance_while(|byte| byte == b' ');
        if self.byte(0) == b'#' {
            self.advance_while(|byte| !is_end(byte));
        }
        if self.line_break().is_none() && self.byte(0) != 0 {
            return Err(self.unexpected(context, start, "expected a comment or a line break, but found "));
        }
        Ok(())
    }

    pub(super) fn fetch_anchor(&mut self, context: &str, kind: fn(&'a str) -> Kind<'a>) -> Scanned<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.here;
        self.advance(1);
        let length = self.advance_while(|byte| !is_blank_or_end(byte) && !b",[]{}/.*&".contains(&byte));
        if length == 0 || !(is_blank_or_end(self.byte(0)) || b"?:,]}%@`".contains(&self.byte(0))) {
            return Err(self.unexpected(context, start, "unexpected character found "));
        }
        let name = self.since(start.at + 1);
        self.put(kind(name), start);
        Ok(())
    }

    pub(super) fn fetch_tag(&mut self) -> Scanned<()> {
        const CONTEXT: &str = "while scanning a tag";
        self.save_key()?;
        self.allow_simple_key = false;
        let start = self.here;
        let quoted = |scanner: &Scanner<'_>, expected: char| {
            let found = scanner.character();
            let problem = format!("expected '{expected}', but found '{found}' ({})", u32::from(found));
            SyntaxError::new(Some(CONTEXT), Some(start), &problem, scanner.here)
        };
        let (handle, suffix) = if self.byte(1) == b'<' {
            self.advance(2);
            let uri = self.tag_uri(CONTEXT, start, true)?;
            if self.byte(0) != b'>' {
                return Err(quoted(self, '>'));
            }
            self.advance(1);
            (None, uri)
        } else if is_blank_or_end(self.byte(1)) {
            self.advance(1);
            (None, "!".to_owned())
        } else {
            let ahead = self.rest().get(1..).unwrap_or_default().bytes().take_while(|&byte| !is_space_or_end(byte));
            let handle = if ahead.into_iter().any(|byte| byte == b'!') {
                self.tag_handle(CONTEXT, start)?
            } else {
                self.advance(1);
                "!"
            };
            (Some(handle), self.tag_uri(CONTEXT, start, false)?)
        };
        if !is_space_or_end(self.byte(0)) {
            return Err(quoted(self, ' '));
        }
        self.put(Kind::Tag(handle, suffix), start);
        Ok(())
    }

    /// `!`, `!!` or `!name!`.
    fn tag_handle(&mut self, context: &str, start: Mark) -> Scanned<&'a str> {
        let at = self.here.at;
        let expected = "expected '!', but found ";
        if self.byte(0) != b'!' {
            return Err(self.unexpected(context, start, expected));
        }
        self.advance(1);
        if self.byte(0) != b' ' {
            self.advance_while(is_word);
            if self.byte(0) != b'!' {
                return Err(self.unexpected(context, start, expected));
            }
            self.advance(1);
        }
        Ok(self.since(at))
    }

    fn tag_uri(&mut self, context: &str, start: Mark, with_brackets: bool) -> Scanned<String> {
        let mut bytes = Vec::new();
        loop {
            let at = self.here.at;
            let is_uri = |byte: u8| {
                byte.is_ascii_alphanumeric() || b"-_;/?:@&=+$.!~*'()".contains(&byte) || (with_brackets && b",[]".contains(&byte))
            };
            self.advance_while(is_uri);
            bytes.extend_from_slice(self.since(at).as_bytes());
            if self.byte(0) != b'%' {
                break;
            }
            while self.byte(0) == b'%' {
                self.advance(1);
                let digits = self.rest().get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
                let Some(value) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
                    let mut next = self.rest().chars();
                    let (first, second) = (next.next().unwrap_or_default(), next.next().unwrap_or_default());
                    let problem = format!(
                        "expected URI escape sequence of 2 hexadecimal numbers, but found {first}({}) and {second}({})",
                        u32::from(first),
                        u32::from(second)
                    );
                    return Err(SyntaxError::new(Some(context), Some(start), &problem, self.here));
                };
                bytes.push(value);
                self.advance(2);
            }
        }
        if bytes.is_empty() {
            return Err(self.unexpected(context, start, "expected URI, but found "));
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
