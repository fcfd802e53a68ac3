//! The pools as a picture of its own: a bar to scale, and boxes inside each other. It needs no script, no style sheet and no font.

use flink_memory::{Derivation, Pool, Request};

use super::emit::{is_printable, print};
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
    out.push_str("</svg>\n");
}

fn picture(out: &mut String, title: &str, rows: &[Row]) {
    let whole = sizes::whole(rows);
    let (boxes, bottom) = boxes(rows, whole);
    let mut description = String::new();
    for row in rows {
        print(&mut description, format_args!("{} {}. ", words::pool(row.pool), row.human()));
    }
    head(out, title, description.trim_end(), bottom + MARGIN);
    bar(out, rows, whole);
    for (row, rect) in rows.iter().zip(&boxes) {
        shape(out, rect, fill(row.pool, row.is_divided));
        let mut size = row.human();
        if row.size.is_some() && !size.ends_with("bytes") {
            print(&mut size, format_args!(" · {} bytes", row.bytes()));
        }
        let baseline = rect.y + 18;
        write_text(out, rect.x + 8, baseline, "", words::pool(row.pool));
        write_text(out, rect.x + rect.width - 8, baseline, " text-anchor=\"end\"", &size);
    }
}

#[derive(Clone, Copy, Debug)]
struct Rect {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// Every pool as a box inside its parent's, one below the other, and where the last one ends.
fn boxes(rows: &[Row], whole: u128) -> (Vec<Rect>, u32) {
    let mut boxes: Vec<Rect> = Vec::with_capacity(rows.len());
    // The boxes that are not closed yet, by their depths.
    let mut open: Vec<usize> = Vec::new();
    let mut y = TOP;
    let mut gap = 0;
    for (index, row) in rows.iter().enumerate() {
        close(&mut boxes, &mut open, row.depth, &mut y);
        y += gap;
        let inset = row.depth * INSET;
        let share = if row.is_divided { 0 } else { proportion(row.counted(), whole, SPARE) };
        boxes.push(Rect { x: MARGIN + inset, y, width: WIDTH - 2 * (MARGIN + inset), height: LINE + share });
        y += LINE + share;
        gap = if row.is_divided { 0 } else { GAP };
        if row.is_divided {
            open.push(index);
        }
    }
    close(&mut boxes, &mut open, 0, &mut y);
    (boxes, y)
}

/// Ends the boxes that are as deep or deeper.
fn close(boxes: &mut [Rect], open: &mut Vec<usize>, depth: u32, y: &mut u32) {
    while open.len() > depth as usize {
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
fn bar(out: &mut String, rows: &[Row], whole: u128) {
    let (mut counted, mut start) = (0, 0);
    for row in rows.iter().filter(|row| !row.is_divided) {
        counted += row.counted();
        let end = proportion(counted, whole, WIDTH - 2 * MARGIN);
        if end > start {
            let rect = Rect { x: MARGIN + start, y: MARGIN + LINE, width: end - start, height: BAR };
            shape(out, &rect, fill(row.pool, false));
        }
        start = end;
    }
}

fn head(out: &mut String, title: &str, description: &str, height: u32) {
    print(
        out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
             aria-labelledby=\"title description\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1b1f24\">\n\
             <title id=\"title\">{title}</title>\n<desc id=\"description\">"
        ),
    );
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
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    let mut y = MARGIN + LINE;
    let mut texts = String::new();
    for line in &lines {
        write_text(&mut texts, MARGIN, y + 14, "", line);
        y += LINE;
    }
    head(out, title, message, y + MARGIN);
    out.push_str(&texts);
}

fn shape(out: &mut String, Rect { x, y, width, height }: &Rect, fill: &str) {
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
