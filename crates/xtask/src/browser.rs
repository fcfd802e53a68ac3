//! The browsers for the tests: finds each and its driver on this machine, and installs them where that is ours to do.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::{program, project, tools};

/// A browser that the end-to-end tests know, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox; Debian has the one with extended support.
    Firefox,
    /// `WebKitGTK`, the engine of Safari, in its `MiniBrowser`.
    WebKit,
}

/// What an engine needs of the machine.
struct Needs {
    /// The name by which the tests know it.
    name: &'static str,
    /// The packages of Debian, with a font so that text has its width.
    debian: &'static [&'static str],
    /// What to do where they are not installed for a person.
    elsewhere: &'static str,
}

/// A variable of the tests' surroundings, and the program that it names.
pub(crate) type Variable = (&'static str, PathBuf);

/// The names that Chromium and Chrome go by.
const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The names that Firefox goes by.
const FIREFOX: &[&str] = &["firefox-esr", "firefox"];

/// Where macOS keeps it; its driver finds it there.
const FIREFOX_OF_MACOS: &str = "/Applications/Firefox.app";

/// The folders in which Debian keeps the libraries of `WebKitGTK`, each of an architecture and a version, newest first.
const WEBKIT_VERSIONS: &[&str] = &["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];

/// The capabilities that every session in Chromium asks for.
pub(crate) fn capabilities() -> PathBuf {
    project::root().join("tests/e2e/engines/chromium.json")
}

/// The program that drives Chromium. What is missing is installed as root on Debian, and named elsewhere.
pub(crate) fn bring_driver() -> Outcome<PathBuf> {
    let found = Engine::Chromium.bring()?;
    found.into_iter().next().map(|(_, driver)| driver).ok_or_else(|| Failure::new("Chromium has no driver."))
}

impl Engine {
    /// The name by which the tests know it.
    pub(crate) const fn name(self) -> &'static str {
        self.needs().name
    }

    const fn needs(self) -> Needs {
        match self {
            Engine::Chromium => Needs {
                name: "chromium",
                debian: &["chromium", "chromium-driver", "fonts-dejavu-core"],
                elsewhere: "Chromium and a chromedriver of the same version on the PATH. Debian and Ubuntu have them as \
                            `apt-get install chromium chromium-driver`, macOS with Homebrew as `brew install --cask chromium chromedriver`.",
            },
            Engine::Firefox => Needs {
                name: "firefox",
                debian: &["firefox-esr", "fonts-dejavu-core"],
                elsewhere: "Firefox on the PATH. Debian has it as `apt-get install firefox-esr`; its driver is then brought by itself.",
            },
            Engine::WebKit => Needs {
                name: "webkit",
                debian: &["webkit2gtk-driver", "xvfb", "fonts-dejavu-core"],
                elsewhere: "WebKitGTK with its driver, which there is for Linux only, and Xvfb. Debian and Ubuntu have them as \
                            `apt-get install webkit2gtk-driver xvfb`.",
            },
        }
    }

    /// Finds the browser and its driver or installs them; gives what tells the tests where they are. An absence where they cannot be had.
    pub(crate) fn bring(self) -> Outcome<Vec<Variable>> {
        if let Some(found) = self.find()? {
            return Ok(found);
        }
        let Needs { name, debian, elsewhere } = self.needs();
        if !is_root_on_debian() {
            return Err(Failure::absence(format!("The tests in {name} need {elsewhere}")));
        }
        install(debian).map_err(|failure| Failure::absence(format!("{failure}\nThe tests in {name} need {elsewhere}")))?;
        self.find()?.ok_or_else(|| Failure::new(format!("{} were installed, but browser or driver cannot be found.", debian.join(", "))))
    }

    fn find(self) -> Outcome<Option<Vec<Variable>>> {
        match self {
            Engine::Chromium => {
                // A browser that is installed as an application, as on macOS, is on no PATH; its driver finds it.
                let browser_is_there = is_on_path(CHROMIUM) || cfg!(not(target_os = "linux"));
                let driver = given("CHROMEDRIVER").or_else(|| program::on_path("chromedriver"));
                Ok(driver.filter(|_| browser_is_there).map(|driver| vec![("CHROMEDRIVER", driver)]))
            }
            Engine::Firefox if !is_on_path(FIREFOX) && !Path::new(FIREFOX_OF_MACOS).exists() => Ok(None),
            Engine::Firefox => {
                let driver = given("GECKODRIVER").map_or_else(tools::bring_geckodriver, Ok)?;
                Ok(Some(vec![("GECKODRIVER", driver)]))
            }
            Engine::WebKit => {
                let driver = given("WEBKITDRIVER").or_else(|| program::on_path("WebKitWebDriver"));
                let browser = given("MINIBROWSER").or_else(mini_browser);
                let found = driver.zip(browser).filter(|_| program::on_path("Xvfb").is_some());
                Ok(found.map(|(driver, browser)| vec![("WEBKITDRIVER", driver), ("MINIBROWSER", browser)]))
            }
        }
    }
}

fn install(packages: &[&str]) -> Outcome<()> {
    println!("Installing {}; this takes about a minute and is needed once.", packages.join(", "));
    let apt = || {
        let mut apt = program::command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    program::run(apt().args(["update", "--quiet=2"]))?;
    program::run(apt().args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages))
}

fn is_on_path(names: &[&str]) -> bool {
    names.iter().any(|name| program::on_path(name).is_some())
}

fn given(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}

/// The browser of `WebKitGTK`, which is on no PATH.
fn mini_browser() -> Option<PathBuf> {
    let libraries = std::fs::read_dir("/usr/lib").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let folders: Vec<PathBuf> = std::iter::once(PathBuf::from("/usr/lib")).chain(libraries).collect();
    let places = WEBKIT_VERSIONS.iter().flat_map(|version| folders.iter().map(move |folder| folder.join(version).join("MiniBrowser")));
    places.into_iter().find(|program| program.is_file())
}

fn is_root_on_debian() -> bool {
    let is_root = program::read(program::command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    is_root && Path::new("/etc/debian_version").is_file() && program::on_path("apt-get").is_some()
}
