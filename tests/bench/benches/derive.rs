//! Times the cases of the library natively.

use flink_memory_bench::{CASES, Case};

fn main() {
    divan::main();
}

#[divan::bench(args = CASES.iter().map(Named))]
fn derive(bencher: divan::Bencher<'_, '_>, case: &Named) {
    let request = case.0.request();
    bencher.bench(|| flink_memory::derive(divan::black_box(&request)));
}

/// A case that is shown by its name.
struct Named(&'static Case);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}
