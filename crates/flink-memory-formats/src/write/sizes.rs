//! The pools of a derivation in the order of Flink's picture, for the table and the drawing.

use flink_memory::{Derivation, Memory, MemorySize, Pool, PoolNode, Request, Rule, quotient};

use super::emit::print;
use super::wording::{Phrase, Wording, fill};

/// One pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) pool: Pool,
    /// How many pools are around it.
    pub(super) depth: u32,
    pub(super) is_divided: bool,
    pub(super) size: Option<MemorySize>,
}

impl Row {
    /// What Flink calls the size, without the bytes.
    pub(super) fn human(&self, wording: Wording<'_>) -> String {
        self.size.map_or_else(|| wording(Phrase::NoLimit).to_owned(), |size| size.human().short().to_string())
    }

    /// The bytes in digits; empty where there is no limit.
    pub(super) fn bytes(&self) -> String {
        self.size.map(|size| size.bytes().to_string()).unwrap_or_default()
    }

    /// The bytes as they are added up.
    pub(super) fn counted(&self) -> u128 {
        u128::from(self.size.unwrap_or_default().bytes())
    }

    /// Adds the share of a whole, in per cent with one decimal; nothing where there is none.
    pub(super) fn share(&self, out: &mut String, whole: u128) {
        if self.size.is_some()
            && whole > 0
            && let Ok(doubled) = u32::try_from(quotient(self.counted() * 2000, whole))
        {
            let permille = doubled.div_ceil(2);
            print(out, format_args!("{}.{} %", permille / 10, permille % 10));
        }
    }
}

/// The pools, parents before their children; what local execution sets no limit to has no size.
pub(super) fn rows(derivation: &Derivation, memory: &Memory) -> Vec<Row> {
    let mut rows = Vec::new();
    add(&mut rows, memory.tree(), 0, memory);
    for step in &derivation.steps {
        if matches!((step.pool, &step.rule), (Pool::TaskHeap | Pool::TaskOffHeap, Rule::LocalDefault { .. })) {
            // A sum of what has no limit has none.
            for row in rows.iter_mut().filter(|row| row.pool == step.pool || row.depth == 0) {
                row.size = None;
            }
        }
    }
    rows
}

fn add(rows: &mut Vec<Row>, node: &PoolNode, depth: u32, memory: &Memory) {
    rows.push(Row { pool: node.pool, depth, is_divided: !node.children.is_empty(), size: memory.size(node.pool) });
    for child in node.children {
        add(rows, child, depth + 1, memory);
    }
}

/// What a table or drawing is of.
pub(super) fn title(request: &Request, wording: Wording<'_>) -> String {
    let facts = [("release", &*request.release.to_string()), ("process", wording(Phrase::Process(request.process)))];
    fill(wording, Phrase::Title, &facts)
}

/// The bytes of all pools that are not divided.
pub(super) fn whole(rows: &[Row]) -> u128 {
    rows.iter().filter(|row| !row.is_divided).map(Row::counted).sum()
}
