//! Writes one HTTP response and closes the connection: status, media type, length, content.

use std::io::{self, Write};
use std::net::TcpStream;

use crate::request::Method;

/// The answers that the server gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Ok,
    BadRequest,
    NotFound,
    MethodNotAllowed,
}

impl Status {
    const fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::BadRequest => "400 Bad Request",
            Status::NotFound => "404 Not Found",
            Status::MethodNotAllowed => "405 Method Not Allowed",
        }
    }
}

/// A response that is ready to be written.
#[derive(Debug)]
pub(crate) struct Response {
    status: Status,
    media_type: &'static str,
    content: Vec<u8>,
    is_brotli: bool,
}

impl Response {
    /// The content of a file.
    pub(crate) const fn file(media_type: &'static str, content: Vec<u8>) -> Response {
        Response { status: Status::Ok, media_type, content, is_brotli: false }
    }

    /// The same, where the content is what brotli made of the file.
    pub(crate) fn in_brotli(self) -> Response {
        Response { is_brotli: true, ..self }
    }

    /// A status that speaks for itself.
    pub(crate) fn of(status: Status) -> Response {
        Response { status, media_type: "text/plain; charset=utf-8", content: format!("{}\n", status.line()).into_bytes(), is_brotli: false }
    }

    /// Writes the response; to `HEAD` without the content.
    pub(crate) fn write(&self, method: Method, mut stream: &TcpStream) -> io::Result<()> {
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\n{}Content-Length: {}\r\nX-Content-Type-Options: nosniff\r\n\
             Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
            self.status.line(),
            self.media_type,
            if self.is_brotli { "Content-Encoding: br\r\n" } else { "" },
            self.content.len()
        );
        stream.write_all(head.as_bytes())?;
        if method == Method::Get {
            stream.write_all(&self.content)?;
        }
        stream.flush()
    }
}
