//! What a JVM makes of the sizes that Flink gives it: the heap that it reports, how wide its pointers are, and how much direct memory it allows.
//!
//! All of it is HotSpot's, on Linux and x64 with pages of 4 KiB and without large pages. It was measured with OpenJDK 11.0.13, 17.0.15, 21.0.8 and
//! 25.0.3; the answers are among this crate's tests. Java 8 is answered as 11 is, and was not measured.

mod collector;
mod direct;
mod flags;
mod heap;

pub use collector::{Collector, Machine, collector};
pub use direct::{DirectMemory, direct_memory};
pub use flags::{BadFlag, Flags};
pub use heap::{CompressedOops, Heap, without_compressed_oops};
