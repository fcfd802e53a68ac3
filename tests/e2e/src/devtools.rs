//! What WebDriver has no word for: the view of a device, the colour scheme, downloads, dropped files, the console.
//! One interface for every browser; how each does it stands in a file of its own.

mod chromium;
mod firefox;
mod synthetic;
mod webkit;

use std::path::{Path, PathBuf};

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::Value;

use crate::browser::downloads;
use crate::driver::Session;
use crate::{Browser, Outcome};

/// What the page is looked at with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The width of the page. Unit: CSS pixels.
    pub width: u32,
    /// The height of the window. Unit: CSS pixels.
    pub height: u32,
    /// What the system is set to.
    pub scheme: ColorScheme,
}

/// The colour scheme of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What the page may be shown on, or for whom, besides a screen with colours of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A screen, with every setting of the system as it comes.
    Screen,
    /// Paper.
    Print,
    /// A screen on which the system gives the few colours that there are.
    ForcedColors,
    /// A screen on which nothing is to move by itself.
    ReducedMotion,
}

impl View {
    /// The narrowest window that has to do.
    pub const NARROWEST: View = View { width: 320, height: 700, scheme: ColorScheme::Light };
    /// A phone.
    pub const PHONE: View = View { width: 390, height: 844, scheme: ColorScheme::Light };
    /// A laptop whose person has zoomed in to 200 %, which halves the pixels that the page has.
    pub const ZOOMED: View = View { width: 640, height: 400, scheme: ColorScheme::Light };
    /// A laptop.
    pub const LAPTOP: View = View { width: 1280, height: 800, scheme: ColorScheme::Light };
    /// A wide screen.
    pub const WIDE: View = View { width: 1920, height: 1080, scheme: ColorScheme::Light };

    /// The same view on a dark system.
    #[must_use]
    pub const fn dark(self) -> View {
        View { scheme: ColorScheme::Dark, ..self }
    }

    /// A name for files, such as `390-dark`.
    pub fn name(self) -> String {
        format!("{}-{}", self.width, self.scheme.id())
    }
}

impl ColorScheme {
    const fn id(self) -> &'static str {
        match self {
            ColorScheme::Light => "light",
            ColorScheme::Dark => "dark",
        }
    }
}

/// Slows the connection and the device down, as [`chromium::slow_down`] says. Others have no such tool, and what is slow there is fast.
pub(crate) async fn slow_down(session: &Session) -> Outcome<()> {
    if session.browser == Browser::Chromium {
        chromium::slow_down(&session.client).await?;
    }
    Ok(())
}

/// Runs a script in every page before anything of the page itself.
pub(crate) async fn run_first(session: &Session, script: &str) -> Outcome<()> {
    match session.browser {
        Browser::Chromium => Ok(chromium::run_first(&session.client, script).await?),
        Browser::Firefox | Browser::WebKit => Err("only Chromium runs a script before those of a page".into()),
    }
}

/// Makes of a browser that is shared one that remembers nothing of an earlier visit which a page of another origin could find.
pub(crate) async fn renew(session: &mut Session) -> Outcome<()> {
    match session.browser {
        Browser::Chromium | Browser::WebKit => Err(beyond(session, "be shared")),
        Browser::Firefox => firefox::renew(session).await,
    }
}

/// Makes the page see this view.
pub(crate) async fn look_with(session: &Session, view: View) -> Outcome<()> {
    match session.browser {
        Browser::Chromium => chromium::look_with(&session.client, view).await?,
        Browser::Firefox => firefox::look_with(&session.client, view).await?,
        Browser::WebKit => webkit::look_with(session, view).await?,
    }
    Ok(())
}

/// Whether the page can be made to see this view without opening another browser.
pub(crate) fn can_look_with(session: &Session, view: View) -> bool {
    session.browser != Browser::WebKit || view.scheme == session.scheme
}

/// Makes the page see this medium.
pub(crate) async fn show_on(session: &Session, medium: Medium, scheme: ColorScheme) -> Outcome<()> {
    match session.browser {
        Browser::Chromium => Ok(chromium::show_on(&session.client, medium, scheme).await?),
        Browser::Firefox => firefox::show_on(&session.client, medium, scheme).await,
        Browser::WebKit => Err(beyond(session, "show the page on another medium")),
    }
}

/// The page as it is printed on A4: a PDF.
pub(crate) async fn print(session: &Session) -> Outcome<Vec<u8>> {
    match session.browser {
        Browser::Chromium => chromium::print(&session.client).await,
        Browser::Firefox | Browser::WebKit => Err(beyond(session, "print to a file whose sheets can be counted")),
    }
}

/// What keeps the browser from installing the page.
pub(crate) async fn installation_errors(session: &Session) -> Outcome<Vec<String>> {
    match session.browser {
        Browser::Chromium => chromium::installation_errors(&session.client).await,
        Browser::Firefox | Browser::WebKit => Err(beyond(session, "install a page")),
    }
}

/// Lets the browser prefer these languages, in the form of an `Accept-Language`.
pub(crate) async fn prefer_languages(session: &Session, languages: &str) -> Outcome<()> {
    match session.browser {
        Browser::Chromium => Ok(chromium::prefer_languages(&session.client, languages).await?),
        Browser::Firefox => firefox::prefer_languages(&session.client, languages).await,
        Browser::WebKit => Err(beyond(session, "prefer other languages than at its start")),
    }
}

/// Lets the page read and write the clipboard without asking, as a person would let it.
pub(crate) async fn allow_clipboard(session: &Session, origin: &str) -> Outcome<()> {
    match session.browser {
        Browser::Chromium => Ok(chromium::allow_clipboard(&session.client, origin).await?),
        // Their settings allow it from the start.
        Browser::Firefox | Browser::WebKit => Ok(()),
    }
}

/// The folder into which the browser puts what is downloaded, with nothing in it.
pub(crate) async fn empty_downloads(session: &Session) -> Outcome<PathBuf> {
    let folder = downloads(&session.folder);
    for old in std::fs::read_dir(&folder)? {
        std::fs::remove_file(old?.path())?;
    }
    if session.browser == Browser::Chromium {
        chromium::download_into(&session.client, &folder).await?;
    }
    Ok(folder)
}

/// Whether a file of this name is one that a browser is still writing.
pub(crate) fn is_unfinished(name: &str) -> bool {
    name.starts_with('.') || [".crdownload", ".part", ".wkdownload"].iter().any(|ending| name.ends_with(ending))
}

/// Drags a file from the system over a place in the window and lets it go there. Unit: CSS pixels.
pub(crate) async fn drop_file(session: &Session, at: (f64, f64), file: &Path) -> Outcome<()> {
    match session.browser {
        Browser::Chromium => Ok(chromium::drop_file(&session.client, at, file).await?),
        Browser::Firefox | Browser::WebKit => synthetic::drop_file(&session.client, at, file).await,
    }
}

/// A picture of the page: of all of it where the browser can, else of what the window shows. A PNG.
pub(crate) async fn picture(session: &Session) -> Outcome<Vec<u8>> {
    match session.browser {
        Browser::Chromium => chromium::picture(&session.client).await,
        Browser::Firefox => firefox::picture(&session.client).await,
        Browser::WebKit => Ok(session.client.screenshot().await?),
    }
}

/// Begins to listen for complaints where the browser does not keep them by itself; after each start of the page.
pub(crate) async fn listen_for_complaints(session: &Session) -> Outcome<()> {
    match session.browser {
        Browser::Chromium | Browser::Firefox => Ok(()),
        Browser::WebKit => webkit::listen_for_complaints(&session.client).await,
    }
}

/// Warnings and errors on the console since the last call, breaches of the Content-Security-Policy among them.
pub(crate) async fn console_complaints(session: &Session) -> Outcome<Vec<String>> {
    match session.browser {
        Browser::Chromium => chromium::console_complaints(&session.client).await,
        Browser::Firefox => firefox::console_complaints(session).await,
        Browser::WebKit => webkit::console_complaints(&session.client).await,
    }
}

/// What a browser cannot do; the tests that need it are not run there, which crates/xtask/src/engines.rs lists.
fn beyond(session: &Session, what: &str) -> Box<dyn std::error::Error + Send + Sync> {
    format!("{} cannot {what} when it is driven", session.browser.name()).into()
}

/// A command of a driver's own, below the address of the session. It reads where there is no body.
#[derive(Debug)]
struct DriverCommand {
    path: &'static str,
    body: Option<Value>,
}

impl DriverCommand {
    async fn run(client: &Client, path: &'static str, body: Option<Value>) -> Result<Value, CmdError> {
        client.issue_cmd(DriverCommand { path, body }).await
    }
}

impl WebDriverCompatibleCommand for DriverCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::GET, None),
        }
    }
}
