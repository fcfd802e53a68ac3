//! Steps and links: undo and redo, the address that follows what is set, links that open it again, and links that are broken.

use flink_memory_e2e::{Key, Outcome, Page, Tab, View, visit};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";
const MANAGED_SIZE: &str = "taskmanager.memory.managed.size";
const MANAGED_FRACTION: &str = "taskmanager.memory.managed.fraction";

#[tokio::test]
async fn a_pasted_text_can_be_undone() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        assert_eq!(page.can_undo_and_redo().await?, (false, false));
        page.write(PROCESS_SIZE, "2g").await?;
        page.paste("taskmanager.memory.process.size: 7g\ntaskmanager.memory.managed.fraction: 0.5\n").await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "7g");
        page.undo().await?;
        assert_eq!(values(page).await?, ("2g".to_owned(), String::new()));
        assert_eq!(page.brought().await?, None);
        assert_eq!(page.can_undo_and_redo().await?, (true, true));
        page.redo().await?;
        assert_eq!(values(page).await?, ("7g".to_owned(), "0.5".to_owned()));
        assert!(page.brought().await?.is_some());
        assert_eq!(page.can_undo_and_redo().await?, (true, false));
        page.undo().await?;
        page.undo().await?;
        assert_eq!(values(page).await?, ("1728m".to_owned(), String::new()));
        assert_eq!(page.can_undo_and_redo().await?, (false, true));
        page.undo().await?;
        assert_eq!(page.focused().await?, "undo", "a button with nothing to do keeps the focus");
        Ok(())
    })
    .await
}

async fn values(page: &Page) -> Outcome<(String, String)> {
    Ok((page.written(PROCESS_SIZE).await?, page.written(MANAGED_FRACTION).await?))
}

#[tokio::test]
async fn a_typing_a_drag_and_a_walk_by_keys_are_one_step_each() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "12345m").await?;
        page.drag_slider(MANAGED_FRACTION, &[0.2, 0.4, 0.6, 0.7]).await?;
        let dragged = page.written(MANAGED_FRACTION).await?;
        page.drag_slider(MANAGED_FRACTION, &[0.7, 0.5, 0.3]).await?;
        assert_ne!(page.written(MANAGED_FRACTION).await?, dragged);
        page.undo().await?;
        assert_eq!(page.written(MANAGED_FRACTION).await?, dragged, "a second drag is a step of its own");
        page.undo().await?;
        assert_eq!(values(page).await?, ("12345m".to_owned(), String::new()));
        page.undo().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "1728m");
        assert_eq!(page.can_undo_and_redo().await?, (false, true));
        page.write(PROCESS_SIZE, "3g").await?;
        assert_eq!(page.can_undo_and_redo().await?, (true, false), "a new step ends what could be done again");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_undo_and_redo() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.20").await?;
        page.drag_slider(PROCESS_SIZE, &[0.5, 0.6]).await?;
        let dragged = page.written(PROCESS_SIZE).await?;
        for (redo, letter) in [(&[Key::Control, Key::Shift][..], 'z'), (&[Key::Control], 'y')] {
            page.leave_focus().await?;
            page.press_with(&[Key::Control], 'z').await?;
            assert_eq!(page.written(PROCESS_SIZE).await?, "1728m");
            page.press_with(&[Key::Control], 'z').await?;
            assert_eq!(page.release().await?, "2.3");
            page.press_with(redo, letter).await?;
            assert_eq!((page.release().await?.as_str(), page.written(PROCESS_SIZE).await?.as_str()), ("1.20", "1728m"));
            page.press_with(redo, letter).await?;
            assert_eq!(page.written(PROCESS_SIZE).await?, dragged);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_in_a_box_are_the_boxs_own() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.20").await?;
        page.write(PROCESS_SIZE, "4g").await?;
        page.press_with(&[Key::Control], 'z').await?;
        assert_eq!(page.release().await?, "1.20", "the release is not undone from within a box");
        assert_ne!(page.written(PROCESS_SIZE).await?, "4g", "the box takes back what was typed");
        page.type_text("taskmanager.numberOf").await?;
        let before = (page.release().await?, page.written(PROCESS_SIZE).await?);
        page.press_with(&[Key::Control], 'z').await?;
        assert_eq!((page.release().await?, page.written(PROCESS_SIZE).await?), before);
        assert_ne!(page.typed_text().await?, "taskmanager.numberOf", "the box for texts takes back what was typed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_pasted_into_its_box_is_undone_by_keys_from_there() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.paste_into_text_box("taskmanager.memory.process.size: 7g\n").await?;
        assert_eq!((page.written(PROCESS_SIZE).await?.as_str(), page.focused().await?.as_str()), ("7g", "text-box"));
        page.press_with(&[Key::Control], 'z').await?;
        assert_eq!((page.written(PROCESS_SIZE).await?.as_str(), page.brought().await?), ("1728m", None));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_address_follows_what_is_set() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        assert_eq!(page.settled_fragment().await?, "", "a first visit has a plain address");
        let entries = page.history_length().await?;
        page.drag_slider(PROCESS_SIZE, &[0.45, 0.5, 0.55, 0.6, 0.65, 0.7]).await?;
        let size = page.written(PROCESS_SIZE).await?;
        page.wait_for_fragment(&format!("v1:release=2.3&{PROCESS_SIZE}={size}")).await?;
        assert_eq!(page.history_length().await?, entries + 1, "a drag is one entry");
        page.pick_release("1.20").await?;
        page.wait_for_fragment(&format!("v1:release=1.20&{PROCESS_SIZE}={size}")).await?;
        page.open_tab(Tab::Log).await?;
        page.wait_for_fragment(&format!("v1:release=1.20&{PROCESS_SIZE}={size}&tab=log")).await?;
        assert_eq!(page.history_length().await?, entries + 2, "what is looked at makes no entry");
        page.start_over().await?;
        page.pick_release("2.3").await?;
        page.open_tab(Tab::Table).await?;
        page.wait_for_fragment("").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn back_and_forward_walk_the_steps() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "3g").await?;
        page.wait_for_fragment(&format!("v1:release=2.3&{PROCESS_SIZE}=3g")).await?;
        page.write(MANAGED_FRACTION, "0.6").await?;
        page.wait_for_fragment(&format!("v1:release=2.3&{MANAGED_FRACTION}=0.6&{PROCESS_SIZE}=3g")).await?;
        page.pick("process", "JobManager").await?;
        let last = page.settled_fragment().await?;
        let entries = page.history_length().await?;
        for _ in 0..2 {
            page.back().await?;
            assert_eq!(values(page).await?, ("3g".to_owned(), "0.6".to_owned()));
            page.back().await?;
            assert_eq!(values(page).await?, ("3g".to_owned(), String::new()));
            page.back().await?;
            assert_eq!(values(page).await?, ("1728m".to_owned(), String::new()));
            // The page has time to write its address, and must not take the way forward away by that.
            assert_eq!(page.settled_fragment().await?, "");
            page.forward().await?;
            page.forward().await?;
            assert_eq!(values(page).await?, ("3g".to_owned(), "0.6".to_owned()));
            page.forward().await?;
            assert_eq!(page.pools().await?.len(), 6, "the JobManager");
            assert_eq!(page.settled_fragment().await?, last);
            assert_eq!(page.history_length().await?, entries);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_opens_what_it_was_copied_from() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.18").await?;
        page.pick("process", "JobManager").await?;
        page.write("jobmanager.memory.process.size", " 3 g ").await?;
        page.pick("process", "TaskManager").await?;
        page.write(PROCESS_SIZE, "4g & more = 100% #1").await?;
        page.write_as("flink-deployment").await?;
        page.pick("scope", "Every pool pinned").await?;
        let link = page.copy_link().await?;
        let before = everything(page).await?;
        page.open_link(&link).await?;
        assert_eq!(everything(page).await?, before);
        assert_eq!(page.link_findings().await?, []);
        assert_eq!(page.can_undo_and_redo().await?, (false, false), "what a link opens is where a visit begins");
        assert_eq!(page.copy_link().await?, link);
        page.write(PROCESS_SIZE, "4g").await?;
        page.choose_pool("managed").await?;
        page.settled_fragment().await?;
        let before = everything(page).await?;
        page.reload().await?;
        assert_eq!(everything(page).await?, before);
        assert_eq!(page.step().await?.0, "managed");
        Ok(())
    })
    .await
}

/// What a person sees of the state.
async fn everything(page: &Page) -> Outcome<[String; 5]> {
    Ok([
        page.release().await?,
        page.written(PROCESS_SIZE).await?,
        page.writing().await?,
        page.written_text().await?,
        page.refusal().await?.map_or_else(String::new, |refusal| refusal.message),
    ])
}

#[tokio::test]
async fn a_broken_link_opens_what_it_can_and_says_the_rest() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.open_fragment(&format!("v1:release=9.9&foo.bar&{PROCESS_SIZE}=3g&tab=nowhere%zz&colour=red")).await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        assert_eq!(page.release().await?, "2.3");
        let said: Vec<String> = page.link_findings().await?.into_iter().map(|finding| finding.words).collect();
        for part in ["9.9", "foo.bar", "nowhere%zz", "red"] {
            assert!(said.iter().any(|words| words.contains(part)), "{part} is not told: {said:?}");
        }
        page.close_link_findings().await?;
        assert_eq!(page.link_findings().await?, []);
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        page.wait_for_fragment(&format!("v1:release=2.3&{PROCESS_SIZE}=3g")).await?;
        page.reload().await?;
        assert_eq!(page.link_findings().await?, [], "the address was put right");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_foreign_fragment_is_told_and_does_no_harm() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for fragment in ["section-2", "v999:release=1.15", "v1", ":~:text=flink", "%", "v1:%00=%ff&=&&&=x", "/route/of/another?page=1"] {
            page.open_fragment(fragment).await?;
            assert_eq!(page.refusal().await?, None, "{fragment}");
            assert!(!page.pools().await?.is_empty(), "{fragment}");
        }
        page.open_fragment("section-2").await?;
        let said = page.link_findings().await?;
        assert!(said.len() == 1 && said[0].words.contains("was not made by this calculator"), "{said:?}");
        page.open_fragment("v999:release=1.15").await?;
        assert_eq!(page.release().await?, "1.15", "what looks familiar is read");
        assert!(!page.link_findings().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_fragment_that_is_typed_into_the_open_page_is_opened() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "3g").await?;
        page.settled_fragment().await?;
        page.change_fragment("v1:release=1.17").await?;
        assert_eq!((page.release().await?.as_str(), page.written(PROCESS_SIZE).await?.as_str()), ("1.17", "1728m"));
        page.undo().await?;
        assert_eq!((page.release().await?.as_str(), page.written(PROCESS_SIZE).await?.as_str()), ("2.3", "3g"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refusal_leads_to_a_setting_that_has_no_box() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.open_fragment("v1:release=2.3&.external-resources=gpu&external-resource.gpu.amount=x").await?;
        let refusal = format!("{:?}", page.refusal().await?);
        assert!(refusal.contains("Could not parse value 'x' for key 'external-resource.gpu.amount'."), "{refusal}");
        assert_eq!(page.follow_key().await?, "external-resource.gpu.amount");
        assert_eq!(page.focused().await?, "external-resource-gpu-amount");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_links_within_the_page_change_nothing_that_is_set() -> Outcome<()> {
    visit(View::PHONE, async |page| {
        page.write(PROCESS_SIZE, "3g").await?;
        let key = page.follow_key().await?;
        assert_eq!(page.focused().await?, key.replace('.', "-"));
        page.write(MANAGED_SIZE, "4g").await?;
        let refusal = page.refusal().await?;
        assert!(refusal.is_some());
        let fragment = format!("v1:release=2.3&{MANAGED_SIZE}=4g&{PROCESS_SIZE}=3g");
        page.wait_for_fragment(&fragment).await?;
        let entries = page.history_length().await?;
        page.go_to_refusal().await?;
        page.follow_key().await?;
        assert_eq!(page.refusal().await?, refusal);
        assert_eq!(page.written(MANAGED_SIZE).await?, "4g");
        assert_eq!(page.link_findings().await?, []);
        assert_eq!((page.settled_fragment().await?, page.history_length().await?), (fragment, entries));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn going_back_over_a_pasted_text_takes_it_back() -> Outcome<()> {
    const TEXT: &str = "taskmanager.memory.process.size: 7g\n";
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "2g").await?;
        page.settled_fragment().await?;
        page.paste(TEXT).await?;
        page.settled_fragment().await?;
        page.back().await?;
        assert_eq!((page.written(PROCESS_SIZE).await?.as_str(), page.brought().await?), ("2g", None));
        page.forward().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "7g");
        assert_eq!(page.written_text().await?, TEXT);
        Ok(())
    })
    .await
}
