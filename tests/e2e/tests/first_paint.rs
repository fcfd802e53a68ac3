//! What a person sees and does before the module is there, and that nothing of it is lost or moves when the module takes over.

use std::fs;
use std::path::Path;

use fantoccini::Client;
use fantoccini::wd::Locator;
use flink_memory_e2e::{Outcome, Scratch, View, copy_of_the_page, in_browser};
use page_server::{PageServer, Reloading};
use serde_json::Value;

/// Every element of the page in order: what it is, what stands in it, and where. Without the last line, which says when the page is kept for work
/// offline, whoever draws it.
const DRAWN: &str = "return [...document.querySelectorAll('#app *:not(#offline, #offline *)')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data).join('');
    return [element.localName, element.id, element.getAttribute('class'), text, element.value ?? '', x, y, width, height];
});";

/// Whether two elements look the same. Where a text begins in a line depends by a sixty-fourth of a pixel on how it was put together.
fn is_same(before: &Value, after: &Value) -> bool {
    let (Some(before), Some(after)) = (before.as_array(), after.as_array()) else { return false };
    let is_near = |(before, after): (&Value, &Value)| match (before.as_f64(), after.as_f64()) {
        (Some(before), Some(after)) => (before - after).abs() < 0.1,
        _ => before == after,
    };
    before.len() == after.len() && before.iter().zip(after).all(is_near)
}

/// The page whose module waits until it is let go.
fn held_page(name: &str) -> Outcome<(Scratch, String)> {
    let folder = copy_of_the_page(name)?;
    change(folder.path(), "boot-", &|boot| {
        boot.replace("await released;", "await new Promise((resolve) => (globalThis.letGo = resolve));")
    })?;
    // The checksum is that of the script as it was built. What is kept for work without a network would be found wrong by it, too, and told
    // at some time.
    change(folder.path(), "index.html", &|page| {
        page.replace(" integrity=", " data-was=").replace(" src=\"./offline-", " data-src=\"./offline-")
    })?;
    let address = PageServer::bind(folder.path(), 0, Reloading::Off)?.serve_in_background();
    Ok((folder, address))
}

fn change(folder: &Path, beginning: &str, how: &dyn Fn(&str) -> String) -> Outcome<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with(beginning) {
            let text = fs::read_to_string(file.path())?;
            let changed = how(&text);
            assert_ne!(text, changed, "{beginning} is not as it was");
            fs::write(file.path(), changed)?;
        }
    }
    Ok(())
}

/// Waits until the module could take over, lets it, and waits until it has.
async fn let_go(client: &Client) -> Outcome<()> {
    client
        .execute_async(
            "const done = arguments[0]; const wait = () => (globalThis.letGo ? (letGo(), done()) : setTimeout(wait, 20)); wait();",
            vec![],
        )
        .await?;
    client.wait().for_element(Locator::Css("#app[data-started]")).await?;
    client
        .execute_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));", vec![])
        .await?;
    Ok(())
}

#[tokio::test]
async fn the_module_takes_over_without_a_shift() -> Outcome<()> {
    let (_folder, address) = held_page("shift")?;
    let views = [View::PHONE, View { width: 820, ..View::LAPTOP }, View::LAPTOP, View::WIDE, View::LAPTOP.dark()];
    let in_chinese = format!("{address}?lang=zh");
    for (view, address) in views.map(|view| (view, &address)).into_iter().chain([(View::PHONE, &in_chinese), (View::LAPTOP, &in_chinese)]) {
        in_browser(view, async |client| {
            client.goto(address).await?;
            let language = if address == &in_chinese { "zh-CN" } else { "en" };
            client.wait().for_element(Locator::Css(&format!("html[lang={language}]:not([style*=hidden])"))).await?;
            let heading = client.find(Locator::Css("#place-set")).await?.html(true).await?;
            assert_eq!(heading, if language == "zh-CN" { "配置" } else { "What you set" }, "{view:?}");
            let before: Vec<Value> = serde_json::from_value(client.execute(DRAWN, vec![]).await?)?;
            assert!(before.len() > 300, "{} elements stand in index.html", before.len());
            let_go(client).await?;
            let after: Vec<Value> = serde_json::from_value(client.execute(DRAWN, vec![]).await?)?;
            for (before, after) in before.iter().zip(&after) {
                assert!(is_same(before, after), "{view:?}: {before} became {after}");
            }
            assert_eq!(before.len(), after.len());
            let shift = "const done = arguments[0];
                let sum = 0;
                new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (sum += value))).observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => done(sum), 300);";
            assert_eq!(client.execute_async(shift, vec![]).await?.as_f64(), Some(0.0), "{view:?}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_reader_without_scripts_has_the_numbers() -> Outcome<()> {
    let folder = copy_of_the_page("no-scripts")?;
    change(folder.path(), "index.html", &|page| page.replace("<script", "<template").replace("</script>", "</template>"))?;
    let address = PageServer::bind(folder.path(), 0, Reloading::Off)?.serve_in_background();
    in_browser(View::LAPTOP, async |client| {
        client.goto(&address).await?;
        let row = client.find(Locator::Css("[data-row=managed]")).await?.text().await?;
        assert!(row.contains("536 870 920") || row.contains("536\u{a0}870\u{a0}920") || row.contains("536\u{202f}870\u{202f}920"), "{row}");
        assert_eq!(client.find_all(Locator::Css(".diagram [data-pool]")).await?.len(), 13);
        let page = fs::read_to_string(folder.path().join("index.html"))?;
        assert!(page.contains("<noscript>") && page.contains("the page needs JavaScript"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_done_before_is_kept() -> Outcome<()> {
    let (_folder, address) = held_page("kept")?;
    in_browser(View::LAPTOP, async |client| {
        client.goto(&address).await?;
        let find = async |selector: &str| client.find(Locator::Css(selector)).await;
        find("#taskmanager-memory-managed-fraction-slider").await?.send_keys("\u{e014}\u{e014}").await?;
        find("#group-framework > summary").await?.click().await?;
        find("#tab-log").await?.click().await?;
        find("#release").await?.select_by_value("1.20").await?;
        let total = find("#taskmanager-memory-process-size").await?;
        total.clear().await?;
        total.send_keys("4096m").await?;
        client.execute("document.activeElement.setSelectionRange(2, 3); scrollTo(0, 120);", vec![]).await?;
        let_go(client).await?;
        let read = "const { activeElement } = document;
            const value = (id) => document.getElementById(id).value;
            return [activeElement.id, activeElement.selectionStart, activeElement.selectionEnd, scrollY, value('release'),
                value('taskmanager-memory-process-size'), value('taskmanager-memory-managed-fraction'),
                document.getElementById('group-framework').open, document.querySelector('[role=tab][aria-selected=true]').id,
                document.getElementById('whole').textContent];";
        let kept = client.execute(read, vec![]).await?;
        let expected = serde_json::json!(["taskmanager-memory-process-size", 2, 3, 120, "1.20", "4096m", "0.42", true, "tab-log", kept[9]]);
        assert_eq!(kept, expected);
        assert!(kept[9].as_str().is_some_and(|whole| whole.contains("4 GiB")), "{kept}");
        total_still_heard(client).await
    })
    .await
}

/// What has the focus goes on being typed into.
async fn total_still_heard(client: &Client) -> Outcome<()> {
    client.active_element().await?.send_keys("\u{e010}\u{e003}g").await?;
    let look = "const done = arguments[0];
        const look = () => (document.getElementById('whole').textContent.startsWith('4 TiB') ? done() : setTimeout(look, 20));
        look();";
    client.execute_async(look, vec![]).await?;
    Ok(())
}

#[tokio::test]
async fn the_chosen_theme_is_there_from_the_start() -> Outcome<()> {
    let (_folder, address) = held_page("theme")?;
    in_browser(View::LAPTOP, async |client| {
        client.goto(&address).await?;
        client.execute("localStorage.setItem('theme', 'dark');", vec![]).await?;
        client.refresh().await?;
        let ground = "return [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor];";
        let before = client.execute(ground, vec![]).await?;
        assert_eq!(before, serde_json::json!(["dark", "rgb(20, 23, 28)"]));
        let_go(client).await?;
        assert_eq!(client.execute(ground, vec![]).await?, before);
        Ok(())
    })
    .await
}
