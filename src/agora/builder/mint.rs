//! What the builders share: the checks of arguments, the time of issue, the salt.

use super::TokenBuilder;
use crate::agora::access_token::Content;
use crate::agora::access_token2::AccessToken2;
use crate::agora::rules::{self, ONE_DAY};
use crate::agora::salt::random_salt;
use crate::agora::service::{Service, privilege};
use crate::agora::user::{Role, RtcPrivileges, User};
use crate::error::{Error, Result};

impl TokenBuilder {
    pub(super) fn rtc_and_rtm(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        rtc_token_expire: u32,
        privileges: &RtcPrivileges,
        (rtm_user_id, rtm_token_expire): (&str, u32),
    ) -> Result<(Life, [Service; 2])> {
        self.check_member(channel, user, role)?;
        let life = self.life("rtc_token_expire", rtc_token_expire)?;
        self.check_privileges(privileges)?;
        self.check_id("rtm_user_id", rtm_user_id)?;
        self.check_relative("rtm_token_expire", rtm_token_expire)?;
        let rtc = rtc_service(channel, user, role, privileges);
        Ok((life, [rtc, rtm_service(rtm_user_id, rtm_token_expire)]))
    }

    /// Who joins a channel in `007`.
    pub(super) fn check_member(&self, channel: &str, user: &User<'_>, role: Role) -> Result<()> {
        self.check_channel_and_user(channel, user)?;
        if self.is_strict { rules::check_role_007(role) } else { Ok(()) }
    }

    pub(super) fn check_channel_and_user(&self, channel: &str, user: &User<'_>) -> Result<()> {
        if self.is_strict {
            rules::check_channel(channel)?;
            rules::check_user(user)?;
        }
        Ok(())
    }

    pub(super) fn check_id(&self, field: &'static str, id: &str) -> Result<()> {
        if self.is_strict { rules::check_id(field, id) } else { Ok(()) }
    }

    pub(super) fn check_privileges(&self, privileges: &RtcPrivileges) -> Result<()> {
        let RtcPrivileges { join, audio, video, data } = *privileges;
        let all = [("join", join), ("audio", audio), ("video", video), ("data", data)];
        all.into_iter().try_for_each(|(field, seconds)| self.check_relative(field, seconds))
    }

    pub(super) fn check_relative(&self, field: &'static str, seconds: u32) -> Result<()> {
        if self.is_strict { rules::check_relative(field, seconds) } else { Ok(()) }
    }

    /// The times of a `007` token; `field` is what the caller calls its life.
    pub(super) fn life(&self, field: &'static str, expire: u32) -> Result<Life> {
        let issue_ts = self.issue_ts()?;
        if self.is_strict {
            rules::check_token_expire(field, expire)?;
            if issue_ts.checked_add(expire).is_none() {
                let rule = format!("must end before 2^32 Unix seconds, is {expire} after {issue_ts}");
                return Err(Error::invalid(field, rule));
            }
        }
        Ok(Life { issue_ts, expire })
    }

    pub(super) fn mint(&self, life: Life, services: impl IntoIterator<Item = Service>) -> Result<String> {
        let mut token = AccessToken2::new(self.app_id.clone(), life.issue_ts, life.expire, self.new_salt()?);
        token.services.extend(services);
        token.build(&self.certificate)
    }

    pub(super) fn mint_006(
        &self,
        channel: &str,
        user: &User<'_>,
        privileges: &[u16],
        expire_ts: u32,
    ) -> Result<String> {
        let issue_ts = self.issue_ts()?;
        if self.is_strict {
            rules::check_absolute("privilege_expired_ts", expire_ts, issue_ts)?;
            if issue_ts.checked_add(ONE_DAY).is_none() {
                return Err(Error::invalid("issued_at", "must be a day or more before 2^32 Unix seconds"));
            }
        }
        let account = user.account();
        let content = Content {
            app_id: &self.app_id,
            channel: channel.as_bytes(),
            uid: account.as_bytes(),
            salt: self.new_salt()?,
            ts: issue_ts.wrapping_add(ONE_DAY), // a lenient builder wraps as the official C++ does
        };
        content.build(privileges.iter().map(|&privilege| (privilege, expire_ts)), &self.certificate)
    }

    fn issue_ts(&self) -> Result<u32> {
        match self.issued_at {
            Some(issue_ts) => Ok(issue_ts),
            None => u32::try_from(self.clock.now())
                .map_err(|_| Error::invalid("issued_at", "must be before 2^32 Unix seconds; set the clock")),
        }
    }

    fn new_salt(&self) -> Result<u32> {
        self.salt.map_or_else(random_salt, Ok)
    }
}

/// The times of a `007` token.
#[derive(Clone, Copy)]
pub(super) struct Life {
    issue_ts: u32,
    expire: u32,
}

pub(super) fn rtc_service(channel: &str, user: &User<'_>, role: Role, privileges: &RtcPrivileges) -> Service {
    let RtcPrivileges { join, audio, video, data } = *privileges;
    let mut service = Service::rtc(channel, user);
    service.add_privilege(privilege::JOIN_CHANNEL, join);
    if role == Role::Publisher {
        service.add_privilege(privilege::PUBLISH_AUDIO_STREAM, audio);
        service.add_privilege(privilege::PUBLISH_VIDEO_STREAM, video);
        service.add_privilege(privilege::PUBLISH_DATA_STREAM, data);
    }
    service
}

pub(super) fn rtm_service(user_id: &str, expire: u32) -> Service {
    let mut service = Service::rtm(user_id);
    service.add_privilege(privilege::LOGIN, expire);
    service
}
