//! The pools of a derivation in the order of Flink's picture, for the table and the drawing.

use flink_memory::{Derivation, Memory, MemorySize, Pool, PoolNode, Rule};

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

    /// The share of a whole, in per cent with one decimal; empty where there is none.
    pub(super) fn share(&self, whole: u128) -> String {
        let bytes = u128::from(self.size.unwrap_or_default().bytes());
        match ((bytes * 2000).checked_div(whole), self.size) {
            (Some(doubled), Some(_)) => {
                let permille = doubled.div_ceil(2);
                [&(permille / 10).to_string(), ".", &(permille % 10).to_string(), " %"].concat()
            }
            _ => String::new(),
        }
    }
}

/// The pools, parents before their children; what local execution sets no limit to has no size.
pub(super) fn rows(derivation: &Derivation, memory: &Memory) -> Vec<Row> {
    let mut rows = Vec::new();
    add(&mut rows, memory.tree(), 0, &|pool| {
        let is_unlimited = matches!(pool, Pool::TaskHeap | Pool::TaskOffHeap)
            && derivation.steps.iter().any(|step| step.pool == pool && matches!(step.rule, Rule::LocalDefault { .. }));
        memory.size(pool).filter(|_| !is_unlimited)
    });
    // A sum of what has no limit has none.
    if matches!(memory, Memory::Local(_))
        && rows.iter().any(|row| row.size.is_none())
        && let Some(root) = rows.first_mut()
    {
        root.size = None;
    }
    rows
}

fn add(rows: &mut Vec<Row>, node: &PoolNode, depth: u32, size: &dyn Fn(Pool) -> Option<MemorySize>) {
    rows.push(Row { pool: node.pool, depth, is_divided: !node.children.is_empty(), size: size(node.pool) });
    for child in node.children {
        add(rows, child, depth + 1, size);
    }
}

/// The bytes of all pools that are not divided.
pub(super) fn whole(rows: &[Row]) -> u128 {
    rows.iter().filter(|row| !row.is_divided).filter_map(|row| row.size).map(|size| u128::from(size.bytes())).sum()
}
