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

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::net::TcpListener;

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
  curl $CONTROL/reset -X POST     as at the start";

/// What the command line can say about the sandbox.
#[derive(clap::Args)]
#[command(after_long_help = EXAMPLES, after_help = "See --help for examples.")]
pub struct Args {
    /// Port of the stand-in for Alibaba Cloud NLS [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    nls_port: u16,
    /// Port of the stand-in for Alibaba Cloud DashScope [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    dashscope_port: u16,
    /// Port of the stand-in for Baidu AIOB [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    aiob_port: u16,
    /// Port of the control address [0: any free one]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    control_port: u16,

    /// The access key id it knows; for temporary credentials also `STS.` and this id
    #[arg(long, value_name = "ID", default_value = "sandbox-id")]
    access_key_id: String,
    /// The secret of that id; also the API key of DashScope and the secret key of AIOB
    #[arg(long, value_name = "SECRET", default_value = "sandbox-secret")]
    access_key_secret: String,
    /// The security token of temporary credentials (STS) it knows
    #[arg(long, value_name = "TOKEN", default_value = "sandbox-security-token")]
    security_token: String,

    /// How long a token lives
    #[arg(long, value_name = "SECS", default_value_t = 86_400)]
    life: u64,
    /// By how much its clock is wrong; negative means slow
    #[arg(long, value_name = "SECS", default_value_t = 0, allow_negative_numbers = true)]
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
pub fn run(args: Args) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(serve(args)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("voxtoken sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(args: Args) -> Result<(), Box<dyn Error>> {
    #[cfg(unix)]
    let parent = args.exit_with_parent.map(parent::Parent::new);
    let stop = stop_signal()?;

    let listeners = [
        (Role::Cloud(Cloud::Nls), listen(args.nls_port).await?),
        (Role::Cloud(Cloud::Dashscope), listen(args.dashscope_port).await?),
        (Role::Cloud(Cloud::Aiob), listen(args.aiob_port).await?),
        (Role::Control, listen(args.control_port).await?),
    ];
    let scheme = if args.tls.is_some() { "https" } else { "http" };
    let [nls, dashscope, aiob, control] = listeners.each_ref().map(|(role, listener)| {
        let scheme = if matches!(role, Role::Control) { "http" } else { scheme };
        listener.local_addr().map(|address| format!("{scheme}://{address}"))
    });
    let (nls, dashscope, aiob, control) = (nls?, dashscope?, aiob?, control?);
    let ready = serde_json::json!({ "nls": nls, "dashscope": dashscope, "aiob": aiob, "control": control });

    let acceptor = args.tls.as_deref().map(tls::acceptor).transpose()?;
    let account = Account::new(args.access_key_id, args.access_key_secret, args.security_token);
    let plan = Plan::new(args.mode, args.life, args.skew);
    let state = Arc::new(State::new(account, plan, [nls, dashscope, aiob], args.log));
    for (role, listener) in listeners {
        let acceptor = acceptor.clone().filter(|_| !matches!(role, Role::Control));
        tokio::spawn(server::run(listener, acceptor, role, Arc::clone(&state)));
    }

    announce(&ready, &control)?;
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

async fn listen(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("cannot listen on port {port}: {error}"))
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
