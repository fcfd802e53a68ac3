//! The program that the browser starts; the page itself stands in the library.

/// Memory is taken in small pieces by one thread; a smaller allocator than the standard one is enough, and as fast.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    flink_memory_web::start();
}
