//! What real JVMs answered, against what `Heap::max_memory` says. `measured/MaxMemory.java` asks them.

use flink_memory::MemorySize;
use flink_memory_sizing::jvm::{Collector, Heap};

#[test]
fn every_measured_answer_is_computed_to_the_byte() {
    let rows: Vec<&str> = include_str!("measured/max_memory.tsv").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.len() > 1000, "{} rows", rows.len());
    for row in rows {
        assert_eq!(computed(row), Some(true), "{row}");
    }
}

/// Whether the row's answer is the computed one; nothing where the row cannot be read.
fn computed(row: &str) -> Option<bool> {
    let [java, collector, max, new_ratio, answer] = row.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let heap = Heap {
        max: max.parse().ok()?,
        collector: Collector::ALL.into_iter().find(|known| known.flag() == format!("Use{collector}GC"))?,
        java: java.parse().ok()?,
        new_ratio: new_ratio.parse().ok()?,
    };
    Some(heap.max_memory() == answer.parse::<MemorySize>().ok())
}
