//! The panels of what follows from the breakdown: they come when one is opened, answer to what is set and asked, and are in the link.

use std::fs;

use fantoccini::wd::Locator;
use flink_memory_e2e::{Key, Outcome, Page, View, asset, built_page, copy_of_the_page, visit, visit_first_half, visit_site};
use page_server::{PageServer, Reloading};

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
        page.script("document.querySelector('#deeper-body-slots > button').click();", vec![]).await?;
        let answered = "const done = arguments[0]; \
            const look = () => (document.querySelector('#deeper-body-slots .slots') ? done(true) : setTimeout(look, 20)); look();";
        page.script_until_done(answered, vec![]).await?;
        assert!(page.panel_text("slots").await?.contains("gets"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_panel_that_cannot_open_yet_is_told_and_opens_then() -> Outcome<()> {
    let copy = copy_of_the_page("panels-later")?;
    let half = asset(copy.path(), "later-wasm")?;
    let content = fs::read(&half)?;
    fs::remove_file(&half)?;
    visit_first_half(copy.path(), false, async |page| {
        assert_eq!(page.panels_missed().await?, "This part of the calculator could not be loaded.");
        page.script("document.getElementById('deeper-slots').click();", vec![]).await?;
        fs::write(&half, &content)?;
        page.script("document.querySelector('.deeper > button').click();", vec![]).await?;
        page.wait_for_panel("slots").await?;
        assert!(page.panel_text("slots").await?.contains("gets"), "what was pressed before is done");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_picture_opens_down_to_the_slot() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.open_fragment(TWO_OF_4_GIBIBYTES).await?;
        page.wait_until_all_is_there().await?;
        page.open_panel("diagram").await?;
        page.wait_for_fragment(&format!("{TWO_OF_4_GIBIBYTES}&then=diagram")).await?;
        let text = page.panel_text("diagram").await?;
        assert!(text.contains("The TaskManager with 2 slots in it") && text.contains("Task Heap 729.6 MiB 765 041 035"), "{text}");
        page.drag_slider(PROCESS_SIZE, &[0.5, 0.7, 0.6]).await?;
        assert!(!page.panel_text("diagram").await?.contains("765 041 035"), "it follows the slider");
        page.undo().await?;
        let within = "const [outer, inner] = ['.place--picture', '#deeper-body-diagram .slots'].map((one) => \
            document.querySelector(one).getBoundingClientRect()); return outer.left <= inner.left && inner.right <= outer.right;";
        assert_eq!(page.script(within, vec![]).await?, true, "it stands in the picture's place");
        page.open_fragment("v1:release=1.20&process=jobmanager&then=diagram").await?;
        let there = "return document.getElementById('deeper-diagram') !== null;";
        assert_eq!(page.script(there, vec![]).await?, false, "a JobManager has no slots");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_link_asks_in_vain_is_told() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.open_fragment("v1:release=1.20&then=jvm,attic&then-jvm-java=12&then-jvm-stack=2m&then-height=3").await?;
        page.wait_until_all_is_there().await?;
        page.wait_for_panel("jvm").await?;
        let told = page.asked_in_vain().await?;
        assert!(told.contains("then the value “attic”") && told.contains("then-height the value “3”"), "{told}");
        let jvm = page.panel_text("jvm").await?;
        assert!(jvm.contains("This cannot be chosen here, so 11 counts."), "{jvm}");
        assert_eq!((page.asked("jvm-java").await?, page.asked("jvm-stack").await?), ("12".to_owned(), "2m".to_owned()));
        // What is assumed anyway is chosen to be rid of it, and is no answer then.
        page.ask_for("jvm-java", "11").await?;
        let (jvm, link) = (page.panel_text("jvm").await?, page.settled_fragment().await?);
        assert!(!jvm.contains("cannot be chosen here") && page.asked("jvm-java").await? == "11", "{jvm}");
        assert!(link.contains("then-jvm-stack=2m") && !link.contains("then-jvm-java"), "{link}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_frame_shows_no_panels_and_loads_none() -> Outcome<()> {
    let site = PageServer::bind(&built_page(), 0, Reloading::Off)?.serve_in_background();
    visit_site(&format!("{site}embed.html#v1:release=1.20&then=slots"), View::LAPTOP, async |client| {
        client.wait().for_element(Locator::Css("html[data-loaded=all] #app[data-started]")).await?;
        let loaded = "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('/deeper-')).length;";
        assert_eq!(client.execute(loaded, vec![]).await?, 0);
        assert!(client.find(Locator::Css(".deeper__head")).await.is_err());
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

/// The same with RocksDB and Python, and a job of parallelism 64.
const OF_A_JOB: &str = "v1:release=1.20&parallelism.default=64&python.executable=python3&state.backend.type=rocksdb&\
    taskmanager.memory.process.size=4g&taskmanager.numberOfTaskSlots=2";

async fn open(page: &Page, fragment: &str, panels: &str) -> Outcome<()> {
    page.open_fragment(&[fragment, "&then=", panels].concat()).await?;
    for panel in panels.split(',') {
        page.wait_for_panel(panel).await?;
    }
    Ok(())
}

async fn says(page: &Page, panel: &str, sentences: &[&str]) -> Outcome<()> {
    let text = page.panel_text(panel).await?.replace('\u{a0}', " ");
    for sentence in sentences {
        assert!(text.contains(sentence), "{panel} does not say “{sentence}”: {text}");
    }
    Ok(())
}

#[tokio::test]
async fn all_panels_answer_what_a_real_job_asks() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        open(page, OF_A_JOB, "slots,consumers,state-backend,network,containers,command-line,jvm,cluster").await?;
        says(page, "slots", &["Task Heap 729.6 MiB 765 041 035", "1 438 814 063 ÷ 2"]).await?;
        says(page, "consumers", &["503 584 921", "215 822 109", "State backend 70.0 %"]).await?;
        says(page, "state-backend", &["419 654 100", "167 861 640", "All states in a slot share 480.3 MiB"]).await?;
        says(page, "network", &["388 are required, 10 977 are there", "The job takes 32 TaskManagers"]).await?;
        says(page, "containers", &["cpu 2.0 2.0", "memory 4096Mi 4096Mi", "memory 1600Mi 1600Mi"]).await?;
        says(page, "command-line", &["-Xmx1664299798", "-D taskmanager.memory.managed.size=1438814063b"]).await?;
        says(page, "jvm", &["Runtime.maxMemory() 1.551 GiB 1 665 138 688", "Flink gives 409.6 MiB"]).await?;
        says(page, "cluster", &["5 nodes for 32 TaskManagers and 1 JobManager", "7 TaskManagers fit on a node"]).await?;
        page.drag_slider(PROCESS_SIZE, &[0.5, 0.55]).await?;
        let size = page.written(PROCESS_SIZE).await?;
        assert_ne!(size, "4g");
        assert!(!page.panel_text("slots").await?.contains("765\u{a0}041\u{a0}035"), "panels follow a slider at {size}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_missing_weight_is_the_failure_that_it_becomes() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        open(page, OF_A_JOB, "consumers").await?;
        page.ask("taskmanager.memory.managed.consumer-weights", "OPERATOR:70,STATE_BACKEND:70").await?;
        says(page, "consumers", &["The fraction of memory to allocate should not be 0."]).await?;
        page.mark("consumer-python").await?;
        says(page, "consumers", &["719 407 031"]).await
    })
    .await
}

#[tokio::test]
async fn too_few_buffers_are_told_taken_apart_and_mended() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        let few = [OF_A_JOB, "&taskmanager.memory.network.max=8m&taskmanager.memory.network.min=8m"].concat();
        open(page, &few, "network").await?;
        let message = "Insufficient number of network buffers: required 65, but only 61 available. The total number of network buffers is \
                       currently set to 256 of 32768 bytes each.";
        says(page, "network", &["Insufficient number of network buffers: required"]).await?;
        page.ask("buffers-message", &format!("java.io.IOException: {message} You can increase this number")).await?;
        says(page, "network", &["65"]).await?;
        page.script(
            "[...document.querySelectorAll('#deeper-body-network button')].find((button) => /12\\.13/.test(button.textContent)).click();",
            vec![],
        )
        .await?;
        page.settle().await?;
        says(page, "network", &["There are enough buffers: 388 are required, 388 are there."]).await?;
        page.undo().await?;
        says(page, "network", &["Insufficient number of network buffers: required"]).await
    })
    .await
}

#[tokio::test]
async fn the_next_size_of_a_yarn_container_wastes_nothing() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        open(page, "v1:release=1.20&taskmanager.memory.process.size=1728m", "containers").await?;
        page.ask_for("containers-of", "yarn").await?;
        says(page, "containers", &["YARN gives 2 048 MiB", "Used by nobody 320 MiB"]).await?;
        page.script("document.querySelector('#deeper-body-containers button').click();", vec![]).await?;
        page.settle().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "2g");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_command_line_is_copied_and_its_traps_are_told() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        open(page, OF_A_JOB, "command-line").await?;
        page.ask("env.java.opts.all", "-Xmx9g").await?;
        says(page, "command-line", &["-Xmx9g"]).await?;
        let warnings = "return document.querySelectorAll('#deeper-body-command-line .option__warning').length;";
        assert!(page.script(warnings, vec![]).await?.as_u64() >= Some(1), "an own -Xmx wins silently");
        let copied = page.copy_from_panel("command-line").await?;
        assert!(copied.starts_with("java ") && copied.contains("-Xmx9g"), "{copied}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn panels_that_a_process_has_not_say_where_it_is() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        open(page, &[OF_A_JOB, "&process=jobmanager"].concat(), "slots,jvm").await?;
        says(page, "slots", &["Only a TaskManager has this."]).await?;
        says(page, "jvm", &["Direct memory"]).await?;
        page.script("document.querySelector('#deeper-body-slots .link').click();", vec![]).await?;
        page.settle().await?;
        says(page, "slots", &["765 041 035"]).await
    })
    .await
}
