//! `voxtoken agora`: mints Agora tokens, offline.

mod channel;
mod options;
mod people;
mod rtc;
mod rtm;

use crate::agora::{Expected, Report, TokenBuilder, explain};
use crate::{Clock, Secret, SystemClock};
use clap::Subcommand;
use serde::Serialize;

use crate::command::facts::Facts;
use crate::command::failure::Failure;
use crate::command::output::Output;
use crate::command::{help, times};
use options::Mint;

#[derive(clap::Args)]
#[command(after_long_help = help::page(EXAMPLES, options::ENVIRONMENT))]
pub struct Args {
    #[command(subcommand)]
    service: Service,
}

const EXAMPLES: &str = "  voxtoken agora rtc --channel lobby --uid 23
  voxtoken agora rtc --channel lobby --account alice --role subscriber --expire 600
  voxtoken agora rtm --account alice --read message:news --write message:lobby
  voxtoken agora chat --app
  voxtoken agora rtc --channel lobby --uid 23 | voxtoken inspect -";

#[derive(Subcommand)]
enum Service {
    /// Real-time calls in a channel, with RTM if wanted
    #[command(after_long_help = help::page(rtc::RTC_EXAMPLES, options::ENVIRONMENT))]
    Rtc(rtc::Rtc),
    /// Messages (Signaling)
    #[command(after_long_help = help::page(rtm::EXAMPLES, options::ENVIRONMENT))]
    Rtm(rtm::Rtm),
    /// Chat, for a user or for the app
    #[command(after_long_help = help::page(people::CHAT_EXAMPLES, options::ENVIRONMENT))]
    Chat(people::Chat),
    /// Flexible Classroom by its older name; the same as apaas
    #[command(after_long_help = help::page(people::EDUCATION_EXAMPLES, options::ENVIRONMENT))]
    Education(people::Apaas),
    /// Flexible Classroom and its like: a user in a room, a user, or the app
    #[command(after_long_help = help::page(people::APAAS_EXAMPLES, options::ENVIRONMENT))]
    Apaas(people::Apaas),
    /// Acceleration of one's own traffic (FPA), for 24 hours
    #[command(after_long_help = help::page(people::FPA_EXAMPLES, options::ENVIRONMENT))]
    Fpa(people::Fpa),
    /// Stream conversion in a channel
    #[command(after_long_help = help::page(channel::STREAMING_EXAMPLES, options::ENVIRONMENT))]
    Streaming(channel::Streaming),
    /// Live streaming by CDN in a channel
    #[command(after_long_help = help::page(channel::FCDN_EXAMPLES, options::ENVIRONMENT))]
    Fcdn(channel::Fcdn),
    /// Conversational AI in a channel, with RTC and RTM
    #[command(after_long_help = help::page(rtc::CONVOAI_EXAMPLES, options::ENVIRONMENT))]
    Convoai(rtc::WithAgent),
    /// Speech to text in a channel, with RTC and RTM
    #[command(after_long_help = help::page(rtc::STT_EXAMPLES, options::ENVIRONMENT))]
    Stt(rtc::WithAgent),
}

/// A token and for what it was made.
#[derive(Default)]
struct Minted {
    token: String,
    channel: Option<String>,
    uid: Option<u32>,
    account: Option<String>,
    rtm_user: Option<String>,
    room: Option<String>,
    role: Option<String>,
}

impl Args {
    pub fn output(&self) -> Output {
        self.service.common().output
    }
}

pub fn run(args: &Args) -> Result<u8, Failure> {
    let (service, common) = (&args.service, args.service.common());
    let keys = common.keys()?;
    let origins = (keys.id_origin, keys.secret.origin());
    let attempt = |certificate: Secret| {
        let mint = common.open(&keys.id, certificate)?;
        let minted = service
            .mint(&mint)
            .map_err(|failure| failure.named("app_id", origins.0).named("certificate", origins.1))?;
        Ok::<_, Failure>((mint, minted))
    };
    // All but the certificate is checked before it is asked for.
    let (draft, minted) = attempt(keys.secret.or_stand_in())?;
    let (mint, minted) = if keys.secret.is_known() { (draft, minted) } else { attempt(keys.secret.get()?)? };
    show(args.output(), service.name(), &mint, &minted)
}

impl Service {
    /// As it is on the command line.
    fn name(&self) -> &'static str {
        match self {
            Self::Rtc(_) => "agora rtc",
            Self::Rtm(_) => "agora rtm",
            Self::Chat(_) => "agora chat",
            Self::Education(_) => "agora education",
            Self::Apaas(_) => "agora apaas",
            Self::Fpa(_) => "agora fpa",
            Self::Streaming(_) => "agora streaming",
            Self::Fcdn(_) => "agora fcdn",
            Self::Convoai(_) => "agora convoai",
            Self::Stt(_) => "agora stt",
        }
    }

    fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        match self {
            Self::Rtc(rtc) => rtc.mint(mint),
            Self::Rtm(rtm) => rtm.mint(mint),
            Self::Chat(chat) => chat.mint(mint),
            Self::Education(apaas) | Self::Apaas(apaas) => apaas.mint(mint),
            Self::Fpa(_) => people::mint_fpa(mint),
            Self::Streaming(streaming) => streaming.mint(mint),
            Self::Fcdn(fcdn) => fcdn.mint(mint),
            Self::Convoai(agent) => agent.mint(mint, TokenBuilder::convo_ai),
            Self::Stt(agent) => agent.mint(mint, TokenBuilder::stt),
        }
    }

    fn common(&self) -> &options::Common {
        match self {
            Self::Rtc(args) => &args.common,
            Self::Rtm(args) => &args.common,
            Self::Chat(args) => &args.common,
            Self::Education(args) | Self::Apaas(args) => &args.common,
            Self::Fpa(args) => &args.common,
            Self::Streaming(args) => &args.common,
            Self::Fcdn(args) => &args.common,
            Self::Convoai(args) | Self::Stt(args) => &args.common,
        }
    }
}

#[derive(Serialize)]
struct MintedFields<'a> {
    service: &'a str,
    token: &'a str,
    version: Option<&'a str>,
    app_id: Option<&'a str>,
    issued_at: u32,
    expires_at: Option<u64>,
    expires: Option<String>,
    channel: Option<&'a str>,
    uid: Option<u32>,
    account: Option<&'a str>,
    rtm_user: Option<&'a str>,
    room: Option<&'a str>,
    role: Option<&'a str>,
}

fn show(output: Output, service: &str, mint: &Mint, minted: &Minted) -> Result<u8, Failure> {
    let report = explain(&minted.token, &Expected::default());
    let fields = MintedFields {
        service,
        token: &minted.token,
        version: report.version,
        app_id: report.app_id.as_deref(),
        issued_at: mint.issued_at,
        expires_at: report.expires_at,
        expires: report.expires_at.and_then(times::rfc3339),
        channel: minted.channel.as_deref(),
        uid: minted.uid,
        account: minted.account.as_deref(),
        rtm_user: minted.rtm_user.as_deref(),
        room: minted.room.as_deref(),
        role: minted.role.as_deref(),
    };
    for finding in &report.findings {
        output.warn(&finding.message);
    }
    output.token(&minted.token, &fields, &facts(service, minted, &report))
}

fn facts(service: &str, minted: &Minted, report: &Report) -> Facts {
    let now = SystemClock.now();
    let user = match (minted.uid, &minted.account) {
        (Some(0), _) => Some("any".to_owned()),
        (Some(uid), _) => Some(format!("uid {uid}")),
        (None, Some(account)) if account.is_empty() => Some("any".to_owned()),
        (None, account) => account.as_ref().map(|account| format!("account {account}")),
    };
    let mut facts = Facts::default();
    facts.add("service", service);
    facts.add_some("channel", minted.channel.as_deref());
    facts.add_some("room", minted.room.as_deref());
    facts.add_some("user", user);
    facts.add_some("rtm user", minted.rtm_user.as_deref());
    facts.add_some("role", minted.role.as_deref());
    facts.add_some("expires", report.expires_at.map(|at| times::local_and_relative(at, now)));
    facts
}
