//! The driver program of a browser: started on a free port, ended with the value. A session has one of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use crate::scratch::Scratch;
use crate::{Browser, Outcome};

/// How long a driver may take to listen; it takes some hundredths of a second where nothing else runs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running driver.
#[derive(Debug)]
pub(crate) struct Driver {
    address: SocketAddr,
    // Ends the program when the driver is dropped.
    _process: Child,
    // Dropped after the program, which would leave the browser's profile behind.
    _scratch: Scratch,
}

impl Driver {
    /// Starts the driver and waits until it listens.
    pub(crate) async fn start(browser: Browser) -> Outcome<Driver> {
        let program = browser.driver();
        // The port is free again when the listener is dropped, and stays so for the moment that the driver needs.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?.local_addr()?;
        let scratch = Scratch::new("driver")?;
        let mut command = Command::new(&program);
        command.env("TMPDIR", scratch.path());
        command.arg(format!("--port={}", address.port())).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.kill_on_drop(true).spawn();
        let process = process.map_err(|error| format!("{} could not be started: {error}", program.display()))?;
        let start = Instant::now();
        while TcpStream::connect(address).await.is_err() {
            if start.elapsed() > PATIENCE {
                return Err(format!("{} does not listen", program.display()).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(Driver { address, _process: process, _scratch: scratch })
    }

    /// Opens a browser.
    pub(crate) async fn session(&self, browser: Browser) -> Outcome<Client> {
        let address = format!("http://{}", self.address);
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(browser.capabilities()?).connect(&address).await?;
        Ok(client)
    }
}
