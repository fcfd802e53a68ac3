//! The calculator in pages of other people: in a frame from another origin, and as a custom element under a style sheet that means ill.

use std::time::Duration;

use fantoccini::Client;
use fantoccini::wd::Locator;
use flink_memory_e2e::{Outcome, Scratch, View, built_page, in_browser, visit_at, visit_site};
use page_server::{PageServer, Reloading};
use serde_json::{Value, json};

/// The address of the built page, as another site would serve it.
fn site() -> Outcome<String> {
    Ok(PageServer::bind(&built_page(), 0, Reloading::Off)?.serve_in_background())
}

/// Opens a page of somebody else on an origin of its own.
async fn at_home_of(body: &str, more: &[(&str, &str)], work: impl AsyncFnOnce(&Client) -> Outcome<()>) -> Outcome<()> {
    let home = Scratch::new("host")?;
    home.put(
        "index.html",
        format!("<!doctype html><html lang=\"en\"><head><title>Somebody else</title></head><body>{body}</body></html>"),
    )?;
    for (name, content) in more {
        home.put(name, content)?;
    }
    let address = PageServer::bind(home.path(), 0, Reloading::Off)?.serve_in_background();
    in_browser(View::LAPTOP, async |client| {
        client.goto(&address).await?;
        work(client).await
    })
    .await
}

/// Waits until a script gives something that is neither false nor nothing, and gives that.
async fn until(client: &Client, read: &str) -> Outcome<Value> {
    let wait = format!(
        "const done = arguments[0]; const read = () => {{ {read} }};
         const start = Date.now();
         const look = () => {{ const found = read(); if (found || Date.now() - start > 20000) done(found || null); else setTimeout(look, 30); }};
         look();"
    );
    let found = client.execute_async(&wait, vec![]).await?;
    if found.is_null() { Err(format!("in vain: {read}").into()) } else { Ok(found) }
}

const FRAME: &str = r#"
    <div class="flink-memory-calculator" data-src="SITEembed.html" data-release="1.20" data-controls="sliders"
         data-config="taskmanager.memory.process.size: 4g; taskmanager.numberOfTaskSlots: 2">Needs JavaScript.</div>
    <script>
      window.told = [];
      addEventListener("flink-memory-calculator-change", ({ detail }) => told.push([detail.link, `${detail.sizes.totalProcess}`]));
    </script>
    <script src="SITEflink-memory-calculator-embed.js"></script>"#;

#[tokio::test]
async fn a_frame_takes_its_height_and_tells_of_changes() -> Outcome<()> {
    let site = site()?;
    at_home_of(&FRAME.replace("SITE", &site), &[], async |client| {
        let first = until(client, "return told[0];").await?;
        assert_eq!(first, json!(["v1:release=1.20&taskmanager.memory.process.size=4g&taskmanager.numberOfTaskSlots=2", "4294967296"]));
        until(client, "return parseInt(document.querySelector('iframe').style.height) > 500;").await?;
        let outer = client.execute("return document.querySelector('iframe').getBoundingClientRect().height;", vec![]).await?;
        client.enter_frame(0).await?;
        let inner =
            client.execute("return [document.documentElement.scrollHeight, document.documentElement.dataset.theme];", vec![]).await?;
        assert_eq!(inner, json!([outer, "light"]));
        // The driver of WebKit has no keys for what stands in a frame.
        let slide = "const slider = document.getElementById('taskmanager-memory-process-size-slider');
            slider.value -= 1; slider.dispatchEvent(new Event('input', { bubbles: true }));";
        client.execute(slide, vec![]).await?;
        client.enter_parent_frame().await?;
        until(client, "return told.length > 1 && told.at(-1)[1] !== '4294967296';").await?;
        // The page around becomes dark, however it does that.
        client.execute("document.body.style.color = '#eeeeee'; document.body.className = 'night';", vec![]).await?;
        client.enter_frame(0).await?;
        until(client, "return document.documentElement.dataset.theme === 'dark';").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn messages_of_strangers_are_not_believed() -> Outcome<()> {
    let site = site()?;
    let host = FRAME.replace("SITE", &site) + "<iframe src=\"stranger.html\"></iframe>";
    let stranger = "<!doctype html><title>A stranger</title><script>
        setInterval(() => {
          parent.postMessage({ source: 'flink-memory-calculator', type: 'size', height: 5 }, '*');
          parent.postMessage({ source: 'flink-memory-calculator', type: 'change', link: 'stranger', sizes: {} }, '*');
          parent.document.querySelector('iframe').contentWindow.postMessage({ target: 'flink-memory-calculator', type: 'open', link: 'v1:release=1.10' }, '*');
        }, 20);
      </script>";
    at_home_of(&host, &[("stranger.html", stranger)], async |client| {
        until(client, "return told[0] && parseInt(document.querySelector('iframe').style.height) > 500;").await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let told = client.execute("return [told.length, document.querySelector('iframe').style.height !== '5px'];", vec![]).await?;
        assert_eq!(told, json!([1, true]));
        // The page itself is believed, and only in what makes sense.
        let say = "for (const message of [null, 1, { target: 'x' }, { target: 'flink-memory-calculator', type: 'open', link: 7 },
            { target: 'flink-memory-calculator', type: 'theme', theme: 'x\" onload=' },
            { target: 'flink-memory-calculator', type: 'open', link: '#v1:release=1.15' }]) document.querySelector('iframe').contentWindow.postMessage(message, '*');";
        client.execute(say, vec![]).await?;
        assert_eq!(until(client, "return told[1] && told.at(-1)[0];").await?, json!("v1:release=1.15"));
        Ok(())
    })
    .await
}

/// A frame that is known, but has gone to another origin.
#[tokio::test]
async fn a_frame_that_went_elsewhere_is_not_believed() -> Outcome<()> {
    let (site, elsewhere) = (site()?, Scratch::new("elsewhere")?);
    let stranger = "<!doctype html><title>A stranger</title><script>
        setInterval(() => {
          parent.postMessage({ source: 'flink-memory-calculator', type: 'size', height: 5 }, '*');
          parent.postMessage({ source: 'flink-memory-calculator', type: 'change', link: 'stranger', sizes: {} }, '*');
        }, 20);
      </script>";
    elsewhere.put("index.html", stranger)?;
    let stranger = PageServer::bind(elsewhere.path(), 0, Reloading::Off)?.serve_in_background();
    at_home_of(&FRAME.replace("SITE", &site), &[], async |client| {
        until(client, "return told[0] && parseInt(document.querySelector('iframe').style.height) > 500;").await?;
        let listen = format!(
            "window.heard = 0; const origin = new URL('{stranger}').origin;
             addEventListener('message', (event) => {{ window.heard += event.origin === origin; }});
             document.querySelector('iframe').src = '{stranger}';"
        );
        client.execute(&listen, vec![]).await?;
        until(client, "return window.heard > 10;").await?;
        let told = client.execute("return [told.length, document.querySelector('iframe').style.height !== '5px'];", vec![]).await?;
        assert_eq!(told, json!([1, true]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_picture_alone_is_a_frame_without_controls() -> Outcome<()> {
    let site = site()?;
    let host = format!("<iframe class=\"flink-memory-calculator\" title=\"Memory\" src=\"{site}embed.html?view=picture&theme=dark#v1:release=1.20\"></iframe>
        <script src=\"{site}flink-memory-calculator-embed.js\"></script>");
    at_home_of(&host, &[], async |client| {
        until(client, "return parseInt(document.querySelector('iframe').style.height) > 300;").await?;
        client.enter_frame(0).await?;
        client.wait().for_element(Locator::Css(".diagram [data-pool=managed]")).await?;
        assert!(client.find_all(Locator::Css("input, #step, [role=tab], header")).await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_frame_is_flawless_by_itself() -> Outcome<()> {
    let site = site()?;
    for asked in ["", "?view=picture", "?controls=sliders&theme=dark", "?controls=none&theme=light", "?lang=zh"] {
        visit_at(&format!("{site}embed.html{asked}"), View::PHONE, async |page| {
            for view in [View::PHONE, View::LAPTOP, View::LAPTOP.dark()].into_iter().filter(|view| page.can_look_with(*view)) {
                page.look_with(view).await?;
                page.settle().await?;
                assert_eq!(page.accessibility_violations().await?, Vec::<String>::new(), "{asked} {}", view.name());
                assert_eq!(page.sideways_scroll().await?, 0, "{asked} {}", view.name());
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

const ELEMENTS: &str = r#"
    <style>
      * { all: unset; color: red !important; font-size: 40px !important; }
      script, style { display: none; }
      :root { --ink: red; --text: 99px; font-size: 5px; }
      .place { display: none; }
    </style>
    <p id="before">Before</p>
    <flink-memory-calculator id="first" release="1.20" config="taskmanager.memory.process.size: 4g" controls="sliders"></flink-memory-calculator>
    <flink-memory-calculator id="second" process="jobmanager" view="picture" theme="dark"></flink-memory-calculator>
    <flink-memory-calculator id="third" config="taskmanager:
  memory:
    flink.size: 2g  # by hand
- a list
"></flink-memory-calculator>
    <script>
      window.told = [];
      addEventListener("change", ({ target, detail }) => detail && told.push([target.id, detail.link]));
    </script>
    <script type="module" src="element/flink-memory-calculator.js"></script>"#;

/// Opens a page of somebody else with elements in it, whose files are served beside it.
async fn with_elements(body: &str, view: View, work: impl AsyncFnOnce(&Client) -> Outcome<()>) -> Outcome<()> {
    let home = Scratch::new("elements")?;
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>Elements</title><link rel=\"icon\" href=\"data:,\"></head><body>{body}</body></html>"
    );
    home.put("index.html", page)?;
    std::fs::create_dir_all(home.path().join("element"))?;
    for file in std::fs::read_dir(built_page())? {
        let file = file?;
        home.put(&format!("element/{}", file.file_name().to_string_lossy()), std::fs::read(file.path())?)?;
    }
    let address = PageServer::bind(home.path(), 0, Reloading::Off)?.serve_in_background();
    visit_site(&address, view, work).await
}

/// A page that a person has to scroll before the element comes near what is seen, with what a style sheet of the element's would change.
const FAR: &str = r#"
    <h2>A heading</h2><p>Words</p><table><tr><th>A</th></tr><tr><td>1</td></tr></table><button>Press</button><input type="range">
    <div style="height: 5000px"></div>
    <flink-memory-calculator config="taskmanager.memory.process.size: 4g"></flink-memory-calculator>
    <script>
      window.told = [];
      addEventListener("ready", ({ detail }) => told.push(`${detail.sizes.totalProcess}`));
    </script>
    <script type="module" src="element/flink-memory-calculator.js"></script>"#;

#[tokio::test]
async fn an_element_comes_when_it_is_near_and_changes_nothing_around_it() -> Outcome<()> {
    with_elements(FAR, View::LAPTOP, async |client| {
        let modules = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length";
        let looks = "[...document.body.querySelectorAll('h2, p, table, th, td, button, input')].map((element) => {
            const { font, color, background, border, margin, padding, display, accentColor } = getComputedStyle(element);
            return [font, color, background, border, margin, padding, display, accentColor].join();
        })";
        until(client, "return customElements.get('flink-memory-calculator');").await?;
        // Long enough that it would have begun.
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(client.execute(&format!("return {modules};"), vec![]).await?, json!(0));
        let before = client.execute(&format!("return {looks};"), vec![]).await?;
        client.execute("document.querySelector('flink-memory-calculator').scrollIntoView();", vec![]).await?;
        assert_eq!(until(client, "return told[0];").await?, json!("4294967296"));
        assert_eq!(client.execute(&format!("return [{looks}, document.adoptedStyleSheets.length];"), vec![]).await?, json!([before, 0]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn elements_live_side_by_side() -> Outcome<()> {
    with_elements(ELEMENTS, View { height: 3000, ..View::LAPTOP }, async |client| {
        let drawn = "return [...document.querySelectorAll('flink-memory-calculator')].every(({ shadowRoot }) => shadowRoot?.querySelector('.diagram [data-pool]'));";
        until(client, drawn).await?;
        let (first, second) = ("document.getElementById('first')", "document.getElementById('second')");
        let read = async |script: &str| client.execute(&format!("return {script};"), vec![]).await;
        // One module for all of them, and one second half of it.
        let modules = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('_bg.wasm')).length";
        assert_eq!(read(modules).await?, json!(1));
        let sheets = format!("{first}.shadowRoot.adoptedStyleSheets[0] === {second}.shadowRoot.adoptedStyleSheets[0]");
        assert_eq!(read(&sheets).await?, json!(true));
        // What each asks for.
        assert_eq!(read(&format!("`${{{first}.sizes.totalProcess}}`")).await?, json!("4294967296"));
        assert_eq!(read(&format!("[{second}.link, `${{{second}.sizes.totalProcess}}`]")).await?, json!(["v1:release=2.3&process=jobmanager", "1677721600"]));
        let third = "document.getElementById('third')";
        assert_eq!(read(&format!("[`${{{third}.sizes.totalFlink}}`, {third}.refusal]")).await?, json!(["2147483648", ""]));
        // What is no pair of a key and a value is told, and stops nothing.
        until(client, &format!("return /“- a list”/.test({third}.shadowRoot.textContent);")).await?;
        // No style comes in or goes out.
        let style = format!("(() => {{ const {{ color, fontSize, display }} = getComputedStyle({first}.shadowRoot.querySelector('.place--picture')); return [color, fontSize, display]; }})()");
        assert_eq!(read(&style).await?, json!(["rgb(23, 28, 35)", "14px", "block"]));
        assert_eq!(read("getComputedStyle(document.getElementById('before')).color").await?, json!("rgb(255, 0, 0)"));
        assert_eq!(read(&format!("getComputedStyle({second}.shadowRoot.querySelector('.root')).colorScheme")).await?, json!("dark"));
        // Two languages on one page, one of them chosen after it was drawn.
        let heading = |element: &str| format!("{element}.shadowRoot.querySelector('h2').textContent");
        let english = read(&heading(second)).await?;
        client.execute(&format!("{second}.lang = 'zh';"), vec![]).await?;
        until(client, &format!("return {second}.shadowRoot.querySelector('h2') && /[\\u4e00-\\u9fff]/.test({});", heading(second))).await?;
        assert_eq!((english, read(&heading(third)).await?), (json!("What Flink makes of it"), json!("What this link could not say")));
        // From outside to inside, by attribute and by property.
        client.execute(&format!("{first}.setAttribute('config', 'taskmanager.memory.process.size: 2g'); {second}.release = '1.15';"), vec![]).await?;
        until(client, &format!("return {first}.sizes.totalProcess === 2147483648n && {second}.link === 'v1:release=1.15&process=jobmanager';")).await?;
        // From inside to outside.
        let slide = format!("const slider = {first}.shadowRoot.querySelector('#taskmanager-memory-process-size-slider');
            slider.value = 96; slider.dispatchEvent(new Event('input', {{ bubbles: true, composed: true }}));");
        client.execute(&slide, vec![]).await?;
        until(client, &format!("return {first}.getAttribute('config') === 'taskmanager.memory.process.size: 4g';")).await?;
        until(client, "return told.at(-1)[0] === 'first' && told.at(-1)[1] === 'v1:release=1.20&taskmanager.memory.process.size=4g';").await?;
        // Another kind of calculator, with what was set in it.
        client.execute(&format!("{first}.view = 'picture'; {first}.controls = 'none'; {second}.remove();"), vec![]).await?;
        until(client, &format!("return {first}.shadowRoot.querySelector('.diagram') && !{first}.shadowRoot.querySelector('.slider, #step');")).await?;
        assert_eq!(read(&format!("`${{{first}.sizes.totalProcess}}`")).await?, json!("4294967296"));
        Ok(())
    })
    .await
}
