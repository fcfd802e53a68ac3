//! What `WebKitGTK`'s browser can be brought to by its window and from within the page.

use std::time::Duration;

use fantoccini::Client;

use super::{View, beyond};
use crate::Outcome;
use crate::driver::{SCREEN, Session};

/// How often a window may be given a size until the page has the one that is wanted.
const ATTEMPTS: u32 = 10;

/// What a window takes for a new size.
const MOMENT: Duration = Duration::from_millis(40);

/// Where complaints are kept until they are asked for, across loads of the page.
///
/// Breaches of the Content-Security-Policy are reported also where they came before this; errors of scripts only from here on. A page whose
/// start fails says so itself.
const LISTEN: &str = "
    if (window.complaintsOfTests) return;
    window.complaintsOfTests = true;
    const keep = (complaint) => {
        const kept = JSON.parse(sessionStorage.getItem('complaints of tests') ?? '[]');
        sessionStorage.setItem('complaints of tests', JSON.stringify([...kept, complaint]));
    };
    addEventListener('error', ({ message, filename }) => keep(`${message} (${filename})`));
    addEventListener('unhandledrejection', ({ reason }) => keep(`rejected and not handled: ${reason}`));
    for (const level of ['warn', 'error']) {
        const said = console[level].bind(console);
        console[level] = (...words) => { keep(`console.${level}: ${words.join(' ')}`); said(...words); };
    }
    const report = ({ body }) => keep(`${body.effectiveDirective} refused ${body.blockedURL} (${body.sourceFile})`);
    new ReportingObserver((reports) => reports.forEach(report), { types: ['csp-violation'], buffered: true }).observe();";

const COMPLAINTS: &str = "
    const kept = JSON.parse(sessionStorage.getItem('complaints of tests') ?? '[]');
    sessionStorage.removeItem('complaints of tests');
    return kept;";

pub(super) async fn look_with(session: &Session, view: View) -> Outcome<()> {
    if view.scheme != session.scheme {
        return Err(beyond(session, "change the colour scheme of the system"));
    }
    // The window has a bar of its own, so it is made higher by what the page lacks.
    let (mut height, mut seen) = (view.height, (0, 0));
    for _ in 0..ATTEMPTS {
        // Around the middle of the screen, where the pointer rests: nobody else says which window has the focus.
        let (x, y) = ((SCREEN.0.saturating_sub(view.width)) / 2, (SCREEN.1.saturating_sub(height)) / 2);
        session.client.set_window_rect(x, y, view.width, height).await?;
        seen = resting_size(&session.client).await?;
        if seen == (view.width, view.height) {
            return Ok(());
        }
        height = (height + view.height).saturating_sub(seen.1);
    }
    Err(format!("the page sees {} × {} in place of {view:?}", seen.0, seen.1).into())
}

/// The size of the page once it is the same twice. Unit: CSS pixels.
async fn resting_size(client: &Client) -> Outcome<(u32, u32)> {
    let mut before = None;
    loop {
        tokio::time::sleep(MOMENT).await;
        let size = serde_json::from_value(client.execute("return [innerWidth, innerHeight];", vec![]).await?)?;
        if before == Some(size) {
            return Ok(size);
        }
        before = Some(size);
    }
}

pub(super) async fn listen_for_complaints(client: &Client) -> Outcome<()> {
    client.execute(LISTEN, vec![]).await?;
    Ok(())
}

pub(super) async fn console_complaints(client: &Client) -> Outcome<Vec<String>> {
    // Reports come a moment after what they are about.
    client.execute_async("setTimeout(arguments[0], 50);", vec![]).await?;
    Ok(serde_json::from_value(client.execute(COMPLAINTS, vec![]).await?)?)
}
