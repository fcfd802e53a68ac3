//! A size on its way to JavaScript.

use flink_memory::MemorySize;
use serde::{Serialize, Serializer};

/// A size, which crosses as a `bigint`.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(pub(crate) MemorySize);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0.bytes())
    }
}
