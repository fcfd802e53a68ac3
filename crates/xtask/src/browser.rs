//! The browser for the tests: finds Chromium and its driver on this machine, and installs them where that is ours to do.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::{program, project};

/// The names that Chromium and Chrome go by.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The packages of Debian: browser, driver, and a font so that text has its width.
const DEBIAN_PACKAGES: &[&str] = &["chromium", "chromium-driver", "fonts-dejavu-core"];

/// The capabilities that every browser session of the tests asks for.
pub(crate) fn capabilities() -> PathBuf {
    project::root().join("tests/e2e/chromium.json")
}

/// The program that drives the browser. What is missing is installed as root on Debian, and named elsewhere.
pub(crate) fn bring_driver() -> Outcome<PathBuf> {
    if let Some(driver) = driver_with_browser() {
        return Ok(driver);
    }
    if !is_root_on_debian() {
        return Err(Failure::new(
            "The browser tests need Chromium and a chromedriver of the same version on the PATH. Debian and Ubuntu have them as \
             `apt-get install chromium chromium-driver`, macOS with Homebrew as `brew install --cask chromium chromedriver`.",
        ));
    }
    println!("Installing {}; this takes about a minute and is needed once.", DEBIAN_PACKAGES.join(", "));
    let apt = || {
        let mut apt = program::command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    program::run(apt().args(["update", "--quiet=2"]))?;
    program::run(apt().args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(DEBIAN_PACKAGES))?;
    driver_with_browser().ok_or_else(|| Failure::new("Chromium and its driver were installed but cannot be found on the PATH."))
}

fn driver_with_browser() -> Option<PathBuf> {
    let browser = BROWSERS.iter().find_map(|name| program::on_path(name));
    let driver = std::env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|file| file.is_file());
    // A browser that is installed as an application, as on macOS, is on no PATH; its driver finds it.
    let browser_is_there = browser.is_some() || cfg!(not(target_os = "linux"));
    driver.or_else(|| program::on_path("chromedriver")).filter(|_| browser_is_there)
}

fn is_root_on_debian() -> bool {
    let is_root = program::read(program::command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    is_root && std::path::Path::new("/etc/debian_version").is_file() && program::on_path("apt-get").is_some()
}
