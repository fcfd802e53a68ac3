//! The pools as a picture of its own: a bar to scale, and boxes inside each other. It needs no script, no style
//! sheet and no font, and has no ids, so that many can stand in one page.

use flink_memory::{Derivation, Pool, Request, quotient};

use super::emit::{is_printable, print, push};
use super::sizes::{self, Row};
use super::wording::{Phrase, Wording, fill as said};

/// Lengths. Unit: pixels.
const WIDTH: u32 = 720;
const MARGIN: u32 = 16;
const INSET: u32 = 6;
const GAP: u32 = 4;
/// The height of one line of text, which is the least height of a box.
const LINE: u32 = 26;
const BAR: u32 = 28;
/// What the undivided boxes share in proportion to their sizes, on top of their lines.
const SPARE: u32 = 220;
/// The first box, below the heading and the bar.
const TOP: u32 = MARGIN + LINE + BAR + 2 * GAP;

const EDGE: &str = "#5a6470";

/// Fills on which black text is read easily, on a screen and on paper.
const fn fill(pool: Pool, is_divided: bool) -> &'static str {
    match (pool, is_divided) {
        (Pool::TotalProcess, _) => "#fafbfc",
        (Pool::TotalFlink, _) => "#f0f2f5",
        (Pool::JvmHeap, true) => "#fdf1dc",
        (Pool::FrameworkHeap, _) => "#fbdc9f",
        (Pool::TaskHeap, _) | (Pool::JvmHeap, false) => "#f5b368",
        (Pool::OffHeap, true) => "#e6f1fb",
        (Pool::Managed, _) | (Pool::OffHeap, false) => "#8fc1ee",
        (Pool::JvmDirect, _) => "#d9ebf3",
        (Pool::FrameworkOffHeap, _) => "#b9e2dc",
        (Pool::TaskOffHeap, _) => "#7fd0c2",
        (Pool::Network, _) => "#b3bcf5",
        (Pool::JvmMetaspace, _) => "#dcdfe4",
        (Pool::JvmOverhead | Pool::HeapCutoff, _) => "#bcc2cb",
    }
}

pub(super) fn svg(out: &mut String, request: &Request, derivation: &Derivation, wording: Wording<'_>) {
    let title = sizes::title(request, wording);
    match &derivation.memory {
        Ok(memory) => picture(out, &title, &sizes::rows(derivation, memory), wording),
        Err(error) => refusal(out, &title, &error.to_string(), wording),
    }
    out.push_str("</svg>\n");
}

fn picture(out: &mut String, title: &str, rows: &[Row], wording: Wording<'_>) {
    let mut boxes = Boxes { rows, wording, whole: sizes::whole(rows), next: 0, y: TOP };
    let (mut drawn, mut description) = (String::new(), String::new());
    boxes.draw(&mut drawn);
    for row in rows {
        push(&mut description, &[wording(Phrase::Pool(row.pool)), " ", &row.human(wording), ". "]);
    }
    head(out, title, description.trim_end(), boxes.y + MARGIN, wording);
    bar(out, rows, boxes.whole);
    out.push_str(&drawn);
}

/// Pools as boxes inside each other, one below the other.
struct Boxes<'a> {
    rows: &'a [Row],
    wording: Wording<'a>,
    whole: u128,
    /// The next row, and where the last box ended.
    next: usize,
    y: u32,
}

impl Boxes<'_> {
    /// Draws the next box and those inside it.
    fn draw(&mut self, out: &mut String) {
        let Some((before, [row, behind @ ..])) = self.rows.split_at_checked(self.next) else { return };
        if before.last().is_some_and(|before| !before.is_divided) {
            self.y += GAP;
        }
        let (x, y) = (MARGIN + row.depth * INSET, self.y);
        let width = WIDTH - 2 * x;
        self.y += LINE;
        self.next += 1;
        let mut inside = String::new();
        if row.is_divided {
            for _ in behind.iter().take_while(|inner| inner.depth > row.depth).filter(|inner| inner.depth == row.depth + 1) {
                self.draw(&mut inside);
            }
            self.y += INSET;
        } else {
            self.y += proportion(row.counted(), self.whole, SPARE);
        }
        shape(out, [x, y, width, self.y - y], fill(row.pool, row.is_divided));
        let mut size = row.human(self.wording);
        if row.size.is_some() && !size.ends_with("bytes") {
            push(&mut size, &[" · ", &said(self.wording, Phrase::ByteCount, &[("count", &row.bytes())])]);
        }
        write_text(out, x + 8, y + 18, "", (self.wording)(Phrase::Pool(row.pool)));
        write_text(out, x + width - 8, y + 18, " text-anchor=\"end\"", &size);
        out.push_str(&inside);
    }
}

fn proportion(part: u128, whole: u128, length: u32) -> u32 {
    u32::try_from(quotient(part * u128::from(length), whole)).unwrap_or(0)
}

/// The undivided pools side by side, to scale.
fn bar(out: &mut String, rows: &[Row], whole: u128) {
    let (mut counted, mut start) = (0, 0);
    for row in rows.iter().filter(|row| !row.is_divided) {
        counted += row.counted();
        let end = proportion(counted, whole, WIDTH - 2 * MARGIN);
        if end > start {
            shape(out, [MARGIN + start, MARGIN + LINE, end - start, BAR], fill(row.pool, false));
        }
        start = end;
    }
}

fn head(out: &mut String, title: &str, description: &str, height: u32, wording: Wording<'_>) {
    let tag = wording(Phrase::Tag);
    print(
        out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" xml:lang=\"{tag}\" role=\"img\" \
             font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1b1f24\">\n\
             <title>{title}</title>\n<desc>"
        ),
    );
    escaped(out, description);
    out.push_str("</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    write_text(out, MARGIN, MARGIN + 14, " font-size=\"15\" font-weight=\"600\"", title);
}

/// Flink's message instead of boxes, broken at blanks.
fn refusal(out: &mut String, title: &str, message: &str, wording: Wording<'_>) {
    const COLUMNS: usize = 96;
    let (mut y, mut texts, mut line) = (MARGIN + LINE, String::new(), String::new());
    for word in message.split([' ', '\n']).chain(["\n"]) {
        if word == "\n" || (line.len() + word.len() > COLUMNS && !line.is_empty()) {
            write_text(&mut texts, MARGIN, y + 14, "", line.trim_end());
            y += LINE;
            line.clear();
        }
        if !word.is_empty() {
            push(&mut line, &[word, " "]);
        }
    }
    head(out, title, message, y + MARGIN, wording);
    out.push_str(&texts);
}

/// A box by its left and upper edge, its width and its height.
fn shape(out: &mut String, [x, y, width, height]: [u32; 4], fill: &str) {
    print(out, format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" stroke=\"{EDGE}\"/>\n"));
}

fn write_text(out: &mut String, x: u32, y: u32, attributes: &str, content: &str) {
    print(out, format_args!("<text x=\"{x}\" y=\"{y}\"{attributes}>"));
    escaped(out, content);
    out.push_str("</text>\n");
}

/// Text of XML, without what XML cannot hold at all.
fn escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ if is_printable(character) => out.push(character),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}
