//! Lines of a chart, from days and amounts to the paths of a picture.

use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

pub const WIDTH: u32 = 1000;

pub const HEIGHT: u32 = 300;

/// The paths of a chart. Each begins at the left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    pub done: String,
    /// What lies below that.
    pub below: String,
    /// The line to keep to.
    pub pace: Option<String>,
    /// The end of the last day that is told of.
    pub today: u32,
}

/// A point of a line: a day, and what stands there.
pub type Point = (Day, Amount);

/// How a line runs between its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Stairs,
    Slopes,
}

/// What a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub from: Day,
    pub to: Day,
    /// What its bottom stands for.
    pub low: Amount,
    /// What its top stands for.
    pub high: Amount,
}

impl Frame {
    fn x(self, day: Day) -> u32 {
        part(self.from.days_to(day), self.from.days_to(self.to), WIDTH)
    }

    fn y(self, value: Amount) -> u32 {
        HEIGHT - part((value - self.low).thousandths(), (self.high - self.low).thousandths(), HEIGHT)
    }
}

/// So much of the whole, of so many units: rounded, and never outside.
pub(super) fn part(much: i64, whole: i64, units: u32) -> u32 {
    let (much, whole) = (i128::from(much.clamp(0, whole.max(0))), i128::from(whole.max(1)));
    u32::try_from((much * i128::from(units) * 2 + whole) / (whole * 2)).unwrap_or(units)
}

/// The chart of what was done and the line to keep to. Points lie within the frame's days, in order.
pub fn chart(frame: Frame, done: &[Point], shape: Shape, pace: Option<[Point; 2]>) -> Chart {
    let path = path(frame, done, shape);
    let today = done.last().map_or(0, |(day, _)| frame.x(*day));
    let first = done.first().map_or(0, |(day, _)| frame.x(*day));
    Chart {
        below: format!("{path}V{HEIGHT}H{first}Z"),
        done: path,
        pace: pace.and_then(|line| straight(frame, line)),
        today,
    }
}

fn path(frame: Frame, points: &[Point], shape: Shape) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for (place, (day, value)) in points.iter().enumerate() {
        let (x, y) = (frame.x(*day), frame.y(*value));
        // What falls on one spot is drawn once, however long the story.
        let next = points.get(place + 1).map(|(day, _)| frame.x(*day));
        if last.is_some() && next == Some(x) {
            continue;
        }
        pieces.push(match (last, shape) {
            (None, _) => format!("M{x} {y}"),
            (Some(before), Shape::Stairs) if before.1 != y => format!("H{x}V{y}"),
            (Some(_), Shape::Stairs) => format!("H{x}"),
            (Some(_), Shape::Slopes) => format!("L{x} {y}"),
        });
        last = Some((x, y));
    }
    pieces.concat()
}

/// What of a straight line lies within the frame's days.
fn straight(frame: Frame, [begin, end]: [Point; 2]) -> Option<String> {
    let from = begin.0.max(frame.from);
    let to = end.0.min(frame.to);
    let at = |day: Day| (frame.x(day), frame.y(on_line([begin, end], day)));
    (from <= to).then(|| {
        let ((x, y), (right, top)) = (at(from), at(to));
        format!("M{x} {y}L{right} {top}")
    })
}

/// Where a straight line is on a day.
pub fn on_line([begin, end]: [Point; 2], day: Day) -> Amount {
    let whole = begin.0.days_to(end.0);
    let gone = begin.0.days_to(day).clamp(0, whole.max(0));
    if whole > 0 { begin.1 + (end.1 - begin.1).part(gone, whole) } else { end.1 }
}
