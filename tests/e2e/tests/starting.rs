//! What the page says where it cannot start; that it starts is shown by every other test.

use std::fs;

use flink_memory_e2e::{Outcome, asset, copy_of_the_page, visit_in_vain};

#[tokio::test]
async fn a_missing_module_is_told_in_the_page() -> Outcome<()> {
    let copy = copy_of_the_page("spoilt")?;
    fs::remove_file(asset(copy.path(), "app-wasm")?)?;
    let said = visit_in_vain(copy.path()).await?;
    assert!(said.starts_with("The calculator could not start"), "{said}");
    Ok(())
}

#[tokio::test]
async fn a_module_that_is_not_the_built_one_is_not_run() -> Outcome<()> {
    let copy = copy_of_the_page("spoilt")?;
    let module = asset(copy.path(), "app-wasm")?;
    let mut content = fs::read(&module)?;
    // A custom section at the end: still a valid module, but not the one that the page names.
    content.extend([0, 2, 1, b'x']);
    fs::write(&module, content)?;
    let said = visit_in_vain(copy.path()).await?;
    assert!(said.starts_with("The calculator could not start"), "{said}");
    Ok(())
}
