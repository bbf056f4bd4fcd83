//! Whatever a server answers, the outcome is definite: a token, or an error of a known kind.

mod raw_server;

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use raw_server::{RawServer, http};
use voxtoken::aliyun::{DashToken, NlsToken};
use voxtoken::baidu::AiobToken;
use voxtoken::http::Client;
use voxtoken::{Error, ErrorKind, FixedClock, Result, Token};

const SUCCESS: &str = r#"{"ErrMsg":"","NlsRequestId":"nls-1","RequestId":"req-1","Token":{"ExpireTime":1893456000,"Id":"tok-1","UserId":"12345"}}"#;

const NO_TOKEN: &str = "the cloud answered no token and no error";

fn nls(url: &str) -> NlsToken {
    NlsToken::new("testid", "testsecret").endpoint(url)
}

/// What NLS gives when the server answers these bytes.
fn ask(answer: &str) -> Result<Token> {
    nls(&RawServer::answering(&[answer]).url).fetch()
}

fn fails(answer: &str) -> Error {
    ask(answer).unwrap_err()
}

#[track_caller]
fn assert_kind(answer: &str, kind: ErrorKind, message: &str) {
    let error = fails(answer);
    assert_eq!((error.kind(), error.message()), (kind, message), "{error}");
}

#[test]
fn a_token_comes_with_its_expiry_and_ids() {
    let token = ask(&http(200, "", SUCCESS)).unwrap();
    assert_eq!((token.value(), token.expires_at()), ("tok-1", 1_893_456_000));
    assert_eq!(token.user_id(), Some("12345"));
    assert_eq!((token.request_id(), token.nls_request_id()), (Some("req-1"), Some("nls-1")));
}

#[test]
fn a_4xx_json_keeps_code_message_request_id_status_and_recommend() {
    let error = fails(&http(
        404,
        "",
        r#"{"RequestId":"F5","Message":"Specified access key is not found.","Recommend":"https://e.com/t?q=a&amp;product=b","HostId":"h","Code":"InvalidAccessKeyId.NotFound"}"#,
    ));
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(error.code(), Some("InvalidAccessKeyId.NotFound"));
    assert_eq!(error.message(), "Specified access key is not found.");
    assert_eq!(error.request_id(), Some("F5"));
    assert_eq!(error.http_status(), Some(404));
    assert_eq!(error.recommend(), Some("https://e.com/t?q=a&product=b"));
    assert!(error.hint().contains("expired look like this"), "{}", error.hint());
}

#[test]
fn the_code_decides_and_not_the_status() {
    for status in [200, 302, 400, 403, 404, 429, 500, 503] {
        let error = fails(&http(status, "", r#"{"Code":"Throttling.User","Message":"flow control"}"#));
        assert_eq!(error.kind(), ErrorKind::Throttled, "HTTP {status}");
        assert!(error.is_retryable());
    }
}

#[test]
fn an_unknown_code_falls_back_to_the_status() {
    let kind = |status| fails(&http(status, "", r#"{"Code":"Brand.New","Message":"m"}"#)).kind();
    assert_eq!(kind(400), ErrorKind::Rejected);
    assert_eq!(kind(403), ErrorKind::Permission);
    assert_eq!(kind(429), ErrorKind::Throttled);
    assert_eq!(kind(503), ErrorKind::Unavailable);
    assert_eq!(kind(200), ErrorKind::Rejected);
}

#[test]
fn the_nls_permission_error_counts_at_any_status() {
    for status in [200, 403] {
        let error = fails(&http(status, "", r#"{"ErrCode":40020503,"ErrMsg":"No permission!"}"#));
        assert_eq!((error.kind(), error.code()), (ErrorKind::Permission, Some("40020503")));
        assert_eq!(error.message(), "No permission!");
        assert!(error.hint().contains("AliyunNLSFullAccess"));
    }
}

#[test]
fn signature_does_not_match_without_a_colon() {
    let error = fails(&http(
        400,
        "",
        r#"{"Code":"SignatureDoesNotMatch","Message":"Specified signature is not matched"}"#,
    ));
    assert_eq!((error.kind(), error.message()), (ErrorKind::Signature, "Specified signature is not matched"));
}

#[test]
fn html_pages() {
    assert_kind(
        &http(502, "Content-Type: text/html\r\n", "<!DOCTYPE html><title>Bad Gateway</title>"),
        ErrorKind::Unavailable,
        "expected a JSON object, got an HTML page",
    );
    assert_kind(
        &http(200, "", "\n<HTML>login</HTML>"),
        ErrorKind::BadResponse,
        "expected a JSON object, got an HTML page",
    );
}

#[test]
fn xml() {
    let xml = "<?xml version='1.0'?><Error><Code>InvalidAccessKeyId.NotFound</Code></Error>";
    assert_kind(&http(404, "", xml), ErrorKind::BadResponse, "expected a JSON object, got XML");
}

#[test]
fn empty_answers() {
    assert_kind(&http(200, "", ""), ErrorKind::BadResponse, "expected a JSON object, got an empty answer");
    assert_kind(&http(500, "", ""), ErrorKind::Unavailable, "expected a JSON object, got an empty answer");
}

#[test]
fn json_that_is_no_object() {
    for status in [200, 400] {
        assert_kind(
            &http(status, "", "null"),
            ErrorKind::BadResponse,
            "expected a JSON object, got JSON null",
        );
        assert_kind(
            &http(status, "", "[1,2]"),
            ErrorKind::BadResponse,
            "expected a JSON object, got a JSON array",
        );
        assert_kind(
            &http(status, "", "\"x\""),
            ErrorKind::BadResponse,
            "expected a JSON object, got a JSON value that is no object",
        );
    }
}

#[test]
fn a_200_without_a_token() {
    for body in ["{}", r#"{"NlsRequestId":"n","RequestId":"r"}"#, r#"{"Token":null,"ErrMsg":""}"#] {
        assert_kind(&http(200, "", body), ErrorKind::BadResponse, NO_TOKEN);
    }
    let error = fails(&http(200, "", r#"{"ErrCode":50000000,"ErrMsg":"internal"}"#));
    assert_eq!((error.kind(), error.message()), (ErrorKind::Unavailable, "internal"));
}

#[test]
fn a_token_without_an_id() {
    let long = format!(r#","Id":"{}""#, "x".repeat(8193));
    for id in ["", r#","Id":"""#, r#","Id":null"#, r#","Id":7"#, r#","Id":"a\r\nb""#, &long] {
        let body = format!(r#"{{"RequestId":"r1","Token":{{"ExpireTime":1893456000{id}}}}}"#);
        let error = fails(&http(200, "", &body));
        assert_eq!((error.kind(), error.message()), (ErrorKind::BadResponse, NO_TOKEN), "{id}");
        assert_eq!(error.request_id(), Some("r1"));
    }
    assert_kind(&http(200, "", r#"{"Token":[1]}"#), ErrorKind::BadResponse, NO_TOKEN);
}

#[test]
fn an_error_beside_an_empty_token_is_not_lost() {
    let body = r#"{"ErrCode":40020503,"ErrMsg":"No permission!","RequestId":"r1","Token":{}}"#;
    let error = fails(&http(200, "", body));
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Permission, Some("r1")));
}

#[test]
fn a_code_that_says_success_is_no_error_and_an_error_beats_a_token() {
    for code in [r#""Code":"200""#, r#""Code":200"#, r#""ErrCode":0"#] {
        let body = SUCCESS.replacen('{', &format!("{{{code},"), 1);
        assert_eq!(ask(&http(200, "", &body)).unwrap().value(), "tok-1");
    }
    let body = SUCCESS.replacen('{', r#"{"Code":"Throttling","#, 1);
    assert_eq!(fails(&http(200, "", &body)).kind(), ErrorKind::Throttled);
    assert_eq!(fails(&http(503, "", SUCCESS)).kind(), ErrorKind::Unavailable, "a token needs a 2xx");
}

fn expiring(expiry: &str) -> String {
    http(200, "", &format!(r#"{{"Token":{{"Id":"t","ExpireTime":{expiry}}}}}"#))
}

#[test]
fn an_expiry_as_digits_in_a_string_is_read() {
    assert_eq!(ask(&expiring(r#""1893456000""#)).unwrap().expires_at(), 1_893_456_000);
}

#[test]
fn an_expiry_at_the_end_of_u32_is_read_and_one_beyond_is_refused() {
    assert_eq!(ask(&expiring("4294967295")).unwrap().expires_at(), u64::from(u32::MAX));
    let message = "the token has the expiry 4294967296, which is not an absolute time in Unix seconds";
    assert_kind(&expiring("4294967296"), ErrorKind::BadResponse, message);
}

#[test]
fn a_token_that_has_expired_by_the_clouds_own_clock_is_refused() {
    let answer = |date| http(200, &format!("Date: {date}\r\n"), SUCCESS);
    let token = ask(&answer("Mon, 31 Dec 2029 23:59:59 GMT")).unwrap();
    assert_eq!(token.server_time(), Some(1_893_455_999));
    let message = "the token has expired already, at 1893456000";
    assert_kind(&answer("Tue, 01 Jan 2030 00:00:00 GMT"), ErrorKind::BadResponse, message);
}

#[test]
fn an_expiry_that_is_no_absolute_time_in_seconds_is_refused() {
    let words = [
        ("null", "the token has no expiry"),
        ("\"soon\"", "the token has an expiry that is not a whole number of seconds"),
        ("1.5", "the token has an expiry that is not a whole number of seconds"),
        ("-1", "the token has an expiry that is not a whole number of seconds"),
        ("true", "the token has an expiry that is not a whole number of seconds"),
        ("0", "the token has the expiry 0, which is not an absolute time in Unix seconds"),
        ("86400", "the token has the expiry 86400, which is not an absolute time in Unix seconds"),
        (
            "1527592757000",
            "the token has the expiry 1527592757000, which is not an absolute time in Unix seconds",
        ),
    ];
    for (expiry, message) in words {
        assert_kind(&expiring(expiry), ErrorKind::BadResponse, message);
    }
}

#[test]
fn a_connection_closed_without_an_answer() {
    let error = fails("");
    assert_eq!(error.kind(), ErrorKind::Network);
    assert!(error.is_retryable());
    assert!(!error.to_string().contains("Signature"), "{error}");
}

#[test]
fn a_connection_closed_in_the_middle() {
    let error = fails("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"Token\"");
    assert_eq!(error.kind(), ErrorKind::Network);
}

#[test]
fn bytes_that_are_not_http() {
    assert_eq!(fails("\x16\x03\x01 what is this\r\n\r\n").kind(), ErrorKind::Network);
}

#[test]
fn nobody_listens() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = nls(&format!("http://127.0.0.1:{port}")).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Network);
    assert!(error.message().contains("refused"), "{error}");
}

/// Fails before the default limit of 10 s would end the call.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn a_hang_ends_at_the_time_limit() {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let server = RawServer::start(vec![move |_stream: TcpStream| held.recv().unwrap_or_default()]);
    let begin = Instant::now();
    let limit = Duration::from_millis(300);
    let error = nls(&server.url).transport(Client::new().timeout(limit)).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("no complete answer from 127.0.0.1"), "{error}");
    assert!((limit..SOON).contains(&begin.elapsed()));
    drop(release);
}

#[test]
fn a_slow_drip_ends_at_the_time_limit() {
    let drip = |mut stream: TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        // Until the client goes away.
        while stream.write_all(b" ").is_ok() {
            std::thread::park_timeout(Duration::from_millis(20));
        }
    };
    let server = RawServer::start(vec![drip]);
    let begin = Instant::now();
    let limit = Duration::from_millis(300);
    let error = nls(&server.url).transport(Client::new().timeout(limit)).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(begin.elapsed() < SOON);
}

#[test]
fn a_tls_handshake_that_hangs_ends_at_the_limit_for_connecting() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap(); // accepts, says nothing
    let begin = Instant::now();
    let client = Client::new().connect_timeout(Duration::from_millis(300));
    let url = format!("https://{}", listener.local_addr().unwrap());
    let error = nls(&url).transport(client).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.message().ends_with("within 300ms"), "{error}");
    assert!(begin.elapsed() < SOON);
}

#[test]
fn the_time_limit_covers_both_requests_when_the_clock_is_wrong() {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let expired =
        http(400, "Date: Tue, 23 Feb 2016 12:46:24 GMT\r\n", r#"{"Code":"InvalidTimeStamp.Expired"}"#);
    let late = Duration::from_millis(400);
    let first = move |mut stream: TcpStream| {
        std::thread::park_timeout(late);
        stream.write_all(expired.as_bytes()).unwrap();
    };
    let second = move |_stream: TcpStream| held.recv().unwrap_or_default();
    let answers: Vec<Box<dyn FnOnce(TcpStream) + Send>> = vec![Box::new(first), Box::new(second)];
    let server = RawServer::start(answers);
    let begin = Instant::now();
    let limit = Duration::from_secs(3);
    let error = nls(&server.url).transport(Client::new().timeout(limit)).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(server.received().len(), 2);
    assert!(begin.elapsed() < limit + late, "{:?}", begin.elapsed());
    drop(release);
}

#[test]
fn an_oversize_answer_is_not_read_to_its_end() {
    let body = format!(r#"{{"x":"{}"}}"#, "y".repeat(2 << 20));
    assert_kind(&http(200, "", &body), ErrorKind::BadResponse, "the answer is larger than 1048576 bytes");
}

#[test]
fn json_under_a_wrong_content_type_is_read() {
    assert_eq!(ask(&http(200, "Content-Type: text/html\r\n", SUCCESS)).unwrap().value(), "tok-1");
}

#[test]
fn a_gzip_bomb_is_refused_unread() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&vec![b' '; 4 << 20]).unwrap();
    let bomb = gzip.finish().unwrap();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", bomb.len());
    let answer = move |mut stream: TcpStream| {
        stream.write_all(&[head.as_bytes(), &bomb].concat()).unwrap();
    };
    let error = nls(&RawServer::start(vec![answer]).url).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadResponse);
    assert_eq!(error.message(), "the answer is compressed (gzip), which was not asked for");
}

#[test]
fn control_characters_and_endless_words_do_not_come_out() {
    let body = serde_json::json!({ "Code": "X\u{1b}[31m", "Message": format!("a\r\nb\u{1b}[2J{}", "x".repeat(9999)) });
    let error = fails(&http(400, "", &body.to_string()));
    assert_eq!(error.code(), Some("X [31m"));
    assert!(error.message().starts_with("a  b [2Jxxx"), "{error}");
    assert_eq!(error.message().len(), 500);
}

#[test]
fn a_page_says_nothing_about_key_and_rights() {
    for status in [401, 403] {
        let error = fails(&http(status, "", "<html>Forbidden by the firewall</html>"));
        assert_eq!(error.kind(), ErrorKind::BadResponse, "HTTP {status}");
    }
    assert_eq!(fails(&http(408, "", "")).kind(), ErrorKind::Timeout);
    assert_eq!(fails(&http(302, "", "")).kind(), ErrorKind::Throttled, "without a place to go to");
    assert_eq!(fails(&http(429, "", "<html>")).kind(), ErrorKind::Throttled);
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = RawServer::answering(&[&http(200, "", SUCCESS)]);
    for status in [301, 302, 307, 308] {
        let error = fails(&http(status, &format!("Location: {}\r\n", elsewhere.url), ""));
        assert_eq!(error.kind(), ErrorKind::BadResponse);
        assert_eq!(error.message(), "expected a JSON object, got a redirect, which is not followed");
        assert_eq!(error.http_status(), Some(status));
    }
    assert!(elsewhere.received().is_empty());
}

#[test]
fn a_wish_to_wait_is_kept() {
    let body = r#"{"Code":"Throttling","Message":"m"}"#;
    let wait = |header| fails(&http(400, header, body)).retry_after();
    assert_eq!(wait("x-acs-retry-after: 1500\r\n"), Some(Duration::from_millis(1500)));
    assert_eq!(wait("Retry-After: 3\r\n"), Some(Duration::from_secs(3)));
    assert_eq!(wait("Retry-After: 99999999999\r\n"), Some(Duration::from_secs(86_400)), "a day at most");
    let dates = "Date: Tue, 23 Feb 2016 12:46:24 GMT\r\nRetry-After: Tue, 23 Feb 2016 12:47:24 GMT\r\n";
    assert_eq!(wait(dates), Some(Duration::from_secs(60)));
    assert_eq!(wait("Retry-After: later\r\n"), None);
}

#[test]
fn a_wrong_clock_is_corrected_once_with_a_new_nonce() {
    let expired = http(
        400,
        "Date: Tue, 23 Feb 2016 12:46:24 GMT\r\n",
        r#"{"Code":"InvalidTimeStamp.Expired","Message":"Specified time stamp or date value is expired."}"#,
    );
    let success = http(200, "", SUCCESS);
    let server = RawServer::answering(&[&expired, &success, &success]);
    let token = nls(&server.url).clock(FixedClock(1_500_000_000));
    assert_eq!(token.fetch().unwrap().value(), "tok-1");
    assert_eq!(token.fetch().unwrap().value(), "tok-1");
    let [first, second, third] = &server.received()[..] else { panic!("two requests, then one") };
    assert_eq!(third.param("Timestamp"), second.param("Timestamp"), "the difference is remembered");
    assert_eq!(first.param("Timestamp").unwrap(), "2017-07-14T02:40:00Z");
    assert_eq!(second.param("Timestamp").unwrap(), "2016-02-23T12:46:24Z");
    assert_ne!(first.param("SignatureNonce"), second.param("SignatureNonce"));
    assert_ne!(first.param("Signature"), second.param("Signature"));

    let server = RawServer::answering(&[&expired, &expired, &http(200, "", SUCCESS)]);
    let error = nls(&server.url).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Clock);
    assert_eq!(server.received().len(), 2, "corrected once, not again and again");

    let no_date = http(400, "", r#"{"Code":"IllegalTimestamp","Message":"m"}"#);
    let server = RawServer::answering(&[&no_date, &http(200, "", SUCCESS)]);
    assert_eq!(nls(&server.url).fetch().unwrap_err().kind(), ErrorKind::Clock);
    assert_eq!(server.received().len(), 1);
}

#[test]
fn after_a_failure_there_is_neither_an_old_token_nor_an_old_error() {
    let failure = http(503, "", r#"{"Code":"ServiceUnavailable","Message":"m"}"#);
    let server = RawServer::answering(&[&http(200, "", SUCCESS), &failure, &http(200, "", SUCCESS)]);
    let mut token = nls(&server.url);
    assert_eq!((token.token(), token.expire_time()), ("", 0));
    token.apply().unwrap();
    assert_eq!(
        (token.token(), token.expire_time(), token.user_id()),
        ("tok-1", 1_893_456_000, Some("12345"))
    );
    assert_eq!(token.apply().unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!((token.token(), token.expire_time()), ("", 0));
    token.apply().unwrap();
    assert_eq!(token.token(), "tok-1");
}

#[test]
fn dashscope_tokens_and_errors() {
    let fetch = |answer: &str| DashToken::new("sk-1").endpoint(RawServer::answering(&[answer]).url).fetch();
    let token = fetch(&http(200, "", r#"{"token":"st-1","expires_at":1893456000}"#)).unwrap();
    assert_eq!((token.value(), token.expires_at()), ("st-1", 1_893_456_000));

    let error = fetch(&http(
        401,
        "",
        r#"{"code":"InvalidApiKey","message":"Invalid API-key provided.","request_id":"r1"}"#,
    ))
    .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(error.to_string(), "Invalid API-key provided. (code InvalidApiKey, HTTP 401, request r1)");
    assert_eq!(fetch(&http(200, "", "{}")).unwrap_err().kind(), ErrorKind::BadResponse);
    assert_eq!(
        fetch(&http(200, "", r#"{"token":"t","expires_at":60}"#)).unwrap_err().kind(),
        ErrorKind::BadResponse
    );
    assert_eq!(
        fetch(&http(429, "", r#"{"code":"Throttling.RateQuota"}"#)).unwrap_err().kind(),
        ErrorKind::Throttled
    );
}

#[test]
fn dashscope_sends_the_life_and_checks_it_first() {
    let server = RawServer::answering(&[&http(200, "", r#"{"token":"st-1","expires_at":1893456000}"#)]);
    DashToken::new("sk-1").endpoint(&server.url).expire_in_secs(1800).fetch().unwrap();
    let request = &server.received()[0];
    assert!(
        request.head.starts_with("POST /api/v1/tokens?expire_in_seconds=1800 HTTP/1.1"),
        "{}",
        request.head
    );
    assert_eq!(request.header("authorization"), Some("Bearer sk-1"));
    for secs in [0, 1801, u32::MAX] {
        let error = DashToken::new("sk-1").expire_in_secs(secs).fetch().unwrap_err();
        assert_eq!(error.to_string(), format!("expire_in_secs: must be 1 to 1800 seconds, is {secs}"));
    }
}

#[test]
fn aiob_minutes_become_an_absolute_time_and_the_echoed_secret_is_dropped() {
    let fetch = |body: &str| {
        let server = RawServer::answering(&[&http(200, "", body)]);
        AiobToken::new("ak-1", "sk-secret-1").endpoint(server.url).clock(FixedClock(1_600_000_000)).fetch()
    };
    let data = r#"{"tenantId":9007199254740993,"accountId":"acc","accessToken":"at-1","expiresTime":43200,"accessKey":"ak-1","secretKey":"sk-secret-1"}"#;
    for data in [data.to_owned(), format!("[{data}]")] {
        let token =
            fetch(&format!(r#"{{"time":1704194573489,"code":200,"msg":"OK","data":{data}}}"#)).unwrap();
        assert_eq!((token.value(), token.expires_at()), ("at-1", 1_704_194_573 + 43_200 * 60));
        assert_eq!(token.user_id(), Some("acc"));
        assert!(!format!("{token:?}").contains("sk-secret-1"));
    }
    let token = fetch(r#"{"code":200,"data":{"accessToken":"at","expiresTime":1}}"#).unwrap();
    assert_eq!(token.expires_at(), 1_600_000_060, "by the local clock when the server names no time");

    let error =
        fetch(r#"{"time":1,"code":400,"msg":"accessKey,不能为空 sk-secret-1","data":null}"#).unwrap_err();
    assert_eq!(error.to_string(), "accessKey,不能为空 *** (code 400, HTTP 200)");
    for body in [
        "{}",
        r#"{"code":200,"data":null}"#,
        r#"{"code":200,"data":[]}"#,
        r#"{"code":200,"data":{"accessToken":""}}"#,
        r#"{"code":200,"data":{"accessToken":"t"}}"#,
        r#"{"code":200,"data":{"accessToken":"t","expiresTime":0}}"#,
        r#"{"code":200,"data":{"accessToken":"t","expiresTime":99999999999}}"#,
    ] {
        assert_eq!(fetch(body).unwrap_err().kind(), ErrorKind::BadResponse, "{body}");
    }
}

#[test]
fn aiob_sends_a_json_body() {
    let server = RawServer::answering(&[&http(500, "", "")]);
    let error = AiobToken::new("ak\"1", "sk").endpoint(&server.url).fetch().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    let request = &server.received()[0];
    assert!(request.head.starts_with("POST /api/v2/getToken HTTP/1.1"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.body, r#"{"accessKey":"ak\"1","secretKey":"sk"}"#);
}
