//! Undo and redo: the moments that a person can go back to, and what counts as one step. What a moment holds is kept, not interpreted.

use std::rc::Rc;

use flink_memory::Request;

use super::{Asked, Document};

/// How many steps can be undone.
const MOST_STEPS: usize = 200;

/// What an undo brings back: the questions, and the text that the first came from.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What is asked of the model.
    pub request: Rc<Request>,
    /// The text that was brought.
    pub document: Option<Rc<Document>>,
    /// What is asked beyond the breakdown.
    pub asked: Asked,
}

/// A moment is the same as itself: whoever makes a new one means a change.
impl PartialEq for Moment {
    fn eq(&self, other: &Moment) -> bool {
        Rc::ptr_eq(&self.request, &other.request) && self.document == other.document && self.asked == other.asked
    }
}

/// The steps before and after the present one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Moment>,
    future: Vec<Moment>,
    /// The key whose value is being changed; all changes of one movement or one typing are one step.
    in_hand: Option<&'static str>,
    /// How many steps were taken, undone or redone.
    moves: u32,
}

impl History {
    /// Whether there is a step to undo.
    pub const fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to do again.
    pub const fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Counts steps; it changes with each, and stays while one value is being changed.
    pub const fn moves(&self) -> u32 {
        self.moves
    }

    /// Leaves a moment by a step, which goes on with the last one where the same key is still in hand.
    pub(super) fn leave(&mut self, moment: Moment, key: Option<&'static str>) {
        if key.is_some() && self.in_hand == key {
            return;
        }
        if self.past.len() >= MOST_STEPS {
            self.past.remove(0);
        }
        self.past.push(moment);
        self.future.clear();
        self.in_hand = key;
        self.moves += 1;
    }

    /// Lets go of a key, so that its next change is a step of its own.
    pub(super) fn settle(&mut self, key: &str) {
        self.in_hand = self.in_hand.filter(|in_hand| *in_hand != key);
    }

    /// The moment before, where there is one.
    pub(super) fn undo(&mut self, now: Moment) -> Option<Moment> {
        let moment = self.past.pop()?;
        self.future.push(now);
        self.moved();
        Some(moment)
    }

    /// The moment that was undone last, where there is one.
    pub(super) fn redo(&mut self, now: Moment) -> Option<Moment> {
        let moment = self.future.pop()?;
        self.past.push(now);
        self.moved();
        Some(moment)
    }

    /// The nearest moment of a kind, before or after.
    pub(super) fn go_to(&mut self, mut now: Moment, is_it: impl Fn(&Moment) -> bool) -> Option<Moment> {
        let steps = |moments: &[Moment]| moments.iter().rev().position(&is_it).map(|between| between + 1);
        let (back, forward) = (steps(&self.past), steps(&self.future));
        let is_back = back.is_some_and(|back| forward.is_none_or(|forward| back <= forward));
        let nearest = if is_back { back } else { forward };
        for _ in 0..nearest? {
            now = if is_back { self.undo(now) } else { self.redo(now) }?;
        }
        Some(now)
    }

    const fn moved(&mut self) {
        self.in_hand = None;
        self.moves += 1;
    }
}
