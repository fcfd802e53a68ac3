//! The browsers that can be driven: their driver program, where they put things down, and what a session asks for. Nothing is started here.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::{ColorScheme, Outcome};

/// A browser that the tests know how to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium and Chrome, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// `WebKitGTK` in its `MiniBrowser`, by `WebKitWebDriver`, on an X display of its own.
    WebKit,
}

impl Browser {
    /// Every browser.
    pub const ALL: [Browser; 3] = [Browser::Chromium, Browser::Firefox, Browser::WebKit];

    /// The browser that `E2E_BROWSER` names; Chromium where it is not set. A name that is not known is refused.
    pub fn chosen() -> Outcome<Browser> {
        let name = std::env::var("E2E_BROWSER").unwrap_or_default();
        if name.is_empty() {
            return Ok(Browser::Chromium);
        }
        let known = Browser::ALL.into_iter().find(|browser| browser.name() == name);
        known.ok_or_else(|| format!("E2E_BROWSER is `{name}`; known are {}", Browser::ALL.map(Browser::name).join(", ")).into())
    }

    /// Its name in `E2E_BROWSER`.
    pub const fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::WebKit => "webkit",
        }
    }

    /// The driver program: what the variable of its name says, or else the one on the PATH.
    pub(crate) fn driver(self) -> PathBuf {
        let (variable, program) = match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Browser::Firefox => ("GECKODRIVER", "geckodriver"),
            Browser::WebKit => ("WEBKITDRIVER", "WebKitWebDriver"),
        };
        std::env::var_os(variable).map_or_else(|| PathBuf::from(program), PathBuf::from)
    }

    /// What the driver program is told besides its port.
    pub(crate) const fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            // Lets the tests into the browser's own scripts, which hold its settings and complaints.
            Browser::Firefox => &["--allow-system-access", "--websocket-port=0"],
            Browser::Chromium | Browser::WebKit => &[],
        }
    }

    /// Whether it needs an X display even where nobody looks.
    pub(crate) const fn needs_display(self) -> bool {
        matches!(self, Browser::WebKit)
    }

    /// Whether visits of one process share open browsers: where one takes longer to start than most visits do.
    pub(crate) const fn is_shared(self) -> bool {
        matches!(self, Browser::Firefox)
    }

    /// The surroundings in which the driver starts the browser, which may put things into the folder.
    pub(crate) fn environment(self, folder: &Path) -> Vec<(&'static str, OsString)> {
        let below = |name: &str| folder.join(name).into_os_string();
        let mut environment = vec![("TMPDIR", folder.as_os_str().to_owned())];
        match self {
            Browser::Chromium => {}
            // A window that holds the widest view.
            Browser::Firefox => environment.extend([("MOZ_HEADLESS_WIDTH", "2000".into()), ("MOZ_HEADLESS_HEIGHT", "1500".into())]),
            Browser::WebKit => environment.extend([
                ("HOME", folder.as_os_str().to_owned()),
                ("XDG_RUNTIME_DIR", folder.as_os_str().to_owned()),
                ("XDG_CONFIG_HOME", below("settings")),
                ("XDG_CACHE_HOME", below("cache")),
                ("XDG_DATA_HOME", below("data")),
                ("GDK_BACKEND", "x11".into()),
                // Nobody listens on the bus for those who listen.
                ("NO_AT_BRIDGE", "1".into()),
            ]),
        }
        environment
    }

    /// Puts into the folder what the browser reads from there when it starts.
    pub(crate) fn prepare(self, folder: &Path) -> Outcome<()> {
        std::fs::create_dir_all(downloads(folder))?;
        if self == Browser::WebKit {
            let settings = folder.join("settings/gtk-3.0");
            std::fs::create_dir_all(&settings)?;
            // The bar of the browser would not let its window be as narrow as a phone.
            std::fs::write(settings.join("gtk.css"), "* { min-width: 0; padding: 0; margin: 0; border-width: 0; }")?;
            let places = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads(folder).display());
            std::fs::write(folder.join("settings/user-dirs.dirs"), places)?;
        }
        Ok(())
    }

    /// What a session asks for; the browser tests of web/ use the file of Chromium, too.
    pub(crate) fn capabilities(self, scheme: ColorScheme, folder: &Path) -> Outcome<Capabilities> {
        let mut asked: Capabilities = serde_json::from_str(match self {
            Browser::Chromium => include_str!("../engines/chromium.json"),
            Browser::Firefox => include_str!("../engines/firefox.json"),
            Browser::WebKit => include_str!("../engines/webkit.json"),
        })?;
        match self {
            Browser::Chromium => {}
            Browser::Firefox => options(&mut asked, "moz:firefoxOptions")?["prefs"]["browser.download.dir"] = json!(downloads(folder)),
            Browser::WebKit => {
                let options = options(&mut asked, "webkitgtk:browserOptions")?;
                options["binary"] = json!(mini_browser()?);
                if let (ColorScheme::Dark, Some(arguments)) = (scheme, options["args"].as_array_mut()) {
                    arguments.push(json!("--dark-mode"));
                }
            }
        }
        Ok(asked)
    }
}

/// Where a browser puts down what is downloaded, below the folder of its session.
pub(crate) fn downloads(folder: &Path) -> PathBuf {
    folder.join("downloads")
}

fn options<'a>(asked: &'a mut Capabilities, name: &str) -> Outcome<&'a mut Value> {
    asked.get_mut(name).ok_or_else(|| format!("the capabilities have no {name}").into())
}

/// The browser of `WebKitGTK`: what `MINIBROWSER` says, or else where Debian has it, which is on no PATH.
fn mini_browser() -> Outcome<PathBuf> {
    if let Some(program) = std::env::var_os("MINIBROWSER") {
        return Ok(PathBuf::from(program));
    }
    Err("MINIBROWSER does not name the MiniBrowser of WebKitGTK; `cargo xtask test --only e2e-webkit` sets it".into())
}
