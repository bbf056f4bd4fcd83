//! Tokens for streaming services in a channel.

use super::Minted;
use super::options::{Common, Life, Member, Mint, RoleNumber, role_name};
use crate::command::failure::Failure;

pub const STREAMING_EXAMPLES: &str = "  voxtoken agora streaming --channel lobby --uid 23";

pub const FCDN_EXAMPLES: &str = "  voxtoken agora fcdn --channel lobby --uid 23
  voxtoken agora fcdn --channel lobby --account alice --role subscriber";

#[derive(clap::Args)]
pub struct Streaming {
    /// The channel's name
    #[arg(long, value_name = "NAME")]
    channel: String,

    #[command(flatten)]
    member: Member,

    #[command(flatten)]
    life: Life,

    #[command(flatten)]
    pub common: Common,
}

impl Streaming {
    pub fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        let Self { channel, member, life, .. } = self;
        let token = mint.builder.streaming(channel, &member.user(), life.expire, life.privilege_expire())?;
        Ok(minted(token, channel, member))
    }
}

#[derive(clap::Args)]
pub struct Fcdn {
    /// The channel's name
    #[arg(long, value_name = "NAME")]
    channel: String,

    #[command(flatten)]
    member: Member,

    /// publisher, who may publish and play, or subscriber, who may play; or its number
    #[arg(long, value_name = "ROLE", default_value = "publisher", value_parser = RoleNumber::parser(), hide_possible_values = true, allow_negative_numbers = true)]
    role: RoleNumber,

    #[command(flatten)]
    life: Life,

    #[command(flatten)]
    pub common: Common,
}

impl Fcdn {
    pub fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        let Self { channel, member, life, .. } = self;
        let role = self.role.role_007(mint)?;
        let token = mint.builder.fcdn(channel, &member.user(), role, life.expire, life.privilege_expire())?;
        Ok(Minted { role: Some(role_name(role)), ..minted(token, channel, member) })
    }
}

fn minted(token: String, channel: &str, member: &Member) -> Minted {
    Minted {
        token,
        channel: Some(channel.to_owned()),
        uid: member.uid,
        account: member.account.clone(),
        ..Minted::default()
    }
}
