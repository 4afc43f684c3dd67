//! A static file server of our own: it serves `dist/` as a host would, at relative addresses and under the page's own
//! policy, which trunk's server does not, and the browser tests start it without anything installed.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::shell::Result;

/// How many ports are tried after the first.
const PORTS_TRIED: u16 = 100;

/// How many connections are answered at once; the next ones wait. A page loads over six.
const CONNECTIONS: usize = 64;

/// Longer requests are cut off: a browser's are far shorter.
const REQUEST_BYTES: u64 = 64 * 1024;

/// Listens on the first free port from `first_port` on.
pub(crate) fn listen(address: &str, first_port: u16) -> Result<TcpListener> {
    let last_port = first_port.saturating_add(PORTS_TRIED);
    (first_port..=last_port).find_map(|port| TcpListener::bind((address, port)).ok()).ok_or_else(|| {
        format!(
            "cannot listen on {address} at any port from {first_port} to {last_port}; choose one with --port"
        )
        .into()
    })
}

/// Serves a folder until the program ends, by threads of which each answers one connection after the other.
pub(crate) fn serve(listener: &TcpListener, folder: &Path) {
    let serve_one_by_one = || {
        for stream in listener.incoming().flatten() {
            // A visitor who leaves early is no trouble of ours.
            answer(&stream, folder).ok();
        }
    };
    thread::scope(|threads| {
        for _ in 1..CONNECTIONS {
            // A machine that grants no more threads is served by those there are.
            if thread::Builder::new().spawn_scoped(threads, serve_one_by_one).is_err() {
                break;
            }
        }
        serve_one_by_one();
    });
}

/// Reads one request and answers it; the connection closes with it.
fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.take(REQUEST_BYTES));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let (status, kind, body) = respond(&request, folder);
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if !request.starts_with("HEAD ") {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The (status, content type, body) that answers a request line.
fn respond(request: &str, folder: &Path) -> (&'static str, &'static str, Vec<u8>) {
    const TEXT: &str = "text/plain; charset=utf-8";
    let mut words = request.split(' ');
    if !matches!(words.next(), Some("GET" | "HEAD")) {
        return ("405 Method Not Allowed", TEXT, b"only GET and HEAD\n".to_vec());
    }
    let path = file_for(words.next().unwrap_or("/"), folder);
    match path.and_then(|path| Some((content_type(&path), fs::read(&path).ok()?))) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", TEXT, b"not found\n".to_vec()),
    }
}

/// The file that an address names, never outside the folder.
fn file_for(address: &str, folder: &Path) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?;
    let mut file = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // A part such as `..` or `C:` would leave the folder.
        if part == ".." || part.contains(['\\', ':', '%']) {
            return None;
        }
        file.push(part);
    }
    Some(if path.ends_with('/') { file.join("index.html") } else { file })
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "raft" | "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let taken_port = taken.local_addr().unwrap().port();
        let next = listen("127.0.0.1", taken_port).unwrap();
        assert!(next.local_addr().unwrap().port() > taken_port);
    }

    #[test]
    fn a_folder_is_its_index_and_the_query_does_not_matter() {
        let folder = Path::new("d");
        assert_eq!(file_for("/", folder), Some(folder.join("index.html")));
        assert_eq!(file_for("/a/b.js?v=1", folder), Some(folder.join("a/b.js")));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for address in ["/../secret", "/a/../../secret", "/..%2fsecret", "/C:/secret", "/..\\secret"] {
            assert_eq!(file_for(address, Path::new("d")), None, "{address}");
        }
    }

    #[test]
    fn a_visitor_who_says_nothing_keeps_nobody_waiting() {
        let listener = listen("127.0.0.1", 18_080).unwrap();
        let address = listener.local_addr().unwrap();
        // The server never ends; the test program's end takes it along.
        thread::spawn(move || serve(&listener, Path::new(env!("CARGO_MANIFEST_DIR"))));
        let silent: Vec<TcpStream> = (1..CONNECTIONS).map(|_| TcpStream::connect(address).unwrap()).collect();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.write_all(b"GET /Cargo.toml HTTP/1.1\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        drop(silent);
    }

    #[test]
    fn unknown_files_and_methods_are_refused() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(respond("GET /none HTTP/1.1", folder).0, "404 Not Found");
        assert_eq!(respond("POST / HTTP/1.1", folder).0, "405 Method Not Allowed");
        assert_eq!(respond("GET /Cargo.toml HTTP/1.1", folder).0, "200 OK");
    }

    #[test]
    fn wasm_has_the_type_that_streaming_compilation_asks_for() {
        assert_eq!(content_type(Path::new("board_bg.wasm")), "application/wasm");
    }
}
