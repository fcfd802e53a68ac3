//! The pools of a derivation in the order of Flink's picture, for the table and the drawing.

use flink_memory::{Derivation, Memory, MemorySize, Pool, PoolNode, Rule};

use super::emit::print;

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
    pub(super) fn human(&self) -> String {
        self.size.map_or_else(|| "no limit".to_owned(), |size| size.human().short().to_string())
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
        let doubled = (self.counted() * 2000).checked_div(whole).filter(|_| self.size.is_some());
        if let Some(doubled) = doubled.and_then(|doubled| u32::try_from(doubled).ok()) {
            let permille = doubled.div_ceil(2);
            print(out, format_args!("{}.{} %", permille / 10, permille % 10));
        }
    }
}

/// The pools, parents before their children; what local execution sets no limit to has no size.
pub(super) fn rows(derivation: &Derivation, memory: &Memory) -> Vec<Row> {
    let mut rows = Vec::new();
    add(&mut rows, memory.tree(), 0, memory);
    let mut is_limited = true;
    for step in &derivation.steps {
        let is_default = matches!(step.rule, Rule::LocalDefault { .. }) && matches!(step.pool, Pool::TaskHeap | Pool::TaskOffHeap);
        if let Some(row) = rows.iter_mut().find(|row| is_default && row.pool == step.pool) {
            row.size = None;
            is_limited = false;
        }
    }
    // A sum of what has no limit has none.
    if let Some(root) = rows.first_mut().filter(|_| !is_limited) {
        root.size = None;
    }
    rows
}

fn add(rows: &mut Vec<Row>, node: &PoolNode, depth: u32, memory: &Memory) {
    rows.push(Row { pool: node.pool, depth, is_divided: !node.children.is_empty(), size: memory.size(node.pool) });
    for child in node.children {
        add(rows, child, depth + 1, memory);
    }
}

/// The bytes of all pools that are not divided.
pub(super) fn whole(rows: &[Row]) -> u128 {
    rows.iter().filter(|row| !row.is_divided).map(Row::counted).sum()
}
