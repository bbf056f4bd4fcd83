//! The options of every command that asks a cloud.

use std::path::PathBuf;
use std::time::Duration;

use crate::http::Client;

use crate::command::failure::Failure;

const HEADING: &str = "Network";

#[derive(clap::Args)]
pub struct Network {
    /// How long the whole call may take, in seconds; fractions are allowed [default: 10]
    #[arg(long, help_heading = HEADING, value_name = "SECS", value_parser = seconds, allow_negative_numbers = true)]
    timeout: Option<Duration>,

    /// How long connecting may take, in seconds; fractions are allowed [default: 3]
    #[arg(long, help_heading = HEADING, value_name = "SECS", value_parser = seconds, allow_negative_numbers = true)]
    connect_timeout: Option<Duration>,

    /// Trust the root certificates in this PEM file besides the machine's own
    #[arg(long, help_heading = HEADING, value_name = "PEM")]
    ca_file: Option<PathBuf>,

    /// Allow plain http to other machines: whoever is on the way reads the secrets
    #[arg(long, help_heading = HEADING)]
    allow_http: bool,
}

impl Network {
    pub fn client(&self) -> Result<Client, Failure> {
        let mut client = Client::new();
        if let Some(limit) = self.timeout {
            client = client.timeout(limit);
        }
        if let Some(limit) = self.connect_timeout {
            client = client.connect_timeout(limit);
        }
        if let Some(path) = &self.ca_file {
            let pem = std::fs::read(path).map_err(|error| {
                Failure::usage("--ca-file", format!("cannot read {}: {error}", path.display()))
            })?;
            client = client.root_certificates(&pem)?;
        }
        Ok(if self.allow_http { client.allow_http() } else { client })
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let rule = || "must be more than 0 and at most 86400 seconds".to_owned();
    let seconds: f64 = text.parse().map_err(|_| rule())?;
    if !(seconds > 0.0 && seconds <= 86_400.0) {
        return Err(rule());
    }
    Duration::try_from_secs_f64(seconds).map_err(|_| rule())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_may_have_a_fraction_and_must_be_sane() {
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
        assert_eq!(seconds("86400"), Ok(Duration::from_secs(86_400)));
        for bad in ["0", "-1", "nan", "inf", "1e9", "ten", ""] {
            assert!(seconds(bad).is_err(), "{bad}");
        }
    }
}
