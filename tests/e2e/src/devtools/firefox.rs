//! Firefox's own scripts, which geckodriver lets in: there the tab can be given a size and a colour scheme, and complaints are kept.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use super::{ColorScheme, DriverCommand, Medium, View};
use crate::Outcome;
use crate::driver::{Session, printed};

/// Gives the tab a size within the window, as the browser does itself where a session asks for a viewport.
const LOOK_WITH: &str = "
    const [width, height, scheme] = arguments;
    const tab = gBrowser.selectedBrowser;
    for (const [name, length] of [['width', width], ['height', height]]) {
        tab.style.setProperty(`min-${name}`, `${length}px`);
        tab.style.setProperty(`max-${name}`, `${length}px`);
    }
    tab.browsingContext.prefersColorSchemeOverride = scheme;";

/// Shows the tab on another medium; the numbers are those of the settings: 2 stands for the system's colours always.
const SHOW_ON: &str = "
    const [medium, scheme] = arguments;
    const tab = gBrowser.selectedBrowser.browsingContext;
    tab.prefersColorSchemeOverride = scheme;
    tab.mediumOverride = medium === 'print' ? 'print' : '';
    Services.prefs.setIntPref('browser.display.document_color_use', medium === 'forced colours' ? 2 : 0);
    Services.prefs.setIntPref('ui.prefersReducedMotion', medium === 'reduced motion' ? 1 : 0);";

/// Takes back what [`SHOW_ON`] and [`prefer_languages`] set, and forgets complaints.
const RENEW: &str = "
    for (const name of ['browser.display.document_color_use', 'ui.prefersReducedMotion', 'intl.accept_languages']) {
        Services.prefs.clearUserPref(name);
    }
    Services.console.reset();";

/// Errors and warnings that the page caused: of scripts, of the Content-Security-Policy, of requests. What a style sheet says that this
/// browser does not know is not among them, nor that a busy machine came late to what the head asks for early.
const COMPLAINTS: &str = "
    const complaints = Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith('http'))
        .filter((message) => !message.category.startsWith('CSS') && !(message.flags & Ci.nsIScriptError.infoFlag))
        .filter((message) => !message.errorMessage.includes('was not used within a few seconds'))
        .map((message) => `${message.category}: ${message.errorMessage} (${message.sourceName})`);
    Services.console.reset();
    return complaints;";

/// How a line begins that Firefox prints for what a page writes to its console; its own scripts write other lines.
const PRINTED: [&str; 4] = ["console.error: \"", "console.error: (", "console.warn: \"", "console.warn: ("];

/// Gives the next visit a tab of its own: history, view and medium are a tab's.
pub(super) async fn renew(session: &mut Session) -> Outcome<()> {
    let Session { client, folder, printed_before, .. } = session;
    let fresh = client.new_window(true).await?;
    client.close_window().await?;
    client.switch_to_window(fresh.handle).await?;
    within(client, RENEW, vec![]).await?;
    *printed_before = std::fs::read(printed(folder))?.len();
    Ok(())
}

pub(super) async fn look_with(client: &Client, view: View) -> Outcome<()> {
    within(client, LOOK_WITH, vec![json!(view.width), json!(view.height), json!(view.scheme.id())]).await?;
    // The tab hears of its new size a moment later.
    let seen = "const [width, height, done] = arguments;
        const look = (times) => innerWidth === width && innerHeight === height ? done(true)
            : times === 0 ? done(`${innerWidth} × ${innerHeight}`) : setTimeout(look, 20, times - 1);
        look(250);";
    let seen = client.execute_async(seen, vec![json!(view.width), json!(view.height)]).await?;
    if seen == json!(true) { Ok(()) } else { Err(format!("the page sees {seen} in place of {view:?}").into()) }
}

pub(super) async fn show_on(client: &Client, medium: Medium, scheme: ColorScheme) -> Outcome<()> {
    let name = match medium {
        Medium::Screen => "screen",
        Medium::Print => "print",
        Medium::ForcedColors => "forced colours",
        Medium::ReducedMotion => "reduced motion",
    };
    within(client, SHOW_ON, vec![json!(name), json!(scheme.id())]).await?;
    Ok(())
}

pub(super) async fn prefer_languages(client: &Client, languages: &str) -> Outcome<()> {
    within(client, "Services.prefs.setStringPref('intl.accept_languages', arguments[0]);", vec![json!(languages)]).await?;
    Ok(())
}

pub(super) async fn picture(client: &Client) -> Outcome<Vec<u8>> {
    let picture = DriverCommand::run(client, "moz/screenshot/full", None).await?;
    Ok(BASE64_STANDARD.decode(picture.as_str().unwrap_or_default())?)
}

pub(super) async fn console_complaints(session: &Session) -> Outcome<Vec<String>> {
    let mut complaints: Vec<String> = serde_json::from_value(within(&session.client, COMPLAINTS, vec![]).await?)?;
    let printed = std::fs::read(printed(&session.folder))?;
    let printed = String::from_utf8_lossy(printed.get(session.printed_before..).unwrap_or_default());
    complaints.extend(printed.lines().filter(|line| PRINTED.iter().any(|sign| line.starts_with(sign))).map(str::to_owned));
    Ok(complaints)
}

/// Runs a script among the browser's own.
async fn within(client: &Client, script: &str, arguments: Vec<Value>) -> Result<Value, CmdError> {
    DriverCommand::run(client, "moz/context", Some(json!({ "context": "chrome" }))).await?;
    let given = client.execute(script, arguments).await;
    DriverCommand::run(client, "moz/context", Some(json!({ "context": "content" }))).await?;
    given
}
