//! A small static file server on 127.0.0.1 for looking at the built page and for the browser tests. It is not for the internet.
//!
//! It answers `GET` and `HEAD` with the files of one folder and nothing outside it. With [`Reloading::WhenRebuilt`] it
//! also tells open pages to reload after each build.

mod media_type;
mod reload;
mod request;
mod response;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use request::{Method, Refusal, Request};
use response::{Response, Status};

/// How many ports are tried, from the wanted one upward, before giving up.
const PORTS_TRIED: u16 = 50;

/// A client that says nothing for this long is hung up on, so that it cannot hold a thread.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether pages reload when the folder was built anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reloading {
    /// The files are served as they are.
    Off,
    /// `index.html` gets one more script, which reloads the page after a build.
    WhenRebuilt,
}

/// A server that has its port and waits to be started.
#[derive(Debug)]
pub struct PageServer {
    listener: TcpListener,
    address: SocketAddr,
    site: Site,
}

/// A server that serves until it is stopped.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    is_stopped: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Serving {
    /// Where the page can be opened.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Stops: whoever asks afterwards is refused, and the port is free again.
    pub fn stop(self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        // Somebody has to come for the server to look up. Where nobody is let in, it has stopped already.
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.join();
    }
}

/// What is served.
#[derive(Clone, Debug)]
struct Site {
    folder: PathBuf,
    reloading: Reloading,
}

impl PageServer {
    /// Takes `port` on 127.0.0.1, or the next free one above it; 0 takes any free port.
    ///
    /// # Errors
    /// Where the folder cannot be read or none of the tried ports is free.
    pub fn bind(folder: &Path, port: u16, reloading: Reloading) -> io::Result<PageServer> {
        let site = Site { folder: folder.canonicalize()?, reloading };
        let listener = first_free(port)?;
        let address = listener.local_addr()?;
        Ok(PageServer { listener, address, site })
    }

    /// Where the page can be opened, such as `http://127.0.0.1:8080/`.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the program ends.
    pub fn serve(self) {
        self.serve_until(&AtomicBool::new(false));
    }

    fn serve_until(self, is_stopped: &AtomicBool) {
        let site = Arc::new(self.site);
        for stream in self.listener.incoming().flatten() {
            if is_stopped.load(Ordering::SeqCst) {
                return;
            }
            let site = Arc::clone(&site);
            thread::spawn(move || {
                // A client that goes away in the middle is its own affair.
                let _ = answer(&site, &stream);
            });
        }
    }

    /// Serves on a thread of its own until the program ends, and gives the address.
    pub fn serve_in_background(self) -> String {
        let address = self.address();
        thread::spawn(move || self.serve());
        address
    }

    /// Serves on a thread of its own until it is stopped.
    pub fn serve_until_stopped(self) -> Serving {
        let (address, is_stopped) = (self.address, Arc::new(AtomicBool::new(false)));
        let flag = Arc::clone(&is_stopped);
        let thread = thread::spawn(move || self.serve_until(&flag));
        Serving { address, is_stopped, thread }
    }
}

fn first_free(port: u16) -> io::Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS_TRIED - 1) };
    let mut refusal = None;
    for candidate in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => return Ok(listener),
            Err(error) => refusal = Some(error),
        }
    }
    Err(refusal.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

fn answer(site: &Site, stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = match Request::read(stream) {
        Ok(request) => request,
        Err(Refusal::Unreadable) => return Response::of(Status::BadRequest).write(Method::Get, stream),
        Err(Refusal::MethodNotServed) => return Response::of(Status::MethodNotAllowed).write(Method::Get, stream),
        Err(Refusal::Gone(error)) => return Err(error),
    };
    match (site.reloading, request.path.as_str()) {
        (Reloading::WhenRebuilt, reload::EVENTS_PATH) => reload::announce_builds(&site.folder, stream),
        (Reloading::WhenRebuilt, reload::WORKER_PATH) => reload::farewell().write(request.method, stream),
        (Reloading::WhenRebuilt, reload::SCRIPT_PATH) => reload::script().write(request.method, stream),
        _ => site.response(&request).write(request.method, stream),
    }
}

impl Site {
    fn response(&self, request: &Request) -> Response {
        let Some(file) = self.file(&request.path) else {
            return Response::of(Status::NotFound);
        };
        let Ok(content) = std::fs::read(&file) else {
            return Response::of(Status::NotFound);
        };
        // A file of the same name with `.br` behind it holds the same, made smaller.
        let small = [file.as_os_str(), ".br".as_ref()].join("".as_ref());
        if let Some(small) = std::fs::read(&small).ok().filter(|_| request.takes_brotli) {
            return Response::file(media_type::of(&file), small).in_brotli();
        }
        let is_index = file.file_name().is_some_and(|name| name == "index.html");
        let content = if is_index && self.reloading == Reloading::WhenRebuilt { reload::with_script(content) } else { content };
        Response::file(media_type::of(&file), content)
    }

    /// The file behind a decoded path of the address, or `None` where it names nothing inside the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let mut file = self.folder.clone();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let is_plain = segment != "." && segment != ".." && !segment.contains(['\\', ':', '\0']);
            if !is_plain {
                return None;
            }
            file.push(segment);
        }
        if file.is_dir() {
            file.push("index.html");
        }
        // A link inside the folder may point out of it; what counts is where the file really is.
        let real = file.canonicalize().ok()?;
        (real.starts_with(&self.folder) && real.is_file()).then_some(real)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::sync::atomic::AtomicU32;

    /// A folder with a page in it and a secret beside it.
    fn folder() -> io::Result<PathBuf> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let outer = std::env::temp_dir().join(format!("page-server-{}-{number}", std::process::id()));
        let inner = outer.join("dist");
        std::fs::create_dir_all(inner.join("sub"))?;
        std::fs::write(outer.join("secret.txt"), "secret")?;
        std::fs::write(inner.join("index.html"), "<body>page</body>")?;
        std::fs::write(inner.join("app.wasm"), b"\0asm")?;
        std::fs::write(inner.join("sub/a b.css"), "a{}")?;
        Ok(inner)
    }

    fn ask(address: &str, request: &str) -> io::Result<String> {
        let authority = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(authority)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    fn get(address: &str, path: &str) -> io::Result<String> {
        ask(address, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }

    #[test]
    fn files_come_with_their_media_type_and_length() -> io::Result<()> {
        let address = PageServer::bind(&folder()?, 0, Reloading::Off)?.serve_in_background();
        let page = get(&address, "/")?;
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
        assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"), "{page}");
        assert!(page.ends_with("\r\n\r\n<body>page</body>"), "{page}");
        assert!(get(&address, "/app.wasm?v=1")?.contains("Content-Type: application/wasm\r\nContent-Length: 4\r\n"));
        assert!(get(&address, "/sub/a%20b.css")?.contains("Content-Type: text/css; charset=utf-8"));
        Ok(())
    }

    #[test]
    fn what_brotli_made_smaller_is_given_to_who_takes_it() -> io::Result<()> {
        let folder = folder()?;
        std::fs::write(folder.join("app.wasm.br"), b"small")?;
        let address = PageServer::bind(&folder, 0, Reloading::Off)?.serve_in_background();
        let answer = ask(&address, "GET /app.wasm HTTP/1.1\r\nAccept-Encoding: br\r\n\r\n")?;
        assert!(answer.contains("Content-Type: application/wasm\r\n") && answer.contains("Content-Encoding: br\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\nsmall"), "{answer}");
        let plain = get(&address, "/app.wasm")?;
        assert!(plain.contains("Content-Length: 4\r\n") && !plain.contains("Content-Encoding"), "{plain}");
        Ok(())
    }

    #[test]
    fn head_is_answered_without_content() -> io::Result<()> {
        let address = PageServer::bind(&folder()?, 0, Reloading::Off)?.serve_in_background();
        let answer = ask(&address, "HEAD / HTTP/1.1\r\n\r\n")?;
        assert!(answer.contains("Content-Length: 17\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
        Ok(())
    }

    #[test]
    fn nothing_outside_the_folder_is_served() -> io::Result<()> {
        let folder = folder()?;
        let address = PageServer::bind(&folder, 0, Reloading::Off)?.serve_in_background();
        for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/sub/..%2f..%2fsecret.txt", "/..\\secret.txt", "//../secret.txt", "/a%00b"] {
            let answer = get(&address, path)?;
            assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret.txt", folder.join("link.txt"))?;
            assert!(get(&address, "/link.txt")?.starts_with("HTTP/1.1 404 "));
        }
        Ok(())
    }

    #[test]
    fn what_is_no_request_for_a_file_is_refused() -> io::Result<()> {
        let address = PageServer::bind(&folder()?, 0, Reloading::Off)?.serve_in_background();
        assert!(ask(&address, "POST / HTTP/1.1\r\n\r\n")?.starts_with("HTTP/1.1 405 "));
        assert!(ask(&address, "hello\r\n\r\n")?.starts_with("HTTP/1.1 400 "));
        assert!(get(&address, "/%zz")?.starts_with("HTTP/1.1 400 "));
        Ok(())
    }

    #[test]
    fn a_busy_port_gives_way_to_the_next_free_one() -> io::Result<()> {
        let folder = folder()?;
        let first = PageServer::bind(&folder, 38_080, Reloading::Off)?;
        let second = PageServer::bind(&folder, first.address.port(), Reloading::Off)?;
        assert!(second.address.port() > first.address.port());
        Ok(())
    }

    #[test]
    fn a_stopped_server_gives_its_port_back() -> io::Result<()> {
        let folder = folder()?;
        let serving = PageServer::bind(&folder, 0, Reloading::Off)?.serve_until_stopped();
        let address = serving.address();
        assert!(get(&address, "/")?.starts_with("HTTP/1.1 200 "));
        let port = serving.address.port();
        serving.stop();
        assert!(get(&address, "/").is_err());
        let again = PageServer::bind(&folder, port, Reloading::Off)?.serve_until_stopped();
        assert_eq!(again.address(), address);
        again.stop();
        Ok(())
    }

    #[test]
    fn a_page_under_work_is_not_kept_by_an_older_worker() -> io::Result<()> {
        let folder = folder()?;
        let watched = PageServer::bind(&folder, 0, Reloading::WhenRebuilt)?.serve_in_background();
        assert!(get(&watched, "/worker.js")?.contains("unregister"));
        Ok(())
    }

    #[test]
    fn the_reload_script_is_added_only_where_it_is_wanted() -> io::Result<()> {
        let folder = folder()?;
        let plain = PageServer::bind(&folder, 0, Reloading::Off)?.serve_in_background();
        assert!(get(&plain, reload::SCRIPT_PATH)?.starts_with("HTTP/1.1 404 "));
        let watched = PageServer::bind(&folder, 0, Reloading::WhenRebuilt)?.serve_in_background();
        assert!(get(&watched, "/")?.contains("<script src=\"/-/reload.js\"></script></body>"));
        assert!(get(&watched, reload::SCRIPT_PATH)?.contains("EventSource"));
        Ok(())
    }
}
