//! The whole page as one file from a disk: it starts, calculates, and takes and gives what the page does. Nothing is loaded beside it.

use std::path::PathBuf;

use flink_memory_e2e::{Outcome, Page, Tab, View, visit_at};

const PROCESS: &str = "taskmanager.memory.process.size";

/// The address of the file, as a double click opens it.
fn address() -> Outcome<String> {
    let file = std::env::var_os("SINGLE_FILE").ok_or("SINGLE_FILE names no file; `cargo xtask test --only e2e` makes it")?;
    Ok(format!("file://{}", PathBuf::from(file).canonicalize()?.display()))
}

async fn visit(work: impl AsyncFnOnce(&Page) -> Outcome<()>) -> Outcome<()> {
    visit_at(&address()?, View::LAPTOP, work).await
}

#[tokio::test]
async fn it_calculates_and_has_a_link() -> Outcome<()> {
    visit(async |page| {
        assert!(page.version().await?.starts_with("Version "));
        assert_eq!(
            page.script("return document.querySelectorAll('a, link[href]:not([href^=\"data:\"], [href^=\"#\"])').length;", vec![]).await?,
            0
        );
        page.write(PROCESS, "2g").await?;
        assert_eq!(page.bytes("managed").await?, Some(665_719_939));
        let fragment = page.settled_fragment().await?;
        assert!(fragment.contains(PROCESS), "{fragment}");
        page.reload().await?;
        assert_eq!(page.bytes("managed").await?, Some(665_719_939));
        let loaded = page.script("return performance.getEntriesByType('resource').map((entry) => entry.name);", vec![]).await?;
        assert_eq!(loaded.as_array().map(Vec::len), Some(0), "{loaded}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn it_takes_texts_in_and_gives_them_back() -> Outcome<()> {
    visit(async |page| {
        page.paste("taskmanager.memory.process.size: 4g # a comment\n").await?;
        assert_eq!(page.written(PROCESS).await?, "4g");
        page.write(PROCESS, "6g").await?;
        assert_eq!(page.written_text().await?, "taskmanager.memory.process.size: 6g # a comment\n");
        for tab in Tab::ALL {
            page.open_tab(tab).await?;
        }
        assert!(page.copy(Tab::JvmFlags).await?.starts_with("-Xmx"));
        let download = page.download(Tab::Log).await?;
        assert!(!download.content.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn it_keeps_the_theme_and_draws_pictures() -> Outcome<()> {
    visit(async |page| {
        page.pick("theme", "Dark").await?;
        page.reload().await?;
        assert_eq!(page.theme().await?.0, "dark");
        page.open_tab(Tab::Configuration).await?;
        page.write_as("png").await?;
        assert!(page.download(Tab::Configuration).await?.content.starts_with(b"\x89PNG"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn it_speaks_chinese_and_keeps_to_it() -> Outcome<()> {
    visit(async |page| {
        let heading = "return document.querySelector('#place-set').textContent;";
        page.pick_language("zh").await?;
        assert_eq!(page.script(heading, vec![]).await?, "配置");
        page.reload().await?;
        assert_eq!(page.script(heading, vec![]).await?, "配置");
        Ok(())
    })
    .await
}
