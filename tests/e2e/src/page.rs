//! The page in the words of a person who uses it. How each thing is found in the document stands here and nowhere else.

use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::Locator;
use serde_json::{Value, json};

use crate::devtools::Medium;
use crate::driver::Session;
use crate::{Outcome, View, accessibility, devtools};

/// How long the page may take to start or to show something; it takes some tenths of a second.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The time that the browser has for drawing between two movements of the hand.
const FRAMES: Duration = Duration::from_millis(200);

/// The open page.
#[derive(Debug)]
pub struct Page {
    pub(crate) client: Client,
    /// The browser that it is open in.
    pub(crate) session: Session,
    /// The address of the page without a fragment.
    pub(crate) address: String,
}

/// A tab of what can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Every pool to the byte.
    Table,
    /// The configuration as text.
    Configuration,
    /// The arguments of `java`.
    JvmFlags,
    /// The `-D` arguments of Flink.
    DynamicConfiguration,
    /// What Flink logs when it starts.
    Log,
}

impl Tab {
    /// Every tab, in order.
    pub const ALL: [Tab; 5] = [Tab::Table, Tab::Configuration, Tab::JvmFlags, Tab::DynamicConfiguration, Tab::Log];

    /// Its name in the document and in links.
    pub const fn id(self) -> &'static str {
        match self {
            Tab::Table => "table",
            Tab::Configuration => "configuration",
            Tab::JvmFlags => "jvm-flags",
            Tab::DynamicConfiguration => "dynamic-configuration",
            Tab::Log => "log",
        }
    }
}

/// What Flink says when it refuses, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The class of the exception.
    pub exception: String,
    /// Its message.
    pub message: String,
}

/// A group of options that folds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in the document.
    pub name: String,
    /// Whether its options are to be seen.
    pub is_open: bool,
}

/// Opening, and looking at the page in another way.
impl Page {
    /// Opens the page and waits until the calculator has taken over what was built with the page.
    pub(crate) async fn open(session: &Session, address: &str) -> Outcome<Page> {
        session.client.goto(address).await?;
        let page = Page { client: session.client.clone(), session: session.clone(), address: address.to_owned() };
        page.wait_until_started().await?;
        page.wait_until_all_is_there().await?;
        Ok(page)
    }

    /// Opens the page and waits only until it has started; what reads texts may still be on its way, or never come.
    pub(crate) async fn open_in_part(session: &Session, address: &str) -> Outcome<Page> {
        session.client.goto(address).await?;
        let page = Page { client: session.client.clone(), session: session.clone(), address: address.to_owned() };
        page.wait_until_started().await?;
        Ok(page)
    }

    /// Opens a page that cannot start; gives what it says in the place of the loading state.
    pub(crate) async fn failure_to_start(client: &Client, address: &str) -> Outcome<String> {
        client.goto(address).await?;
        let said = client.wait().at_most(PATIENCE).for_element(Locator::Css("#boot-status[role=alert]")).await?;
        Ok(said.text().await?)
    }

    pub(crate) async fn wait_until_started(&self) -> Outcome<()> {
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css("#app[data-started]")).await?;
        devtools::listen_for_complaints(&self.session).await
    }

    /// Waits until what reads and writes texts has been loaded.
    pub async fn wait_until_all_is_there(&self) -> Outcome<()> {
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css("html[data-loaded=all]")).await?;
        Ok(())
    }

    /// Looks at the page with another device or on another system.
    pub async fn look_with(&self, view: View) -> Outcome<()> {
        devtools::look_with(&self.session, view).await
    }

    /// Whether this browser can show the view while it is open: one whose colour scheme is fixed cannot show every.
    pub fn can_look_with(&self, view: View) -> bool {
        devtools::can_look_with(&self.session, view)
    }

    /// Looks at the page on another medium, on a system of the scheme of a view; a later look with a view ends it.
    pub async fn show_on(&self, medium: Medium, view: View) -> Outcome<()> {
        devtools::show_on(&self.session, medium, view.scheme).await
    }

    /// Scrolls back to where a visit begins.
    pub async fn scroll_to_top(&self) -> Outcome<()> {
        self.script("scrollTo(0, 0);", vec![]).await?;
        Ok(())
    }

    /// A picture of the whole page, also of what is below the window: a PNG.
    pub async fn picture(&self) -> Outcome<Vec<u8>> {
        devtools::picture(&self.session).await
    }

    /// Waits until the browser has drawn what is there now, and what that made the page change.
    pub async fn settle(&self) -> Outcome<()> {
        // WebKit draws no frame at all while nothing changes that can be seen.
        let two_frames = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
            setTimeout(done, 2000);";
        self.script_until_done(two_frames, vec![]).await?;
        Ok(())
    }

    /// What axe-core finds wrong with the page as it is now.
    pub async fn accessibility_violations(&self) -> Outcome<Vec<String>> {
        accessibility::violations(&self.client).await
    }

    /// By how much the page is wider than the window. Unit: CSS pixels.
    pub async fn sideways_scroll(&self) -> Outcome<i64> {
        let overhang = self.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth;", vec![]).await?;
        Ok(overhang.as_i64().unwrap_or_default())
    }
}

/// What a person sets.
impl Page {
    /// Chooses a release, such as `1.15`.
    pub async fn pick_release(&self, release: &str) -> Outcome<()> {
        self.find("#release").await?.select_by_value(release).await?;
        self.settle().await
    }

    /// The chosen release.
    pub async fn release(&self) -> Outcome<String> {
        Ok(self.find("#release").await?.prop("value").await?.unwrap_or_default())
    }

    /// Chooses among few: the name of the choice in the document (`process`, `theme`, `total`, `deployment`, `scope`), and the
    /// words of what is chosen.
    pub async fn pick(&self, choice: &str, chosen: &str) -> Outcome<()> {
        let path = format!("//label[input[@name='{choice}']][normalize-space()='{chosen}']");
        let found = self.client.find(Locator::XPath(&path)).await.map_err(|error| format!("{choice}, {chosen}: {error}"))?;
        found.click().await?;
        self.settle().await
    }

    /// Chooses a language by its stable name, and waits until the page speaks it.
    pub async fn pick_language(&self, language: &str) -> Outcome<()> {
        self.find("#language").await?.select_by_value(language).await?;
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css(&format!("html[lang^={language}]"))).await?;
        self.settle().await
    }

    /// Chooses a language that cannot come, and waits until the page says so: the language that it goes on with, and what it says.
    pub async fn pick_language_in_vain(&self, language: &str) -> Outcome<(String, String)> {
        self.find("#language").await?.select_by_value(language).await?;
        self.wait_for_words_in(".header__language .hint").await?;
        self.settle().await?;
        let found = self.script(
            "return [document.getElementById('language').value, document.querySelector('.header__language .hint').textContent];",
            vec![],
        );
        Ok(serde_json::from_value(found.await?)?)
    }

    /// Lets the browser prefer these languages, best first; the next page that is loaded sees them.
    pub async fn prefer_languages(&self, languages: &str) -> Outcome<()> {
        devtools::prefer_languages(&self.session, languages).await
    }

    /// The groups of options, in the order of the page.
    pub async fn groups(&self) -> Outcome<Vec<Group>> {
        let read = "return [...document.querySelectorAll('details[id^=group-]')].map(({ id, open }) => [id.replace('group-', ''), open]);";
        let groups: Vec<(String, bool)> = serde_json::from_value(self.script(read, vec![]).await?)?;
        Ok(groups.into_iter().map(|(name, is_open)| Group { name, is_open }).collect())
    }

    /// Opens or closes a group of options by its name in the document, such as `older`.
    pub async fn fold(&self, group: &str) -> Outcome<()> {
        self.find(&format!("#group-{group} > summary")).await?.click().await?;
        Ok(())
    }

    /// Opens every group.
    pub async fn unfold_all(&self) -> Outcome<()> {
        for group in self.groups().await?.iter().filter(|group| !group.is_open) {
            self.fold(&group.name).await?;
        }
        Ok(())
    }

    /// Replaces the text in the box of an option, letter by letter as a person types.
    pub async fn write(&self, key: &str, text: &str) -> Outcome<()> {
        let written = self.option_box(key).await?;
        written.click().await?;
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        written.send_keys(&select_all).await?;
        let text = if text.is_empty() { char::from(Key::Backspace).to_string() } else { text.to_owned() };
        written.send_keys(&text).await?;
        self.settle().await
    }

    /// The text in the box of an option.
    pub async fn written(&self, key: &str) -> Outcome<String> {
        Ok(self.option_box(key).await?.prop("value").await?.unwrap_or_default())
    }

    /// Whether the button is there that brings an option back to what is shipped, or else takes its value away.
    pub async fn can_be_reset(&self, key: &str) -> Outcome<bool> {
        Ok(!self.client.find_all(Locator::Css(&format!("{} button", row(key)))).await?.is_empty())
    }

    /// Brings an option back by that button.
    pub async fn reset(&self, key: &str) -> Outcome<()> {
        self.find(&format!("{} button", row(key))).await?.click().await?;
        self.settle().await
    }

    /// Takes everything back to what Flink ships.
    pub async fn start_over(&self) -> Outcome<()> {
        self.find("#start-over").await?.click().await?;
        self.settle().await
    }

    /// Everything that is said under the box of an option.
    pub async fn note(&self, key: &str) -> Outcome<String> {
        Ok(self.find(&format!("{} .option__notes", row(key))).await?.text().await?)
    }

    /// What the slider of an option says to those who listen.
    pub async fn slider_says(&self, key: &str) -> Outcome<String> {
        Ok(self.slider(key).await?.attr("aria-valuetext").await?.unwrap_or_default())
    }

    /// The position of the slider of an option.
    pub async fn slider_position(&self, key: &str) -> Outcome<String> {
        Ok(self.slider(key).await?.prop("value").await?.unwrap_or_default())
    }

    /// Presses a key on the slider of an option.
    pub async fn press_on_slider(&self, key: &str, pressed: Key) -> Outcome<()> {
        self.slider(key).await?.send_keys(&char::from(pressed).to_string()).await?;
        self.settle().await
    }

    /// Presses on the slider of an option and drags it through shares of its length (0.0 to 1.0).
    /// Gives what the boxes of the picture said to those who listen, in order of the document, each time that the picture was drawn anew
    /// before the hand let go; a browser that is short of time leaves places out.
    pub async fn drag_slider(&self, key: &str, through: &[f64]) -> Outcome<Vec<Vec<String>>> {
        // The whole way is one command, because chromedriver loses hold of a slider between two.
        const RECORD: &str = "
            const [slider] = arguments;
            slider.scrollIntoView({ block: 'center' });
            const pools = () => [...document.querySelectorAll('.diagram [data-pool]')].map((pool) => pool.textContent);
            const seen = [pools()];
            const redrawn = new MutationObserver(() => `${seen.at(-1)}` === `${pools()}` || seen.push(pools()));
            redrawn.observe(document.querySelector('.place--picture'), { subtree: true, childList: true, characterData: true });
            window.isLetGo = false;
            window.seenWhileDragging = () => seen.slice(1);
            slider.addEventListener('change', () => { redrawn.disconnect(); window.isLetGo = true; }, { once: true });";
        let slider = self.slider(key).await?;
        self.script(RECORD, vec![serde_json::to_value(&slider)?]).await?;
        let (left, top, width, height) = self.in_window(&slider).await?;
        let at = |share: &f64| PointerAction::MoveTo { duration: None, x: left + share * width, y: top + height / 2.0 };
        let mut hand = MouseActions::new("hand".to_owned());
        for (number, share) in through.iter().enumerate() {
            hand = hand.then(at(share));
            if number == 0 {
                hand = hand.then(PointerAction::Down { button: 0 });
            }
            hand = hand.then(PointerAction::Pause { duration: FRAMES });
        }
        self.client.perform_actions(hand.then(PointerAction::Up { button: 0 })).await?;
        self.wait_until_script("return window.isLetGo;", "the slider was not dragged").await?;
        self.settle().await?;
        Ok(serde_json::from_value(self.script("return window.seenWhileDragging();", vec![]).await?)?)
    }
}

/// What Flink makes of it.
impl Page {
    /// The size of a pool in bytes, from the table; `None` where it has no limit or there is no such pool.
    pub async fn bytes(&self, pool: &str) -> Outcome<Option<u64>> {
        self.open_tab(Tab::Table).await?;
        let cell = self
            .script(
                "return document.querySelector(arguments[0])?.textContent.replaceAll(/\\s/g, '') ?? null;",
                vec![json!(format!("[data-row='{pool}'] td"))],
            )
            .await?;
        Ok(cell.as_str().and_then(|bytes| bytes.parse().ok()))
    }

    /// What the box of a pool in the picture says to those who listen.
    pub async fn pool(&self, pool: &str) -> Outcome<String> {
        Ok(self.find(&picture_box(pool)).await?.prop("textContent").await?.unwrap_or_default())
    }

    /// The pools of the picture, in the order in which the arrow keys reach them.
    pub async fn pools(&self) -> Outcome<Vec<String>> {
        let pools =
            self.script("return [...document.querySelectorAll('.diagram [data-pool]')].map((pool) => pool.dataset.pool);", vec![]).await?;
        Ok(serde_json::from_value(pools)?)
    }

    /// The pools of the picture at which the Tab key stops.
    pub async fn pools_in_tab_order(&self) -> Outcome<Vec<String>> {
        let stops = "return [...document.querySelectorAll(\".diagram [tabindex='0']\")].map((pool) => pool.dataset.pool);";
        Ok(serde_json::from_value(self.script(stops, vec![]).await?)?)
    }

    /// Clicks a pool in the picture.
    pub async fn choose_pool(&self, pool: &str) -> Outcome<()> {
        // The box's own rectangle, because the middle of a box with others in it belongs to one of those.
        self.script(
            "arguments[0].dispatchEvent(new MouseEvent('click', { bubbles: true }));",
            vec![serde_json::to_value(self.find(&picture_box(pool)).await?)?],
        )
        .await?;
        self.settle().await
    }

    /// Puts the focus on a pool in the picture.
    pub async fn focus_pool(&self, pool: &str) -> Outcome<()> {
        self.script("arguments[0].focus();", vec![serde_json::to_value(self.find(&picture_box(pool)).await?)?]).await?;
        self.settle().await
    }

    /// The step that is open: its pool, and everything that it says.
    pub async fn step(&self) -> Outcome<(String, String)> {
        let step = self.find("#step").await?;
        Ok((step.attr("data-step").await?.unwrap_or_default(), step.text().await?))
    }

    /// Flink's refusal, where it refuses.
    pub async fn refusal(&self) -> Outcome<Option<Refusal>> {
        let refusal = self
            .script(
                "const refusal = document.getElementById('refusal');
                return refusal && ['.refusal__class', '.refusal__message'].map((part) => refusal.querySelector(part).textContent);",
                vec![],
            )
            .await?;
        Ok(serde_json::from_value::<Option<(String, String)>>(refusal)?.map(|(exception, message)| Refusal { exception, message }))
    }

    /// What is said over a picture that is no longer that of the settings; `None` over one that is.
    pub async fn stale_caption(&self) -> Outcome<Option<String>> {
        let caption = self.script("return document.getElementById('stale')?.textContent ?? null;", vec![]).await?;
        Ok(caption.as_str().map(str::to_owned))
    }

    /// Follows the link over the bar to Flink's refusal, and gives how far below the top of the window that then stands.
    /// Unit: CSS pixels.
    pub async fn go_to_refusal(&self) -> Outcome<f64> {
        self.find(".bar__refused").await?.click().await?;
        self.settle().await?;
        let (_, top, ..) = self.in_window(&self.find("#refusal").await?).await?;
        Ok(top)
    }

    /// The options that are marked as being at fault, in the order of the page.
    pub async fn options_at_fault(&self) -> Outcome<Vec<String>> {
        let keys = self.script(
            "return [...document.querySelectorAll('[data-key] input[aria-invalid=true]')].map((box) => box.closest('[data-key]').dataset.key);",
            vec![],
        );
        Ok(serde_json::from_value(keys.await?)?)
    }
}

/// What a person takes away.
impl Page {
    /// Opens a tab.
    pub async fn open_tab(&self, tab: Tab) -> Outcome<()> {
        let head = self.find(&format!("#tab-{}", tab.id())).await?;
        if head.attr("aria-selected").await?.as_deref() != Some("true") {
            head.click().await?;
            self.client.wait().at_most(PATIENCE).for_element(Locator::Css(&format!("#panel-{}", tab.id()))).await?;
        }
        if tab == Tab::Configuration {
            // It comes when it is asked for, or says that it could not.
            self.client.wait().at_most(PATIENCE).for_element(Locator::Css("#writing, #load-again-to-write")).await?;
        }
        Ok(())
    }

    /// Follows the link to the log from a tab that has nothing to give while Flink refuses.
    pub async fn go_to_log(&self) -> Outcome<()> {
        self.find("#to-log").await?.click().await?;
        Ok(())
    }

    /// The text of a tab, to the letter.
    pub async fn tab_text(&self, tab: Tab) -> Outcome<String> {
        self.open_tab(tab).await?;
        let text = self
            .script("return document.querySelector(arguments[0]).textContent;", vec![json!(format!("#panel-{} pre", tab.id()))])
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses the copy button of a tab, waits until the page says that it copied, and gives what is in the clipboard.
    pub async fn copy(&self, tab: Tab) -> Outcome<String> {
        self.open_tab(tab).await?;
        self.copy_by(&format!("#copy-{}", tab.id()), &format!("#panel-{} .taking__said", tab.id())).await
    }

    /// The theme that the page is in, and the colour behind everything.
    pub async fn theme(&self) -> Outcome<(String, String)> {
        let read = "return [document.documentElement.dataset.theme ?? '', getComputedStyle(document.body).backgroundColor];";
        Ok(serde_json::from_value(self.script(read, vec![]).await?)?)
    }
}

/// Ways into the document.
impl Page {
    /// Presses a key on whatever has the focus.
    pub async fn press(&self, key: Key) -> Outcome<()> {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Presses a key while others are held, as for a shortcut.
    pub async fn press_with(&self, held: &[Key], pressed: char) -> Outcome<()> {
        let held = held.iter().map(|&key| char::from(key));
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in held.clone().chain([pressed]) {
            keys = keys.then(KeyAction::Down { value });
        }
        for value in [pressed].into_iter().chain(held.rev()) {
            keys = keys.then(KeyAction::Up { value });
        }
        self.client.perform_actions(keys).await?;
        Ok(())
    }

    /// Takes the focus off everything, so that keys are the page's.
    pub async fn leave_focus(&self) -> Outcome<()> {
        self.script("document.activeElement.blur();", vec![]).await?;
        Ok(())
    }

    /// The id of what has the focus.
    pub async fn focused(&self) -> Outcome<String> {
        let id = self.script("return document.activeElement.id;", vec![]).await?;
        Ok(id.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn script_until_done(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    pub(crate) async fn find(&self, selector: &str) -> Outcome<Element> {
        self.client.find(Locator::Css(selector)).await.map_err(|error| format!("{selector}: {error}").into())
    }

    pub(crate) async fn option_box(&self, key: &str) -> Outcome<Element> {
        self.find(&format!("{} input:not([type=range])", row(key))).await
    }

    async fn slider(&self, key: &str) -> Outcome<Element> {
        self.find(&format!("{} input[type=range]", row(key))).await
    }

    /// Left, top, width and height of an element in the window. Unit: CSS pixels.
    pub(crate) async fn in_window(&self, element: &Element) -> Outcome<(f64, f64, f64, f64)> {
        let read = "const { left, top, width, height } = arguments[0].getBoundingClientRect(); return [left, top, width, height];";
        Ok(serde_json::from_value(self.script(read, vec![serde_json::to_value(element)?]).await?)?)
    }

    /// Waits until a script gives what is true; says otherwise what is the matter.
    pub(crate) async fn wait_until_script(&self, script: &str, otherwise: &str) -> Outcome<()> {
        let start = Instant::now();
        while self.script(script, vec![]).await? != true {
            if start.elapsed() > PATIENCE {
                return Err(otherwise.into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Waits until something is said at a place of the page.
    pub async fn wait_for_words_in(&self, selector: &str) -> Outcome<()> {
        let start = Instant::now();
        while self.find(selector).await?.text().await?.is_empty() {
            if start.elapsed() > PATIENCE {
                return Err(format!("{selector} stays empty").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

/// The row of an option, by its key.
fn row(key: &str) -> String {
    format!("[data-key='{key}']")
}

fn picture_box(pool: &str) -> String {
    format!(".diagram [data-pool='{pool}']")
}
