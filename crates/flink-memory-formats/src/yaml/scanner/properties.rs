//! The tokens that begin with `%`, `&`, `*` and `!`: directives, anchors, aliases and tags.

use super::{Kind, Scanner, SyntaxError, hexadecimal, is_blank_or_end, is_space_or_end};
use crate::pieces::utf8;

impl<'a> Scanner<'a> {
    pub(super) fn fetch_directive(&mut self) -> Option<()> {
        self.end_blocks()?;
        self.begin("while scanning a directive");
        self.advance(1);
        let name = self.take_while(&is_word);
        if name.is_empty() || !is_space_or_end(self.byte(0)) {
            return self.unexpected("expected alphabetic or numeric character, but found ");
        }
        match name {
            "YAML" => {
                self.skip_spaces();
                let major = self.version_number()?;
                self.take_sign(b'.', "expected a digit or '.', but found ")?;
                let minor = self.version_number()?;
                if !is_space_or_end(self.byte(0)) {
                    return self.unexpected("expected a digit or ' ', but found ");
                }
                let complaint = if major == 1 { String::new() } else { format!("Version{{major={major}, minor={minor}}}") };
                self.put_text(Kind::Version, "", complaint);
            }
            "TAG" => {
                const NO_SPACE: &str = "expected ' ', but found ";
                self.skip_spaces();
                let handle = self.tag_handle()?;
                self.take_sign(b' ', NO_SPACE)?;
                self.skip_spaces();
                let prefix = self.tag_uri(true)?;
                if !is_space_or_end(self.byte(0)) {
                    return self.unexpected(NO_SPACE);
                }
                self.put_text(Kind::TagHandle, handle, prefix);
            }
            _ => {
                self.take_line();
                self.put(Kind::Directive, self.start);
            }
        }
        self.skip_rest_of_line()
    }

    /// Takes one sign, or complains.
    fn take_sign(&mut self, sign: u8, expected: &str) -> Option<()> {
        if self.byte(0) != sign {
            return self.unexpected(expected);
        }
        self.advance(1);
        Some(())
    }

    fn version_number(&mut self) -> Option<u32> {
        let digits = self.take_while(&|byte| byte.is_ascii_digit());
        if digits.is_empty() {
            return self.unexpected("expected a digit, but found ");
        }
        let Ok(number) = digits.parse() else {
            let message = ["For input string: \"", digits, "\""].concat();
            return self.stop(SyntaxError::bare("NumberFormatException", message, self.start));
        };
        Some(number)
    }

    /// Nothing but a comment may follow.
    pub(super) fn skip_rest_of_line(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.byte(0) == b'#' {
            self.take_line();
        }
        if self.line_break().is_none() && self.byte(0) != 0 {
            return self.unexpected("expected a comment or a line break, but found ");
        }
        Some(())
    }

    pub(super) fn fetch_anchor(&mut self, context: &'static str, kind: Kind) -> Option<()> {
        self.begin_value(context)?;
        self.advance(1);
        let name = self.take_while(&|byte| !is_blank_or_end(byte) && !b",[]{}/.*&".contains(&byte));
        let next = self.byte(0);
        if name.is_empty() || !(is_blank_or_end(next) || b"?:,]}%@`".contains(&next)) {
            return self.unexpected("unexpected character found ");
        }
        self.put_text(kind, name, String::new());
        Some(())
    }

    pub(super) fn fetch_tag(&mut self) -> Option<()> {
        self.begin_value("while scanning a tag")?;
        let (handle, suffix) = if self.byte(1) == b'<' {
            self.advance(2);
            let uri = self.tag_uri(true)?;
            if self.byte(0) != b'>' {
                return self.unexpected_in_tag(">");
            }
            self.advance(1);
            ("", uri)
        } else if is_blank_or_end(self.byte(1)) {
            self.advance(1);
            ("", "!".to_owned())
        } else {
            let mut ahead = 1;
            while !is_space_or_end(self.byte(ahead)) && self.byte(ahead) != b'!' {
                ahead += 1;
            }
            let handle = if self.byte(ahead) == b'!' {
                self.tag_handle()?
            } else {
                self.advance(1);
                "!"
            };
            (handle, self.tag_uri(false)?)
        };
        if !is_space_or_end(self.byte(0)) {
            return self.unexpected_in_tag(" ");
        }
        self.put_text(Kind::Tag, handle, suffix);
        Some(())
    }

    fn unexpected_in_tag(&mut self, expected: &str) -> Option<()> {
        let found = self.character();
        let problem = format!("expected '{expected}', but found '{found}' ({})", u32::from(found));
        self.fail(&problem)
    }

    /// `!`, `!!` or `!name!`.
    fn tag_handle(&mut self) -> Option<&'a str> {
        const EXPECTED: &str = "expected '!', but found ";
        let handle = self.rest();
        self.take_sign(b'!', EXPECTED)?;
        if self.byte(0) != b' ' {
            self.take_while(&is_word);
            self.take_sign(b'!', EXPECTED)?;
        }
        handle.get(..handle.len() - self.rest().len())
    }

    fn tag_uri(&mut self, with_brackets: bool) -> Option<String> {
        let is_uri =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-_;/?:@&=+$.!~*'()".contains(&byte) || (with_brackets && b",[]".contains(&byte));
        let mut bytes = Vec::new();
        loop {
            bytes.extend_from_slice(self.take_while(&is_uri).as_bytes());
            if self.byte(0) != b'%' {
                break;
            }
            self.advance(1);
            let value = self.rest().get(..2).and_then(hexadecimal).and_then(|value| u8::try_from(value).ok());
            let Some(value) = value else {
                let mut next = self.rest().chars();
                let (first, second) = (next.next().unwrap_or_default(), next.next().unwrap_or_default());
                let problem = format!(
                    "expected URI escape sequence of 2 hexadecimal numbers, but found {first}({}) and {second}({})",
                    u32::from(first),
                    u32::from(second)
                );
                return self.fail(&problem);
            };
            bytes.push(value);
            self.advance(2);
        }
        if bytes.is_empty() {
            return self.unexpected("expected URI, but found ");
        }
        Some(utf8(&bytes, &mut true))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
