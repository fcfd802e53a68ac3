//! The driver program of a browser: started on a free port, ended with the value or with this process. A session has one of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, ChildStdin, Command};

use crate::scratch::Scratch;
use crate::{Browser, ColorScheme, Outcome};

/// How long a driver may take to listen; it takes some hundredths of a second where nothing else runs.
const PATIENCE: Duration = Duration::from_secs(20);

/// The screen of a browser that needs one: wide enough for the widest view. Unit: pixels.
pub(crate) const SCREEN: (u32, u32) = (2400, 2200);

/// Runs a driver until nothing more can come in, and then ends it with everything that it has started, and removes its folder: a browser
/// that is shared is open until this process ends, and nothing of this process runs after that.
const UNTIL_THE_END: &str = r#"
    folder=$1; shift
    "$@" </dev/null &
    read -r _
    trap '' TERM
    kill -TERM -$$
    sleep 1
    rm -rf "$folder""#;

/// A running driver.
#[derive(Debug)]
pub(crate) struct Driver {
    browser: Browser,
    address: SocketAddr,
    // Ends the program when the driver is dropped, or when this process ends.
    _held: ChildStdin,
    _display: Option<Child>,
    // Dropped after the program, which would leave the browser's profile behind.
    scratch: Scratch,
}

/// An open browser.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Speaks to its driver.
    pub(crate) client: Client,
    /// Which it is.
    pub(crate) browser: Browser,
    /// What its system was set to when it started.
    pub(crate) scheme: ColorScheme,
    /// Where it puts things down.
    pub(crate) folder: PathBuf,
    /// How much driver and browser had printed before the visit. Unit: bytes.
    pub(crate) printed_before: usize,
}

impl Driver {
    /// Starts the driver and waits until it listens.
    pub(crate) async fn start(browser: Browser) -> Outcome<Driver> {
        let program = browser.driver();
        // The port is free again when the listener is dropped, and stays so for the moment that the driver needs.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?;
        let scratch = Scratch::new("driver")?;
        browser.prepare(scratch.path())?;
        let mut command = Command::new("sh");
        command.args(["-c", UNTIL_THE_END, "sh"]).arg(scratch.path()).arg(&program);
        command.envs(browser.environment(scratch.path()));
        let display = if browser.needs_display() { Some(display(&mut command).await?) } else { None };
        command.arg(format!("--port={}", address.port())).args(browser.driver_arguments());
        let printed = std::fs::File::create(printed(scratch.path()))?;
        command.stdin(Stdio::piped()).stdout(printed.try_clone()?).stderr(printed);
        let process = command.process_group(0).spawn();
        let mut process = process.map_err(|error| format!("{} could not be started: {error}", program.display()))?;
        let held = process.stdin.take().ok_or("a driver has no input")?;
        let start = Instant::now();
        while TcpStream::connect(address).await.is_err() {
            if start.elapsed() > PATIENCE {
                return Err(format!("{} does not listen", program.display()).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(Driver { browser, address, _held: held, _display: display, scratch })
    }

    /// Opens a browser on a system of this colour scheme.
    pub(crate) async fn session(&self, scheme: ColorScheme) -> Outcome<Session> {
        let address = format!("http://{}", self.address);
        let folder = self.scratch.path().to_owned();
        let capabilities = self.browser.capabilities(scheme, &folder)?;
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await?;
        Ok(Session { client, browser: self.browser, scheme, folder, printed_before: 0 })
    }
}

/// What driver and browser print, below the folder of their session.
pub(crate) fn printed(folder: &Path) -> PathBuf {
    folder.join("printed.txt")
}

/// Starts an X display that nobody sees, for a command that is to be started on it.
async fn display(command: &mut Command) -> Outcome<Child> {
    let mut display = Command::new("Xvfb");
    let (width, height) = SCREEN;
    display.args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp"]);
    let display = display.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn();
    let mut display = display.map_err(|error| format!("Xvfb could not be started: {error}"))?;
    // It says its number once it can be used.
    let mut number = String::new();
    let said = display.stdout.take().ok_or("Xvfb has no output")?;
    tokio::time::timeout(PATIENCE, BufReader::new(said).read_line(&mut number)).await??;
    command.env("DISPLAY", format!(":{}", number.trim()));
    Ok(display)
}
