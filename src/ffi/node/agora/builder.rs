//! The builder of `bindings/node/lib/agora/token-builder.js`, which checks the arguments. The methods take those of the
//! core's in the same order, then `now`, which replaces the clock, in absolute Unix seconds.

use std::borrow::Cow;

use napi_derive::napi;

use super::user::{Who, borrow, of_user};
use crate::agora::{self, Permissions, RtcPrivileges};
use crate::ffi::node::failure::{Outcome, outcome};
use crate::{Error, FixedClock, Result};

/// What a builder is made of.
#[napi(object, object_to_js = false)]
pub struct BuilderSettings {
    pub app_id: Option<String>,
    pub certificate: Option<String>,
    pub lenient: Option<bool>,
    /// Absolute Unix seconds; 0 is now.
    pub issued_at: Option<u32>,
    pub salt: Option<u32>,
}

impl BuilderSettings {
    fn builder(self) -> Result<agora::TokenBuilder> {
        let app_id = self.app_id.ok_or_else(|| missing("app_id", "AGORA_APP_ID"))?;
        let certificate = self.certificate.ok_or_else(|| missing("certificate", "AGORA_APP_CERTIFICATE"))?;
        let mut builder = agora::TokenBuilder::new(app_id, certificate);
        if self.lenient == Some(true) {
            builder = builder.lenient();
        }
        if let Some(time) = self.issued_at {
            builder = builder.issued_at(time);
        }
        if let Some(salt) = self.salt {
            builder = builder.salt(salt);
        }
        Ok(builder)
    }
}

fn missing(argument: &'static str, variable: &str) -> Error {
    Error::invalid(argument, format!("is missing; give it or set {variable}"))
}

/// The names that a user may read or write.
#[napi(object, object_to_js = false)]
pub struct Permission {
    pub resource: u16,
    pub access: u16,
    pub names: Vec<String>,
}

/// Mints tokens for one app.
#[napi]
pub struct AgoraBuilder(agora::TokenBuilder);

impl AgoraBuilder {
    fn mint(
        &self,
        now: Option<f64>,
        mint: impl FnOnce(&agora::TokenBuilder) -> Result<String>,
    ) -> Outcome<String> {
        let builder = match now {
            Some(now) => Cow::Owned(self.0.clone().clock(FixedClock(now as u64))),
            None => Cow::Borrowed(&self.0),
        };
        outcome(mint(&builder))
    }
}

#[napi]
#[allow(clippy::too_many_arguments)] // the official order
impl AgoraBuilder {
    /// The builder, or which of the ids is missing. They are checked when a token is minted.
    #[napi(catch_unwind)]
    pub fn create(settings: BuilderSettings) -> Outcome<AgoraBuilder> {
        outcome(settings.builder().map(Self))
    }

    /// RTC for a role.
    #[napi(catch_unwind)]
    pub fn rtc(
        &self,
        channel: String,
        user: Who,
        role: u32,
        token_expire: u32,
        privilege_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| {
            of_user(builder.rtc(
                &channel,
                &borrow(&user),
                builder.role(role)?,
                token_expire,
                privilege_expire,
            ))
        })
    }

    /// RTC with the life of each privilege.
    #[napi(catch_unwind)]
    pub fn rtc_with_privileges(
        &self,
        channel: String,
        user: Who,
        token_expire: u32,
        join: u32,
        audio: u32,
        video: u32,
        data: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        let privileges = RtcPrivileges { join, audio, video, data };
        self.mint(now, |builder| {
            of_user(builder.rtc_with_privileges(&channel, &borrow(&user), token_expire, &privileges))
        })
    }

    /// RTC for a role, and RTM for the same account.
    #[napi(catch_unwind)]
    pub fn rtc_with_rtm(
        &self,
        channel: String,
        account: String,
        role: u32,
        token_expire: u32,
        privilege_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| {
            builder.rtc_with_rtm(&channel, &account, builder.role(role)?, token_expire, privilege_expire)
        })
    }

    /// RTC for a role with the life of each privilege, and RTM for another user id.
    #[napi(catch_unwind)]
    pub fn rtc_with_rtm2(
        &self,
        channel: String,
        user: Who,
        role: u32,
        rtc_token_expire: u32,
        join: u32,
        audio: u32,
        video: u32,
        data: u32,
        rtm_user_id: String,
        rtm_token_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        let privileges = RtcPrivileges { join, audio, video, data };
        self.mint(now, |builder| {
            of_user(builder.rtc_with_rtm2(
                &channel,
                &borrow(&user),
                builder.role(role)?,
                rtc_token_expire,
                &privileges,
                &rtm_user_id,
                rtm_token_expire,
            ))
        })
    }

    /// As `rtc_with_rtm2`, and conversational AI.
    #[napi(catch_unwind)]
    pub fn convo_ai(
        &self,
        channel: String,
        user: Who,
        role: u32,
        rtc_token_expire: u32,
        join: u32,
        audio: u32,
        video: u32,
        data: u32,
        rtm_user_id: String,
        rtm_token_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        let privileges = RtcPrivileges { join, audio, video, data };
        self.mint(now, |builder| {
            of_user(builder.convo_ai(
                &channel,
                &borrow(&user),
                builder.role(role)?,
                rtc_token_expire,
                &privileges,
                &rtm_user_id,
                rtm_token_expire,
            ))
        })
    }

    /// As `rtc_with_rtm2`, and speech to text.
    #[napi(catch_unwind)]
    pub fn stt(
        &self,
        channel: String,
        user: Who,
        role: u32,
        rtc_token_expire: u32,
        join: u32,
        audio: u32,
        video: u32,
        data: u32,
        rtm_user_id: String,
        rtm_token_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        let privileges = RtcPrivileges { join, audio, video, data };
        self.mint(now, |builder| {
            of_user(builder.stt(
                &channel,
                &borrow(&user),
                builder.role(role)?,
                rtc_token_expire,
                &privileges,
                &rtm_user_id,
                rtm_token_expire,
            ))
        })
    }

    /// RTM.
    #[napi(catch_unwind)]
    pub fn rtm(&self, user_id: String, expire: u32, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.rtm(&user_id, expire))
    }

    /// RTM with permissions.
    #[napi(catch_unwind)]
    pub fn rtm_with_permissions(
        &self,
        user_id: String,
        permissions: Vec<Permission>,
        expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| {
            builder.rtm_with_permissions(&user_id, &core_permissions(permissions), expire)
        })
    }

    /// Chat for a user.
    #[napi(catch_unwind)]
    pub fn chat_user(&self, user_id: String, expire: u32, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.chat_user(&user_id, expire))
    }

    /// Chat for the app.
    #[napi(catch_unwind)]
    pub fn chat_app(&self, expire: u32, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.chat_app(expire))
    }

    /// Apaas for a user in a room.
    #[napi(catch_unwind)]
    pub fn apaas_room_user(
        &self,
        room_uuid: String,
        user_uuid: String,
        role: i16,
        expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| builder.apaas_room_user(&room_uuid, &user_uuid, role, expire))
    }

    /// Apaas for a user in all rooms.
    #[napi(catch_unwind)]
    pub fn apaas_user(&self, user_uuid: String, expire: u32, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.apaas_user(&user_uuid, expire))
    }

    /// Apaas for the app.
    #[napi(catch_unwind)]
    pub fn apaas_app(&self, expire: u32, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.apaas_app(expire))
    }

    /// FPA.
    #[napi(catch_unwind)]
    pub fn fpa(&self, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.fpa())
    }

    /// Stream conversion.
    #[napi(catch_unwind)]
    pub fn streaming(
        &self,
        channel: String,
        user: Who,
        token_expire: u32,
        privilege_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| {
            of_user(builder.streaming(&channel, &borrow(&user), token_expire, privilege_expire))
        })
    }

    /// FCdn.
    #[napi(catch_unwind)]
    pub fn fcdn(
        &self,
        channel: String,
        user: Who,
        role: u32,
        token_expire: u32,
        privilege_expire: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| {
            of_user(builder.fcdn(
                &channel,
                &borrow(&user),
                builder.role(role)?,
                token_expire,
                privilege_expire,
            ))
        })
    }

    /// 006: RTC for a role.
    #[napi(catch_unwind)]
    pub fn rtc_006(
        &self,
        channel: String,
        user: Who,
        role: u32,
        privilege_expired_ts: u32,
        now: Option<f64>,
    ) -> Outcome<String> {
        self.mint(now, |builder| {
            of_user(builder.rtc_006(&channel, &borrow(&user), builder.role(role)?, privilege_expired_ts))
        })
    }

    /// 006: RTM.
    #[napi(catch_unwind)]
    pub fn rtm_006(&self, account: String, privilege_expired_ts: u32, now: Option<f64>) -> Outcome<String> {
        self.mint(now, |builder| builder.rtm_006(&account, privilege_expired_ts))
    }
}

fn core_permissions(given: Vec<Permission>) -> Permissions {
    let mut permissions = Permissions::default();
    for Permission { resource, access, names } in given {
        permissions.add(resource, access, names);
    }
    permissions
}
