//! Chromium's developer tools, which chromedriver passes on.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use super::{ColorScheme, DriverCommand, Medium, View};
use crate::Outcome;

pub(super) async fn look_with(client: &Client, view: View) -> Result<(), CmdError> {
    let is_phone = view.width <= View::PHONE.width;
    let metrics = json!({
        "width": view.width, "height": view.height, "mobile": is_phone, "deviceScaleFactor": if is_phone { 2 } else { 1 },
    });
    execute(client, "Emulation.setDeviceMetricsOverride", metrics).await?;
    show_on(client, Medium::Screen, view.scheme).await
}

pub(super) async fn show_on(client: &Client, medium: Medium, scheme: ColorScheme) -> Result<(), CmdError> {
    let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
    let mut features = vec![feature("prefers-color-scheme", scheme.id())];
    match medium {
        Medium::ForcedColors => features.push(feature("forced-colors", "active")),
        Medium::ReducedMotion => features.push(feature("prefers-reduced-motion", "reduce")),
        Medium::Screen | Medium::Print => {}
    }
    let media = if medium == Medium::Print { "print" } else { "" };
    execute(client, "Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await?;
    Ok(())
}

/// A slow connection on a slow device: 150 ms and 1.6 Mbit/s, as tools call "slow 4G", and a processor of a quarter of the speed.
pub(super) async fn slow_down(client: &Client) -> Result<(), CmdError> {
    const BYTES_PER_MEGABIT: f64 = 125_000.0;
    let network = json!({
        "offline": false, "latency": 150, "downloadThroughput": 1.6 * BYTES_PER_MEGABIT, "uploadThroughput": 0.75 * BYTES_PER_MEGABIT,
    });
    execute(client, "Network.enable", json!({})).await?;
    execute(client, "Network.emulateNetworkConditions", network).await?;
    execute(client, "Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
    Ok(())
}

pub(super) async fn run_first(client: &Client, script: &str) -> Result<(), CmdError> {
    execute(client, "Page.enable", json!({})).await?;
    execute(client, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
    Ok(())
}

pub(super) async fn print(client: &Client) -> Outcome<Vec<u8>> {
    // As a person prints: without colours behind things, and with the margins and the paper that the style sheet asks for.
    let asked = json!({ "printBackground": false, "preferCSSPageSize": true });
    let printed = execute(client, "Page.printToPDF", asked).await?;
    Ok(BASE64_STANDARD.decode(printed["data"].as_str().unwrap_or_default())?)
}

pub(super) async fn prefer_languages(client: &Client, languages: &str) -> Result<(), CmdError> {
    let agent = client.execute("return navigator.userAgent;", Vec::new()).await?;
    execute(client, "Emulation.setUserAgentOverride", json!({ "userAgent": agent, "acceptLanguage": languages })).await?;
    Ok(())
}

pub(super) async fn allow_clipboard(client: &Client, origin: &str) -> Result<(), CmdError> {
    let permissions = json!({ "origin": origin.trim_end_matches('/'), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    execute(client, "Browser.grantPermissions", permissions).await?;
    Ok(())
}

pub(super) async fn download_into(client: &Client, folder: &Path) -> Result<(), CmdError> {
    let behavior = json!({ "behavior": "allow", "downloadPath": folder.display().to_string() });
    execute(client, "Browser.setDownloadBehavior", behavior).await?;
    Ok(())
}

pub(super) async fn installation_errors(client: &Client) -> Outcome<Vec<String>> {
    let found = execute(client, "Page.getInstallabilityErrors", json!({})).await?;
    let errors = found["installabilityErrors"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(errors.iter().map(Value::to_string).collect())
}

pub(super) async fn drop_file(client: &Client, (x, y): (f64, f64), file: &Path) -> Result<(), CmdError> {
    const COPY: u32 = 1;
    let carried = json!({ "items": [], "files": [file.display().to_string()], "dragOperationsMask": COPY });
    for kind in ["dragEnter", "dragOver", "drop"] {
        execute(client, "Input.dispatchDragEvent", json!({ "type": kind, "x": x, "y": y, "data": carried })).await?;
    }
    Ok(())
}

pub(super) async fn picture(client: &Client) -> Outcome<Vec<u8>> {
    let picture = execute(client, "Page.captureScreenshot", json!({ "format": "png", "captureBeyondViewport": true })).await?;
    Ok(BASE64_STANDARD.decode(picture["data"].as_str().unwrap_or_default())?)
}

pub(super) async fn console_complaints(client: &Client) -> Outcome<Vec<String>> {
    let log = DriverCommand::run(client, "se/log", Some(json!({ "type": "browser" }))).await?;
    let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
    let severe = entries.iter().filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
    Ok(severe.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect())
}

async fn execute(client: &Client, command: &str, parameters: Value) -> Result<Value, CmdError> {
    DriverCommand::run(client, "goog/cdp/execute", Some(json!({ "cmd": command, "params": parameters }))).await
}
