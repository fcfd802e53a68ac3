//! What the page says where it cannot start; that it starts is shown by every other test.

use std::fs;
use std::path::{Path, PathBuf};

use flink_memory_e2e::{Outcome, copy_of_the_page, visit_in_vain};

fn module_in(folder: &Path) -> Outcome<PathBuf> {
    let files = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let module = files.into_iter().map(|file| file.path()).find(|path| path.extension().is_some_and(|extension| extension == "wasm"));
    Ok(module.ok_or("the built page has no WebAssembly module")?)
}

#[tokio::test]
async fn a_missing_module_is_told_in_the_page() -> Outcome<()> {
    let folder = copy_of_the_page("missing-module")?;
    fs::remove_file(module_in(folder.path())?)?;
    let said = visit_in_vain(folder.path()).await?;
    assert!(said.starts_with("The calculator could not start"), "{said}");
    Ok(())
}

#[tokio::test]
async fn a_module_that_is_not_the_built_one_is_not_run() -> Outcome<()> {
    let folder = copy_of_the_page("other-module")?;
    let module = module_in(folder.path())?;
    let mut content = fs::read(&module)?;
    // A custom section at the end: still a valid module, but not the one that the page names.
    content.extend([0, 2, 1, b'x']);
    fs::write(&module, content)?;
    let said = visit_in_vain(folder.path()).await?;
    assert!(said.starts_with("The calculator could not start"), "{said}");
    Ok(())
}
