//! The calculator in other people's sites and in the guide, as `cargo xtask examples` builds them: in a frame, as an element, as a picture.
//! `$EXAMPLES` names the folder with the sites; `cargo xtask test` builds and drives the guide's, `--only examples` the others.

use std::path::PathBuf;

use fantoccini::Client;
use fantoccini::wd::Locator;
use flink_memory_e2e::{Key, Outcome, View, in_browser, violations, visit_site};
use page_server::{PageServer, Reloading};
use serde_json::{Value, json};

/// High enough that everything in the site is near what is seen.
const VIEW: View = View { height: 4000, ..View::LAPTOP };

/// What the authors of the sites configure.
const LINK: &str = "v1:release=1.20&taskmanager.memory.process.size=4g&taskmanager.numberOfTaskSlots=2";
const PROCESS_BYTES: &str = "4294967296";

fn sites() -> Outcome<PathBuf> {
    Ok(std::env::var_os("EXAMPLES").map(PathBuf::from).ok_or("$EXAMPLES does not name the folder with the built sites")?)
}

/// Serves a site that has a server for itself; gives its address.
fn site(name: &str) -> Outcome<String> {
    Ok(PageServer::bind(&sites()?.join(name), 0, Reloading::Off)?.serve_in_background())
}

/// Serves our own site from a folder of a server, as most documentation is; gives its address.
fn our_site() -> Outcome<String> {
    Ok(format!("{}site/", PageServer::bind(&sites()?, 0, Reloading::Off)?.serve_in_background()))
}

/// Waits until a script gives something that is neither false nor nothing, and gives that.
async fn until(client: &Client, script: &str) -> Outcome<Value> {
    let wait = format!(
        "const done = arguments[0], start = Date.now(), read = () => {{ {script} }};
         const look = () => {{ const found = read(); if (found || Date.now() - start > 20000) done(found || null); else setTimeout(look, 30); }};
         look();"
    );
    let found = client.execute_async(&wait, vec![]).await?;
    if found.is_null() { Err(format!("in vain: {script}").into()) } else { Ok(found) }
}

async fn read(client: &Client, expression: &str) -> Outcome<Value> {
    Ok(client.execute(&format!("return {expression};"), vec![]).await?)
}

/// Moves the first slider that a script finds, a step to the right with the keyboard.
async fn step_right(client: &Client, find: &str) -> Outcome<()> {
    client.execute(&format!("{find}.focus();"), vec![]).await?;
    client.active_element().await?.send_keys(&char::from(Key::Right).to_string()).await?;
    Ok(())
}

const SLIDER: &str = "#taskmanager-memory-process-size-slider";

/// The frame sizes itself, shows what its author asks for and tells of what is changed in it.
async fn frame_works(client: &Client, asked: &[&str]) -> Outcome<()> {
    let listen = "window.told = []; addEventListener('flink-memory-calculator-change', ({ detail }) => told.push(detail.link));";
    client.execute(listen, vec![]).await?;
    let frame = "document.querySelector('.flink-memory-calculator iframe')";
    until(client, &format!("return parseInt({frame}?.style.height) > 400;")).await?;
    let outer = read(client, &format!("{frame}.getBoundingClientRect().height")).await?;
    let source = read(client, &format!("{frame}.src")).await?;
    assert!(asked.iter().all(|asked| source.as_str().is_some_and(|source| source.contains(asked))), "{source}");
    client.find(Locator::Css(".flink-memory-calculator iframe")).await?.enter_frame().await?;
    until(client, &format!("return document.querySelector('{SLIDER}');")).await?;
    assert_eq!(read(client, "document.documentElement.scrollHeight").await?, outer, "the frame has the height of what is in it");
    let before = read(client, &format!("document.querySelector('{SLIDER}').value")).await?;
    step_right(client, &format!("document.querySelector('{SLIDER}')")).await?;
    assert_ne!(read(client, &format!("document.querySelector('{SLIDER}').value")).await?, before);
    let foreign = "performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin) && !name.startsWith('data:')).length";
    assert_eq!(read(client, foreign).await?, json!(0));
    client.enter_parent_frame().await?;
    let told = until(client, &format!("return told.find((link) => !{frame}.src.endsWith(link.slice(3)));")).await?;
    assert!(told.as_str().is_some_and(|told| told.contains(asked[0])), "{told}");
    // A place that comes later, as in sites that change their pages by scripts.
    client.execute("document.body.prepend(document.querySelector('.flink-memory-calculator').cloneNode(false));", vec![]).await?;
    let heights = "[...document.querySelectorAll('.flink-memory-calculator iframe')].map(({ style }) => parseInt(style.height))";
    until(client, &format!("const heights = {heights}; return heights.length > 1 && heights.every((height) => height > 400);")).await?;
    Ok(())
}

/// The element calculates what its author asks for, and something else once a slider was moved.
async fn element_works(client: &Client) -> Outcome<()> {
    let element = "document.querySelector('flink-memory-calculator')";
    let process = format!("`${{{element}?.sizes?.totalProcess}}`");
    client.execute(&format!("{element}.scrollIntoView();"), vec![]).await?;
    until(client, &format!("return {process} === '{PROCESS_BYTES}';")).await?;
    assert_eq!(read(client, &format!("{element}.link")).await?, json!(LINK));
    step_right(client, &format!("{element}.shadowRoot.querySelector('{SLIDER}')")).await?;
    until(client, &format!("return {process} !== '{PROCESS_BYTES}' && {element}.getAttribute('config').includes('numberOfTaskSlots: 2');"))
        .await?;
    Ok(())
}

/// The picture holds the same numbers as the calculator beside it.
async fn picture_is_right(client: &Client) -> Outcome<()> {
    let managed = read(client, "`${document.querySelector('flink-memory-calculator').sizes.managed}`").await?;
    let image = "document.querySelector('img[src$=\".svg\"][src*=\"memory\"]')";
    let picture = client
        .execute_async(
            &format!(
                "const done = arguments[0], image = {image};
                 if (image === null) done(document.querySelector('figure svg').outerHTML);
                 else fetch(image.src).then((answer) => answer.text()).then((text) => done(image.naturalWidth > 0 ? text : ''));"
            ),
            vec![],
        )
        .await?;
    let (Some(picture), Some(managed)) = (picture.as_str(), managed.as_str()) else { return Err("there is no picture".into()) };
    assert!(picture.contains(PROCESS_BYTES) && picture.contains(&format!("{managed} bytes")), "{managed} in {picture}");
    Ok(())
}

async fn drives(name: &str) -> Outcome<()> {
    visit_site(&site(name)?, VIEW, async |client| {
        // Before the slider of the element is moved.
        until(client, "return document.querySelector('flink-memory-calculator')?.sizes?.totalProcess;").await?;
        picture_is_right(client).await?;
        frame_works(client, &["release=1.20", "taskmanager.memory.process.size=4g", "taskmanager.numberOfTaskSlots=2"]).await?;
        element_works(client).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_book_of_mdbook() -> Outcome<()> {
    drives("mdbook").await
}

#[tokio::test]
async fn a_site_of_hugo() -> Outcome<()> {
    drives("hugo").await
}

#[tokio::test]
async fn a_site_of_docusaurus() -> Outcome<()> {
    drives("docusaurus").await
}

/// The folders of the guide, one for each language, and what the calculator calls the language.
const GUIDES: [(&str, &str); 2] = [("guide/", "en"), ("guide/zh/", "zh")];

#[tokio::test]
async fn the_guide_is_alive() -> Outcome<()> {
    let address = our_site()?;
    for (folder, language) in GUIDES {
        visit_site(&address, VIEW, async |client| {
            client.goto(&format!("{address}{folder}managed.html")).await?;
            frame_works(client, &["release=2.3", "taskmanager.memory.process.size=2g", &format!("lang={language}")]).await?;
            // On paper the picture is back.
            let shown = "[...document.querySelectorAll('.memory-picture')].map((picture) => getComputedStyle(picture).display)";
            assert_eq!(read(client, shown).await?, json!(["none"]));
            let link = client.find(Locator::Css(".open-in-calculator a")).await?;
            link.click().await?;
            until(client, "return document.querySelector('#app[data-started]');").await?;
            assert!(client.current_url().await?.as_str().starts_with(&format!("{address}index.html#v1:release=2.3")));
            let spoken = read(client, "document.documentElement.lang").await?;
            assert!(spoken.as_str().is_some_and(|spoken| spoken.starts_with(language)), "{spoken}");
            client.find(Locator::Css(".footer__guide")).await?.click().await?;
            until(client, &format!("return location.href === '{address}{folder}';")).await?;
            assert!(client.title().await?.contains("Flink"));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_guide_leads_to_the_same_place_in_the_other_language() -> Outcome<()> {
    let address = our_site()?;
    visit_site(&address, VIEW, async |client| {
        let [english, chinese] = GUIDES.map(|(folder, _)| format!("{address}{folder}troubles.html#metaspace"));
        client.goto(&english).await?;
        for expected in [&chinese, &english] {
            client.find(Locator::Css(".other-language")).await?.click().await?;
            until(client, &format!("return location.href === '{expected}' && document.querySelector('#metaspace');")).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn words_without_blanks_are_found_in_the_guide() -> Outcome<()> {
    let address = our_site()?;
    visit_site(&address, VIEW, async |client| {
        client.goto(&format!("{address}guide/zh/index.html?search=类加载器")).await?;
        let found = until(client, "return document.querySelector('#mdbook-searchresults a')?.href;").await?;
        assert!(found.as_str().is_some_and(|found| found.ends_with("#metaspace")), "{found}");
        let teaser = read(client, "document.querySelector('#mdbook-searchresults .teaser').textContent").await?;
        assert!(teaser.as_str().is_some_and(|teaser| teaser.contains("类加载器")), "{teaser}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_guide_is_whole_without_the_calculator() -> Outcome<()> {
    let address = site("site/guide")?;
    for file in ["managed.html", "zh/managed.html"] {
        in_browser(VIEW, async |client| {
            client.goto(&format!("{address}{file}")).await?;
            let picture = "document.querySelector('.flink-memory-calculator svg')?.getBoundingClientRect().height > 300";
            until(client, &format!("return document.readyState === 'complete' && {picture};")).await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Chapters with everything that chapters have: lists, tables, messages, pictures, calculators.
const CHAPTERS: [&str; 3] = ["index", "ways", "errors"];

#[tokio::test]
async fn the_guide_is_for_everybody() -> Outcome<()> {
    let address = our_site()?;
    let mut flaws = Vec::new();
    for view in [View::LAPTOP, View::LAPTOP.dark(), View::PHONE.dark()] {
        visit_site(&address, view, async |client| {
            for (folder, _) in GUIDES {
                for chapter in CHAPTERS {
                    client.goto(&format!("{address}{folder}{chapter}.html")).await?;
                    let told = |flaw: String| format!("{} {folder}{chapter}: {flaw}", view.name());
                    flaws.extend(violations(client).await?.into_iter().map(told));
                    if read(client, "document.documentElement.scrollWidth > innerWidth").await? != json!(false) {
                        flaws.push(told("wider than the window".to_owned()));
                    }
                }
            }
            Ok(())
        })
        .await?;
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    Ok(())
}

#[tokio::test]
async fn keys_open_the_guides_list_of_chapters() -> Outcome<()> {
    let address = our_site()?;
    visit_site(&address, View::PHONE, async |client| {
        client.goto(&format!("{address}guide/zh/heap.html")).await?;
        let is_open = "document.documentElement.classList.contains('sidebar-visible')";
        assert_eq!(read(client, is_open).await?, json!(false));
        client.execute("document.querySelector('#mdbook-sidebar-toggle').focus();", vec![]).await?;
        client.active_element().await?.send_keys(&char::from(Key::Enter).to_string()).await?;
        until(client, &format!("return {is_open};")).await?;
        assert_eq!(read(client, "document.querySelector('#mdbook-sidebar-toggle').getAttribute('aria-expanded')").await?, json!("true"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_read_of_the_guide_stays_without_a_network() -> Outcome<()> {
    let server = PageServer::bind(&sites()?, 0, Reloading::Off)?.serve_until_stopped();
    let address = format!("{}site/", server.address());
    in_browser(VIEW, async |client| {
        client.goto(&address).await?;
        until(client, "return document.querySelector('#offline').textContent.includes('Ready');").await?;
        let calculator = "document.querySelector('.flink-memory-calculator iframe')";
        let is_drawn = format!("return parseInt({calculator}?.style.height) > 400;");
        client.goto(&format!("{address}guide/zh/managed.html")).await?;
        until(client, &is_drawn).await?;
        server.stop();
        client.refresh().await?;
        until(client, &is_drawn).await?;
        let looks = "[document.querySelector('main h1').textContent, getComputedStyle(document.querySelector('.content td')).textAlign]";
        assert_eq!(read(client, looks).await?, json!(["托管内存", "left"]));
        client.goto(&format!("{address}guide/heap.html")).await?;
        assert_eq!(read(client, "document.title").await?, json!("Flink Memory Calculator"), "what was not read is not there");
        Ok(())
    })
    .await
}
