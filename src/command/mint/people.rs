//! Tokens for services that know users and apps, but no channels.

use super::Minted;
use super::options::{Common, Mint};
use crate::command::failure::Failure;
use crate::command::number;

pub const CHAT_EXAMPLES: &str = "  voxtoken agora chat --account alice
  voxtoken agora chat --app --expire 600";

pub const APAAS_EXAMPLES: &str = "  voxtoken agora apaas --room algebra --account alice --role 2
  voxtoken agora apaas --account alice
  voxtoken agora apaas --app";

pub const EDUCATION_EXAMPLES: &str = "  voxtoken agora education --room algebra --account alice --role 2
  voxtoken agora education --account alice
  voxtoken agora education --app";

pub const FPA_EXAMPLES: &str = "  voxtoken agora fpa";

/// A user, or the app itself.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct UserOrApp {
    /// The user id
    #[arg(long, value_name = "NAME")]
    account: Option<String>,

    /// Mint a token for the app itself
    #[arg(long)]
    app: bool,
}

#[derive(clap::Args)]
pub struct Chat {
    #[command(flatten)]
    who: UserOrApp,

    /// How long the token lives, in seconds after the issue; Agora's servers accept 24 hours at most
    #[arg(long, value_name = "SECS", default_value_t = 3600, value_parser = number::seconds, allow_negative_numbers = true)]
    expire: u32,

    #[command(flatten)]
    pub common: Common,
}

impl Chat {
    pub fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        let token = match &self.who.account {
            Some(account) => mint.builder.chat_user(account, self.expire),
            None => mint.builder.chat_app(self.expire),
        };
        Ok(Minted { token: token?, account: self.who.account.clone(), ..Minted::default() })
    }
}

#[derive(clap::Args)]
pub struct Apaas {
    #[command(flatten)]
    who: UserOrApp,

    /// The room that the user may enter
    #[arg(long, value_name = "ROOM", requires = "role", conflicts_with = "app")]
    room: Option<String>,

    /// The number of the user's role in the room
    #[arg(long, value_name = "N", requires = "room", value_parser = number::within(i16::MIN..=i16::MAX, ""), allow_negative_numbers = true)]
    role: Option<i16>,

    /// How long the token lives, in seconds after the issue; Agora's servers accept 24 hours at most
    #[arg(long, value_name = "SECS", default_value_t = 3600, value_parser = number::seconds, allow_negative_numbers = true)]
    expire: u32,

    #[command(flatten)]
    pub common: Common,
}

impl Apaas {
    pub fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        let token = match (&self.who.account, &self.room, self.role) {
            (Some(account), Some(room), Some(role)) => {
                mint.builder.apaas_room_user(room, account, role, self.expire)
            }
            (Some(account), ..) => mint.builder.apaas_user(account, self.expire),
            (None, ..) => mint.builder.apaas_app(self.expire),
        };
        Ok(Minted {
            token: token?,
            account: self.who.account.clone(),
            room: self.room.clone(),
            role: self.role.map(|role| role.to_string()),
            ..Minted::default()
        })
    }
}

#[derive(clap::Args)]
pub struct Fpa {
    #[command(flatten)]
    pub common: Common,
}

pub fn mint_fpa(mint: &Mint) -> Result<Minted, Failure> {
    Ok(Minted { token: mint.builder.fpa()?, ..Minted::default() })
}
