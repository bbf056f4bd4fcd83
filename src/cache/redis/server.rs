//! Where the Redis server is: at an address, behind sentinels, or a node of a cluster.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use redis::{Client, Connection, RedisResult, TlsCertificates};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use url::Url;

use super::super::store::StoreError;
use crate::error::{Error, Result};
use crate::http::{Locations, asking_thread, certificates, no_thread, panicked};

const CONNECT: Duration = Duration::from_millis(300);
const ANSWER: Duration = Duration::from_millis(500);
/// How long a question takes at most, besides asking sentinels.
const ALL: Duration = Duration::from_secs(2);

/// A server, or those who know it.
pub struct Server {
    /// With the password and the database. Behind sentinels, its host stands for nothing.
    url: Url,
    /// The sentinels and the name that they know the server by.
    sentinels: Option<(Vec<Url>, String)>,
    /// What it is trusted with, over TLS.
    tls: Option<TlsCertificates>,
    /// The last thread that was given up for lost.
    hanging: ArcSwapOption<Asking>,
}

/// A thread that asks, as others see it.
struct Asking {
    process: u32,
    /// Nobody waits for the answer any more.
    is_given_up: AtomicBool,
    has_ended: AtomicBool,
}

impl Asking {
    fn new() -> Self {
        Self {
            process: std::process::id(),
            is_given_up: AtomicBool::new(false),
            has_ended: AtomicBool::new(false),
        }
    }

    /// Whether it goes on in this process. A child of `fork` does not have it.
    fn is_here(&self) -> bool {
        self.process == std::process::id() && !self.has_ended.load(SeqCst)
    }
}

/// The thread that asks, which ends some day, even by a panic.
struct Asker(Arc<Asking>);

impl Drop for Asker {
    fn drop(&mut self) {
        self.0.has_ended.store(true, SeqCst);
    }
}

impl Server {
    /// * `redis://[user:password@]host[:port][/database]`, `rediss://` with TLS, `unix:///path?pass=…&db=…`
    /// * `redis+sentinel://[user:password@]host[:port][,host…]/name[/database]`, `rediss+sentinel://`
    ///
    /// Over TLS it is trusted with the root certificates that are at these locations now: the thread that asks must not
    /// read the environment.
    pub fn new(url: &str, roots: &Locations) -> Result<Self> {
        let (url, sentinels) = match url.split_once("+sentinel://") {
            None => (parse(url)?, None),
            Some((scheme, rest)) => {
                let (login, rest) = rest
                    .rsplit_once('@')
                    .map_or((String::new(), rest), |(user, rest)| (format!("{user}@"), rest));
                let (hosts, path) = rest.split_once('/').unwrap_or((rest, ""));
                let (name, database) = path.split_once('/').unwrap_or((path, "0"));
                if name.is_empty() {
                    return Err(invalid("names no master; write redis+sentinel://host,host/NAME"));
                }
                let sentinels = hosts.split(',').map(|host| {
                    let mut url = parse(&format!("{scheme}://{host}"))?;
                    if url.port().is_none() {
                        url.set_port(Some(26379))
                            .map_err(|()| invalid("has a host that cannot have a port"))?;
                    }
                    Ok(url)
                });
                let sentinels = sentinels.collect::<Result<_>>()?;
                (parse(&format!("{scheme}://{login}master/{database}"))?, Some((sentinels, name.into())))
            }
        };
        let tls = if is_tls(url.as_str()) { Some(trusting(roots)?) } else { None };
        Ok(Self { url, sentinels, tls, hanging: ArcSwapOption::empty() })
    }

    /// Asks on a thread of its own, because it may take any time to find the address of a host, or to connect to a socket.
    /// While one hangs, no other is started.
    pub fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl Fn(&mut Connection) -> RedisResult<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.hanging.load().as_ref().is_some_and(|asking| asking.is_here()) {
            return Err(StoreError::new("Redis: an earlier question still waits for its answer"));
        }
        let asking = Arc::new(Asking::new());
        let (server, asker) = (self.clone(), Asker(asking.clone()));
        let (answer, answered) = channel();
        let work = move || {
            let _ = answer.send(server.ask_here(question, &asker.0)); // it may be too late
        };
        let spawned = asking_thread().name("voxtoken-redis".into()).spawn(work);
        spawned.map_err(|error| StoreError::new(no_thread(&error).message()))?;
        let limit = ALL + (CONNECT + ANSWER) * self.sentinels.as_ref().map_or(0, |(all, _)| all.len() as u32);
        answered.recv_timeout(limit).unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout => {
                asking.is_given_up.store(true, SeqCst);
                self.hanging.store(Some(asking));
                Err(StoreError::new(format!("Redis: no answer within {} s", limit.as_secs_f64())))
            }
            RecvTimeoutError::Disconnected => Err(StoreError::new(panicked().message())),
        })
    }

    /// Asks, over a connection of its own, if somebody still waits for the answer: what was given up must not act later. A
    /// node of a cluster may send us to another one, once.
    fn ask_here<T>(
        &self,
        question: impl Fn(&mut Connection) -> RedisResult<T>,
        asking: &Asking,
    ) -> Result<T, StoreError> {
        let ask = |server: &Url| {
            let mut connection = self.connect(server)?;
            match asking.is_given_up.load(SeqCst) {
                true => Err(StoreError::new("Redis: nobody waits for the answer any more")),
                false => Ok(question(&mut connection)),
            }
        };
        let master = match &self.sentinels {
            None => self.url.clone(),
            Some((sentinels, name)) => self.master(sentinels, name)?,
        };
        ask(&master)?.or_else(|error| {
            let address = error.redirect_node().and_then(|(address, _)| address.rsplit_once(':'));
            match address.and_then(|(host, port)| self.at(host, port)) {
                Some(node) => Ok(ask(&node)??),
                None => Err(error.into()),
            }
        })
    }

    /// What the first sentinel says that answers.
    fn master(&self, sentinels: &[Url], name: &str) -> Result<Url, StoreError> {
        let mut failure = StoreError::new("Redis: there are no sentinels");
        for sentinel in sentinels {
            let mut question = redis::cmd("SENTINEL");
            question.arg("get-master-addr-by-name").arg(name);
            let answer = self
                .connect(sentinel)
                .and_then(|mut connection| Ok(question.query::<Option<(String, String)>>(&mut connection)?));
            match answer {
                Ok(address) => {
                    let url = address.and_then(|(host, port)| self.at(&host, &port));
                    return url.ok_or_else(|| {
                        StoreError::new(format!("Redis: the sentinels know no master {name:?}"))
                    });
                }
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn connect(&self, url: &Url) -> Result<Connection, StoreError> {
        let client = match &self.tls {
            None => Client::open(url.clone())?,
            Some(certificates) => {
                if CryptoProvider::get_default().is_none() {
                    // The crate of Redis knows no other way to name one. If another thread was faster, that is fine, too.
                    let _ = ring::default_provider().install_default();
                }
                Client::build_with_tls(url.clone(), certificates.clone())?
            }
        };
        let connection = client.get_connection_with_timeout(CONNECT)?;
        connection.set_read_timeout(Some(ANSWER))?;
        connection.set_write_timeout(Some(ANSWER))?;
        Ok(connection)
    }

    /// The URL with another address.
    fn at(&self, host: &str, port: &str) -> Option<Url> {
        let mut url = self.url.clone();
        let host = if host.contains(':') { format!("[{host}]") } else { host.into() };
        url.set_host(Some(&host)).ok()?;
        url.set_port(Some(port.parse().ok()?)).ok()?;
        Some(url)
    }
}

/// Whether the server at this URL is asked over TLS, behind sentinels too.
pub fn is_tls(url: &str) -> bool {
    let scheme = url.split([':', '+']).next().unwrap_or_default();
    ["rediss", "valkeys"].iter().any(|tls| scheme.eq_ignore_ascii_case(tls))
}

fn trusting(roots: &Locations) -> Result<TlsCertificates> {
    let pem = |certificate: &CertificateDer| {
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(certificate))
    };
    let roots: String = certificates(roots)?.iter().map(pem).collect();
    Ok(TlsCertificates { client_tls: None, root_cert: Some(roots.into()) })
}

fn parse(url: &str) -> Result<Url> {
    let url = Url::parse(url)
        .map_err(|error| invalid(&format!("is not a URL ({error}); write redis://host:port")))?;
    if url.fragment().is_some() {
        return Err(invalid("has a part after #; TLS cannot be weakened"));
    }
    match Client::open(url.clone()) {
        Ok(_) => Ok(url),
        // What it says may hold the URL with its password.
        Err(_) => Err(invalid(
            "cannot be used; write redis://, rediss://, unix:// or redis+sentinel:// with a host, and @, : and / in a \
             password as %40, %3A and %2F",
        )),
    }
}

fn invalid(rule: &str) -> Error {
    Error::invalid("redis", rule)
}
