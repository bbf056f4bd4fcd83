//! Everything that can go wrong, on demand.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::answer::{Answer, JSON, http_date, written};
use super::cloud::{Cloud, Received, Refusal};
use super::mode::Mode;
use super::nls;
use super::state::{Plan, State};

const PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n\
                    <body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n";
const MIB: usize = 1024 * 1024;

/// What `expire-huge` answers: an hour of the year 5138, more than 32 bits can hold.
const HUGE: u64 = 99_999_999_999;

/// A connection that ends without an answer, or has one without an end.
#[derive(Clone, Debug)]
pub enum Break {
    Garbage,
    Close,
    Reset,
    Hang,
    /// This head at once, then this body by the byte, then blanks.
    Drip {
        head: String,
        body: Vec<u8>,
    },
}

impl Break {
    /// The breaks that no request can avert.
    pub fn at_once(mode: Mode) -> Option<Self> {
        match mode {
            Mode::Garbage => Some(Self::Garbage),
            Mode::Close => Some(Self::Close),
            Mode::Reset => Some(Self::Reset),
            Mode::Hang => Some(Self::Hang),
            _ => None,
        }
    }

    /// Does it; `tcp` finds the connection below TLS.
    pub async fn happen<S>(self, mut stream: S, tcp: fn(&S) -> &TcpStream) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        match self {
            Self::Garbage => {
                stream.write_all(b"\x00\x01 this is not HTTP \xff\xfe\r\n\r\n").await?;
                stream.shutdown().await
            }
            Self::Close => stream.shutdown().await,
            Self::Reset => tcp(&stream).set_zero_linger(),
            Self::Hang => {
                while stream.read(&mut [0; 1024]).await? > 0 {}
                Ok(())
            }
            Self::Drip { head, body } => {
                stream.write_all(head.as_bytes()).await?;
                for byte in body.into_iter().chain(std::iter::repeat(b' ')) {
                    stream.write_all(&[byte]).await?;
                    stream.flush().await?;
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection breaks on demand")
    }
}

impl Error for Break {}

/// Answers that are the same for every request.
pub fn canned(mode: Mode, cloud: Cloud, state: &State, request: &Received) -> Option<Answer> {
    let name = mode.name();
    let answer = match mode {
        Mode::Html => Answer::new(502, "text/html", PAGE, &name),
        Mode::Html200 => Answer::new(200, "text/html", PAGE, &name),
        Mode::Empty => Answer::new(200, JSON, "", &name),
        Mode::Null => Answer::new(200, JSON, "null", &name),
        Mode::Array => Answer::new(200, JSON, "[1,2]", &name),
        Mode::Redirect => {
            let location = format!("{}{}", state.url_after(cloud), request.path);
            Answer::new(302, "text/html", "", &name).with_header("location", location)
        }
        Mode::Permission if cloud == Cloud::Nls => {
            let body = json!({ "ErrCode": 40_020_503, "ErrMsg": "No permission!" });
            written(200, &body, "40020503", nls::answers_xml(request))
        }
        _ => return None,
    };
    Some(answer)
}

/// Errors that each cloud tells in its own words.
pub fn refusal(mode: Mode, cloud: Cloud) -> Option<Refusal> {
    use Cloud::{Aiob, Dashscope, Nls};
    let (status, code, message) = match (mode, cloud) {
        (Mode::Throttle, Nls) => (400, "Throttling.User", "Request was denied due to user flow control."),
        (Mode::Throttle, Dashscope) => (429, "Throttling", "Requests throttling triggered."),
        (Mode::Throttle, Aiob) => (200, "429", "请求过于频繁"),
        (Mode::Unavailable, Aiob) => (503, "503", "服务暂不可用"),
        (Mode::Unavailable, _) => {
            (503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.")
        }
        (Mode::Error, Aiob) => (500, "500", "系统内部错误"),
        (Mode::Error, _) => {
            (500, "InternalError", "The request processing has failed due to some unknown error.")
        }
        (Mode::Permission | Mode::Forbidden, Dashscope) => (403, "AccessDenied", "Access denied."),
        (Mode::Permission, Aiob) => (200, "403", "没有权限"),
        (Mode::Forbidden, Aiob) => (403, "403", "没有权限"),
        (Mode::Forbidden, Nls) => (
            403,
            "Forbidden.RAM",
            "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
        ),
        (Mode::ExpiredTimestamp, Aiob) => (400, "400", "请求时间已过期"),
        (Mode::ExpiredTimestamp, _) => {
            (400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
        }
        _ => return None,
    };
    Some(Refusal::new(status, code, message))
}

/// Adds what the plan asks the client to wait.
pub fn with_retry_after(answer: Answer, plan: &Plan) -> Answer {
    match plan.retry_after_ms {
        Some(ms) if plan.mode == Mode::Throttle => answer.with_header("x-acs-retry-after", ms),
        _ => answer,
    }
}

/// A success, spoilt as the plan says.
pub fn bend(plan: &Plan, cloud: Cloud, mut success: Value, xml: bool) -> Result<Answer, Break> {
    let (fields, name) = (cloud.fields(), plan.mode.name());
    match plan.mode {
        Mode::NoToken => {
            remove(&mut success, if fields.holder.is_empty() { fields.id } else { fields.holder });
            remove(&mut success, "ErrMsg");
        }
        Mode::NoId => remove(holder(&mut success, fields.holder), fields.id),
        Mode::ExpireString => {
            let expiry = &mut holder(&mut success, fields.holder)[fields.expiry];
            *expiry = Value::String(expiry.to_string());
        }
        Mode::ExpireHuge => holder(&mut success, fields.holder)[fields.expiry] = HUGE.into(),
        Mode::Oversize => success["Padding"] = "x".repeat(2 * MIB).into(),
        Mode::ContentType => return Ok(Answer::new(200, "text/html", success.to_string(), &name)),
        Mode::GzipBomb => {
            let body = inflating(success.to_string().as_bytes());
            return Ok(Answer::new(200, JSON, body, &name).with_header("content-encoding", "gzip"));
        }
        Mode::Drip => {
            let head =
                format!("HTTP/1.1 200 OK\r\nDate: {}\r\nContent-Type: {JSON}\r\n\r\n", http_date(plan.now()));
            return Err(Break::Drip { head, body: success.to_string().into_bytes() });
        }
        _ => {}
    }
    Ok(written(200, &success, &name, xml || plan.mode == Mode::Xml))
}

fn holder<'a>(success: &'a mut Value, name: &str) -> &'a mut Value {
    if name.is_empty() { success } else { &mut success[name] }
}

fn remove(object: &mut Value, name: &str) {
    object.as_object_mut().expect("a success is made of objects").remove(name);
}

/// A small gzip body: the text and 16 MiB of blanks after it.
///
/// A chunk of blanks is compressed once and repeated, for the sake of builds without optimization.
fn inflating(text: &[u8]) -> Vec<u8> {
    const REPEATS: usize = 64;
    let blanks = vec![b' '; 16 * MIB / REPEATS];
    let (mut all_crc, mut blanks_crc) = (Hasher::new(), Hasher::new());
    all_crc.update(text);
    blanks_crc.update(&blanks);

    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]; // RFC 1952: no name, no time, unknown system
    gzip.extend(deflated(text));
    let blanks_deflated = deflated(&blanks);
    for _ in 0..REPEATS {
        gzip.extend(&blanks_deflated);
        all_crc.combine(&blanks_crc);
    }
    gzip.extend([3, 0]); // RFC 1951: a last block with nothing in it
    gzip.extend(all_crc.finalize().to_le_bytes());
    let length = text.len() + REPEATS * blanks.len();
    gzip.extend((length as u32).to_le_bytes());
    gzip
}

/// Deflate blocks that depend on nothing before them and are not the last.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut blocks = Vec::with_capacity(bytes.len() / 64 + 1024);
    Compress::new(Compression::fast(), false)
        .compress_vec(bytes, &mut blocks, FlushCompress::Full)
        .expect("the output has room");
    blocks
}
