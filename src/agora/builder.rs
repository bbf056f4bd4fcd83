//! [`TokenBuilder`]: the tokens that Agora's own builders mint.

mod mint;

use std::fmt;
use std::sync::Arc;

use bstr::BString;
use md5::{Digest, Md5};

use self::mint::{rtc_service, rtm_service};
use super::permissions::Permissions;
use super::rules::{self, ONE_DAY};
use super::service::{Service, privilege};
use super::user::{Role, RtcPrivileges, User};
use crate::clock::{Clock, SystemClock};
use crate::error::Result;
use crate::secret::Secret;

/// Apaas: no role.
const NO_ROLE: i16 = -1;

/// Mints tokens for one app. The methods take their parameters in the order of Agora's own builders.
///
/// In the methods for `007` every time is **relative**: seconds after the issue. `token_expire` is the life of
/// the whole token; a privilege never outlives it, and 0 for a privilege is as long as the token. The
/// methods for `006` take an **absolute** time in Unix seconds; 0 is 24 hours after the issue, which no `006`
/// token outlives.
///
/// The builder is strict unless [`lenient`](Self::lenient) was called. Strict means, beyond the lengths and ids:
///
/// * channel: 1 to 64 bytes of the set that Agora documents (ASCII letters, digits, space and some signs);
/// * accounts, user ids and rooms: 1 to 255 bytes, no NUL. Agora documents 255 bytes for user accounts; the limit for
///   the other ids is this library's choice. An RTC account may not be empty, because every user could use the token:
///   [`User::Uid`]`(0)` says so openly;
/// * role: publisher or subscriber in `007`, any in `006`;
/// * the life of a token is at least one second, and seconds from 1,000,000,000 on are taken for a
///   point in time and refused; `issue + token_expire` fits into 32 bits;
/// * `006`: the time is 0, or a point in time after the issue.
///
/// # Errors
///
/// All methods give an [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) that names the argument and the rule. The arguments are
/// checked in their order.
///
/// ```
/// use voxtoken::agora::{Role, TokenBuilder, User};
///
/// let builder =
///     TokenBuilder::new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
/// let token = builder.rtc("lobby", &User::Uid(23), Role::Publisher, 3600, 3600)?;
/// let in_an_hour = 1_700_000_000; // meant for the methods of 006
/// let error = builder.rtc("lobby", &User::Uid(23), Role::Publisher, in_an_hour, 0).unwrap_err();
/// assert_eq!(error.argument(), Some("token_expire"));
/// # Ok::<(), voxtoken::Error>(())
/// ```
#[derive(Clone)]
pub struct TokenBuilder {
    app_id: BString,
    certificate: Secret,
    is_strict: bool,
    issued_at: Option<u32>,
    salt: Option<u32>,
    clock: Arc<dyn Clock>,
}

impl TokenBuilder {
    /// A strict builder for the app with this id and certificate: 32 hexadecimal characters each. They are checked when a token is minted.
    pub fn new(app_id: impl Into<BString>, certificate: impl Into<Secret>) -> Self {
        Self {
            app_id: app_id.into(),
            certificate: certificate.into(),
            is_strict: true,
            issued_at: None,
            salt: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// Checks what the official C++ checks, the two ids, and the lengths that the format can hold; nothing else.
    pub fn lenient(mut self) -> Self {
        self.is_strict = false;
        self
    }

    /// The role with this number, as this builder takes it: of an unknown one a strict builder makes an error and a
    /// lenient one a subscriber, as the official implementations do.
    pub fn role(&self, number: u32) -> Result<Role> {
        if self.is_strict { number.try_into() } else { Ok(Role::from_number_leniently(number)) }
    }

    /// Issues tokens at this time, in Unix seconds. As in the official C++, 0 is now.
    pub fn issued_at(mut self, issue_ts: u32) -> Self {
        self.issued_at = Some(issue_ts).filter(|&issue_ts| issue_ts != 0);
        self
    }

    /// Uses this salt for each token, in place of a random number from 1 to 99,999,999. For tests.
    pub fn salt(mut self, salt: u32) -> Self {
        self.salt = Some(salt);
        self
    }

    /// Takes the time of issue from this clock, in place of the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// RTC for a role. A publisher may join and publish, a subscriber may join; both for `privilege_expire` seconds.
    pub fn rtc(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        token_expire: u32,
        privilege_expire: u32,
    ) -> Result<String> {
        self.check_member(channel, user, role)?;
        let life = self.life("token_expire", token_expire)?;
        self.check_relative("privilege_expire", privilege_expire)?;
        self.mint(life, [rtc_service(channel, user, role, &RtcPrivileges::all(privilege_expire))])
    }

    /// RTC with the life of each privilege; all four are given.
    pub fn rtc_with_privileges(
        &self,
        channel: &str,
        user: &User<'_>,
        token_expire: u32,
        privileges: &RtcPrivileges,
    ) -> Result<String> {
        self.check_member(channel, user, Role::Publisher)?;
        let life = self.life("token_expire", token_expire)?;
        self.check_privileges(privileges)?;
        self.mint(life, [rtc_service(channel, user, Role::Publisher, privileges)])
    }

    /// RTC for a role, and RTM for the same account for `token_expire` seconds.
    ///
    /// The account is a text, as in Agora's own builder, because RTM has no numbers. A user with a numeric uid has it in
    /// decimal there: `"23"`. The text `"0"` is **not** the wildcard: it is the account 0, here and in the official
    /// builders. An empty account lets every user join; a strict builder refuses it, a lenient one mints it as the
    /// official ones do. RTM knows no wildcard at all.
    pub fn rtc_with_rtm(
        &self,
        channel: &str,
        account: &str,
        role: Role,
        token_expire: u32,
        privilege_expire: u32,
    ) -> Result<String> {
        let user = User::Account(account);
        self.check_member(channel, &user, role)?;
        let life = self.life("token_expire", token_expire)?;
        self.check_relative("privilege_expire", privilege_expire)?;
        let rtc = rtc_service(channel, &user, role, &RtcPrivileges::all(privilege_expire));
        self.mint(life, [rtc, rtm_service(account, token_expire)])
    }

    /// RTC for a role with the life of each privilege, and RTM for another user id.
    /// A subscriber gets `join` only. (The name is Agora's; the second service is RTM, type 2.)
    #[allow(clippy::too_many_arguments)] // the official order
    pub fn rtc_with_rtm2(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        rtc_token_expire: u32,
        privileges: &RtcPrivileges,
        rtm_user_id: &str,
        rtm_token_expire: u32,
    ) -> Result<String> {
        let rtm = (rtm_user_id, rtm_token_expire);
        let (life, services) = self.rtc_and_rtm(channel, user, role, rtc_token_expire, privileges, rtm)?;
        self.mint(life, services)
    }

    /// As [`rtc_with_rtm2`](Self::rtc_with_rtm2), and conversational AI.
    #[allow(clippy::too_many_arguments)]
    pub fn convo_ai(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        rtc_token_expire: u32,
        privileges: &RtcPrivileges,
        rtm_user_id: &str,
        rtm_token_expire: u32,
    ) -> Result<String> {
        let rtm = (rtm_user_id, rtm_token_expire);
        let (life, services) = self.rtc_and_rtm(channel, user, role, rtc_token_expire, privileges, rtm)?;
        self.mint(life, services.into_iter().chain([Service::convo_ai()]))
    }

    /// As [`rtc_with_rtm2`](Self::rtc_with_rtm2), and speech to text.
    #[allow(clippy::too_many_arguments)]
    pub fn stt(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        rtc_token_expire: u32,
        privileges: &RtcPrivileges,
        rtm_user_id: &str,
        rtm_token_expire: u32,
    ) -> Result<String> {
        let rtm = (rtm_user_id, rtm_token_expire);
        let (life, services) = self.rtc_and_rtm(channel, user, role, rtc_token_expire, privileges, rtm)?;
        self.mint(life, services.into_iter().chain([Service::stt()]))
    }

    /// RTM.
    pub fn rtm(&self, user_id: &str, expire: u32) -> Result<String> {
        self.check_id("user_id", user_id)?;
        self.mint(self.life("expire", expire)?, [rtm_service(user_id, expire)])
    }

    /// RTM with permissions (RTM2, type 8).
    pub fn rtm_with_permissions(
        &self,
        user_id: &str,
        permissions: &Permissions,
        expire: u32,
    ) -> Result<String> {
        self.check_id("user_id", user_id)?;
        if self.is_strict {
            let names = permissions.details.values().flat_map(|accesses| accesses.values()).flatten();
            names.into_iter().try_for_each(|name| rules::check_no_nul("permissions", name))?;
        }
        let mut service = Service::rtm2(user_id, permissions.clone());
        service.add_privilege(privilege::LOGIN, expire);
        self.mint(self.life("expire", expire)?, [service])
    }

    /// Chat for a user.
    pub fn chat_user(&self, user_id: &str, expire: u32) -> Result<String> {
        self.check_id("user_id", user_id)?;
        let mut service = Service::chat(user_id);
        service.add_privilege(privilege::CHAT_USER, expire);
        self.mint(self.life("expire", expire)?, [service])
    }

    /// Chat for the app.
    pub fn chat_app(&self, expire: u32) -> Result<String> {
        let mut service = Service::chat("");
        service.add_privilege(privilege::CHAT_APP, expire);
        self.mint(self.life("expire", expire)?, [service])
    }

    /// Apaas for a user in a room, with RTM for the user and chat for the MD5 of the user in lower-case hexadecimal.
    pub fn apaas_room_user(
        &self,
        room_uuid: &str,
        user_uuid: &str,
        role: i16,
        expire: u32,
    ) -> Result<String> {
        self.check_id("room_uuid", room_uuid)?;
        self.check_id("user_uuid", user_uuid)?;
        let mut apaas = Service::apaas(room_uuid, user_uuid, role);
        apaas.add_privilege(privilege::APAAS_ROOM_USER, expire);
        let mut chat = Service::chat(format!("{:032x}", u128::from_be_bytes(Md5::digest(user_uuid).into())));
        chat.add_privilege(privilege::CHAT_USER, expire);
        self.mint(self.life("expire", expire)?, [apaas, rtm_service(user_uuid, expire), chat])
    }

    /// Apaas for a user in all rooms.
    pub fn apaas_user(&self, user_uuid: &str, expire: u32) -> Result<String> {
        self.check_id("user_uuid", user_uuid)?;
        let mut service = Service::apaas("", user_uuid, NO_ROLE);
        service.add_privilege(privilege::APAAS_USER, expire);
        self.mint(self.life("expire", expire)?, [service])
    }

    /// Apaas for the app.
    pub fn apaas_app(&self, expire: u32) -> Result<String> {
        let mut service = Service::apaas("", "", NO_ROLE);
        service.add_privilege(privilege::APAAS_APP, expire);
        self.mint(self.life("expire", expire)?, [service])
    }

    /// The same as [`apaas_room_user`](Self::apaas_room_user), by its older name.
    pub fn education_room_user(
        &self,
        room_uuid: &str,
        user_uuid: &str,
        role: i16,
        expire: u32,
    ) -> Result<String> {
        self.apaas_room_user(room_uuid, user_uuid, role, expire)
    }

    /// The same as [`apaas_user`](Self::apaas_user), by its older name.
    pub fn education_user(&self, user_uuid: &str, expire: u32) -> Result<String> {
        self.apaas_user(user_uuid, expire)
    }

    /// The same as [`apaas_app`](Self::apaas_app), by its older name.
    pub fn education_app(&self, expire: u32) -> Result<String> {
        self.apaas_app(expire)
    }

    /// FPA, for 24 hours.
    pub fn fpa(&self) -> Result<String> {
        let mut service = Service::fpa();
        service.add_privilege(privilege::LOGIN, 0);
        self.mint(self.life("expire", ONE_DAY)?, [service])
    }

    /// Stream conversion: to publish the mixed and the raw stream. Agora has no builder for it; the format has.
    pub fn streaming(
        &self,
        channel: &str,
        user: &User<'_>,
        token_expire: u32,
        privilege_expire: u32,
    ) -> Result<String> {
        self.check_channel_and_user(channel, user)?;
        let life = self.life("token_expire", token_expire)?;
        self.check_relative("privilege_expire", privilege_expire)?;
        let mut service = Service::streaming(channel, user);
        service.add_privilege(privilege::PUBLISH_MIX_STREAM, privilege_expire);
        service.add_privilege(privilege::PUBLISH_RAW_STREAM, privilege_expire);
        self.mint(life, [service])
    }

    /// FCdn: to play, and for a publisher to publish. Agora has no builder for it; the format has.
    pub fn fcdn(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        token_expire: u32,
        privilege_expire: u32,
    ) -> Result<String> {
        self.check_member(channel, user, role)?;
        let life = self.life("token_expire", token_expire)?;
        self.check_relative("privilege_expire", privilege_expire)?;
        let mut service = Service::fcdn(channel, user);
        service.add_privilege(privilege::FCDN_PLAY, privilege_expire);
        if role == Role::Publisher {
            service.add_privilege(privilege::FCDN_PUBLISH, privilege_expire);
        }
        self.mint(life, [service])
    }

    /// `006`: RTC for a role until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours).
    /// All roles but the subscriber may publish.
    pub fn rtc_006(
        &self,
        channel: &str,
        user: &User<'_>,
        role: Role,
        privilege_expired_ts: u32,
    ) -> Result<String> {
        self.check_channel_and_user(channel, user)?;
        let privileges: &[u16] = match role {
            Role::Attendee | Role::Publisher | Role::Admin => &[
                privilege::JOIN_CHANNEL,
                privilege::PUBLISH_AUDIO_STREAM,
                privilege::PUBLISH_VIDEO_STREAM,
                privilege::PUBLISH_DATA_STREAM,
            ],
            Role::Subscriber => &[privilege::JOIN_CHANNEL],
        };
        self.mint_006(channel, user, privileges, privilege_expired_ts)
    }

    /// `006`: RTM until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours).
    pub fn rtm_006(&self, account: &str, privilege_expired_ts: u32) -> Result<String> {
        self.check_id("account", account)?;
        self.mint_006(account, &User::Uid(0), &[privilege::RTM_LOGIN], privilege_expired_ts)
    }
}

impl fmt::Debug for TokenBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenBuilder")
            .field("app_id", &self.app_id)
            .field("is_strict", &self.is_strict)
            .field("issued_at", &self.issued_at)
            .finish_non_exhaustive()
    }
}
