//! Times the cases of the library natively.

use flink_memory_bench::{CASES, Case};

fn main() {
    divan::main();
}

#[divan::bench(args = CASES.iter().map(Named))]
fn derive(bencher: divan::Bencher<'_, '_>, case: &Named) {
    let prepared = case.0.prepare();
    bencher.bench(|| divan::black_box(&prepared).derive());
}

/// A case that is shown by its name.
struct Named(&'static Case);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}
