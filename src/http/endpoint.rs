//! From a host name or URL that a person wrote to the URL that is asked.

use std::net::IpAddr;

use url::{Host, Position, Url};

use crate::error::{Error, Result};

/// The URL of `endpoint`, with `default_path` when it names no path of its own.
///
/// `endpoint` is a host name with or without a port (https is used), or an http(s) URL.
pub(crate) fn resolve(endpoint: &str, default_path: &str) -> Result<Url> {
    let invalid = |rule: &str| Error::invalid("endpoint", rule);
    let text = endpoint.trim();
    if text.is_empty() {
        return Err(invalid("is empty; give a host name or an https URL"));
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(invalid("has white space or a control character inside"));
    }
    let half_scheme = ["http:", "https:"].iter().any(|scheme| text.starts_with(scheme));
    if half_scheme && !text.contains("://") {
        return Err(invalid("is not a URL; write two slashes, like https://host"));
    }
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let mut url = Url::parse(&with_scheme).map_err(|error| {
        invalid(&format!("is not a URL ({error}); write it like https://host or host:port"))
    })?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid(&format!("has the scheme {}, but only https and http are spoken", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("holds a user name or password; take it out"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("has a query or fragment; give host and path only"));
    }
    if url.path() == "/" {
        url.set_path(default_path);
    }
    Ok(url)
}

/// What the `Host` header says for this URL: the port only when it is not the scheme's own.
pub(crate) fn host_header(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}

/// Whether the URL's host is this machine's loopback, by its name or address.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_means_https_and_a_path_of_ones_own_wins() {
        let resolved = |endpoint| resolve(endpoint, "/p").unwrap().to_string();
        assert_eq!(
            resolved("nls-meta.cn-shanghai.aliyuncs.com"),
            "https://nls-meta.cn-shanghai.aliyuncs.com/p"
        );
        assert_eq!(resolved("127.0.0.1:8443"), "https://127.0.0.1:8443/p");
        assert_eq!(resolved("http://127.0.0.1:80"), "http://127.0.0.1/p");
        assert_eq!(resolved("https://h/own/path"), "https://h/own/path");
        assert_eq!(host_header(&resolve("https://h:443", "/").unwrap()), "h");
        assert_eq!(host_header(&resolve("http://[::1]:8080", "/").unwrap()), "[::1]:8080");
    }

    #[test]
    fn bad_endpoints_are_refused_by_name() {
        for bad in [
            "",
            " ",
            "ftp://h",
            "https://",
            "http://h:99999",
            "https://u:pw@h",
            "https://h?x=1",
            "a b",
            "h\tx",
            "https:/h",
            "http:h",
        ] {
            let error = resolve(bad, "/").unwrap_err();
            assert_eq!(error.argument(), Some("endpoint"), "{bad}");
            assert!(!error.to_string().contains("pw"), "{bad}");
        }
    }

    #[test]
    fn loopback_is_by_name_or_address() {
        let loopback = |endpoint| is_loopback(&resolve(endpoint, "/").unwrap());
        assert!(["http://localhost:1", "http://127.9.9.9", "http://[::1]"].into_iter().all(loopback));
        assert!(
            ![
                "http://127.0.0.1.example.com",
                "http://10.0.0.1",
                "http://localhost.example",
                "http://a.localhost"
            ]
            .into_iter()
            .any(loopback)
        );
    }
}
