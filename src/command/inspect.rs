//! `voxtoken inspect`: what an Agora token says, and what is wrong with it.

use std::path::PathBuf;

use crate::agora::{Expected, Report, ServiceReport, Severity, SignatureCheck, User, explain};
use crate::{Clock, Secret, SystemClock};
use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::command::facts::Facts;
use crate::command::failure::Failure;
use crate::command::output::{Output, json_to_stdout, stdout_has_colour, to_stdout};
use crate::command::secret_input::{Given, SecretOptions, is_stdin, read_limited};
use crate::command::text::{painted, printable};
use crate::command::{exit, help, keys, number, times};

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, ENVIRONMENT))]
pub struct Args {
    /// The Agora token (006 or 007); - reads it from standard input
    token: String,

    /// Compare with this channel
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,

    /// Compare with this numeric uid
    #[arg(long, value_name = "N", conflicts_with = "account", value_parser = number::plain, allow_negative_numbers = true)]
    uid: Option<u32>,

    /// Compare with this user account or user id
    #[arg(long, value_name = "NAME")]
    account: Option<String>,

    /// The time to check the expiry at: Unix seconds or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = times::parse, allow_negative_numbers = true)]
    at: Option<u64>,

    /// Warn if the token is of another app [environment: AGORA_APP_ID]
    #[arg(long, value_name = "ID")]
    app_id: Option<String>,

    /// Read the app certificate from this file, to check the signature; - is standard input
    #[arg(long, value_name = "FILE")]
    app_certificate_file: Option<PathBuf>,

    /// Exit with 6 also when the signature was not checked
    #[arg(long)]
    require_signature: bool,

    #[command(flatten)]
    pub output: Output,
}

const EXAMPLES: &str = "  voxtoken inspect 007eJxTYHj...
  voxtoken agora rtc --channel lobby --uid 23 | voxtoken inspect - --channel lobby --uid 23
  voxtoken inspect 007eJxTYHj... --at 2026-12-24T18:00:00Z --json
  voxtoken inspect 007eJxTYHj... --require-signature --quiet && echo good";

const ENVIRONMENT: &str = "  AGORA_APP_CERTIFICATE     the app certificate, to check the signature
  AGORA_APP_ID              the app id that the token should be of";

const CERTIFICATE: &str = "AGORA_APP_CERTIFICATE";
const APP_ID: &str = "AGORA_APP_ID";

/// Longer than any token that can be minted.
const MAX_TOKEN: u64 = 2 * 1024 * 1024;

pub fn run(args: &Args) -> Result<u8, Failure> {
    let token = token(args)?;
    let mut environment = keys::environment(&[APP_ID, CERTIFICATE])?;
    let certificate = certificate(args, environment.remove(CERTIFICATE))?;
    let app_id = args.app_id.clone().or(environment.remove(APP_ID));
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
    let verified = report.signature == SignatureCheck::Good;
    let unchecked = unchecked(&report, &expected);
    let warnings: Vec<_> = unchecked.into_iter().chain(other_app(&report, app_id.as_deref())).collect();
    if args.output.is_json() {
        let valid = report.is_valid();
        json_to_stdout(&ReportFields { valid, verified, checked_at: now, warnings, report: &report })?;
    } else if !args.output.is_quiet() {
        to_stdout(&words(&report, &warnings, now, stdout_has_colour()))?;
    }
    let is_good = report.is_valid() && (verified || !args.require_signature);
    Ok(if is_good { exit::SUCCESS } else { exit::INVALID_TOKEN })
}

#[derive(Serialize)]
struct ReportFields<'a> {
    valid: bool,
    /// Was the signature checked, and is it good?
    verified: bool,
    checked_at: u64,
    warnings: Vec<String>,
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
    let bytes = read_limited(std::io::stdin().lock(), MAX_TOKEN)
        .map_err(|error| Failure::usage("TOKEN", format!("cannot read standard input: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn certificate(args: &Args, variable: Option<String>) -> Result<Option<Secret>, Failure> {
    let options = SecretOptions {
        what: "app certificate",
        option: "--app-certificate",
        value: &None,
        file_option: "--app-certificate-file",
        file: &args.app_certificate_file,
    };
    let variable = variable.map(|text| Given::Known { secret: text.into(), origin: CERTIFICATE });
    let Some(given) = options.read(args.output)?.or(variable) else { return Ok(None) };
    let origin = given.origin();
    let certificate = given.get()?;
    let text = certificate.expose();
    if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(Some(certificate));
    }
    Err(Failure::usage(origin, "must be an app certificate: 32 hexadecimal characters"))
}

/// Why the signature was not checked, if it was not.
fn unchecked(report: &Report, expected: &Expected<'_>) -> Option<String> {
    let version = report.version.filter(|_| report.signature == SignatureCheck::NotChecked)?;
    let is_rtm = report.services.iter().any(|service| service.name == "rtm");
    let advice = if expected.certificate.is_none() {
        "set AGORA_APP_CERTIFICATE or give --app-certificate-file".to_owned()
    } else {
        let needed = [
            (!is_rtm && expected.channel.is_none()).then_some("--channel"),
            expected.user.is_none().then_some(if is_rtm { "--account" } else { "--uid or --account" }),
        ];
        match needed.into_iter().flatten().collect::<Vec<_>>().join(" and ") {
            needed if needed.is_empty() => "it covers the channel and the user, which differ".to_owned(),
            needed => format!("for a {version} token give {needed} too"),
        }
    };
    Some(format!("The signature was not checked; {advice}."))
}

/// That the token is of another app, if it is known of which it should be.
fn other_app(report: &Report, wanted: Option<&str>) -> Option<String> {
    let (wanted, found) = (wanted?, report.app_id.as_deref()?);
    (wanted != found).then(|| format!("The token is of app {found:?}, not of app {wanted:?}."))
}

const GOOD: Style = AnsiColor::Green.on_default();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default();

fn words(report: &Report, warnings: &[String], now: u64, colour: bool) -> String {
    let mut text = head(report, now).table(colour);
    for service in &report.services {
        text += &format!("\n{}\n", painted(service.name, Style::new().bold(), colour));
        match service_facts(service, now).table(colour) {
            table if table.is_empty() => text += "  (no fields)\n",
            table => text += &table,
        }
    }
    let findings = report.findings.iter().map(|finding| (finding.severity, finding.message.as_ref()));
    let warnings = warnings.iter().map(|warning| (Severity::Warning, warning.as_str()));
    let remarks: Vec<_> = findings.chain(warnings).collect();
    if !remarks.is_empty() {
        text += "\n";
    }
    for (severity, message) in remarks {
        let (label, style) = match severity {
            Severity::Error => ("error:", BAD.bold()),
            Severity::Warning => ("warning:", DOUBTFUL.bold()),
        };
        text += &format!("{} {}\n", painted(label, style, colour), printable(message));
    }
    text
}

fn head(report: &Report, now: u64) -> Facts {
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
        SignatureCheck::NotChecked => ("not checked", DOUBTFUL),
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
        let name = name_or(privilege.name, "privilege", privilege.number);
        let end = times::local_and_relative(privilege.expires_at, now);
        let until = if privilege.expires_at > now { "until" } else { "ended" };
        facts.add(&name, format!("{until} {end}"));
    }
    for permission in &service.permissions {
        let access = name_or(permission.access_name, "access", permission.access);
        let kind = name_or(permission.resource_name, "resource", permission.resource);
        facts.add(&format!("{access} {kind}"), permission.names.join(", "));
    }
    facts
}

/// What the library calls it, or its number.
fn name_or(name: Option<&str>, what: &str, number: u16) -> String {
    name.map_or_else(|| format!("{what} {number}"), |name| name.replace('_', " "))
}
