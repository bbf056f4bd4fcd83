//! `voxtoken sandbox`: stands in for the clouds on this machine. It checks what a client
//! sends as the clouds document it, hands out tokens that open nothing, and fails on demand.

mod aiob;
mod answer;
mod cloud;
mod control;
mod dashscope;
mod fault;
mod mode;
mod nls;
#[cfg(unix)]
mod parent;
mod server;
mod state;
mod tls;

use clap::builder::NonEmptyStringValueParser;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ErrorKind;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::command::exit;
use crate::command::failure::Failure;
use crate::command::number;
use cloud::Cloud;
use mode::Mode;
use server::Role;
use state::{Account, Plan, State};

const EXAMPLES: &str = "\
Examples:
  voxtoken sandbox
      Free ports, chosen by the system. The first and only line on standard output says where:
      {\"nls\":\"http://127.0.0.1:…\",\"dashscope\":…,\"aiob\":…,\"control\":…}
  voxtoken sandbox --nls-port 8101 --control-port 8100 --life 120 --log
      Fixed ports, tokens that live two minutes, one line per request on standard error
  voxtoken sandbox --tls sandbox.pem
      https; let the client trust sandbox.pem

While it runs, through the control address:
  curl $CONTROL/calls             requests so far
  curl $CONTROL/last              the shape of the last requests, without a value
  curl $CONTROL/mode -d '{\"mode\":\"throttle\",\"times\":2}'
      The next two requests fail; GET /mode shows how things stand
  curl $CONTROL/mode -d '{\"service\":\"nls\",\"life\":5,\"skew\":-3600}'
      Only NLS: tokens that live five seconds, a clock that is one hour slow
  curl $CONTROL/reset -X POST     as at the start

Exit codes:
  0  ended by a signal or with its parent
  1  the system refuses what the sandbox needs, or standard output cannot be written
  2  wrong usage, a port that is in use, or a file for --tls that cannot be written";

/// The longest life of a token, in seconds: what 32 bits can hold.
const MAX_LIFE: u64 = u32::MAX as u64;

/// By how many seconds the clock can be wrong: a century.
const MAX_SKEW: i64 = 100 * 365 * 86_400;

/// What the command line can say about the sandbox.
#[derive(clap::Args)]
#[command(after_long_help = EXAMPLES, after_help = "See --help for examples.")]
pub struct Args {
    /// Port of the stand-in for Alibaba Cloud NLS [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true, value_parser = number::within(0..=u16::MAX, ""), allow_negative_numbers = true)]
    nls_port: u16,
    /// Port of the stand-in for Alibaba Cloud DashScope [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true, value_parser = number::within(0..=u16::MAX, ""), allow_negative_numbers = true)]
    dashscope_port: u16,
    /// Port of the stand-in for Baidu AIOB [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true, value_parser = number::within(0..=u16::MAX, ""), allow_negative_numbers = true)]
    aiob_port: u16,
    /// Port of the control address [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true, value_parser = number::within(0..=u16::MAX, ""), allow_negative_numbers = true)]
    control_port: u16,

    /// The access key id it knows; for temporary credentials also `STS.` and this id
    #[arg(long, value_name = "ID", default_value = "sandbox-id", value_parser = NonEmptyStringValueParser::new())]
    access_key_id: String,
    /// The secret of that id; also the API key of DashScope and the secret key of AIOB
    #[arg(long, value_name = "SECRET", default_value = "sandbox-secret", value_parser = NonEmptyStringValueParser::new())]
    access_key_secret: String,
    /// The security token of temporary credentials (STS) it knows
    #[arg(long, value_name = "TOKEN", default_value = "sandbox-security-token", value_parser = NonEmptyStringValueParser::new())]
    security_token: String,

    /// How long a token lives; AIOB counts in minutes, rounded up
    #[arg(long, value_name = "SECS", default_value_t = 86_400, value_parser = number::within(1..=MAX_LIFE, "seconds"), allow_negative_numbers = true)]
    life: u64,
    /// By how much its clock is wrong; negative means slow
    #[arg(long, value_name = "SECS", default_value_t = 0, value_parser = number::within(-MAX_SKEW..=MAX_SKEW, "seconds"), allow_negative_numbers = true)]
    skew: i64,
    /// What it does from the start
    #[arg(long, value_enum, default_value_t = Mode::Ok)]
    mode: Mode,

    /// Serve https; the certificate to trust is written to this file
    #[arg(long, value_name = "CERT_FILE")]
    tls: Option<PathBuf>,
    /// Print a line per request, without secrets, to standard error
    #[arg(long)]
    log: bool,
    /// End when the parent process does; give its process id to be safe from the start
    #[cfg(unix)]
    #[arg(long, value_name = "PID", num_args = 0..=1, require_equals = true)]
    exit_with_parent: Option<Option<u32>>,
}

/// Serves until it is told to end.
pub fn run(args: Args) -> Result<u8, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(broken)?.block_on(serve(args))?;
    Ok(exit::SUCCESS)
}

/// What the system refuses us and nobody can mend with an option.
fn broken(error: impl Display) -> Failure {
    Failure::new(ErrorKind::Internal, format!("the sandbox cannot start: {error}"))
        .with_hint("Check the limits of the system and where standard output goes.")
}

async fn serve(args: Args) -> Result<(), Failure> {
    #[cfg(unix)]
    let parent = args.exit_with_parent.map(parent::Parent::new);
    let stop = stop_signal().map_err(broken)?;

    let listeners = [
        (Role::Cloud(Cloud::Nls), listen("--nls-port", args.nls_port).await?),
        (Role::Cloud(Cloud::Dashscope), listen("--dashscope-port", args.dashscope_port).await?),
        (Role::Cloud(Cloud::Aiob), listen("--aiob-port", args.aiob_port).await?),
        (Role::Control, listen("--control-port", args.control_port).await?),
    ];
    let scheme = if args.tls.is_some() { "https" } else { "http" };
    let [nls, dashscope, aiob, control] = listeners.each_ref().map(|(role, listener)| {
        let scheme = if matches!(role, Role::Control) { "http" } else { scheme };
        listener.local_addr().map(|address| format!("{scheme}://{address}")).map_err(broken)
    });
    let (nls, dashscope, aiob, control) = (nls?, dashscope?, aiob?, control?);
    let ready = serde_json::json!({ "nls": nls, "dashscope": dashscope, "aiob": aiob, "control": control });

    let acceptor = args.tls.as_deref().map(acceptor).transpose()?;
    let account = Account::new(args.access_key_id, args.access_key_secret, args.security_token);
    let plan = Plan::new(args.mode, args.life, args.skew);
    let state = Arc::new(State::new(account, plan, [nls, dashscope, aiob], args.log));
    for (role, listener) in listeners {
        let acceptor = acceptor.clone().filter(|_| !matches!(role, Role::Control));
        tokio::spawn(server::run(listener, acceptor, role, Arc::clone(&state)));
    }

    announce(&ready, &control).map_err(broken)?;
    #[cfg(unix)]
    if let Some(parent) = parent {
        tokio::select! {
            () = stop => {}
            () = parent.gone() => {}
        }
        return Ok(());
    }
    stop.await;
    Ok(())
}

async fn listen(option: &'static str, port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| Failure::usage(option, format!("cannot listen on port {port}: {error}")))
}

/// Makes a certificate and writes what is to be trusted to this file.
fn acceptor(file: &Path) -> Result<TlsAcceptor, Failure> {
    let (acceptor, authority) = tls::acceptor().map_err(broken)?;
    std::fs::write(file, authority)
        .map_err(|error| Failure::usage("--tls", format!("cannot write {}: {error}", file.display())))?;
    Ok(acceptor)
}

/// The one line on standard output. Whoever started us and is gone cannot read it: an error.
fn announce(ready: &serde_json::Value, control: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()?;
    if io::stderr().is_terminal() {
        eprintln!(
            "The sandbox is ready; Ctrl-C ends it. Counts and failures: curl {control}/calls, {control}/mode"
        );
    }
    Ok(())
}

/// Listens from now on for the signals that end the sandbox.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler for Ctrl-C the system ends the process by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}
