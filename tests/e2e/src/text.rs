//! Texts on the page in the words of a person: bringing one, what the page understood of it, and taking it away again.

use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::key::Key;
use fantoccini::wd::Locator;
use serde_json::{Value, json};

use crate::page::PATIENCE;
use crate::{Outcome, Page, Tab, devtools};

/// The time in which a file that is being written grows.
const GROWTH: Duration = Duration::from_millis(100);

/// Something that the page noticed about a text, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters: `Error`, `Warning` or `Note`.
    pub kind: String,
    /// The line of the text, from 1.
    pub line: Option<u32>,
    /// What is said.
    pub words: String,
    /// The line itself, as far as it is shown.
    pub source: String,
}

/// What a process says of its memory, held against what the page derives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The process, its line, and how it went.
    pub title: String,
    /// Pool by pool.
    pub pools: Vec<CheckedPool>,
}

/// One pool of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPool {
    /// The pool, by its name in the document.
    pub pool: String,
    /// What the process says.
    pub said: String,
    /// What the page derives.
    pub derived: String,
    /// By how much both differ; nothing where they agree.
    pub difference: Option<String>,
}

/// A file that the browser put down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What is listed at a place of the page.
const FINDINGS: &str = "return [...document.querySelectorAll(`${arguments[0]} .finding`)].map((finding) => {
    const words = (part) => finding.querySelector(`.finding__${part}`)?.textContent ?? '';
    return [words('kind'), words('line'), words('words'), words('source')];
});";

const CHECKS: &str = "return [...document.querySelectorAll('.checked')].map((checked) => [
    checked.querySelector('summary').textContent,
    [...checked.querySelectorAll('[data-checked]')].map((row) => {
        const [said, derived] = row.querySelectorAll('td');
        return [row.dataset.checked, said.textContent, derived.firstChild.textContent, derived.querySelector('span')?.textContent ?? null];
    }),
]);";

const OPTIONS: &str = "return [...document.querySelector(arguments[0]).options].map(({ value, textContent }) => [value, textContent]);";

/// Bringing a text.
impl Page {
    /// Puts a text into the clipboard, as another program would.
    pub async fn put_into_clipboard(&self, text: &str) -> Outcome<()> {
        let write =
            "const [text, done] = arguments; navigator.clipboard.writeText(text).then(() => done(''), (error) => done(`${error}`));";
        match self.script_until_done(write, vec![json!(text)]).await?.as_str() {
            Some("") => Ok(()),
            refused => Err(format!("the clipboard takes no text: {refused:?}").into()),
        }
    }

    /// The text in the clipboard.
    pub async fn clipboard(&self) -> Outcome<String> {
        let read = "const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(`refused: ${error}`));";
        Ok(self.script_until_done(read, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Pastes a text with nothing in focus.
    pub async fn paste(&self, text: &str) -> Outcome<()> {
        self.put_into_clipboard(text).await?;
        self.leave_focus().await?;
        self.press_paste().await?;
        self.wait_until_read().await
    }

    /// Presses the keys that paste, and waits until the page has heard of it: some browsers fetch first what lies in the clipboard.
    pub async fn press_paste(&self) -> Outcome<()> {
        const LISTEN: &str = "window.isPasted = false;
            addEventListener('paste', () => setTimeout(() => { window.isPasted = true; }), { capture: true, once: true });";
        self.script(LISTEN, vec![]).await?;
        self.press_with(&[Key::Control], 'v').await?;
        self.wait_until_script("return window.isPasted;", "nothing is pasted").await?;
        self.settle().await
    }

    /// Pastes a text into the box for texts.
    pub async fn paste_into_text_box(&self, text: &str) -> Outcome<()> {
        self.put_into_clipboard(text).await?;
        self.find("#text-box").await?.click().await?;
        self.press_paste().await?;
        self.wait_until_read().await
    }

    /// Pastes a text into the box of an option, in the place of what is there.
    pub async fn paste_into_option(&self, key: &str, text: &str) -> Outcome<()> {
        self.put_into_clipboard(text).await?;
        self.option_box(key).await?.click().await?;
        self.press_with(&[Key::Control], 'a').await?;
        self.press_paste().await
    }

    /// Types into the box for texts, letter by letter.
    pub async fn type_text(&self, text: &str) -> Outcome<()> {
        // WebKit has no key for the end of a line but this, and its driver does not wait until every letter has arrived.
        let keys = text.replace('\n', &char::from(Key::Enter).to_string());
        self.find("#text-box").await?.send_keys(&keys).await?;
        let start = Instant::now();
        while !self.typed_text().await?.ends_with(text) {
            if start.elapsed() > PATIENCE {
                return Err(format!("of what is typed there arrives {:?}", self.typed_text().await?).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.settle().await
    }

    /// What stands in the box for texts.
    pub async fn typed_text(&self) -> Outcome<String> {
        Ok(self.find("#text-box").await?.prop("value").await?.unwrap_or_default())
    }

    /// Has the typed text read.
    pub async fn read_typed(&self) -> Outcome<()> {
        self.find("#read-text").await?.click().await?;
        self.wait_until_read().await
    }

    /// Drops a file from the system onto the middle of the picture.
    pub async fn drop_file(&self, file: &Path) -> Outcome<()> {
        self.drop_file_on(".diagram", file).await
    }

    /// Drops a file from the system onto the box of an option.
    pub async fn drop_file_on_option(&self, key: &str, file: &Path) -> Outcome<()> {
        self.drop_file_on(&format!("[data-key='{key}'] input"), file).await
    }

    async fn drop_file_on(&self, selector: &str, file: &Path) -> Outcome<()> {
        let target = self.find(selector).await?;
        self.script("arguments[0].scrollIntoView({ block: 'center' });", vec![serde_json::to_value(&target)?]).await?;
        self.settle().await?;
        let (left, top, width, height) = self.in_window(&target).await?;
        devtools::drop_file(&self.session, (left + width / 2.0, top + height / 2.0), file).await?;
        self.wait_until_read_of(file).await
    }

    /// Opens a file in the dialogue for files.
    pub async fn choose_file(&self, file: &Path) -> Outcome<()> {
        self.find("#open-file").await?.send_keys(&file.display().to_string()).await?;
        self.wait_until_read_of(file).await
    }

    /// What is said where the half of the page did not come that reads texts.
    pub async fn missed(&self) -> Outcome<String> {
        let button = self.client.wait().at_most(PATIENCE).for_element(Locator::Css("#load-again")).await?;
        Ok(button.find(Locator::XPath("..")).await?.text().await?)
    }

    /// Presses the button that loads it again, and waits until that is under way.
    pub async fn load_again(&self) -> Outcome<()> {
        Ok(self.find("#load-again").await?.click().await?)
    }

    /// Of a long text the page says first that it is being read.
    pub async fn wait_until_read(&self) -> Outcome<()> {
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css(".text__summary")).await?;
        self.settle().await
    }

    async fn wait_until_read_of(&self, file: &Path) -> Outcome<()> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let start = Instant::now();
        while !self.brought().await?.is_some_and(|said| said.starts_with(&*name)) {
            if start.elapsed() > PATIENCE {
                return Err(format!("{name} is not read; the page says {:?}", self.brought().await?).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.settle().await
    }
}

/// What the page understood of it.
impl Page {
    /// What the page says of the text that was brought; nothing where there is none.
    pub async fn brought(&self) -> Outcome<Option<String>> {
        let said = self.script("return document.querySelector('.text__summary')?.textContent ?? null;", vec![]).await?;
        Ok(said.as_str().map(str::to_owned))
    }

    /// The format that the page takes the text for by itself, and how sure it is.
    pub async fn recognised(&self) -> Outcome<String> {
        let options = self.options("#read-as").await?;
        Ok(options.into_iter().next().map(|(_, words)| words).unwrap_or_default())
    }

    /// Has the text read as another format, by its name in the document; nothing leaves it to the evidence.
    pub async fn read_as(&self, format: &str) -> Outcome<()> {
        self.find("#read-as").await?.select_by_value(format).await?;
        self.settle().await
    }

    /// What was noticed about the text, as it is listed.
    pub async fn findings(&self) -> Outcome<Vec<Finding>> {
        self.findings_at("#document").await
    }

    pub(crate) async fn findings_at(&self, place: &str) -> Outcome<Vec<Finding>> {
        let found: Vec<[String; 4]> = serde_json::from_value(self.script(FINDINGS, vec![json!(place)]).await?)?;
        let findings = found.into_iter().map(|[kind, line, words, source]| {
            let line = line.strip_prefix("line ").and_then(|line| line.parse().ok());
            Finding { kind, line, words, source }
        });
        Ok(findings.collect())
    }

    /// What processes say of their memory in the text, held against the model.
    pub async fn checks(&self) -> Outcome<Vec<Check>> {
        type Rows = Vec<(String, String, String, Option<String>)>;
        let checks: Vec<(String, Rows)> = serde_json::from_value(self.script(CHECKS, vec![]).await?)?;
        let pool = |(pool, said, derived, difference)| CheckedPool { pool, said, derived, difference };
        Ok(checks.into_iter().map(|(title, pools)| Check { title, pools: pools.into_iter().map(pool).collect() }).collect())
    }

    /// Puts the text away.
    pub async fn put_away(&self) -> Outcome<()> {
        self.find("#put-away").await?.click().await?;
        self.settle().await
    }

    /// Elements of the page that load or run something, in the order of the document.
    pub async fn loading_elements(&self) -> Outcome<Vec<String>> {
        let read = "return [...document.body.querySelectorAll('script, img, image, iframe, object, embed, link, style, video, audio')].map((found) => found.outerHTML);";
        Ok(serde_json::from_value(self.script(read, vec![]).await?)?)
    }

    async fn options(&self, list: &str) -> Outcome<Vec<(String, String)>> {
        Ok(serde_json::from_value(self.script(OPTIONS, vec![json!(list)]).await?)?)
    }
}

/// Taking it away.
impl Page {
    /// What can be written, each by its name in the document and in words.
    pub async fn writings(&self) -> Outcome<Vec<(String, String)>> {
        self.open_tab(Tab::Configuration).await?;
        self.options("#writing").await
    }

    /// What is written, by its name in the document.
    pub async fn writing(&self) -> Outcome<String> {
        self.open_tab(Tab::Configuration).await?;
        Ok(self.find("#writing").await?.prop("value").await?.unwrap_or_default())
    }

    /// Chooses what is written.
    pub async fn write_as(&self, writing: &str) -> Outcome<()> {
        self.open_tab(Tab::Configuration).await?;
        self.find("#writing").await?.select_by_value(writing).await?;
        self.settle().await
    }

    /// The written text as it is shown, to the letter.
    pub async fn written_text(&self) -> Outcome<String> {
        self.open_tab(Tab::Configuration).await?;
        Ok(self.find("#written").await?.prop("textContent").await?.unwrap_or_default())
    }

    /// The lines of the written text that are marked as changed.
    pub async fn marked_lines(&self) -> Outcome<Vec<String>> {
        self.open_tab(Tab::Configuration).await?;
        let lines = self.script("return [...document.querySelectorAll('#written mark')].map((line) => line.textContent);", vec![]).await?;
        Ok(serde_json::from_value(lines)?)
    }

    /// Everything on the tab of the configuration, as it is read.
    pub async fn configuration_panel(&self) -> Outcome<String> {
        self.open_tab(Tab::Configuration).await?;
        Ok(self.find("#panel-configuration").await?.text().await?)
    }

    /// What is said of what the written text cannot say.
    pub async fn written_findings(&self) -> Outcome<Vec<Finding>> {
        self.open_tab(Tab::Configuration).await?;
        self.findings_at("#panel-configuration").await
    }

    /// Width and height of the picture that is shown in the place of the text, once it has loaded. Unit: CSS pixels.
    pub async fn written_picture(&self) -> Outcome<(u32, u32)> {
        // Of an image that is laid out WebKit tells the size that it is shown in, of one that is not its own.
        let read = "const done = arguments[0];
            const shown = document.querySelector('#panel-configuration img');
            const picture = new Image();
            const size = () => done([picture.naturalWidth, picture.naturalHeight]);
            picture.src = shown?.src ?? '';
            picture.decode().then(size, size);";
        Ok(serde_json::from_value(self.script_until_done(read, vec![]).await?)?)
    }

    /// Presses a button that copies, waits until the page says that it did, and gives the text in the clipboard.
    pub(crate) async fn copy_by(&self, button: &str, said: &str) -> Outcome<String> {
        // What an earlier button said may still stand there, so the clipboard has to tell.
        const BEFORE: &str = "nothing was copied";
        self.put_into_clipboard(BEFORE).await?;
        self.find(button).await?.click().await?;
        self.wait_for_words_in(said).await?;
        let start = Instant::now();
        loop {
            match self.clipboard().await? {
                copied if copied != BEFORE => return Ok(copied),
                _ if start.elapsed() > PATIENCE => return Err(format!("{button} copies nothing").into()),
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Presses the copy button over a picture, waits until the page says that it copied, and gives the picture in the clipboard: a PNG.
    pub async fn copy_picture(&self) -> Outcome<Vec<u8>> {
        const READ: &str = "const done = arguments[0];
            navigator.clipboard.read()
                .then(([item]) => item.getType('image/png'))
                .then((picture) => picture.arrayBuffer())
                .then((bytes) => done(btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))), (error) => done(`no picture: ${error}`));";
        self.put_into_clipboard("no picture").await?;
        self.find("#copy-configuration").await?.click().await?;
        self.wait_for_words_in("#panel-configuration .taking__said").await?;
        let start = Instant::now();
        loop {
            let copied = self.script_until_done(READ, vec![]).await?;
            match copied.as_str() {
                Some(picture) if !picture.starts_with("no picture") => return Ok(BASE64_STANDARD.decode(picture)?),
                _ if start.elapsed() > PATIENCE => {
                    let said = self.find("#panel-configuration .taking__said").await?.text().await?;
                    return Err(format!("the page says `{said}`, the clipboard {copied}").into());
                }
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Presses the download button of a tab and gives the file that the browser puts down.
    pub async fn download(&self, tab: Tab) -> Outcome<Download> {
        self.open_tab(tab).await?;
        let folder = devtools::empty_downloads(&self.session).await?;
        self.find(&format!("#download-{}", tab.id())).await?.click().await?;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            for file in std::fs::read_dir(&folder)? {
                let file = file?;
                let name = file.file_name().to_string_lossy().into_owned();
                // Until it is whole a file has a name of the browser's own, and an empty one keeps its place.
                let content = if devtools::is_unfinished(&name) { Vec::new() } else { std::fs::read(file.path())? };
                // Some write the file under its name: it is whole once it grows no more.
                tokio::time::sleep(GROWTH).await;
                if !content.is_empty() && std::fs::metadata(file.path())?.len() == content.len() as u64 {
                    return Ok(Download { name, content });
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Err(format!("the browser puts no file down for {tab:?}").into())
    }
}

/// How long the page keeps the browser busy.
impl Page {
    /// Begins to note every task of the browser that takes longer than a twentieth of a second.
    pub async fn watch_long_tasks(&self) -> Outcome<()> {
        let watch = "window.longTasks = [];
            new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((task) => task.duration))).observe({ entryTypes: ['longtask'] });";
        self.script(watch, vec![]).await?;
        Ok(())
    }

    /// The tasks noted since. Unit: milliseconds.
    pub async fn long_tasks(&self) -> Outcome<Vec<f64>> {
        self.settle().await?;
        let tasks: Value = self.script("return window.longTasks.splice(0);", vec![]).await?;
        Ok(serde_json::from_value(tasks)?)
    }
}
