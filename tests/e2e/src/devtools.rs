//! What WebDriver has no word for and Chromium's developer tools have: the view of a device, the colour scheme, the console.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use crate::Outcome;

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

impl View {
    /// A phone.
    pub const PHONE: View = View { width: 390, height: 844, scheme: ColorScheme::Light };
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

/// Makes the page see this view.
pub(crate) async fn look_with(client: &Client, view: View) -> Outcome<()> {
    let is_phone = view.width <= View::PHONE.width;
    let metrics = json!({
        "width": view.width, "height": view.height, "mobile": is_phone, "deviceScaleFactor": if is_phone { 2 } else { 1 },
    });
    execute(client, "Emulation.setDeviceMetricsOverride", metrics).await?;
    let features = json!([{ "name": "prefers-color-scheme", "value": view.scheme.id() }]);
    execute(client, "Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    Ok(())
}

/// Lets the page read and write the clipboard without asking, as a person would let it.
pub(crate) async fn allow_clipboard(client: &Client, origin: &str) -> Outcome<()> {
    let permissions = json!({ "origin": origin.trim_end_matches('/'), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    execute(client, "Browser.grantPermissions", permissions).await?;
    Ok(())
}

/// Makes the browser put what is downloaded into a folder.
pub(crate) async fn download_into(client: &Client, folder: &Path) -> Outcome<()> {
    let behavior = json!({ "behavior": "allow", "downloadPath": folder.display().to_string() });
    execute(client, "Browser.setDownloadBehavior", behavior).await?;
    Ok(())
}

/// What keeps the browser from installing the page.
pub(crate) async fn installation_errors(client: &Client) -> Outcome<Vec<String>> {
    let found = execute(client, "Page.getInstallabilityErrors", json!({})).await?;
    let errors = found["installabilityErrors"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(errors.iter().map(Value::to_string).collect())
}

/// Drags a file from the system over a place in the window and lets it go there. Unit: CSS pixels.
pub(crate) async fn drop_file(client: &Client, (x, y): (f64, f64), file: &Path) -> Outcome<()> {
    const COPY: u32 = 1;
    let carried = json!({ "items": [], "files": [file.display().to_string()], "dragOperationsMask": COPY });
    for kind in ["dragEnter", "dragOver", "drop"] {
        execute(client, "Input.dispatchDragEvent", json!({ "type": kind, "x": x, "y": y, "data": carried })).await?;
    }
    Ok(())
}

/// A picture of the whole page, also of what is below the window: a PNG.
pub(crate) async fn picture(client: &Client) -> Outcome<Vec<u8>> {
    let picture = execute(client, "Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true })).await?;
    Ok(BASE64_STANDARD.decode(picture["data"].as_str().unwrap_or_default())?)
}

/// Warnings and errors on the console since the last call, breaches of the Content-Security-Policy among them.
pub(crate) async fn console_complaints(client: &Client) -> Outcome<Vec<String>> {
    let log = client.issue_cmd(DriverCommand { path: "se/log", body: json!({ "type": "browser" }) }).await?;
    let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
    let severe = entries.iter().filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
    Ok(severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect())
}

async fn execute(client: &Client, command: &str, parameters: Value) -> Result<Value, CmdError> {
    client.issue_cmd(DriverCommand { path: "goog/cdp/execute", body: json!({ "cmd": command, "params": parameters }) }).await
}

/// A command of chromedriver's own, below the address of the session.
#[derive(Debug)]
struct DriverCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for DriverCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
