//! Where the nested boxes lie: from a tree of pools and their sizes to rectangles in whole pixels. No colours, no text.

use flink_memory::{Pool, PoolNode};

use super::scale::{Stretch, divide};

/// Lengths that decide how dense the picture is. Unit: pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// The width of the whole.
    pub width: u32,
    /// The least height of a box that is not divided: one line of text.
    pub floor: u32,
    /// The height of a parent's own line above its children.
    pub label: u32,
    /// What a parent keeps free beside and below its children.
    pub inset: u32,
    /// What lies between two siblings.
    pub gap: u32,
    /// The height that is shared among the undivided boxes in proportion to their sizes, on top of the floor.
    pub spare: u32,
}

impl Metrics {
    /// The width below which the picture is packed more densely.
    const NARROW: u32 = 420;

    /// What the place of the picture needs of a window's height besides the spare height, with a few lines of the step.
    const TAKEN: u32 = 700;

    /// The measures for a picture of this width in a window of this height.
    pub fn of_room(width: u32, window_height: u32) -> Metrics {
        if width < Metrics::NARROW {
            return Metrics { width, floor: 24, label: 22, inset: 4, gap: 2, spare: 120 };
        }
        let spare = window_height.saturating_sub(Metrics::TAKEN).clamp(100, 260);
        Metrics { width, floor: 24, label: 22, inset: 5, gap: 3, spare }
    }
}

/// A rectangle. Unit: pixels from the upper left corner of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// The left edge.
    pub x: u32,
    /// The upper edge.
    pub y: u32,
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

/// The box of one pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The pool.
    pub pool: Pool,
    /// How many boxes are around it.
    pub depth: u32,
    /// Whether it is divided into other boxes.
    pub is_divided: bool,
    /// Where it lies.
    pub rect: Rect,
}

/// The boxes of a picture, parents before their children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The width of the whole.
    pub width: u32,
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
    let height = placing.place(tree, 0, Rect { x: 0, y: 0, width: metrics.width, height: 0 });
    Layout { width: metrics.width, height, blocks: placing.blocks }
}

struct Placing<'a> {
    metrics: Metrics,
    /// What the undivided boxes get on top of the floor, in order.
    shares: std::slice::Iter<'a, Stretch>,
    blocks: Vec<Block>,
}

impl Placing<'_> {
    /// Places a box with everything in it at the upper left corner of `at`, and returns its height.
    fn place(&mut self, node: &PoolNode, depth: u32, at: Rect) -> u32 {
        let index = self.blocks.len();
        let is_divided = !node.children.is_empty();
        self.blocks.push(Block { pool: node.pool, depth, is_divided, rect: at });
        let height = if is_divided {
            self.place_children(node, depth, at)
        } else {
            self.metrics.floor + self.shares.next().map_or(0, |share| share.length)
        };
        if let Some(block) = self.blocks.get_mut(index) {
            block.rect.height = height;
        }
        height
    }

    fn place_children(&mut self, node: &PoolNode, depth: u32, at: Rect) -> u32 {
        let Metrics { label, inset, gap, .. } = self.metrics;
        let inner = Rect { x: at.x + inset, y: at.y, width: at.width.saturating_sub(2 * inset), height: 0 };
        let mut height = label;
        for (position, child) in node.children.iter().enumerate() {
            if position > 0 {
                height += gap;
            }
            height += self.place(child, depth + 1, Rect { y: at.y + height, ..inner });
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

    fn rect_of(layout: &Layout, pool: Pool) -> Option<Rect> {
        layout.blocks.iter().find(|block| block.pool == pool).map(|block| block.rect)
    }

    /// Checks that the children of a node fill it exactly: label row above, inset around, gaps between.
    fn assert_tiled(node: &PoolNode, layout: &Layout, metrics: Metrics) {
        let Some(parent) = rect_of(layout, node.pool) else { panic!("{:?} has no box", node.pool) };
        let rects: Vec<Rect> = node.children.iter().filter_map(|child| rect_of(layout, child.pool)).collect();
        assert_eq!(rects.len(), node.children.len());
        let (Some(first), Some(last)) = (rects.first(), rects.last()) else {
            assert!(parent.height >= metrics.floor);
            return;
        };
        assert_eq!(first.y, parent.y + metrics.label);
        assert_eq!(last.y + last.height + metrics.inset, parent.y + parent.height);
        assert!(rects.windows(2).all(|pair| pair[0].y + pair[0].height + metrics.gap == pair[1].y));
        assert!(rects.iter().all(|rect| rect.x == parent.x + metrics.inset && rect.width + 2 * metrics.inset == parent.width));
        for child in node.children {
            assert_tiled(child, layout, metrics);
        }
    }

    proptest! {
        #[test]
        fn boxes_tile_their_parents(width in 200u32..2000, sizes: [u64; 14]) {
            let metrics = Metrics::of_room(width, 800);
            for tree in TREES {
                let layout = layout(tree, |pool| Some(sizes[pool as usize]), metrics);
                assert_tiled(tree, &layout, metrics);
                prop_assert_eq!(rect_of(&layout, tree.pool), Some(Rect { x: 0, y: 0, width, height: layout.height }));
            }
        }

        #[test]
        fn the_height_depends_on_no_size(sizes: [u64; 14]) {
            let metrics = Metrics::of_room(640, 800);
            let any = layout(&TASK_MANAGER, |pool| Some(sizes[pool as usize] | 1), metrics);
            let even = layout(&TASK_MANAGER, |_| Some(1), metrics);
            prop_assert_eq!(any.height, even.height);
        }
    }

    #[test]
    fn pools_without_a_limit_have_the_floor() {
        let metrics = Metrics::of_room(640, 800);
        let layout = layout(&LOCAL, |pool| (pool == Pool::Managed).then_some(1), metrics);
        assert_eq!(rect_of(&layout, Pool::TaskHeap).map(|rect| rect.height), Some(metrics.floor));
        assert_eq!(rect_of(&layout, Pool::Managed).map(|rect| rect.height), Some(metrics.floor + metrics.spare));
    }

    #[test]
    fn a_single_pool_fills_the_picture() {
        let metrics = Metrics::of_room(320, 800);
        let layout = layout(&JOB_MANAGER_1_10_STANDALONE, |_| Some(1 << 30), metrics);
        assert_eq!(layout.blocks.len(), 1);
        assert_eq!(layout.height, metrics.floor + metrics.spare);
    }
}
