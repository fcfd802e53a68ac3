//! One visit to the page: server, driver, browser, and at the end what the browser had to complain of.

use std::fs;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use fantoccini::Client;
use page_server::{PageServer, Reloading};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::driver::{Driver, Session};
use crate::page::PATIENCE;
use crate::{Browser, ColorScheme, Outcome, Page, Scratch, View, devtools};

/// Opens the built page in a fresh browser, does what is to be done there, and closes the browser whatever happened.
///
/// It fails where the work fails, and otherwise where the browser complained meanwhile: of an error or a warning on the
/// console, of a breach of the Content-Security-Policy, or of anything loaded from another origin.
///
/// # Panics
/// Where the work panics, as a failed assertion does.
pub async fn visit<T>(view: View, work: impl AsyncFnOnce(&Page) -> Outcome<T>) -> Outcome<T> {
    visit_at(&page_address()?, view, work).await
}

/// The same for a page at any address.
///
/// # Panics
/// Where the work panics.
pub async fn visit_at<T>(address: &str, view: View, work: impl AsyncFnOnce(&Page) -> Outcome<T>) -> Outcome<T> {
    in_session(view, async |session| {
        devtools::allow_clipboard(session, address).await?;
        let page = Page::open(session, address).await?;
        let given = work(&page).await?;
        without_complaints(session, address).await.map(|()| given)
    })
    .await
}

/// Opens a page of somebody else's, as strictly.
///
/// # Panics
/// Where the work panics.
pub async fn visit_site<T>(address: &str, view: View, work: impl AsyncFnOnce(&Client) -> Outcome<T>) -> Outcome<T> {
    in_session(view, async |session| {
        session.client.goto(address).await?;
        let given = work(&session.client).await?;
        without_complaints(session, address).await.map(|()| given)
    })
    .await
}

async fn without_complaints(session: &Session, address: &str) -> Outcome<()> {
    let complaints = complaints(session, address).await?;
    if complaints.is_empty() { Ok(()) } else { Err(format!("the browser complained:\n{}", complaints.join("\n")).into()) }
}

/// Opens a page that cannot start, from a folder of its own; gives what the page says.
pub async fn visit_in_vain(folder: &Path) -> Outcome<String> {
    let address = PageServer::bind(folder, 0, Reloading::Off)?.serve_in_background();
    in_session(View::LAPTOP, async |session| Page::failure_to_start(&session.client, &address).await).await
}

/// Opens a page of this folder as soon as its first half works, over a slow connection if so, whatever the browser may have to complain of.
pub async fn visit_first_half<T>(folder: &Path, is_slow: bool, work: impl AsyncFnOnce(&Page) -> Outcome<T>) -> Outcome<T> {
    let address = PageServer::bind(folder, 0, Reloading::Off)?.serve_in_background();
    in_session(View::LAPTOP, async |session| {
        devtools::allow_clipboard(session, &address).await?;
        if is_slow {
            devtools::slow_down(session).await?;
        }
        work(&Page::open_in_part(session, &address).await?).await
    })
    .await
}

/// Opens the page of a folder for the first time, over a slow connection on a slow device, with a script of ours in it before everything
/// else; gives what the script puts into `window.visited`.
pub async fn first_visit(folder: &Path, script: &str) -> Outcome<Value> {
    let address = PageServer::bind(folder, 0, Reloading::Off)?.serve_in_background();
    in_session(View::LAPTOP, async |session| {
        devtools::run_first(session, script).await?;
        devtools::slow_down(session).await?;
        session.client.goto(&address).await?;
        let start = Instant::now();
        loop {
            let visited = session.client.execute("return window.visited ?? null;", Vec::new()).await?;
            if !visited.is_null() {
                return Ok(visited);
            }
            if start.elapsed() > PATIENCE {
                return Err("no slider answered".into());
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    })
    .await
}

/// Starts a fresh browser, does what is to be done in it, and closes it whatever happened.
///
/// # Panics
/// Where the work panics, as a failed assertion does.
pub async fn in_browser<T>(view: View, work: impl AsyncFnOnce(&Client) -> Outcome<T>) -> Outcome<T> {
    in_session(view, async |session| work(&session.client).await).await
}

/// A browser and its driver.
type Opened = (Driver, Session);

/// Browsers that are shared and have nobody visiting.
static WAITING: Mutex<Vec<Opened>> = Mutex::new(Vec::new());

/// What browsers that are shared are spoken to in: each test ends with the runtime that it was started in, and this one stays.
static STAYING: OnceLock<Result<Runtime, String>> = OnceLock::new();

async fn in_session<T>(view: View, work: impl AsyncFnOnce(&Session) -> Outcome<T>) -> Outcome<T> {
    let browser = Browser::chosen()?;
    let (driver, session) = opened(browser, view.scheme).await?;
    let ended = survive(async {
        devtools::look_with(&session, view).await?;
        work(&session).await
    })
    .await;
    if browser.is_shared() && matches!(ended, Ok(Ok(_))) {
        waiting().push((driver, session));
        return ended.unwrap_or_else(|panic| resume_unwind(panic));
    }
    let closed = session.client.clone().close().await;
    match ended {
        Ok(outcome) => outcome.and_then(|given| closed.map(|()| given).map_err(Into::into)),
        Err(panic) => resume_unwind(panic),
    }
}

fn waiting() -> MutexGuard<'static, Vec<Opened>> {
    // Whoever panicked held the list only to add to it or to take from it.
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A browser that waits, or else another one.
async fn opened(browser: Browser, scheme: ColorScheme) -> Outcome<Opened> {
    let open = async move || -> Outcome<Opened> {
        let driver = Driver::start(browser).await?;
        let session = driver.session(scheme).await?;
        Ok((driver, session))
    };
    if !browser.is_shared() {
        return open().await;
    }
    let waiting = waiting().pop();
    if let Some((driver, mut session)) = waiting {
        devtools::renew(&mut session).await?;
        return Ok((driver, session));
    }
    let staying = STAYING.get_or_init(|| Runtime::new().map_err(|error| error.to_string()));
    staying.as_ref().map_err(String::clone)?.spawn(async move { open().await }).await?
}

/// Lets a future end in a panic without ending the task, so that the browser can be closed.
async fn survive<T>(work: impl Future<Output = T>) -> std::thread::Result<T> {
    let mut work = pin!(work);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

async fn complaints(session: &Session, address: &str) -> Outcome<Vec<String>> {
    let mut complaints = devtools::console_complaints(session).await?;
    let loaded = session.client.execute("return performance.getEntriesByType('resource').map((entry) => entry.name);", Vec::new()).await?;
    let loaded: Vec<String> = serde_json::from_value(loaded)?;
    // Without the name of a file, a query or a fragment.
    let folder = address.rsplit_once('/').map_or(address, |(folder, _)| folder);
    let foreign = loaded.into_iter().filter(|loaded| !loaded.starts_with(folder) && !loaded.starts_with("data:"));
    complaints.extend(foreign.map(|foreign| format!("{foreign} was loaded from another origin")));
    Ok(complaints)
}

/// The address of the built page, served for one visit: an origin of its own, for which a browser remembers nothing.
fn page_address() -> Outcome<String> {
    let server = PageServer::bind(&built_page(), 0, Reloading::Off);
    let server = server.map_err(|error| format!("the page is not built, `cargo xtask test --only page` builds it: {error}"))?;
    Ok(server.serve_in_background())
}

/// The folder of the built page.
pub fn built_page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist")
}

/// A copy of the built page whose files can be changed.
pub fn copy_of_the_page(name: &str) -> Outcome<Scratch> {
    let copy = Scratch::new(name)?;
    for file in fs::read_dir(built_page())? {
        let file = file?;
        fs::copy(file.path(), copy.path().join(file.file_name()))?;
    }
    Ok(copy)
}

/// A file of a built page that its head names, by the name that scripts know it by.
pub fn asset(folder: &Path, name: &str) -> Outcome<PathBuf> {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let named = page.split(&format!("data-name=\"{name}\" content=\"./")).nth(1).and_then(|rest| rest.split('"').next());
    Ok(folder.join(named.ok_or_else(|| format!("the page names no {name}"))?))
}

/// A file of the corpus: a text that people hold.
pub fn corpus(file: &str) -> Outcome<PathBuf> {
    // A browser takes no path that leads up.
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(file).canonicalize()?)
}
