//! The pieces that every writer needs: joining, escaping, comments. Nothing here knows a format's layout.

/// Adds pieces to a text. One function for all writers, because formatting machinery weighs more than what it prints.
pub(crate) fn push(out: &mut String, pieces: &[&str]) {
    for piece in pieces {
        out.push_str(piece);
    }
}

/// Whether YAML allows the character in a text as it is. Separators that other readers take for line ends count as not.
pub(crate) fn is_printable(character: char) -> bool {
    !matches!(character, '\0'..='\x1f' | '\x7f'..='\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

/// A string of JSON, which is a double-quoted scalar of YAML, too.
pub(crate) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ => push_printable(out, character),
        }
    }
    out.push('"');
}

/// Comment lines; a text of several lines becomes several, and what no comment can hold is escaped.
pub(crate) fn comment(out: &mut String, text: &str) {
    for line in text.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        out.push_str("# ");
        comment_text(out, line);
        out.push('\n');
    }
}

/// A line of text as a comment can hold it.
pub(crate) fn comment_text(out: &mut String, line: &str) {
    line.chars().for_each(|character| push_printable(out, character));
}

fn push_printable(out: &mut String, character: char) {
    match character {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        _ if is_printable(character) => out.push(character),
        // Everything that is not printable lies in the basic plane.
        _ => {
            let code = u32::from(character);
            out.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                out.extend(char::from_digit(code >> shift & 15, 16));
            }
        }
    }
}

/// A word of a shell: as it is where no shell minds, else between single quotes.
pub(crate) fn shell_word(out: &mut String, text: &str) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,+@%".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        shell_quoted(out, text);
    }
}

/// A text between a shell's single quotes.
pub(crate) fn shell_quoted(out: &mut String, text: &str) {
    push(out, &["'", &text.replace('\'', "'\\''"), "'"]);
}
