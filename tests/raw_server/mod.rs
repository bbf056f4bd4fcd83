//! A loopback server that answers exact bytes, for answers that no decent server gives.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

/// A request as it arrived.
pub struct Received {
    /// The request line and the headers.
    pub head: String,
    pub body: String,
}

impl Received {
    /// A parameter of the query or the form body, decoded.
    #[allow(dead_code)] // each test file uses what it needs
    pub fn param(&self, name: &str) -> Option<String> {
        let target = self.head.split_whitespace().nth(1).unwrap();
        let query = target.split_once('?').map_or(self.body.as_str(), |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// A header's value.
    #[allow(dead_code)]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

pub struct RawServer {
    pub url: String,
    received: Receiver<Received>,
}

impl RawServer {
    /// Serves one connection per answer, in order; each answer writes what it likes.
    pub fn start<A>(answers: Vec<A>) -> Self
    where
        A: FnOnce(TcpStream) + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, received) = channel();
        std::thread::spawn(move || {
            for answer in answers {
                let (stream, _) = listener.accept().unwrap();
                let _ = sender.send(read_request(&stream));
                answer(stream);
            }
        });
        Self { url, received }
    }

    /// Serves each of these whole answers once.
    #[allow(dead_code)]
    pub fn answering(answers: &[&str]) -> Self {
        let write = |bytes: Vec<u8>| move |mut stream: TcpStream| drop(stream.write_all(&bytes));
        Self::start(answers.iter().map(|answer| write(answer.as_bytes().to_vec())).collect())
    }

    /// The requests so far, oldest first.
    #[allow(dead_code)]
    pub fn received(&self) -> Vec<Received> {
        self.received.try_iter().collect()
    }
}

/// An HTTP answer with this status, further header lines and body.
#[allow(dead_code)]
pub fn http(status: u16, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub fn read_request(stream: &TcpStream) -> Received {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 0 {}
    let mut request = Received { head, body: String::new() };
    let length = request.header("content-length").map_or(0, |text| text.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    request.body = String::from_utf8(body).unwrap();
    request
}
