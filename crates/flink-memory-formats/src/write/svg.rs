//! The pools as a picture of its own: a bar to scale, and boxes inside each other. It needs no script, no style sheet and no font.

use flink_memory::{Derivation, Pool, Request};

use super::emit::{is_printable, push};
use super::sizes::{self, Row};
use super::words;

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

pub(super) fn svg(out: &mut String, request: &Request, derivation: &Derivation) {
    let title = ["Apache Flink ", &request.release.to_string(), ", ", words::process(request.process)].concat();
    match &derivation.memory {
        Ok(memory) => picture(out, &title, &sizes::rows(derivation, memory)),
        Err(error) => refusal(out, &title, &error.to_string()),
    }
}

fn picture(out: &mut String, title: &str, rows: &[Row]) {
    let (boxes, bottom) = boxes(rows);
    let mut description = String::new();
    for row in rows {
        push(&mut description, &[words::pool(row.pool), " ", &row.human(), ". "]);
    }
    head(out, title, description.trim_end(), bottom + MARGIN);
    bar(out, rows);
    for (row, rect) in rows.iter().zip(&boxes) {
        shape(out, rect, fill(row.pool, row.is_divided));
        let mut size = row.human();
        if row.size.is_some() && !size.ends_with("bytes") {
            push(&mut size, &[" · ", &row.bytes(), " bytes"]);
        }
        let baseline = rect.y + 18;
        write_text(out, rect.x + 8, baseline, "", words::pool(row.pool));
        write_text(out, (rect.x + rect.width).saturating_sub(8), baseline, " text-anchor=\"end\"", &size);
    }
    out.push_str("</svg>\n");
}

#[derive(Clone, Copy, Debug)]
struct Rect {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// Every pool as a box inside its parent's, one below the other, and where the last one ends.
fn boxes(rows: &[Row]) -> (Vec<Rect>, u32) {
    let whole = sizes::whole(rows);
    let mut boxes: Vec<Rect> = Vec::with_capacity(rows.len());
    // The boxes that are not closed yet.
    let mut open: Vec<usize> = Vec::new();
    let mut y = TOP;
    for (index, row) in rows.iter().enumerate() {
        if u32::try_from(open.len()).is_ok_and(|count| count > row.depth) {
            close(&mut boxes, &mut open, row.depth, &mut y);
            y += GAP;
        } else if rows.get(index.wrapping_sub(1)).is_some_and(|before| !before.is_divided) {
            y += GAP;
        }
        let x = MARGIN + row.depth * INSET;
        let share = if row.is_divided { 0 } else { proportion(u128::from(row.size.unwrap_or_default().bytes()), whole, SPARE) };
        let height = LINE + share;
        boxes.push(Rect { x, y, width: (WIDTH - MARGIN).saturating_sub(row.depth * INSET) - x, height });
        if row.is_divided {
            open.push(index);
        }
        y += height;
    }
    close(&mut boxes, &mut open, 0, &mut y);
    (boxes, y)
}

/// Ends the boxes that are as deep or deeper.
fn close(boxes: &mut [Rect], open: &mut Vec<usize>, depth: u32, y: &mut u32) {
    while u32::try_from(open.len()).is_ok_and(|count| count > depth) {
        *y += INSET;
        if let Some(rect) = open.pop().and_then(|index| boxes.get_mut(index)) {
            rect.height = *y - rect.y;
        }
    }
}

fn proportion(part: u128, whole: u128, length: u32) -> u32 {
    (part * u128::from(length)).checked_div(whole).and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

/// The undivided pools side by side, to scale.
fn bar(out: &mut String, rows: &[Row]) {
    let whole = sizes::whole(rows);
    let mut before = 0u128;
    for row in rows.iter().filter(|row| !row.is_divided) {
        let start = proportion(before, whole, WIDTH - 2 * MARGIN);
        before += u128::from(row.size.unwrap_or_default().bytes());
        let end = proportion(before, whole, WIDTH - 2 * MARGIN);
        if end > start {
            let rect = Rect { x: MARGIN + start, y: MARGIN + LINE, width: end - start, height: BAR };
            shape(out, &rect, fill(row.pool, false));
        }
    }
}

fn head(out: &mut String, title: &str, description: &str, height: u32) {
    let (width, height) = (WIDTH.to_string(), height.to_string());
    push(out, &["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", &width, "\" height=\"", &height, "\" viewBox=\"0 0 "]);
    push(out, &[&width, " ", &height, "\" role=\"img\" aria-labelledby=\"title description\" "]);
    push(out, &["font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1b1f24\">\n<title id=\"title\">"]);
    escaped(out, title);
    out.push_str("</title>\n<desc id=\"description\">");
    escaped(out, description);
    out.push_str("</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    write_text(out, MARGIN, MARGIN + 14, " font-size=\"15\" font-weight=\"600\"", title);
}

/// Flink's message instead of boxes, broken at blanks.
fn refusal(out: &mut String, title: &str, message: &str) {
    const COLUMNS: usize = 96;
    let mut lines = vec![String::new()];
    for word in message.split_whitespace() {
        let is_full = lines.last().is_some_and(|line| !line.is_empty() && line.chars().count() + word.chars().count() >= COLUMNS);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            push(line, &[if line.is_empty() { "" } else { " " }, word]);
        }
    }
    let count = u32::try_from(lines.len()).unwrap_or(0);
    head(out, title, message, MARGIN + LINE + count * LINE + MARGIN);
    for (line, y) in lines.iter().zip((MARGIN + LINE + 14..).step_by(LINE as usize)) {
        write_text(out, MARGIN, y, "", line);
    }
    out.push_str("</svg>\n");
}

fn shape(out: &mut String, rect: &Rect, fill: &str) {
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(|length| length.to_string());
    push(out, &["<rect x=\"", &x, "\" y=\"", &y, "\" width=\"", &width, "\" height=\"", &height]);
    push(out, &["\" fill=\"", fill, "\" stroke=\"", EDGE, "\"/>\n"]);
}

fn write_text(out: &mut String, x: u32, y: u32, attributes: &str, content: &str) {
    push(out, &["<text x=\"", &x.to_string(), "\" y=\"", &y.to_string(), "\"", attributes, ">"]);
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
