//! `voxtoken inspect`: what an Agora token says, and what is wrong with it.

use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use voxtoken::agora::{Expected, Problem, Report, ServiceReport, Severity, SignatureCheck, User, explain};
use voxtoken::{Clock, Secret, SystemClock};

use crate::facts::Facts;
use crate::failure::Failure;
use crate::output::{Output, json_to_stdout, stdout_has_colour, to_stdout};
use crate::secret_input::{SecretOptions, is_stdin, read_text};
use crate::text::{painted, printable};
use crate::{exit, help, keys, times};

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, ENVIRONMENT))]
pub struct Args {
    /// The Agora token (006 or 007); - reads it from standard input
    token: String,

    /// Compare with this channel
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,

    /// Compare with this numeric uid
    #[arg(long, value_name = "N", conflicts_with = "account")]
    uid: Option<u32>,

    /// Compare with this user account or user id
    #[arg(long, value_name = "NAME")]
    account: Option<String>,

    /// The time to check the expiry at: Unix seconds or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = times::parse)]
    at: Option<u64>,

    /// Read the app certificate from this file, to check the signature; - is standard input
    #[arg(long, value_name = "FILE")]
    app_certificate_file: Option<PathBuf>,

    #[command(flatten)]
    pub output: Output,
}

const EXAMPLES: &str = "  voxtoken inspect 007eJxTYHj...
  voxtoken agora rtc --channel lobby --uid 23 | voxtoken inspect - --channel lobby --uid 23
  voxtoken inspect 007eJxTYHj... --at 2026-12-24T18:00:00Z --json";

const ENVIRONMENT: &str = "  AGORA_APP_CERTIFICATE     the app certificate, to check the signature";

const CERTIFICATE: &str = "AGORA_APP_CERTIFICATE";

pub fn run(args: &Args) -> Result<ExitCode, Failure> {
    let token = token(args)?;
    let certificate = certificate(args)?;
    let now = args.at.unwrap_or_else(|| SystemClock.now());
    let user = match (&args.account, args.uid) {
        (Some(account), _) => Some(User::Account(account)),
        (None, uid) => uid.map(User::Uid),
    };
    let expected = Expected {
        certificate: certificate.as_ref(),
        channel: args.channel.as_deref(),
        user,
        now: Some(now),
    };
    let report = explain(&token, &expected);
    if args.output.is_json() {
        json_to_stdout(&ReportFields { valid: report.is_valid(), checked_at: now, report: &report })?;
    } else {
        to_stdout(&words(&report, certificate.is_some(), now, stdout_has_colour()))?;
    }
    Ok(if report.is_valid() { ExitCode::SUCCESS } else { exit::INVALID_TOKEN.into() })
}

#[derive(Serialize)]
struct ReportFields<'a> {
    valid: bool,
    checked_at: u64,
    #[serde(flatten)]
    report: &'a Report,
}

fn token(args: &Args) -> Result<String, Failure> {
    if args.token != "-" {
        return Ok(args.token.trim().to_owned());
    }
    if args.app_certificate_file.as_deref().is_some_and(is_stdin) {
        return Err(Failure::usage(
            "--app-certificate-file",
            "standard input can hold the token or the certificate, not both",
        ));
    }
    let text = read_text(std::io::stdin().lock())
        .map_err(|error| Failure::usage("TOKEN", format!("cannot read standard input: {error}")))?;
    Ok(text.trim().to_owned())
}

fn certificate(args: &Args) -> Result<Option<Secret>, Failure> {
    let options = SecretOptions {
        option: "--app-certificate",
        value: &None,
        file_option: "--app-certificate-file",
        file: &args.app_certificate_file,
    };
    match options.read(args.output)? {
        Some(certificate) => Ok(Some(certificate)),
        None => Ok(keys::environment(&[CERTIFICATE])?.remove(CERTIFICATE).map(Into::into)),
    }
}

const GOOD: Style = AnsiColor::Green.on_default();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();

fn words(report: &Report, has_certificate: bool, now: u64, colour: bool) -> String {
    let mut text = head(report, has_certificate, now).table(colour);
    for service in &report.services {
        text += &format!("\n{}\n", painted(service.name, Style::new().bold(), colour));
        text += &service_facts(service, now).table(colour);
    }
    if !report.findings.is_empty() {
        text += "\n";
    }
    for finding in &report.findings {
        let (label, style) = match finding.severity {
            Severity::Error => ("error:", BAD.bold()),
            Severity::Warning => ("warning:", DOUBTFUL.bold()),
        };
        text += &format!("{} {}\n", painted(label, style, colour), printable(&finding.message));
    }
    text
}

fn head(report: &Report, has_certificate: bool, now: u64) -> Facts {
    let time = |at| times::local_and_relative(at, now);
    let mut facts = Facts::default();
    let Some(version) = report.version else {
        facts.add_styled("token", "cannot be read", BAD);
        return facts;
    };
    facts.add("version", version);
    facts.add_some("app id", report.app_id.as_deref());
    facts.add_some("issued", report.issued_at.map(time));
    if let Some(at) = report.expires_at {
        facts.add_styled("expires", time(at), if at > now { GOOD } else { BAD });
    }
    if report.token_expires_at != report.expires_at {
        facts.add_some("token ends", report.token_expires_at.map(time));
    }
    let (signature, style) = match report.signature {
        SignatureCheck::Good => ("ok", GOOD),
        SignatureCheck::Bad => ("bad", BAD),
        SignatureCheck::NotChecked
            if report.findings.iter().any(|f| f.problem == Problem::BadCertificate) =>
        {
            ("not checked; the app certificate is malformed", BAD)
        }
        SignatureCheck::NotChecked if has_certificate => {
            ("not checked; a 006 token also needs --channel and --uid or --account", DOUBTFUL)
        }
        SignatureCheck::NotChecked => {
            ("not checked; set AGORA_APP_CERTIFICATE or give --app-certificate-file", DOUBTFUL)
        }
    };
    facts.add_styled("signature", signature, style);
    facts
}

fn service_facts(service: &ServiceReport, now: u64) -> Facts {
    let mut facts = Facts::default();
    for (field, value) in &service.bound_to {
        let value = Some(value.to_string()).filter(|value| !value.is_empty()).unwrap_or_else(|| "any".into());
        facts.add(&field.replace('_', " "), value);
    }
    for privilege in &service.privileges {
        let name = privilege
            .name
            .map_or_else(|| format!("privilege {}", privilege.number), |name| name.replace('_', " "));
        let end = times::local_and_relative(privilege.expires_at, now);
        let until = if privilege.expires_at > now { "until" } else { "ended" };
        facts.add(&name, format!("{until} {end}"));
    }
    for permission in &service.permissions {
        let access = match permission.access {
            0 => "read".to_owned(),
            1 => "write".to_owned(),
            other => format!("access {other}"),
        };
        let kind = resource_name(permission.resource);
        facts.add(&format!("{access} {kind}"), permission.names.join(", "));
    }
    facts
}

fn resource_name(resource: u16) -> String {
    let names = ["message channels", "stream channels", "channel groups", "server groups", "users"];
    match names.get(usize::from(resource)) {
        Some(name) => (*name).to_owned(),
        None => format!("resource {resource}"),
    }
}
