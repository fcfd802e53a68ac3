//! axe-core finds nothing in the main states of the page, on a phone and on a laptop, light and dark; nothing scrolls sideways.

use flink_memory_e2e::{Outcome, Page, View, visit};

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
