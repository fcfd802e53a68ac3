//! The panels of what follows from the breakdown: they come when one is opened, answer to what is set and asked, and are in the link.

use std::fs;

use flink_memory_e2e::{Key, Outcome, Page, View, asset, copy_of_the_page, visit, visit_first_half};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";

/// A TaskManager of 4 GiB with two slots, in 1.20.
const TWO_OF_4_GIBIBYTES: &str = "v1:release=1.20&taskmanager.memory.process.size=4g&taskmanager.numberOfTaskSlots=2";

/// Files of the page that were loaded whose name begins with this.
async fn loaded(page: &Page, name: &str) -> Outcome<usize> {
    let read = format!("return performance.getEntriesByType('resource').filter(({{ name }}) => name.includes('/{name}-')).length;");
    Ok(usize::try_from(page.script(&read, vec![]).await?.as_u64().unwrap_or_default())?)
}

#[tokio::test]
async fn panels_are_folded_and_come_when_one_is_opened() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.wait_until_all_is_there().await?;
        let panels = ["slots", "consumers", "state-backend", "network", "containers", "command-line", "jvm", "cluster"];
        page.settle().await?;
        assert_eq!(page.panels().await?, panels.map(|panel| (panel.to_owned(), false)));
        assert_eq!(loaded(page, "deeper").await?, 0, "nobody has asked for them");
        page.open_panel("slots").await?;
        assert_eq!(loaded(page, "deeper").await?, 1);
        assert_eq!(page.fragment().await?.matches("then").count(), 0, "the address waits a moment");
        page.wait_for_fragment("v1:release=2.3&then=slots").await?;
        page.fold_panel("slots").await?;
        page.wait_for_fragment("").await
    })
    .await
}

#[tokio::test]
async fn a_panel_follows_what_is_set_and_asked_and_both_are_undone() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.open_fragment(TWO_OF_4_GIBIBYTES).await?;
        page.wait_until_all_is_there().await?;
        page.open_panel("slots").await?;
        let text = page.panel_text("slots").await?;
        assert!(text.contains("Task Heap 729.6 MiB 765 041 035"), "{text}");
        page.drag_slider(PROCESS_SIZE, &[0.5, 0.7, 0.6]).await?;
        assert!(!page.panel_text("slots").await?.contains("765 041 035"), "it follows the slider");
        page.undo().await?;
        page.ask("slot-cores", "0.5").await?;
        page.ask("slot-heap", "900m").await?;
        let text = page.panel_text("slots").await?;
        assert!(text.contains("It fits 1 time into an empty TaskManager."), "{text}");
        page.wait_for_fragment(&format!("{TWO_OF_4_GIBIBYTES}&then=slots&then-slot-cores=0.5&then-slot-heap=900m")).await?;
        page.reload().await?;
        page.wait_for_panel("slots").await?;
        assert_eq!(page.asked("slot-heap").await?, "900m", "the link has it");
        page.ask("taskmanager.numberOfTaskSlots", "4").await?;
        assert_eq!(page.written("taskmanager.numberOfTaskSlots").await?, "4", "an option is one wherever it is edited");
        page.undo().await?;
        assert_eq!(page.asked("taskmanager.numberOfTaskSlots").await?, "2");
        page.ask("slot-heap", "lots").await?;
        assert!(page.panel_text("slots").await?.contains("Flink says: text does not start with a number"));
        page.undo().await?;
        assert_eq!((page.asked("slot-heap").await?.as_str(), page.panels().await?[0].1), ("900m", true), "no undo folds a panel");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_panel_that_does_not_come_is_told_and_can_be_loaded_again() -> Outcome<()> {
    let copy = copy_of_the_page("panels")?;
    let panels = asset(copy.path(), "deeper-wasm")?;
    let content = fs::read(&panels)?;
    fs::remove_file(&panels)?;
    visit_first_half(copy.path(), false, async |page| {
        page.wait_until_all_is_there().await?;
        page.open_panel("slots").await?;
        assert!(page.panel_text("slots").await?.starts_with("This part of the calculator could not be loaded."));
        // Everything else works.
        page.write(PROCESS_SIZE, "2g").await?;
        assert_eq!(page.bytes("totalProcess").await?, Some(2 << 30));
        fs::write(&panels, &content)?;
        page.script("document.getElementById('load-panels-again').click();", vec![]).await?;
        page.wait_for_panel("slots").await?;
        page.wait_for_words_in("#ask-taskmanager-numberOfTaskSlots + *, .slots").await.ok();
        assert!(page.panel_text("slots").await?.contains("gets"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_open_a_panel_and_keep_the_focus() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.wait_until_all_is_there().await?;
        page.settle().await?;
        page.script("document.getElementById('deeper-slots').focus();", vec![]).await?;
        page.press(Key::Enter).await?;
        page.wait_for_panel("slots").await?;
        assert_eq!(page.focused().await?, "deeper-slots");
        page.press(Key::Enter).await?;
        page.settle().await?;
        assert!(!page.panels().await?[0].1);
        Ok(())
    })
    .await
}
