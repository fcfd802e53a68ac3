//! Takes pictures of the page's states at three widths, light and dark: screenshots FOLDER [NAME]... Run by `cargo xtask screenshots`.

use std::path::PathBuf;

use flink_memory_e2e::{Outcome, Page, View, corpus, visit};

/// What the page is shown as, by name.
const STATES: &[&str] = &[
    "taskmanager",
    "jobmanager",
    "local",
    "error",
    "1.10",
    "unfolded",
    "brought",
    "log",
    "written",
    "picture",
    "link",
    "chinese",
    "chinese-error",
    "chinese-brought",
    "panels",
    "panels-jobmanager",
    "panels-error",
    "panels-chinese",
];

/// A file with something to say about.
const CONFIG: &str = "# Cluster of the orders team
taskmanager:
  numberOfTaskSlots: 4
  memory:
    process.size: 4Gi
    managed.fraction: 0.4 # RocksDB
    network: [64m, 1g]
jobmanager.heap.size: 1g
taskmanager.memory.size: 512
";

/// A TaskManager with every panel open: RocksDB and Python, and a job of parallelism 64.
const PANELS: &str = "v1:release=1.20&parallelism.default=64&python.executable=python3&state.backend.type=rocksdb&\
    taskmanager.memory.process.size=4g&taskmanager.numberOfTaskSlots=2&\
    then=diagram,slots,consumers,state-backend,network,containers,command-line,jvm,cluster";

const VIEWS: [View; 3] = [View::PHONE, View::LAPTOP, View::WIDE];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("usage: screenshots FOLDER [NAME]...")?);
    let names: Vec<String> = arguments.collect();
    if let Some(unknown) = names.iter().find(|name| !STATES.contains(&name.as_str())) {
        return Err(format!("there is no state `{unknown}`; there are {}", STATES.join(", ")).into());
    }
    std::fs::create_dir_all(&folder)?;
    for state in STATES.iter().filter(|state| names.is_empty() || names.iter().any(|name| name == *state)) {
        let pictures = visit(View::LAPTOP, async |page| {
            bring_into(page, state).await?;
            pictures(page).await
        });
        for (view, picture) in pictures.await? {
            let file = folder.join(format!("{state}-{}.png", view.name()));
            std::fs::write(&file, picture)?;
            println!("{}", file.display());
        }
    }
    Ok(())
}

async fn pictures(page: &Page) -> Outcome<Vec<(View, Vec<u8>)>> {
    let mut pictures = Vec::new();
    for view in VIEWS.into_iter().flat_map(|view| [view, view.dark()]) {
        page.look_with(view).await?;
        page.scroll_to_top().await?;
        page.settle().await?;
        pictures.push((view, page.picture().await?));
    }
    Ok(pictures)
}

async fn bring_into(page: &Page, state: &str) -> Outcome<()> {
    match state {
        "jobmanager" => page.pick("process", "JobManager").await,
        "local" => page.pick("process", "Local").await,
        "error" => page.write("taskmanager.memory.managed.size", "4g").await,
        "1.10" => {
            page.pick_release("1.10").await?;
            page.pick("process", "JobManager").await
        }
        "chinese" => page.pick_language("zh").await,
        "chinese-error" => {
            page.pick_language("zh").await?;
            page.write("taskmanager.memory.managed.size", "4g").await
        }
        "chinese-brought" => {
            page.pick_language("zh").await?;
            page.paste(CONFIG).await?;
            page.unfold_all().await
        }
        "unfolded" => page.unfold_all().await,
        "brought" => {
            page.paste(CONFIG).await?;
            page.write("taskmanager.memory.managed.fraction", "0.55").await
        }
        "log" => page.paste(&std::fs::read_to_string(corpus("log/taskmanager-1.17.txt")?)?).await,
        "written" => {
            page.write_as("flink-deployment").await?;
            page.pick("scope", "Every pool pinned").await
        }
        "picture" => page.write_as("svg").await,
        "link" => page.open_fragment("v1:release=9.9&foo.bar&taskmanager.memory.process.size=3g&tab=nowhere%zz").await,
        "panels" => panels(page, "").await,
        "panels-jobmanager" => panels(page, "&process=jobmanager").await,
        "panels-error" => panels(page, "&taskmanager.memory.managed.size=8g").await,
        "panels-chinese" => panels(page, "&lang=zh").await,
        _ => Ok(()),
    }
}

async fn panels(page: &Page, besides: &str) -> Outcome<()> {
    page.open_fragment(&[PANELS, besides].concat()).await?;
    for (panel, _) in page.panels().await? {
        page.wait_for_panel(&panel).await?;
    }
    Ok(())
}
