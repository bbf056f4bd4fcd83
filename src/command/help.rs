//! What stands below the options in `--help`.

use crate::command::exit;

/// Examples, environment variables and exit codes.
pub fn page(examples: &str, environment: &str) -> String {
    format!("Examples:\n{examples}\n\nEnvironment:\n{environment}\n{SCREEN}\n\n{}", exit::HELP)
}

/// [`page`] for a command that asks a cloud.
pub fn asking_page(examples: &str, environment: &str) -> String {
    page(examples, &format!("{environment}\n{NETWORK}"))
}

const SCREEN: &str = "  NO_COLOR                  no colours, when set and not empty
  TZ                        the time zone of the times that are shown";

const NETWORK: &str = "  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY
                            proxies, in upper or lower case, as in curl
  SSL_CERT_FILE, SSL_CERT_DIR
                            root certificates instead of the machine's own";
