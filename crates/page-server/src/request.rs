//! Reads one HTTP request as far as a server of files needs it: the method, the decoded path, and whether brotli is understood. Other
//! headers are passed over.

use std::io::{self, BufRead, BufReader, Read};

/// The longest request line and headers that are read; browsers stay far below.
const LONGEST_HEAD: u64 = 64 * 1024;

/// A request that can be answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// What is asked for.
    pub(crate) method: Method,
    /// The path of the address without query, percent-decoded, beginning with `/`.
    pub(crate) path: String,
    /// Whether the client understands files that brotli made smaller.
    pub(crate) takes_brotli: bool,
}

/// The methods that are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// The file.
    Get,
    /// What would come with the file, without it.
    Head,
}

/// Why a request is not answered with a file.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It is not HTTP, or its path is not one.
    Unreadable,
    /// It asks for more than reading a file.
    MethodNotServed,
    /// The client went away.
    Gone(io::Error),
}

impl Request {
    /// Reads the request line, and the headers up to the empty line so that the client has said all before it is answered.
    pub(crate) fn read(stream: impl Read) -> Result<Request, Refusal> {
        let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
        let first = match lines.next() {
            Some(Ok(line)) => line,
            Some(Err(error)) if error.kind() == io::ErrorKind::InvalidData => return Err(Refusal::Unreadable),
            Some(Err(error)) => return Err(Refusal::Gone(error)),
            None => return Err(Refusal::Gone(io::ErrorKind::UnexpectedEof.into())),
        };
        let mut request = Request::from_first_line(&first)?;
        for line in lines {
            match line {
                Ok(line) if line.is_empty() => break,
                Ok(line) => request.takes_brotli |= names_brotli(&line),
                Err(error) => return Err(Refusal::Gone(error)),
            }
        }
        Ok(request)
    }

    fn from_first_line(line: &str) -> Result<Request, Refusal> {
        let mut words = line.split(' ');
        let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next()) else {
            return Err(Refusal::Unreadable);
        };
        if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return Err(Refusal::Unreadable);
        }
        let method = match method {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            _ => return Err(Refusal::MethodNotServed),
        };
        let path = target.split(['?', '#']).next().unwrap_or(target);
        Ok(Request { method, path: percent_decoded(path).ok_or(Refusal::Unreadable)?, takes_brotli: false })
    }
}

/// Whether a header says that brotli is understood.
fn names_brotli(header: &str) -> bool {
    let value = header.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("accept-encoding"));
    value.is_some_and(|(_, codings)| codings.split(',').any(|coding| coding.trim() == "br"))
}

/// `%20` and its like as the bytes they stand for; `None` where an escape is broken or the bytes are no UTF-8.
fn percent_decoded(path: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' { hex_digit(bytes.next()?)? << 4 | hex_digit(bytes.next()?)? } else { byte });
    }
    String::from_utf8(decoded).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_decoded_and_the_query_left_out() {
        let request = Request::from_first_line("GET /a%20b/%C3%A9.css?x=%zz HTTP/1.1").ok();
        assert_eq!(request, Some(Request { method: Method::Get, path: "/a b/é.css".to_owned(), takes_brotli: false }));
    }

    #[test]
    fn only_a_client_that_says_so_gets_brotli() {
        let takes =
            |headers: &str| Request::read(format!("GET / HTTP/1.1\r\n{headers}\r\n").as_bytes()).is_ok_and(|read| read.takes_brotli);
        assert!(takes("Accept-Encoding: gzip, deflate, br\r\n") && takes("accept-encoding:br\r\n"));
        assert!(!takes("") && !takes("Accept-Encoding: gzip\r\n") && !takes("Accept: br\r\n"));
    }

    #[test]
    fn broken_lines_are_refused() {
        for line in ["", "GET /", "GET / HTTP/2", "GET x HTTP/1.1", "GET / x HTTP/1.1", "GET /%f HTTP/1.1", "GET /%ff HTTP/1.1"] {
            assert!(matches!(Request::from_first_line(line), Err(Refusal::Unreadable)), "{line}");
        }
    }
}
