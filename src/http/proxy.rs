//! Which proxy the environment asks for, and a clear word when that makes no sense.
//!
//! As in curl: the variable of the URL's scheme comes first, then `ALL_PROXY`; lower case
//! wins over upper case; an empty variable counts as unset; `host:port` means http; and
//! `NO_PROXY` excludes hosts. Unlike curl: `HTTP_PROXY` in upper case counts as well, but not in
//! a CGI program (`REQUEST_METHOD` is set), where a visitor could set it; and a plain http
//! request to loopback never goes to a proxy on another machine, which would read it.

use std::ffi::OsString;

use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

use super::endpoint::is_loopback;
use crate::error::{Error, ErrorKind, Result};

/// A proxy to go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EnvProxy {
    /// The variable that names it.
    pub variable: &'static str,
    /// Its URL, which may hold a password.
    pub url: String,
}

const SCHEMES: &[&str] = &["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// The proxy for `target`, as the environment (read through `var`) has it.
pub(super) fn from_env(target: &Url, var: impl Fn(&str) -> Option<OsString>) -> Result<Option<EnvProxy>> {
    // What is not UTF-8 becomes a replacement character, which no proxy URL may have.
    let text = |value: OsString| value.to_string_lossy().trim().to_owned();
    let value_of = |name: &str| var(name).map(text).filter(|value| !value.is_empty());
    let names: &[&'static str] = match target.scheme() {
        "https" => &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
        _ if value_of("REQUEST_METHOD").is_some() => &["http_proxy", "all_proxy", "ALL_PROXY"],
        _ => &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
    };
    let Some((variable, value)) = names.iter().find_map(|name| Some((*name, value_of(name)?))) else {
        return Ok(None);
    };
    if is_excluded(target, &value_of("no_proxy").or_else(|| value_of("NO_PROXY")).unwrap_or_default()) {
        return Ok(None);
    }
    let proxy = validated(&value).map_err(|problem| {
        Error::new(ErrorKind::Proxy, format!("the proxy in the environment variable {variable} {problem}"))
            .with_hint(format!(
                "Set {variable} to something like http://127.0.0.1:8080, or unset it; to go directly to {} only, add it to NO_PROXY.",
                target.host_str().unwrap_or("the host")
            ))
    })?;
    let stays_here = is_loopback(&proxy) || target.scheme() == "https" || !is_loopback(target);
    Ok(stays_here.then(|| EnvProxy { variable, url: proxy.into() }))
}

fn is_excluded(target: &Url, no_proxy: &str) -> bool {
    if no_proxy.split(',').any(|entry| entry.trim() == "*") {
        return true;
    }
    let everything = Matcher::builder().all("http://proxy.invalid").no(no_proxy).build();
    let Ok(uri) = target.as_str().parse() else { return false };
    everything.intercept(&uri).is_none()
}

/// The URL that the value means, or what is wrong with it, without showing credentials.
fn validated(value: &str) -> Result<Url, String> {
    if value.contains(char::REPLACEMENT_CHARACTER) {
        return Err("is not UTF-8 text".into());
    }
    let with_scheme = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    // "user:secret@host" or "::bad::" end up here: say what the parser says, not the value.
    let url = Url::parse(&with_scheme).map_err(|error| format!("is malformed: {error}"))?;
    if !SCHEMES.contains(&url.scheme()) {
        return Err(format!(
            "has the unsupported scheme {}://; supported are http, https, socks4, socks4a, socks5 and socks5h",
            url.scheme()
        ));
    }
    // The parser repairs "http:///host" and the like; a proxy has no path either.
    let (_, rest) = with_scheme.split_once("://").unwrap_or_default();
    if rest.starts_with('/') || url.host_str().is_none_or(str::is_empty) {
        return Err("names no host where one is expected, right after ://".into());
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err("has a path or query, but a proxy is scheme, host and port only".into());
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(target: &str, vars: &[(&str, &str)]) -> Result<Option<EnvProxy>> {
        from_env(&Url::parse(target).unwrap(), |name| {
            vars.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    }

    fn url(target: &str, vars: &[(&str, &str)]) -> Option<String> {
        proxy(target, vars).unwrap().map(|proxy| proxy.url)
    }

    #[test]
    fn host_and_port_without_a_scheme_mean_http() {
        assert_eq!(
            url("https://a.com/", &[("https_proxy", "127.0.0.1:8080")]).unwrap(),
            "http://127.0.0.1:8080/"
        );
        assert_eq!(
            url("https://a.com/", &[("https_proxy", "localhost:18321")]).unwrap(),
            "http://localhost:18321/"
        );
        assert_eq!(url("http://a.com/", &[("http_proxy", "u:p@host:1")]).unwrap(), "http://u:p@host:1/");
    }

    #[test]
    fn the_variable_of_the_scheme_wins_and_empty_is_unset() {
        let vars = [("http_proxy", ""), ("HTTP_PROXY", "http://up:1"), ("all_proxy", "socks5://all:2")];
        assert_eq!(url("http://a.com/", &vars).unwrap(), "http://up:1/");
        assert_eq!(url("https://a.com/", &vars).unwrap(), "socks5://all:2");
        assert_eq!(url("https://a.com/", &[("http_proxy", "http://other:1")]), None);
        let cgi = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil:1")];
        assert_eq!(url("http://a.com/", &cgi), None);
    }

    #[test]
    fn no_proxy_excludes_hosts_even_when_the_proxy_is_bad() {
        for no_proxy in ["a.com", ".a.com,b.com", "*", "b.com, a.com"] {
            let vars = [("https_proxy", "ftp://bad"), ("no_proxy", no_proxy)];
            assert_eq!(url("https://x.a.com/", &vars), None, "{no_proxy}");
        }
        assert_eq!(url("http://10.1.2.3/", &[("http_proxy", "p:1"), ("NO_PROXY", "10.0.0.0/8")]), None);
        assert!(url("https://ba.com/", &[("https_proxy", "p:1"), ("no_proxy", "a.com")]).is_some());
    }

    #[test]
    fn plain_http_to_loopback_stays_on_this_machine() {
        let target = "http://127.0.0.1:80/";
        assert_eq!(url(target, &[("http_proxy", "http://corp:8080")]), None);
        assert_eq!(url(target, &[("all_proxy", "socks5h://corp:1080")]), None);
        assert!(url(target, &[("http_proxy", "http://localhost:8080")]).is_some());
        assert!(url("https://127.0.0.1/", &[("https_proxy", "http://corp:8080")]).is_some());
        assert!(proxy(target, &[("http_proxy", "ftp://corp")]).is_err(), "a bad value is told all the same");
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_not_utf_8_is_not_ignored() {
        use std::os::unix::ffi::OsStringExt;
        let target = Url::parse("https://a.com/").unwrap();
        let var =
            |name: &str| (name == "https_proxy").then(|| OsString::from_vec(b"http://h:1/\xff".to_vec()));
        let error = from_env(&target, var).unwrap_err();
        assert_eq!(error.message(), "the proxy in the environment variable https_proxy is not UTF-8 text");
    }

    #[test]
    fn a_bad_value_is_an_error_that_names_the_variable_without_credentials() {
        for bad in [
            "ftp://user:hunter2@h:1",
            "foo://bar",
            "::bad::",
            "http://user:hunter2@",
            "http://h:99999",
            "http://",
            "http:///127.0.0.1:9",
            "//127.0.0.1:9",
            "http://h:1/p",
            "h:1?x",
        ] {
            let error = proxy("https://a.com/", &[("HTTPS_PROXY", bad)]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Proxy, "{bad}");
            assert!(error.message().contains("HTTPS_PROXY"), "{error}");
            assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
        }
        let error = proxy("https://a.com/", &[("https_proxy", "ftp://h")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the proxy in the environment variable https_proxy has the unsupported scheme ftp://; \
             supported are http, https, socks4, socks4a, socks5 and socks5h"
        );
    }
}
