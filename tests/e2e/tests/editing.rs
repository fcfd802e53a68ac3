//! What a person does with the controls: drag, press keys, type, reset, and choose another release or process.

use flink_memory_e2e::{Key, Outcome, Tab, View, visit};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";
const FLINK_SIZE: &str = "taskmanager.memory.flink.size";
const MANAGED_SIZE: &str = "taskmanager.memory.managed.size";
const MANAGED_FRACTION: &str = "taskmanager.memory.managed.fraction";

#[tokio::test]
async fn the_picture_follows_the_hand() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        let seen = page.drag_slider(PROCESS_SIZE, &[0.45, 0.55, 0.65, 0.75, 0.85]).await?;
        assert!(seen.len() > 1, "the picture follows, it does not wait until the hand lets go: {seen:?}");
        for (earlier, later) in seen.iter().zip(seen.iter().skip(1)) {
            let changed = earlier.iter().zip(later).filter(|(earlier, later)| earlier != later).count();
            assert!(changed > 5, "only {changed} boxes changed from {earlier:?} to {later:?}");
        }
        assert_eq!(page.refusal().await?, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_slider_redraws_the_picture() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "4g").await?;
        for (key, pool) in [
            (MANAGED_FRACTION, "managed"),
            ("taskmanager.memory.jvm-overhead.min", "jvmOverhead"),
            ("taskmanager.memory.jvm-overhead.fraction", "jvmOverhead"),
        ] {
            let before = page.bytes(pool).await?;
            page.press_on_slider(key, Key::PageUp).await?;
            page.press_on_slider(key, Key::PageUp).await?;
            page.press_on_slider(key, Key::PageUp).await?;
            assert_ne!(page.bytes(pool).await?, before, "{key} changes {pool}");
            page.reset(key).await?;
            assert_eq!(page.bytes(pool).await?, before, "resetting {key} brings {pool} back");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_keyboard_moves_a_slider() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "4g").await?;
        let at_4g = page.slider_says(PROCESS_SIZE).await?;
        assert_eq!(at_4g, "4 GiB (4294967296 bytes)");
        page.press_on_slider(PROCESS_SIZE, Key::Right).await?;
        let further = page.slider_says(PROCESS_SIZE).await?;
        assert_ne!(further, at_4g);
        page.press_on_slider(PROCESS_SIZE, Key::Left).await?;
        assert_eq!(page.slider_says(PROCESS_SIZE).await?, at_4g);
        page.press_on_slider(PROCESS_SIZE, Key::PageUp).await?;
        assert_eq!(page.slider_says(PROCESS_SIZE).await?, "8 GiB (8589934592 bytes)");
        page.press_on_slider(PROCESS_SIZE, Key::PageDown).await?;
        page.press_on_slider(PROCESS_SIZE, Key::PageDown).await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "2g");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_box_is_exact_and_keeps_what_was_typed() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for (text, bytes) in [("4294967297b", 4_294_967_297), (" 4 GB ", 4_294_967_296), ("4194304kibibytes", 4_294_967_296)] {
            page.write(PROCESS_SIZE, text).await?;
            assert_eq!(page.written(PROCESS_SIZE).await?, text);
            assert_eq!(page.bytes("totalProcess").await?, Some(bytes), "{text}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_that_flink_cannot_read_is_refused_in_place() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "1.5g").await?;
        let note = page.note(PROCESS_SIZE).await?;
        assert!(note.contains("Memory size unit '.5g' does not match any of the recognized units"), "{note}");
        assert_eq!(page.options_at_fault().await?, [PROCESS_SIZE]);
        assert!(page.stale_caption().await?.is_some());
        page.write(PROCESS_SIZE, "1g").await?;
        assert_eq!(page.options_at_fault().await?, Vec::<String>::new());
        assert_eq!(page.stale_caption().await?, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_box_that_is_marked_says_why() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.unfold_all().await?;
        page.unfold_all().await?;
        for (key, text, complaint) in [
            ("taskmanager.network.memory.buffer-debloat.period", "10 parsecs", "Time interval unit label 'parsecs' does not match"),
            ("taskmanager.memory.managed.consumer-weights", "OPERATOR", "Map item is not a key-value pair (missing ':'?)"),
            (MANAGED_FRACTION, "2", "fraction must be in range [0, 1)"),
        ] {
            page.write(key, text).await?;
            let note = page.note(key).await?;
            assert!(note.contains(complaint), "{key}: {note}");
            assert_eq!(page.options_at_fault().await?, [key]);
            assert_eq!(page.accessibility_violations().await?, Vec::<String>::new());
            page.reset(key).await?;
        }
        let bounds = ["taskmanager.memory.jvm-overhead.min", "taskmanager.memory.jvm-overhead.max"];
        page.write(bounds[0], "2g").await?;
        for key in bounds {
            let note = page.note(key).await?;
            assert!(note.contains("min value must be less or equal to max value"), "{key}: {note}");
        }
        assert_eq!(page.options_at_fault().await?, bounds);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refusal_takes_the_place_of_the_step_and_keeps_the_last_picture() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "2g").await?;
        page.write(MANAGED_SIZE, "1g").await?;
        let before = page.pool("managed").await?;
        page.press_on_slider(PROCESS_SIZE, Key::PageDown).await?;
        let refusal = page.refusal().await?.ok_or("Flink refuses 1g of managed memory in 1g")?;
        assert!(refusal.exception.ends_with("IllegalConfigurationException"), "{refusal:?}");
        assert!(refusal.message.contains("exceed configured Total Flink Memory"), "{refusal:?}");
        assert!(page.stale_caption().await?.is_some_and(|caption| caption.contains("last good picture")));
        assert_eq!(page.pool("managed").await?, before, "the picture is the last good one");
        let at_fault = page.options_at_fault().await?;
        assert!(at_fault.iter().any(|key| key == MANAGED_SIZE), "{at_fault:?}");
        page.go_to_log().await?;
        assert_eq!(page.focused().await?, "tab-log");
        let log = page.tab_text(Tab::Log).await?;
        assert!(log.contains(&refusal.message), "{log}");
        page.reset(MANAGED_SIZE).await?;
        assert_eq!(page.refusal().await?, None);
        assert_eq!(page.stale_caption().await?, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_totals_can_be_exchanged_and_everything_started_over() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        let (process, flink) = (page.bytes("totalProcess").await?, page.bytes("totalFlink").await?);
        page.pick("total", "Flink").await?;
        assert_eq!(page.bytes("totalFlink").await?, flink, "the picture stays as it was");
        assert!(!page.written(FLINK_SIZE).await?.is_empty());
        page.start_over().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "1728m");
        assert_eq!(page.bytes("totalProcess").await?, process);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_option_that_another_release_does_not_know_stays_in_sight() -> Outcome<()> {
    // The legacy heap option of the TaskManager went with 2.0.
    const LEGACY: &str = "taskmanager.heap.size";
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.20").await?;
        page.write(PROCESS_SIZE, "").await?;
        page.fold("older").await?;
        page.write(LEGACY, "2g").await?;
        assert_eq!(page.refusal().await?, None);
        page.pick_release("2.0").await?;
        assert_eq!(page.written(LEGACY).await?, "2g");
        let note = page.note(LEGACY).await?;
        assert!(note.contains("2.0") && note.contains("does not know"), "{note}");
        assert!(page.refusal().await?.is_some(), "without a total Flink 2.0 refuses");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn each_process_keeps_its_settings() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "3g").await?;
        page.pick("process", "JobManager").await?;
        assert_eq!(page.pools().await?.len(), 6);
        page.pick("process", "Local").await?;
        assert_eq!(page.bytes("network").await?, Some(64 << 20));
        page.pick("process", "TaskManager").await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_release_opens_for_every_process() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for process in ["TaskManager", "JobManager", "Local"] {
            page.pick("process", process).await?;
            for release in
                ["1.10", "1.11", "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20", "2.0", "2.1", "2.2", "2.3"]
            {
                page.pick_release(release).await?;
                assert_eq!(page.refusal().await?, None, "{process} {release}");
                assert!(!page.pools().await?.is_empty(), "{process} {release}");
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_look_at_another_process_keeps_the_last_good_picture() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        let good = page.bytes("taskHeap").await?;
        page.write(PROCESS_SIZE, "1.5g").await?;
        page.pick("process", "JobManager").await?;
        page.pick("process", "TaskManager").await?;
        assert!(page.stale_caption().await?.is_some());
        assert!(good.is_some() && !page.pools().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_focus_goes_to_the_box_whose_value_is_taken_away() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(MANAGED_FRACTION, "0.6").await?;
        page.reset(MANAGED_FRACTION).await?;
        assert_eq!(page.focused().await?, MANAGED_FRACTION.replace('.', "-"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_release_ships_is_told_as_such_and_comes_back() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for (process, release, key, shipped) in [
            ("TaskManager", "2.3", PROCESS_SIZE, "1728m"),
            ("JobManager", "2.3", "jobmanager.memory.process.size", "1600m"),
            ("JobManager", "1.10", "jobmanager.heap.size", "1024m"),
        ] {
            page.pick_release(release).await?;
            page.pick("process", process).await?;
            for typed in [None, Some("2g"), Some("")] {
                if let Some(text) = typed {
                    page.write(key, text).await?;
                    assert!(!page.note(key).await?.contains("shipped"), "{key} is {text}");
                    page.reset(key).await?;
                }
                assert_eq!(page.written(key).await?, shipped);
                let note = page.note(key).await?;
                assert!(note.contains(&format!("shipped by Flink {release}")), "{note}");
                assert!(!page.can_be_reset(key).await?);
            }
        }
        page.choose_pool(&page.pools().await?[0]).await?;
        let (_, step) = page.step().await?;
        assert!(step.contains("shipped by Flink 1.10"), "{step}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_slider_without_a_value_keeps_its_place_and_says_why() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "4g").await?;
        let place = page.slider_position(PROCESS_SIZE).await?;
        for (text, said) in [("", "not set"), ("4 gigs", "cannot be read")] {
            page.write(PROCESS_SIZE, text).await?;
            assert_eq!(page.slider_says(PROCESS_SIZE).await?, said);
            assert_eq!(page.slider_position(PROCESS_SIZE).await?, place);
        }
        assert_eq!(page.slider_says(MANAGED_FRACTION).await?, "not set; Flink takes 0.4", "while Flink refuses it comes to nothing");
        page.write(PROCESS_SIZE, "2g").await?;
        assert_eq!(page.slider_says(MANAGED_FRACTION).await?, "not set; Flink takes 0.4, which gives 634.9 MiB");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_bar_that_stays_in_sight_leads_to_the_refusal() -> Outcome<()> {
    visit(View::PHONE, async |page| {
        page.write(PROCESS_SIZE, "300m").await?;
        let top = page.go_to_refusal().await?;
        assert!((0.0..f64::from(View::PHONE.height) / 2.0).contains(&top), "the refusal stands {top} pixels below the top");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_largest_size_scrolls_the_table_and_not_the_page() -> Outcome<()> {
    visit(View::PHONE, async |page| {
        page.write(PROCESS_SIZE, "9223372036854775807").await?;
        assert_eq!(page.sideways_scroll().await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_a_total_both_are_there_to_be_set() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "").await?;
        assert!(page.refusal().await?.is_some());
        page.write(FLINK_SIZE, "1g").await?;
        assert_eq!(page.refusal().await?, None);
        assert_eq!(page.bytes("totalFlink").await?, Some(1 << 30));
        page.pick("total", "Process").await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "1472m");
        Ok(())
    })
    .await
}
