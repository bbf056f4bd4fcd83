//! Between calls nothing of ours is alive. Alone in its file: the threads of
//! other tests of the same process would be counted too.

mod raw_server;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use raw_server::{RawServer, http};
use voxtoken::aliyun::NlsToken;

/// The threads of this process.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

#[test]
fn no_thread_and_no_connection_is_alive_between_calls() {
    let (closed, seen) = channel();
    let keep_alive = move |mut stream: TcpStream| {
        let body = r#"{"Token":{"ExpireTime":1893456000,"Id":"tok-1"}}"#;
        let answer = http(200, "", body).replace("Connection: close\r\n", "");
        stream.write_all(answer.as_bytes()).unwrap();
        // Ends when the client closes the connection that it could have kept.
        closed.send(stream.read_to_end(&mut Vec::new()).is_ok()).unwrap();
    };
    let before = threads();
    let server = RawServer::start(vec![keep_alive.clone(), keep_alive]);
    // By name, so that a thread for its resolution is needed.
    let url = server.url.replace("127.0.0.1", "localhost");
    let token = NlsToken::new("id", "secret").endpoint(url);
    assert_eq!(token.fetch().unwrap().value(), "tok-1");
    assert_eq!(pollster::block_on(token.fetch_async()).unwrap().value(), "tok-1");
    assert_eq!((seen.recv(), seen.recv()), (Ok(true), Ok(true)));
    // A thread's end shows a moment after its work is done; a runtime that is left would keep
    // its idle threads for 10 s.
    let deadline = Instant::now() + Duration::from_secs(3);
    while threads() > before {
        assert!(Instant::now() < deadline, "{} threads, {before} before", threads());
        std::thread::yield_now();
    }
}
