//! The icon as pictures of dots, for systems that install the page: made from the rectangles of web/assets/icon.svg, the same bytes each time.

use std::io::Write as _;
use std::path::Path;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

use crate::failure::{Failure, Outcome, While};
use crate::project;

/// The file in the project.
const SOURCE: &str = "web/assets/icon.svg";

/// The side of the drawing, in its own units.
const SIDE: f64 = 32.0;

/// Each dot is the mean of so many points a side.
const POINTS: u32 = 4;

/// A picture to be made.
struct Icon {
    file: &'static str,
    /// Unit: dots.
    side: u32,
    shape: Shape,
}

/// What a system does with the picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// It shows it as it is.
    Whole,
    /// It cuts round corners of its own, so the ground reaches the edges.
    Filled,
    /// It cuts any shape out of it, so that what counts stands within four fifths of the side.
    Cut,
}

const ICONS: [Icon; 4] = [
    Icon { file: "icon-192.png", side: 192, shape: Shape::Whole },
    Icon { file: "icon-512.png", side: 512, shape: Shape::Whole },
    Icon { file: "icon-512-maskable.png", side: 512, shape: Shape::Cut },
    Icon { file: "icon-180.png", side: 180, shape: Shape::Filled },
];

/// A rectangle of the drawing, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rectangle {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    radius: f64,
    colour: [u8; 3],
}

/// Writes the pictures into a folder.
pub(crate) fn write(folder: &Path) -> Outcome<()> {
    let source = std::fs::read_to_string(project::root().join(SOURCE)).while_doing(format!("Reading {SOURCE}"))?;
    let rectangles = rectangles(&source).ok_or_else(|| Failure::new(format!("{SOURCE} holds something else than rectangles.")))?;
    for icon in ICONS {
        let content = png(icon.side, &icon.dots(&rectangles)).while_doing(format!("Compressing {}", icon.file))?;
        std::fs::write(folder.join(icon.file), content).while_doing(format!("Writing {}", icon.file))?;
    }
    Ok(())
}

/// The rectangles in the order in which they are drawn; the first is the ground. `None` where one cannot be read.
fn rectangles(drawing: &str) -> Option<Vec<Rectangle>> {
    drawing.split("<rect ").skip(1).map(rectangle).collect()
}

fn rectangle(tag: &str) -> Option<Rectangle> {
    let attributes = format!(" {}", tag.split('>').next()?);
    let named = |name: &str| attributes.split(&format!(" {name}=\"")).nth(1)?.split('"').next();
    let number = |name: &str| named(name).map_or(Some(0.0), |text| text.parse().ok());
    let [_, red, green, blue] = u32::from_str_radix(named("fill")?.strip_prefix('#')?, 16).ok()?.to_be_bytes();
    Some(Rectangle {
        left: number("x")?,
        top: number("y")?,
        width: number("width")?,
        height: number("height")?,
        radius: number("rx")?,
        colour: [red, green, blue],
    })
}

impl Icon {
    /// Red, green, blue and cover of each dot, row by row.
    fn dots(&self, rectangles: &[Rectangle]) -> Vec<u8> {
        let of_side = |index: u32| {
            (0..POINTS).map(move |point| (f64::from(index) + (f64::from(point) + 0.5) / f64::from(POINTS)) / f64::from(self.side))
        };
        let mut dots = Vec::new();
        for row in 0..self.side {
            for column in 0..self.side {
                let points = of_side(row).flat_map(|y| of_side(column).map(move |x| (x, y)));
                dots.extend(mean(points.map(|point| self.colour(point, rectangles))));
            }
        }
        dots
    }

    /// The colour at a place in parts of the side; nothing outside of the ground.
    fn colour(&self, (x, y): (f64, f64), rectangles: &[Rectangle]) -> Option<[u8; 3]> {
        let scale = if self.shape == Shape::Cut { SIDE / 0.8 } else { SIDE };
        let (x, y) = (SIDE / 2.0 + (x - 0.5) * scale, SIDE / 2.0 + (y - 0.5) * scale);
        let (ground, drawn) = rectangles.split_first()?;
        let above = drawn.iter().rev().find(|rectangle| rectangle.holds(x, y));
        let is_ground = self.shape != Shape::Whole || ground.holds(x, y);
        above.or(is_ground.then_some(ground)).map(|rectangle| rectangle.colour)
    }
}

impl Rectangle {
    fn holds(&self, x: f64, y: f64) -> bool {
        // How far a place is from the rectangle that the centres of the round corners make.
        let beyond =
            |value: f64, start: f64, length: f64| (start + self.radius - value).max(value - (start + length - self.radius)).max(0.0);
        let (across, down) = (beyond(x, self.left, self.width), beyond(y, self.top, self.height));
        let is_inside = x >= self.left && x < self.left + self.width && y >= self.top && y < self.top + self.height;
        is_inside && across * across + down * down <= self.radius * self.radius
    }
}

/// One dot of many points: the mean colour of those that are covered, and how many are.
fn mean(points: impl Iterator<Item = Option<[u8; 3]>>) -> [u8; 4] {
    let (mut sum, mut covered, mut all) = ([0u32; 3], 0u32, 0u32);
    for point in points {
        all += 1;
        if let Some(colour) = point {
            covered += 1;
            sum.iter_mut().zip(colour).for_each(|(sum, part)| *sum += u32::from(part));
        }
    }
    let [red, green, blue] = sum.map(|sum| rounded(sum, covered));
    [red, green, blue, rounded(covered * 255, all)]
}

fn rounded(sum: u32, count: u32) -> u8 {
    u8::try_from((sum + count / 2).checked_div(count).unwrap_or_default()).unwrap_or(u8::MAX)
}

/// A PNG of square pictures with eight bits for each of red, green, blue and cover.
fn png(side: u32, dots: &[u8]) -> std::io::Result<Vec<u8>> {
    let header = [side.to_be_bytes().as_slice(), &side.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in dots.chunks(side as usize * 4) {
        // Each row says first that its dots stand as they are.
        rows.write_all(&[0])?;
        rows.write_all(row)?;
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", header), (b"IDAT", rows.finish()?), (b"IEND", Vec::new())] {
        let named = [name.as_slice(), &content].concat();
        let mut sum = Crc::new();
        sum.update(&named);
        file.extend(u32::try_from(content.len()).map_err(std::io::Error::other)?.to_be_bytes());
        file.extend(named);
        file.extend(sum.sum().to_be_bytes());
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> Vec<Rectangle> {
        let source = std::fs::read_to_string(project::root().join(SOURCE)).unwrap_or_default();
        rectangles(&source).unwrap_or_default()
    }

    #[test]
    fn the_drawing_is_read_whole() {
        let drawing = drawing();
        assert_eq!(drawing.len(), 4);
        assert_eq!(drawing[0], Rectangle { left: 0.0, top: 0.0, width: 32.0, height: 32.0, radius: 6.0, colour: [0x1b, 0x1f, 0x26] });
        assert_eq!((drawing[1].left, drawing[1].top, drawing[1].width), (5.0, 5.0, 22.0));
    }

    #[test]
    fn corners_are_round_unless_the_system_cuts_them() {
        let drawing = drawing();
        for Icon { file, shape, side } in ICONS {
            let icon = Icon { file, shape, side: side / 8 };
            let dots = icon.dots(&drawing);
            assert_eq!(dots[3] == 0, shape == Shape::Whole, "{file}");
            let middle = (icon.side / 2 * icon.side + icon.side / 2) as usize * 4;
            assert_eq!(dots[middle..middle + 4], [0x8f, 0xc1, 0xee, 255], "{file}");
        }
    }
}
