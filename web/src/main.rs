//! The program that the browser starts; the page itself stands in the library.

fn main() {
    flink_memory_web::start();
}
