//! Where the nested boxes lie: from a tree of pools and their sizes to heights in whole pixels. No colours, no text, and no widths: a box is
//! as wide as the picture less what is left free around it at its depth, which the style sheet says, so that nothing has to be measured.

use flink_memory::{Pool, PoolNode};

use super::scale::{Stretch, divide};

/// Lengths that decide how dense the picture is. Unit: pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// The least height of a box that is not divided: one line of text.
    pub floor: u32,
    /// The height of a parent's own line above its children.
    pub label: u32,
    /// What a parent keeps free below its children.
    pub inset: u32,
    /// What lies between two siblings.
    pub gap: u32,
    /// The height that is shared among the undivided boxes in proportion to their sizes, on top of the floor.
    pub spare: u32,
}

impl Metrics {
    /// The measures of the picture, in whatever room it stands.
    pub const PICTURE: Metrics = Metrics { floor: 24, label: 22, inset: 4, gap: 2, spare: 140 };
}

/// The box of one pool. Unit: pixels from the upper edge of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The pool.
    pub pool: Pool,
    /// How many boxes are around it.
    pub depth: u32,
    /// Whether it is divided into other boxes.
    pub is_divided: bool,
    /// The upper edge.
    pub y: u32,
    /// The height.
    pub height: u32,
}

/// The boxes of a picture, parents before their children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The height of the whole.
    pub height: u32,
    /// The boxes.
    pub blocks: Vec<Block>,
}

/// Lays out the boxes of a tree, one below the other as in Flink's own picture.
///
/// Every undivided box is at least `floor` high, whatever its size; `spare` is shared in proportion to `bytes`.
/// A pool without a limit has no bytes and gets the floor alone.
pub fn layout(tree: &PoolNode, bytes: impl Fn(Pool) -> Option<u64>, metrics: Metrics) -> Layout {
    let sizes: Vec<u64> = tree.leaves().into_iter().map(|pool| bytes(pool).unwrap_or(0)).collect();
    let shares = divide(metrics.spare, &sizes);
    let mut placing = Placing { metrics, shares: shares.iter(), blocks: Vec::new() };
    let height = placing.place(tree, 0, 0);
    Layout { height, blocks: placing.blocks }
}

struct Placing<'a> {
    metrics: Metrics,
    /// What the undivided boxes get on top of the floor, in order.
    shares: std::slice::Iter<'a, Stretch>,
    blocks: Vec<Block>,
}

impl Placing<'_> {
    /// Places a box with everything in it at `y`, and returns its height.
    fn place(&mut self, node: &PoolNode, depth: u32, y: u32) -> u32 {
        let index = self.blocks.len();
        let is_divided = !node.children.is_empty();
        self.blocks.push(Block { pool: node.pool, depth, is_divided, y, height: 0 });
        let height = if is_divided {
            self.place_children(node, depth, y)
        } else {
            self.metrics.floor + self.shares.next().map_or(0, |share| share.length)
        };
        if let Some(block) = self.blocks.get_mut(index) {
            block.height = height;
        }
        height
    }

    fn place_children(&mut self, node: &PoolNode, depth: u32, y: u32) -> u32 {
        let Metrics { label, inset, gap, .. } = self.metrics;
        let mut height = label;
        for (position, child) in node.children.iter().enumerate() {
            if position > 0 {
                height += gap;
            }
            height += self.place(child, depth + 1, y + height);
        }
        height + inset
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use flink_memory::pool::{JOB_MANAGER, JOB_MANAGER_1_10_CONTAINER, JOB_MANAGER_1_10_STANDALONE, LOCAL, TASK_MANAGER};
    use proptest::prelude::*;

    const TREES: [&PoolNode; 5] = [&TASK_MANAGER, &JOB_MANAGER, &JOB_MANAGER_1_10_CONTAINER, &JOB_MANAGER_1_10_STANDALONE, &LOCAL];
    const METRICS: Metrics = Metrics::PICTURE;

    fn block_of(layout: &Layout, pool: Pool) -> Option<Block> {
        layout.blocks.iter().find(|block| block.pool == pool).copied()
    }

    /// Checks that the children of a node fill it exactly: label row above, inset below, gaps between.
    fn assert_tiled(node: &PoolNode, layout: &Layout) {
        let Some(parent) = block_of(layout, node.pool) else { panic!("{:?} has no box", node.pool) };
        let blocks: Vec<Block> = node.children.iter().filter_map(|child| block_of(layout, child.pool)).collect();
        assert_eq!(blocks.len(), node.children.len());
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            assert!(parent.height >= METRICS.floor);
            return;
        };
        assert_eq!(first.y, parent.y + METRICS.label);
        assert_eq!(last.y + last.height + METRICS.inset, parent.y + parent.height);
        assert!(blocks.windows(2).all(|pair| pair[0].y + pair[0].height + METRICS.gap == pair[1].y));
        assert!(blocks.iter().all(|block| block.depth == parent.depth + 1));
        for child in node.children {
            assert_tiled(child, layout);
        }
    }

    proptest! {
        #[test]
        fn boxes_tile_their_parents(sizes: [u64; 14]) {
            for tree in TREES {
                let layout = layout(tree, |pool| Some(sizes[pool as usize]), METRICS);
                assert_tiled(tree, &layout);
                let outer = block_of(&layout, tree.pool).map(|block| (block.depth, block.y, block.height));
                prop_assert_eq!(outer, Some((0, 0, layout.height)));
            }
        }

        #[test]
        fn the_height_depends_on_no_size(sizes: [u64; 14]) {
            let any = layout(&TASK_MANAGER, |pool| Some(sizes[pool as usize] | 1), METRICS);
            let even = layout(&TASK_MANAGER, |_| Some(1), METRICS);
            prop_assert_eq!(any.height, even.height);
        }
    }

    #[test]
    fn pools_without_a_limit_have_the_floor() {
        let layout = layout(&LOCAL, |pool| (pool == Pool::Managed).then_some(1), METRICS);
        assert_eq!(block_of(&layout, Pool::TaskHeap).map(|block| block.height), Some(METRICS.floor));
        assert_eq!(block_of(&layout, Pool::Managed).map(|block| block.height), Some(METRICS.floor + METRICS.spare));
    }

    #[test]
    fn a_single_pool_fills_the_picture() {
        let layout = layout(&JOB_MANAGER_1_10_STANDALONE, |_| Some(1 << 30), METRICS);
        assert_eq!(layout.blocks.len(), 1);
        assert_eq!(layout.height, METRICS.floor + METRICS.spare);
    }
}
