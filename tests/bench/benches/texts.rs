//! Times the texts of the library natively.

use flink_memory_bench::texts::{TEXT_CASES, TextCase};

fn main() {
    divan::main();
}

#[divan::bench(args = TEXT_CASES.iter().map(Named), max_time = 2)]
fn text(bencher: divan::Bencher<'_, '_>, case: &Named) {
    let prepared = case.0.prepare();
    bencher.bench(|| divan::black_box(&prepared).run());
}

/// A case that is shown by its name.
struct Named(&'static TextCase);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}
