//! The names of everything that the sandbox can be told to do.

use clap::ValueEnum;
use serde::{Serialize, Serializer};

/// How a cloud behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// Checks the request and answers as documented
    Ok,
    /// Flow control: Throttling.User, with x-acs-retry-after if `retry_after_ms` is set
    Throttle,
    /// 503 ServiceUnavailable
    Unavailable,
    /// 500 InternalError
    Error,
    /// The account may not use the service: ErrCode 40020503 with HTTP 200
    Permission,
    /// 403 Forbidden.RAM
    Forbidden,
    /// InvalidTimeStamp.Expired, whatever the time is
    ExpiredTimestamp,
    /// SignatureDoesNotMatch that repeats all that was signed; the others repeat the key
    Echo,
    /// A 502 page of a gateway
    Html,
    /// The same page with HTTP 200
    #[value(name = "html-200")]
    Html200,
    /// The right answer as XML
    Xml,
    /// HTTP 200 with no body
    Empty,
    /// HTTP 200 with `null`
    Null,
    /// HTTP 200 with `[1,2]`
    Array,
    /// A success without a token
    NoToken,
    /// A token without its text
    NoId,
    /// The expiry is text
    ExpireString,
    /// The expiry needs more than 32 bits
    ExpireHuge,
    /// The right answer, labelled text/html
    ContentType,
    /// The right answer with 2 MiB more than needed
    Oversize,
    /// A small compressed body that becomes 16 MiB
    GzipBomb,
    /// 302 to another cloud of the sandbox
    Redirect,
    /// Bytes that are not HTTP
    Garbage,
    /// The connection closes without an answer
    Close,
    /// The connection is reset without an answer
    Reset,
    /// No answer, ever
    Hang,
    /// The right answer, a byte every 200 ms, without an end
    Drip,
}

impl Mode {
    /// The name, as it is written on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().expect("every mode has a name").get_name().to_owned()
    }

    /// The mode of this name, or a message with all names.
    pub fn parse(name: &str) -> Result<Self, String> {
        Self::from_str(name, false).map_err(|_| {
            let names: Vec<_> = Self::value_variants().iter().map(|mode| mode.name()).collect();
            format!("unknown mode {name:?}; there are: {}", names.join(", "))
        })
    }
}

impl Serialize for Mode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}
