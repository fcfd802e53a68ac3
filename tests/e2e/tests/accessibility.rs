//! Every state of the page in every view: axe-core finds nothing, nothing scrolls sideways, and no text is cut; light and dark, down to
//! 320 pixels and up to a zoom of 200 %.

use std::fs;

use flink_memory_e2e::{Medium, Outcome, Page, Tab, View, corpus, visit};

/// Views in which axe-core looks at the page.
const EXAMINED: [View; 4] = [View::PHONE, View::PHONE.dark(), View::LAPTOP, View::LAPTOP.dark()];

/// Views in which everything is to be read.
const READ: [View; 5] = [View::NARROWEST, View::PHONE, View::ZOOMED, View::LAPTOP, View::WIDE];

/// The greatest share of a window that may stay covered while the page scrolls.
const MOST_COVERED: f64 = 0.4;

/// A text with something to say about, for Flink 1.18.
const WITH_FINDINGS: &str = "taskmanager.memory.process.size: 4Gi\nno setting\ntaskmanager.memory.managed.fraction: 0.4 # half\na.b: c\n";

async fn is_flawless(page: &Page) -> Outcome<()> {
    let mut flaws = Vec::new();
    for view in EXAMINED.into_iter().filter(|view| page.can_look_with(*view)) {
        page.look_with(view).await?;
        page.settle().await?;
        flaws.extend(page.accessibility_violations().await?.into_iter().map(|violation| format!("{}: {violation}", view.name())));
    }
    for view in READ {
        page.look_with(view).await?;
        page.settle().await?;
        let overhang = page.sideways_scroll().await?;
        if overhang != 0 {
            flaws.push(format!("{}: the page is {overhang} pixels wider than the window", view.name()));
        }
        flaws.extend(page.unreadable().await?.into_iter().map(|text| format!("{}: {text}", view.name())));
        let covered = page.covered().await?;
        if covered > MOST_COVERED {
            flaws.push(format!("{}: {covered:.2} of the window stay covered", view.name()));
        }
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    Ok(())
}

#[tokio::test]
async fn the_first_sight_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, is_flawless).await
}

#[tokio::test]
async fn the_first_sight_of_a_dark_system_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP.dark(), async |page| {
        for view in [View::PHONE.dark(), View::LAPTOP.dark()] {
            page.look_with(view).await?;
            page.settle().await?;
            assert_eq!(page.accessibility_violations().await?, Vec::<String>::new());
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_open_group_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for process in ["TaskManager", "JobManager", "Local"] {
            page.pick("process", process).await?;
            page.unfold_all().await?;
            is_flawless(page).await.map_err(|error| format!("{process}: {error}"))?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_tab_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for tab in Tab::ALL {
            page.open_tab(tab).await?;
            is_flawless(page).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_job_manager_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick("process", "JobManager").await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn local_execution_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick("process", "Local").await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn the_oldest_release_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.10").await?;
        page.pick("process", "JobManager").await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn a_refusal_is_flawless_on_every_tab() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write("taskmanager.memory.managed.size", "4g").await?;
        for tab in Tab::ALL {
            page.open_tab(tab).await?;
            is_flawless(page).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_with_findings_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.18").await?;
        page.paste(WITH_FINDINGS).await?;
        page.type_text("another").await?;
        page.write("taskmanager.memory.process.size", "4g").await?;
        page.unfold_all().await?;
        is_flawless(page).await
    })
    .await
}

/// A TaskManager with a panel open: RocksDB and Python, and a job of parallelism 64.
const WITH_PANEL: &str = "v1:release=1.20&parallelism.default=64&python.executable=python3&state.backend.type=rocksdb&\
    taskmanager.memory.process.size=4g&taskmanager.numberOfTaskSlots=2";

const PANELS: [&str; 8] = ["slots", "consumers", "state-backend", "network", "containers", "command-line", "jvm", "cluster"];

async fn panels_are_flawless(besides: &str) -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        // A JobManager has no slots that its picture could be opened down to.
        let diagram = (!besides.contains("jobmanager")).then_some("diagram");
        page.open_fragment(&[WITH_PANEL, besides, "&then=diagram,", &PANELS.join(",")].concat()).await?;
        for panel in PANELS.into_iter().chain(diagram) {
            page.wait_for_panel(panel).await?;
            // What is folded in it is opened.
            page.panel_text(panel).await?;
        }
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn every_panel_is_flawless() -> Outcome<()> {
    panels_are_flawless("").await
}

#[tokio::test]
async fn every_panel_in_chinese_is_flawless() -> Outcome<()> {
    panels_are_flawless("&lang=zh").await
}

#[tokio::test]
async fn every_panel_of_a_job_manager_is_flawless() -> Outcome<()> {
    panels_are_flawless("&process=jobmanager").await
}

#[tokio::test]
async fn every_panel_of_a_refusal_is_flawless() -> Outcome<()> {
    panels_are_flawless("&taskmanager.memory.managed.size=8g").await
}

#[tokio::test]
async fn a_log_that_is_checked_is_flawless() -> Outcome<()> {
    let log = fs::read_to_string(corpus("log/taskmanager-1.17.txt")?)?;
    visit(View::LAPTOP, async |page| {
        page.paste(&log).await?;
        is_flawless(page).await?;
        page.paste(&log.replace("(665719939 bytes)", "(1 bytes)")).await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn every_written_form_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for writing in ["config-yaml-nested", "flink-deployment", "markdown", "svg"] {
            page.write_as(writing).await?;
            is_flawless(page).await?;
        }
        page.write_as("flink-deployment").await?;
        page.pick("scope", "Every pool pinned").await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn the_notice_of_a_broken_link_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.open_fragment("v1:release=9.9&foo.bar&taskmanager.memory.process.size=300m&tab=nowhere%zz").await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn nothing_moves_by_itself_where_that_is_not_wanted() -> Outcome<()> {
    const MOVING: &str = "return [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth';
    }).map((element) => element.className);";
    visit(View::LAPTOP, async |page| {
        page.show_on(Medium::ReducedMotion, View::LAPTOP).await?;
        assert_eq!(page.script(MOVING, vec![]).await?, serde_json::json!([]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_state_is_flawless_in_chinese() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_language("zh").await?;
        for process in ["本地执行", "JobManager", "TaskManager"] {
            page.pick("process", process).await?;
            page.unfold_all().await?;
            is_flawless(page).await.map_err(|error| format!("{process}: {error}"))?;
        }
        for tab in Tab::ALL {
            page.open_tab(tab).await?;
            is_flawless(page).await?;
        }
        page.pick_release("1.18").await?;
        page.paste(WITH_FINDINGS).await?;
        is_flawless(page).await?;
        page.write("taskmanager.memory.managed.size", "9g").await?;
        is_flawless(page).await
    })
    .await
}
