//! Tokens for RTC, and for the agents that join RTC channels.

use crate::agora::{Role, RtcPrivileges, TokenBuilder, User};

use super::Minted;
use super::options::{Common, Life, Member, Mint, Privileges, RoleNumber, Version, absolute, role_name};
use crate::command::failure::Failure;
use crate::command::number;

pub const RTC_EXAMPLES: &str = "  voxtoken agora rtc --channel lobby --uid 23
  voxtoken agora rtc --channel lobby --account alice --role subscriber --expire 600
  voxtoken agora rtc --channel lobby --uid 23 --audio-expire 3600 --video-expire 60
  voxtoken agora rtc --channel lobby --account alice --rtm-user alice
  voxtoken agora rtc --channel lobby --uid 23 --token-version 006";

pub const CONVOAI_EXAMPLES: &str = "  voxtoken agora convoai --channel lobby --account alice
  voxtoken agora convoai --channel lobby --uid 23 --rtm-user alice --expire 600";

pub const STT_EXAMPLES: &str = "  voxtoken agora stt --channel lobby --account alice
  voxtoken agora stt --channel lobby --uid 23 --rtm-user alice --expire 600";

#[derive(clap::Args)]
pub struct Rtc {
    #[command(flatten)]
    place: Place,

    /// Let this user log in to RTM with the same token
    #[arg(long, value_name = "NAME")]
    rtm_user: Option<String>,

    /// How long the RTM login lives, in seconds after the issue [default: as long as the token]
    #[arg(long, value_name = "SECS", requires = "rtm_user", value_parser = number::seconds, allow_negative_numbers = true)]
    rtm_expire: Option<u32>,

    /// The format of the token. A 006 token lives 24 hours; --expire (or --privilege-expire) ends
    /// its privileges earlier, 0 does not, and what is beyond 24 hours has no effect
    #[arg(long, value_enum, ignore_case = true, default_value_t = Version::V007)]
    token_version: Version,

    #[command(flatten)]
    pub common: Common,
}

/// Conversational AI and speech to text: RTC and RTM with an agent's service.
#[derive(clap::Args)]
pub struct WithAgent {
    #[command(flatten)]
    place: Place,

    /// The user who may log in to RTM [default: the account or uid]
    #[arg(long, value_name = "NAME")]
    rtm_user: Option<String>,

    /// How long the RTM login lives, in seconds after the issue [default: as long as the token]
    #[arg(long, value_name = "SECS", value_parser = number::seconds, allow_negative_numbers = true)]
    rtm_expire: Option<u32>,

    #[command(flatten)]
    pub common: Common,
}

/// A user in a channel.
#[derive(clap::Args)]
struct Place {
    /// The channel's name
    #[arg(long, value_name = "NAME")]
    channel: String,

    #[command(flatten)]
    member: Member,

    /// publisher or subscriber, or its number; for 006 also attendee and admin
    #[arg(long, value_name = "ROLE", default_value = "publisher", value_parser = RoleNumber::parser_006(), hide_possible_values = true, allow_negative_numbers = true)]
    role: RoleNumber,

    #[command(flatten)]
    life: Life,

    #[command(flatten)]
    privileges: Privileges,
}

impl Rtc {
    pub fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        let Place { channel, member, life, privileges, .. } = &self.place;
        let role = match self.token_version {
            Version::V006 => self.place.role.role(mint)?,
            Version::V007 => self.place.role.role_007(mint)?,
        };
        self.place.check(role)?;
        let all = privileges.all(life.privilege_expire());
        let builder = &mint.builder;
        let token = if self.token_version == Version::V006 {
            self.check_006()?;
            let expire = life.privilege_expire.unwrap_or(life.expire);
            builder.rtc_006(channel, &member.user(), role, absolute(mint, expire)?)
        } else if let Some(rtm_user) = &self.rtm_user {
            let rtm_expire = self.rtm_expire.unwrap_or(life.expire);
            builder.rtc_with_rtm2(channel, &member.user(), role, life.expire, &all, rtm_user, rtm_expire)
        } else if role == Role::Publisher && !privileges.is_empty() {
            builder.rtc_with_privileges(channel, &member.user(), life.expire, &all)
        } else {
            builder.rtc(channel, &member.user(), role, life.expire, all.join)
        };
        Ok(Minted { rtm_user: self.rtm_user.clone(), ..self.place.minted(token?, role) })
    }

    fn check_006(&self) -> Result<(), Failure> {
        let options = [
            ("--rtm-user", self.rtm_user.is_some()),
            ("--join-expire", self.place.privileges.join_expire.is_some()),
            (self.place.privileges.publishing().unwrap_or(""), self.place.privileges.publishing().is_some()),
        ];
        match options.into_iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(Failure::usage(option, "does not go with --token-version 006")),
            None => Ok(()),
        }
    }
}

/// The builders of agents take the same arguments.
type Build =
    fn(&TokenBuilder, &str, &User<'_>, Role, u32, &RtcPrivileges, &str, u32) -> crate::Result<String>;

impl WithAgent {
    pub fn mint(&self, mint: &Mint, build: Build) -> Result<Minted, Failure> {
        let Place { channel, member, life, privileges, .. } = &self.place;
        let role = self.place.role.role_007(mint)?;
        self.place.check(role)?;
        let account = member.user().account();
        let rtm_user = self.rtm_user.as_deref().unwrap_or(&account);
        if rtm_user.is_empty() && !mint.is_lenient {
            return Err(Failure::usage(
                "--rtm-user",
                "is needed with --uid 0: name the user who may log in to RTM",
            ));
        }
        let token = build(
            &mint.builder,
            channel,
            &member.user(),
            role,
            life.expire,
            &privileges.all(life.privilege_expire()),
            rtm_user,
            self.rtm_expire.unwrap_or(life.expire),
        )?;
        Ok(Minted { rtm_user: Some(rtm_user.to_owned()), ..self.place.minted(token, role) })
    }
}

impl Place {
    /// Whether the options around the role make sense.
    fn check(&self, role: Role) -> Result<(), Failure> {
        match self.privileges.publishing() {
            Some(option) if role == Role::Subscriber => {
                Err(Failure::usage(option, "does not go with --role subscriber, who may not publish"))
            }
            _ => Ok(()),
        }
    }

    fn minted(&self, token: String, role: Role) -> Minted {
        Minted {
            token,
            channel: Some(self.channel.clone()),
            uid: self.member.uid,
            account: self.member.account.clone(),
            role: Some(role_name(role)),
            ..Minted::default()
        }
    }
}
