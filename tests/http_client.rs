//! The client's promises: limits, threads, runtimes, executors.

mod raw_server;

use std::net::TcpStream;
use std::sync::mpsc::channel;
use std::time::Duration;

use raw_server::{RawServer, http};
use voxtoken::aliyun::NlsToken;
use voxtoken::http::Client;
use voxtoken::{Error, Token};

const SUCCESS: &str = r#"{"Token":{"ExpireTime":1893456000,"Id":"tok-1"}}"#;

fn nls(url: &str) -> NlsToken {
    NlsToken::new("testid", "testsecret").endpoint(url)
}

#[test]
fn blocking_calls_work_inside_a_tokio_runtime() {
    let server = RawServer::answering(&[&http(200, "", SUCCESS), &http(200, "", SUCCESS)]);
    let mut builders =
        [tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread()];
    for builder in &mut builders {
        let runtime = builder.build().unwrap();
        let token = runtime.block_on(async { nls(&server.url).fetch() }).unwrap();
        assert_eq!(token.value(), "tok-1");
    }
}

#[test]
fn async_calls_work_on_tokio_and_on_any_other_executor() {
    let answer = http(200, "", SUCCESS);
    let server = RawServer::answering(&[&answer, &answer, &answer]);
    let mut token = nls(&server.url);
    // Without I/O or timers enabled: the runtime gives us nothing but polling.
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(token.apply_async()).unwrap().value(), "tok-1");
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    assert_eq!(runtime.block_on(token.fetch_async()).unwrap().value(), "tok-1");
    assert_eq!(pollster::block_on(token.apply_async()).unwrap().value(), "tok-1");
    assert_eq!(token.token(), "tok-1");
}

#[test]
fn an_async_call_does_not_block_its_executor() {
    let (answer, wait) = channel::<()>();
    let server = RawServer::start(vec![move |mut stream: TcpStream| {
        wait.recv().unwrap();
        std::io::Write::write_all(&mut stream, http(200, "", SUCCESS).as_bytes()).unwrap();
    }]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let token = runtime.block_on(async {
        let token = nls(&server.url);
        let call = tokio::spawn(async move { token.fetch_async().await });
        // The server answers only if this runs while the call is under way.
        tokio::task::yield_now().await;
        answer.send(()).unwrap();
        call.await.unwrap()
    });
    assert_eq!(token.unwrap().value(), "tok-1");
}

#[test]
fn a_dropped_future_does_no_harm() {
    let (answer, wait) = channel::<()>();
    let (done, served) = channel();
    let server = RawServer::start(vec![move |mut stream: TcpStream| {
        wait.recv().unwrap();
        let _ = std::io::Write::write_all(&mut stream, http(200, "", SUCCESS).as_bytes());
        done.send(()).unwrap();
    }]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let mut token = nls(&server.url);
    let dropped = runtime
        .block_on(async { tokio::time::timeout(Duration::from_millis(50), token.apply_async()).await });
    assert!(dropped.is_err());
    assert_eq!(token.token(), "");
    answer.send(()).unwrap();
    served.recv().unwrap();
}

#[test]
fn objects_are_send_and_sync() {
    fn both<T: Send + Sync>() {}
    both::<NlsToken>();
    both::<voxtoken::aliyun::DashToken>();
    both::<voxtoken::baidu::AiobToken>();
    both::<Client>();
    both::<Token>();
    both::<Error>();
}

#[test]
fn one_object_serves_many_threads() {
    let answers = vec![http(200, "", SUCCESS); 8];
    let server = RawServer::answering(&answers.iter().map(String::as_str).collect::<Vec<_>>());
    let token = nls(&server.url);
    std::thread::scope(|scope| {
        let calls: Vec<_> = (0..8).map(|_| scope.spawn(|| token.fetch().unwrap())).collect();
        assert!(calls.into_iter().all(|call| call.join().unwrap().value() == "tok-1"));
    });
    let mut nonces: Vec<_> = server.received().iter().map(|r| r.param("SignatureNonce").unwrap()).collect();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 8, "every request has a nonce of its own");
}

#[test]
fn limits_can_be_set() {
    let server = RawServer::answering(&[&http(200, "", SUCCESS)]);
    let error = nls(&server.url).transport(Client::new().max_response_bytes(10)).fetch().unwrap_err();
    assert_eq!(error.message(), "the answer is larger than 10 bytes");
}

#[test]
fn root_certificates_must_be_pem_certificates() {
    for bad in ["", "text", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"] {
        let error = Client::new().root_certificates(bad.as_bytes()).unwrap_err();
        assert_eq!(error.argument(), Some("root_certificates"));
    }
}
