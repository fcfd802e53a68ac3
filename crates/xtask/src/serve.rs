//! `cargo xtask serve`: builds the page and the guide, serves them on this machine and prints where.

use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::Duration;

use page_server::{PageServer, Reloading};

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::{dist, page, program, project};

/// The port that is taken if it is free.
const USUAL_PORT: u16 = 8080;

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let mut arguments = Arguments::new(arguments);
    let dev = arguments.switch("--dev");
    let port = arguments.value("--port")?.map_or(Ok(USUAL_PORT), |text| port(&text))?;
    arguments.nothing_else()?;
    if dev { serve_what_is_worked_on(port) } else { serve_what_is_published(port) }
}

fn port(text: &str) -> Outcome<u16> {
    text.parse().map_err(|_| Failure::new(format!("`--port` takes a number from 0 to 65535, not `{text}`.")))
}

fn serve_what_is_published(port: u16) -> Outcome<()> {
    page::build()?;
    let folder = project::target().join("site");
    dist::site(&folder)?;
    let server = bind(&folder, port, Reloading::Off)?;
    println!("The calculator is at {} (Ctrl+C stops it).", server.address());
    server.serve();
    Ok(())
}

/// Trunk rebuilds on every change; our server tells the open page to reload.
fn serve_what_is_worked_on(port: u16) -> Outcome<()> {
    let folder = project::target().join("dev-page");
    // So that the wait below ends with the first build of this run and not with what an older one left.
    let _ = std::fs::remove_file(folder.join("index.html"));
    std::fs::create_dir_all(&folder).while_doing(format!("Making {}", folder.display()))?;
    let mut watcher = program::start(page::trunk()?.arg("watch").arg("--dist").arg(&folder))?;
    wait_for_first_build(&mut watcher, &folder)?;
    let address = bind(&folder, port, Reloading::WhenRebuilt)?.serve_in_background();
    println!("The calculator is at {address} and reloads after each change (Ctrl+C stops it).");
    let status = watcher.wait().while_doing("Waiting for Trunk")?;
    Err(Failure::new(format!("Trunk stopped watching with {status}.")))
}

fn wait_for_first_build(watcher: &mut Child, folder: &Path) -> Outcome<()> {
    while !folder.join("index.html").is_file() {
        if let Some(status) = watcher.try_wait().while_doing("Waiting for Trunk")? {
            return Err(Failure::new(format!("Trunk stopped before the page was built, with {status}.")));
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn bind(folder: &Path, port: u16, reloading: Reloading) -> Outcome<PageServer> {
    PageServer::bind(folder, port, reloading).while_doing(format!("Serving {} on port {port} or above", folder.display()))
}
