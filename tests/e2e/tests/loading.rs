//! What is brought to the page before the half of it has come that reads texts, and where that half does not come at all.

use std::fs;

use flink_memory_e2e::{Outcome, Page, Tab, asset, built_page, copy_of_the_page, visit_first_half};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";
const FILE: &str = "taskmanager.memory.process.size: 3g\n";

async fn paste(page: &Page) -> Outcome<()> {
    page.put_into_clipboard(FILE).await?;
    page.leave_focus().await?;
    page.press_paste().await
}

#[tokio::test]
async fn a_text_may_be_brought_before_it_can_be_read() -> Outcome<()> {
    visit_first_half(&built_page(), true, async |page| {
        paste(page).await?;
        page.wait_until_read().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        assert!(page.written_text().await?.contains("process.size: 3g"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_writes_texts_comes_when_it_is_asked_for() -> Outcome<()> {
    let copy = copy_of_the_page("writer")?;
    let writer = asset(copy.path(), "writer-wasm")?;
    let content = fs::read(&writer)?;
    fs::remove_file(&writer)?;
    visit_first_half(copy.path(), false, async |page| {
        page.wait_until_all_is_there().await?;
        page.open_tab(Tab::JvmFlags).await?;
        paste(page).await?;
        page.wait_until_read().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g", "reading does not need it");
        page.open_tab(Tab::Configuration).await?;
        fs::write(&writer, &content)?;
        page.script("document.getElementById('load-again-to-write').click();", vec![]).await?;
        let written = "const done = arguments[0]; \
            const look = () => (document.getElementById('written') ? done(true) : setTimeout(look, 20)); look();";
        page.script_until_done(written, vec![]).await?;
        assert!(page.written_text().await?.contains("process.size: 3g"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_does_not_come_is_told_and_can_be_loaded_again() -> Outcome<()> {
    let copy = copy_of_the_page("half")?;
    let half = asset(copy.path(), "later-wasm")?;
    let content = fs::read(&half)?;
    // Not the one that the page names, and then none at all.
    fs::write(&half, [content.as_slice(), &[0, 2, 1, b'x']].concat())?;
    visit_first_half(copy.path(), false, async |page| {
        paste(page).await?;
        assert!(page.missed().await?.starts_with("The part of this page that reads and writes texts could not be loaded."));
        fs::remove_file(&half)?;
        page.load_again().await?;
        page.missed().await?;
        // Everything else works, and nothing is lost.
        page.write(PROCESS_SIZE, "2g").await?;
        assert_eq!(page.bytes("totalProcess").await?, Some(2 << 30));
        page.open_tab(Tab::Configuration).await?;
        fs::write(&half, &content)?;
        page.load_again().await?;
        page.wait_until_read().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        page.undo().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "2g");
        Ok(())
    })
    .await
}
