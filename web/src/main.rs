//! The program that the browser loads. It does nothing by itself: a script calls what the library exports.

use flink_memory_web as _;

/// Memory is taken in small pieces by one thread; a smaller allocator than the standard one is enough, and as fast.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}
