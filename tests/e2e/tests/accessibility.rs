//! axe-core finds nothing in the main states of the page, on a phone and on a laptop, light and dark; nothing scrolls sideways.

use std::fs;

use flink_memory_e2e::{Outcome, Page, View, corpus, visit};

async fn is_flawless(page: &Page) -> Outcome<()> {
    let mut flaws = Vec::new();
    for view in [View::PHONE, View::PHONE.dark(), View::LAPTOP, View::LAPTOP.dark()] {
        page.look_with(view).await?;
        page.settle().await?;
        flaws.extend(page.accessibility_violations().await?.into_iter().map(|violation| format!("{}: {violation}", view.name())));
    }
    for view in [View { width: 320, ..View::PHONE }, View::PHONE, View::LAPTOP, View::WIDE] {
        page.look_with(view).await?;
        page.settle().await?;
        let overhang = page.sideways_scroll().await?;
        if overhang != 0 {
            flaws.push(format!("{}: the page is {overhang} pixels wider than the window", view.name()));
        }
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    Ok(())
}

#[tokio::test]
async fn the_task_manager_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.unfold_all().await?;
        is_flawless(page).await
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
async fn a_refusal_is_flawless() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write("taskmanager.memory.managed.size", "4g").await?;
        is_flawless(page).await
    })
    .await
}

#[tokio::test]
async fn a_text_with_findings_is_flawless() -> Outcome<()> {
    const TEXT: &str = "taskmanager.memory.process.size: 4Gi\nno setting\ntaskmanager.memory.managed.fraction: 0.4 # half\na.b: c\n";
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.18").await?;
        page.paste(TEXT).await?;
        page.type_text("another").await?;
        page.write("taskmanager.memory.process.size", "4g").await?;
        is_flawless(page).await
    })
    .await
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
