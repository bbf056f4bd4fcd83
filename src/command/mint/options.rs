//! Options that several Agora services share.

use std::path::PathBuf;

use crate::agora::{Role, RtcPrivileges, TokenBuilder, User};
use crate::{Clock, ErrorKind, Secret, SystemClock};
use clap::builder::TypedValueParser;

use crate::command::failure::Failure;
use crate::command::keys::{self, Keys, Names};
use crate::command::output::Output;
use crate::command::secret_input::{self, SecretOptions};
use crate::command::suggest::{self, Suggest};
use crate::command::{number, times};

pub const ENVIRONMENT: &str = "  AGORA_APP_ID              the app id
  AGORA_APP_CERTIFICATE     the app certificate";

const NAMES: Names = Names {
    id_option: "--app-id",
    secret: "app certificate",
    secret_option: "--app-certificate-file",
    variables: &[["AGORA_APP_ID", "AGORA_APP_CERTIFICATE"]],
};

/// What every service needs.
#[derive(clap::Args)]
pub struct Common {
    /// The app id: 32 hexadecimal characters [environment: AGORA_APP_ID]
    #[arg(long, value_name = "ID", help_heading = "App")]
    app_id: Option<String>,

    /// The app certificate; other users can see it here, rather use the environment or a file
    #[arg(long, value_name = "CERTIFICATE", help_heading = "App", value_parser = secret_input::parse, conflicts_with = "app_certificate_file")]
    app_certificate: Option<Secret>,

    /// Read the app certificate from this file; - is standard input
    #[arg(long, value_name = "FILE", help_heading = "App")]
    app_certificate_file: Option<PathBuf>,

    /// The time of issue: Unix seconds or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", help_heading = "Reproducible output", value_parser = times::parse_32_bits, allow_negative_numbers = true)]
    issued_at: Option<u32>,

    /// The salt, in place of a random number
    #[arg(long, value_name = "N", help_heading = "Reproducible output", value_parser = number::plain, allow_negative_numbers = true)]
    salt: Option<u32>,

    /// Check no more than Agora's own builders do
    #[arg(long)]
    lenient: bool,

    #[command(flatten)]
    pub output: Output,
}

/// A builder with what it was made from.
pub struct Mint {
    pub builder: TokenBuilder,
    pub issued_at: u32,
    pub is_lenient: bool,
}

impl Common {
    pub fn keys(&self) -> Result<Keys, Failure> {
        let certificate = SecretOptions {
            what: NAMES.secret,
            option: "--app-certificate",
            value: &self.app_certificate,
            file_option: "--app-certificate-file",
            file: &self.app_certificate_file,
        };
        keys::find(&NAMES, self.app_id.clone(), certificate.read(self.output)?, self.output)
    }

    pub fn open(&self, app_id: &str, certificate: Secret) -> Result<Mint, Failure> {
        let issued_at = match self.issued_at {
            Some(issued_at) => issued_at,
            None => u32::try_from(SystemClock.now()).map_err(|_| {
                Failure::new(ErrorKind::InvalidArgument, "this machine's clock is past the year 2105")
            })?,
        };
        let mut builder = TokenBuilder::new(app_id, certificate).issued_at(issued_at);
        if let Some(salt) = self.salt {
            builder = builder.salt(salt);
        }
        if self.lenient {
            builder = builder.lenient();
        }
        Ok(Mint { builder, issued_at, is_lenient: self.lenient })
    }
}

/// Who may use the token: a number or a name.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Member {
    /// The numeric uid; 0 lets any uid use the token
    #[arg(long, value_name = "N", value_parser = number::plain, allow_negative_numbers = true)]
    pub uid: Option<u32>,

    /// The user account, a text
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
}

impl Member {
    pub fn user(&self) -> User<'_> {
        match (&self.account, self.uid) {
            (Some(account), _) => User::Account(account),
            (None, uid) => User::Uid(uid.unwrap_or_default()),
        }
    }
}

/// How long a token and its privileges live.
#[derive(clap::Args)]
pub struct Life {
    /// How long the token lives, in seconds after the issue; Agora's servers accept 24 hours at most
    #[arg(long, value_name = "SECS", default_value_t = 3600, value_parser = number::seconds, allow_negative_numbers = true)]
    pub expire: u32,

    /// How long its privileges live, in seconds after the issue, never longer than the token
    /// [default: as long as the token]
    #[arg(long, value_name = "SECS", value_parser = number::seconds, allow_negative_numbers = true)]
    pub privilege_expire: Option<u32>,
}

impl Life {
    pub fn privilege_expire(&self) -> u32 {
        self.privilege_expire.unwrap_or(self.expire)
    }
}

const SINGLE: &str = "Single privileges [default: --privilege-expire]";

/// The life of each RTC privilege.
#[derive(clap::Args)]
pub struct Privileges {
    /// How long the user may join the channel, in seconds after the issue
    #[arg(long, value_name = "SECS", help_heading = SINGLE, value_parser = number::seconds, allow_negative_numbers = true)]
    pub join_expire: Option<u32>,

    /// How long the user may publish audio
    #[arg(long, value_name = "SECS", help_heading = SINGLE, value_parser = number::seconds, allow_negative_numbers = true)]
    pub audio_expire: Option<u32>,

    /// How long the user may publish video
    #[arg(long, value_name = "SECS", help_heading = SINGLE, value_parser = number::seconds, allow_negative_numbers = true)]
    pub video_expire: Option<u32>,

    /// How long the user may publish data
    #[arg(long, value_name = "SECS", help_heading = SINGLE, value_parser = number::seconds, allow_negative_numbers = true)]
    pub data_expire: Option<u32>,
}

impl Privileges {
    pub fn all(&self, default: u32) -> RtcPrivileges {
        RtcPrivileges {
            join: self.join_expire.unwrap_or(default),
            audio: self.audio_expire.unwrap_or(default),
            video: self.video_expire.unwrap_or(default),
            data: self.data_expire.unwrap_or(default),
        }
    }

    /// The first option that was given and is for publishers only.
    pub fn publishing(&self) -> Option<&'static str> {
        let options = [
            ("--audio-expire", self.audio_expire),
            ("--video-expire", self.video_expire),
            ("--data-expire", self.data_expire),
        ];
        options.into_iter().find(|(_, value)| value.is_some()).map(|(option, _)| option)
    }

    pub fn is_empty(&self) -> bool {
        self.join_expire.is_none() && self.publishing().is_none()
    }
}

/// A role as it is written: by name or by number.
#[derive(Clone, Copy)]
pub struct RoleNumber(u32);

const ROLES: &[(&str, Role)] = &[
    ("publisher", Role::Publisher),
    ("subscriber", Role::Subscriber),
    ("attendee", Role::Attendee),
    ("admin", Role::Admin),
];

impl RoleNumber {
    /// The value parser of `--role`: `publisher` and `subscriber` are what it suggests.
    pub fn parser() -> Suggest<impl TypedValueParser<Value = Self>> {
        suggest::parsed(Self::parse, &["publisher", "subscriber"])
    }

    /// The same for commands that mint `006` as well.
    pub fn parser_006() -> Suggest<impl TypedValueParser<Value = Self>> {
        suggest::parsed(Self::parse, &["publisher", "subscriber", "attendee", "admin"])
    }

    fn parse(text: &str) -> Result<Self, &'static str> {
        match ROLES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
            Some((_, role)) => Ok(Self(*role as u32)),
            None => text
                .parse()
                .map(Self)
                .map_err(|_| "must be publisher or subscriber, for 006 also attendee or admin, or a number"),
        }
    }

    pub fn role(self, mint: &Mint) -> Result<Role, Failure> {
        Ok(mint.builder.role(self.0)?)
    }

    /// The same for `007`, which has two roles.
    pub fn role_007(self, mint: &Mint) -> Result<Role, Failure> {
        match self.role(mint)? {
            role @ (Role::Attendee | Role::Admin) if !mint.is_lenient => {
                let rule = format!("{} is for 006; 007 has publisher and subscriber", role_name(role));
                Err(Failure::usage("--role", rule))
            }
            role => Ok(role),
        }
    }
}

/// The name of a role.
pub fn role_name(role: Role) -> String {
    ROLES.iter().find(|(_, this)| *this == role).map_or("", |(name, _)| name).to_owned()
}

/// The format of a token.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Version {
    #[value(name = "007")]
    V007,
    #[value(name = "006")]
    V006,
}

/// The absolute time that 006 wants, `expire` seconds after the issue; 0 stays 0, as long as the token.
pub fn absolute(mint: &Mint, expire: u32) -> Result<u32, Failure> {
    if expire == 0 {
        return Ok(0);
    }
    if expire >= 1_000_000_000 && !mint.is_lenient {
        return Err(Failure::usage(
            "--expire",
            "must be in seconds after the issue, looks like a point in time",
        ));
    }
    mint.issued_at
        .checked_add(expire)
        .ok_or_else(|| Failure::usage("--expire", "must end before 2^32 Unix seconds"))
}
