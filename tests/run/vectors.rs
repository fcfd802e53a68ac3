//! Every vector of the project, natively. The run in WebAssembly is `conformance.mjs`.

use conformance::{own_vectors, run_dir};

#[test]
fn the_model_answers_as_flink_does() {
    let report = run_dir(&own_vectors()).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.is_green(), "{report}");
}
