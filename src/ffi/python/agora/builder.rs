//! `voxtoken.agora.TokenBuilder`.

use std::borrow::Cow;

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyAny;

use super::arguments::{Who, of_user, permissions, user};
use crate::agora::{self, Role, RtcPrivileges};
use crate::ffi::python::arguments::{Given, flag, number, optional_text, text};
use crate::ffi::python::clock::CallerClock;
use crate::{Error, FixedClock, Result};

/// Mints tokens for one app, offline. The methods take their parameters in the order of Agora's own builders.
///
/// :param app_id: The app id, 32 hexadecimal characters. None takes ``AGORA_APP_ID`` of the environment.
/// :param certificate: The app certificate, 32 hexadecimal characters. None takes ``AGORA_APP_CERTIFICATE``.
/// :param lenient: Check only what Agora's own builders check: the two ids, and the lengths that the format can hold.
/// :param issued_at: When the tokens are issued: absolute Unix seconds. None or 0 is now.
/// :param salt: The salt of each token, in place of a random number from 1 to 99,999,999. For tests.
/// :param clock: Called without arguments for each token; gives now in Unix seconds, as ``time.time`` does.
///
/// In the methods for 007 every time is **relative**: seconds after the issue. ``token_expire`` is the life of the whole
/// token; a privilege never outlives it, and 0 for a privilege is as long as the token. The methods for 006
/// (``rtc_006``, ``rtm_006``) take an **absolute** time in Unix seconds; 0 is 24 hours after the issue, which no 006
/// token outlives.
///
/// ``user`` is an int (a uid; 0 lets any user in) or a str (an account; ``"0"`` is one like any other).
///
/// A builder is strict unless it is lenient. Strict means, beyond the ids and lengths:
///
/// * channel: 1 to 64 bytes of ASCII letters, digits, space and ``!#$%&()+-:;<=.>?@[]^_{}|~,``;
/// * accounts, user ids and rooms: 1 to 255 bytes of UTF-8, no NUL;
/// * role: publisher or subscriber in 007, any :class:`Role` in 006;
/// * the life of a token is at least one second, and seconds from 1,000,000,000 on are taken for a point in time;
/// * 006: the time is 0, or a point in time after the issue.
///
/// What breaks a rule raises :class:`voxtoken.errors.InvalidArgumentError`, which names the argument; a wrong type
/// raises :class:`TypeError`. The ids are checked when a token is minted. Threads may share a builder.
///
/// >>> from voxtoken.agora import Role, TokenBuilder
/// >>> builder = TokenBuilder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b")
/// >>> token = builder.rtc("lobby", 23, Role.PUBLISHER, 3600, 3600)
/// >>> token[:3]
/// '007'
/// >>> builder.rtc("lobby", 23, Role.PUBLISHER, 1_700_000_000, 0)
/// Traceback (most recent call last):
///     ...
/// voxtoken.errors.InvalidArgumentError: token_expire: must be in seconds after the issue, looks like a point in time: 1700000000
#[pyclass(frozen, module = "voxtoken.agora")]
pub struct TokenBuilder {
    core: agora::TokenBuilder,
    clock: CallerClock,
    app_id: String,
}

#[pymethods]
impl TokenBuilder {
    #[new]
    #[pyo3(signature = (app_id=None, certificate=None, *, lenient=Given::default(), issued_at=None, salt=None, clock=None),
           text_signature = "(app_id=None, certificate=None, *, lenient=False, issued_at=None, salt=None, clock=None)")]
    fn new(
        app_id: Option<&Bound<'_, PyAny>>,
        certificate: Option<&Bound<'_, PyAny>>,
        lenient: Given<'_>,
        issued_at: Option<&Bound<'_, PyAny>>,
        salt: Option<&Bound<'_, PyAny>>,
        clock: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let app_id = given_or_set(app_id, "app_id", "AGORA_APP_ID")?;
        let certificate = given_or_set(certificate, "certificate", "AGORA_APP_CERTIFICATE")?;
        let mut core = agora::TokenBuilder::new(app_id.as_str(), certificate);
        if lenient.read(flag, "lenient")?.unwrap_or(false) {
            core = core.lenient();
        }
        let issue_ts = issued_at.map_or(Ok(0), |time| number(time, "issued_at"))?;
        core = core.issued_at(issue_ts);
        if let Some(salt) = salt {
            core = core.salt(number(salt, "salt")?);
        }
        let clock = CallerClock::new(clock)?;
        Ok(Self { core, clock: if issue_ts == 0 { clock } else { CallerClock::new(None)? }, app_id })
    }

    /// RTC for a role. A publisher may join and publish, a subscriber may join; both for ``privilege_expire`` seconds
    /// after the issue, and the token lives ``token_expire`` seconds.
    ///
    /// >>> from voxtoken.agora import Role, TokenBuilder, parse
    /// >>> builder = TokenBuilder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b")
    /// >>> token = builder.rtc("lobby", "alice", Role.SUBSCRIBER, 3600, 0)
    /// >>> [privilege.name for privilege in parse(token).services[0].privileges]
    /// ['join_channel']
    fn rtc(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        token_expire: &Bound<'_, PyAny>,
        privilege_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user, role) = self.member(channel, user, role)?;
        let (life, privilege) =
            (number(token_expire, "token_expire")?, number(privilege_expire, "privilege_expire")?);
        of_user(self.core(py)?.rtc(&channel, &user.borrow(), role, life, privilege))
    }

    /// RTC with the life of each privilege (to join, to publish audio, video and data) in seconds after the issue; all
    /// four are given.
    #[allow(clippy::too_many_arguments)] // the official order, here and below
    fn rtc_with_privileges(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        token_expire: &Bound<'_, PyAny>,
        join: &Bound<'_, PyAny>,
        audio: &Bound<'_, PyAny>,
        video: &Bound<'_, PyAny>,
        data: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user) = (text(channel, "channel")?, self::user(user)?);
        let life = number(token_expire, "token_expire")?;
        let privileges = privileges(join, audio, video, data)?;
        of_user(self.core(py)?.rtc_with_privileges(&channel, &user.borrow(), life, &privileges))
    }

    /// RTC for a role, and RTM for the same account for ``token_expire`` seconds after the issue.
    ///
    /// The account is a str, because RTM has no numbers: a user with a uid has it in decimal there, ``"23"``.
    fn rtc_with_rtm(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        account: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        token_expire: &Bound<'_, PyAny>,
        privilege_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, account) = (text(channel, "channel")?, text(account, "account")?);
        let role = self.role(role)?;
        let (life, privilege) =
            (number(token_expire, "token_expire")?, number(privilege_expire, "privilege_expire")?);
        Ok(self.core(py)?.rtc_with_rtm(&channel, &account, role, life, privilege)?)
    }

    /// RTC for a role with the life of each privilege, and RTM for another user id; all in seconds after the issue. A
    /// subscriber gets ``join`` only. (The name is Agora's; the second service is RTM, type 2.)
    #[allow(clippy::too_many_arguments)]
    fn rtc_with_rtm2(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        rtc_token_expire: &Bound<'_, PyAny>,
        join: &Bound<'_, PyAny>,
        audio: &Bound<'_, PyAny>,
        video: &Bound<'_, PyAny>,
        data: &Bound<'_, PyAny>,
        rtm_user_id: &Bound<'_, PyAny>,
        rtm_token_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user, role) = self.member(channel, user, role)?;
        let life = number(rtc_token_expire, "rtc_token_expire")?;
        let privileges = privileges(join, audio, video, data)?;
        let (id, rtm_life) = rtm(rtm_user_id, rtm_token_expire)?;
        let core = self.core(py)?;
        of_user(core.rtc_with_rtm2(&channel, &user.borrow(), role, life, &privileges, &id, rtm_life))
    }

    /// As ``rtc_with_rtm2``, and conversational AI.
    #[allow(clippy::too_many_arguments)]
    fn convo_ai(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        rtc_token_expire: &Bound<'_, PyAny>,
        join: &Bound<'_, PyAny>,
        audio: &Bound<'_, PyAny>,
        video: &Bound<'_, PyAny>,
        data: &Bound<'_, PyAny>,
        rtm_user_id: &Bound<'_, PyAny>,
        rtm_token_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user, role) = self.member(channel, user, role)?;
        let life = number(rtc_token_expire, "rtc_token_expire")?;
        let privileges = privileges(join, audio, video, data)?;
        let (id, rtm_life) = rtm(rtm_user_id, rtm_token_expire)?;
        of_user(self.core(py)?.convo_ai(&channel, &user.borrow(), role, life, &privileges, &id, rtm_life))
    }

    /// As ``rtc_with_rtm2``, and speech to text.
    #[allow(clippy::too_many_arguments)]
    fn stt(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        rtc_token_expire: &Bound<'_, PyAny>,
        join: &Bound<'_, PyAny>,
        audio: &Bound<'_, PyAny>,
        video: &Bound<'_, PyAny>,
        data: &Bound<'_, PyAny>,
        rtm_user_id: &Bound<'_, PyAny>,
        rtm_token_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user, role) = self.member(channel, user, role)?;
        let life = number(rtc_token_expire, "rtc_token_expire")?;
        let privileges = privileges(join, audio, video, data)?;
        let (id, rtm_life) = rtm(rtm_user_id, rtm_token_expire)?;
        of_user(self.core(py)?.stt(&channel, &user.borrow(), role, life, &privileges, &id, rtm_life))
    }

    /// RTM for ``expire`` seconds after the issue.
    fn rtm(&self, py: Python<'_>, user_id: &Bound<'_, PyAny>, expire: &Bound<'_, PyAny>) -> PyResult<String> {
        Ok(self.core(py)?.rtm(&text(user_id, "user_id")?, number(expire, "expire")?)?)
    }

    /// RTM with :class:`Permissions` (RTM2, type 8) for ``expire`` seconds after the issue.
    ///
    /// >>> from voxtoken.agora import Access, Permissions, Resource, TokenBuilder, parse
    /// >>> builder = TokenBuilder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b")
    /// >>> permissions = Permissions()
    /// >>> permissions.add(Resource.MESSAGE_CHANNELS, Access.READ, ["news"])
    /// >>> token = builder.rtm_with_permissions("alice", permissions, 3600)
    /// >>> parse(token).services[0].permissions[0].names
    /// ('news',)
    fn rtm_with_permissions(
        &self,
        py: Python<'_>,
        user_id: &Bound<'_, PyAny>,
        permissions: &Bound<'_, PyAny>,
        expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (id, permissions) = (text(user_id, "user_id")?, self::permissions(permissions)?);
        Ok(self.core(py)?.rtm_with_permissions(&id, &permissions, number(expire, "expire")?)?)
    }

    /// Chat for a user, for ``expire`` seconds after the issue.
    fn chat_user(
        &self,
        py: Python<'_>,
        user_id: &Bound<'_, PyAny>,
        expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        Ok(self.core(py)?.chat_user(&text(user_id, "user_id")?, number(expire, "expire")?)?)
    }

    /// Chat for the app, for ``expire`` seconds after the issue.
    fn chat_app(&self, py: Python<'_>, expire: &Bound<'_, PyAny>) -> PyResult<String> {
        Ok(self.core(py)?.chat_app(number(expire, "expire")?)?)
    }

    /// Apaas for a user in a room, with RTM for the user and chat for the MD5 of the user in lower-case hexadecimal; all
    /// for ``expire`` seconds after the issue. ``role`` is a number of the classroom, -32768 to 32767.
    fn apaas_room_user(
        &self,
        py: Python<'_>,
        room_uuid: &Bound<'_, PyAny>,
        user_uuid: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (room, user) = (text(room_uuid, "room_uuid")?, text(user_uuid, "user_uuid")?);
        let (role, expire) = (number(role, "role")?, number(expire, "expire")?);
        Ok(self.core(py)?.apaas_room_user(&room, &user, role, expire)?)
    }

    /// Apaas for a user in all rooms, for ``expire`` seconds after the issue.
    fn apaas_user(
        &self,
        py: Python<'_>,
        user_uuid: &Bound<'_, PyAny>,
        expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        Ok(self.core(py)?.apaas_user(&text(user_uuid, "user_uuid")?, number(expire, "expire")?)?)
    }

    /// Apaas for the app, for ``expire`` seconds after the issue.
    fn apaas_app(&self, py: Python<'_>, expire: &Bound<'_, PyAny>) -> PyResult<String> {
        Ok(self.core(py)?.apaas_app(number(expire, "expire")?)?)
    }

    /// The same as ``apaas_room_user``, by its older name.
    fn education_room_user(
        &self,
        py: Python<'_>,
        room_uuid: &Bound<'_, PyAny>,
        user_uuid: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        self.apaas_room_user(py, room_uuid, user_uuid, role, expire)
    }

    /// The same as ``apaas_user``, by its older name.
    fn education_user(
        &self,
        py: Python<'_>,
        user_uuid: &Bound<'_, PyAny>,
        expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        self.apaas_user(py, user_uuid, expire)
    }

    /// The same as ``apaas_app``, by its older name.
    fn education_app(&self, py: Python<'_>, expire: &Bound<'_, PyAny>) -> PyResult<String> {
        self.apaas_app(py, expire)
    }

    /// FPA, for 24 hours after the issue.
    fn fpa(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.core(py)?.fpa()?)
    }

    /// Stream conversion: to publish the mixed and the raw stream. Both times are in seconds after the issue. Agora has no
    /// builder for it; the format has.
    fn streaming(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        token_expire: &Bound<'_, PyAny>,
        privilege_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user) = (text(channel, "channel")?, self::user(user)?);
        let (life, privilege) =
            (number(token_expire, "token_expire")?, number(privilege_expire, "privilege_expire")?);
        of_user(self.core(py)?.streaming(&channel, &user.borrow(), life, privilege))
    }

    /// FCdn: to play, and for a publisher to publish. Both times are in seconds after the issue. Agora has no builder for
    /// it; the format has.
    fn fcdn(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        token_expire: &Bound<'_, PyAny>,
        privilege_expire: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user, role) = self.member(channel, user, role)?;
        let (life, privilege) =
            (number(token_expire, "token_expire")?, number(privilege_expire, "privilege_expire")?);
        of_user(self.core(py)?.fcdn(&channel, &user.borrow(), role, life, privilege))
    }

    /// 006: RTC for a role until ``privilege_expired_ts`` (absolute Unix seconds; 0 for 24 hours after the issue). All
    /// roles but the subscriber may publish.
    ///
    /// >>> from voxtoken.agora import Role, TokenBuilder
    /// >>> builder = TokenBuilder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b")
    /// >>> builder.rtc_006("lobby", 23, Role.PUBLISHER, 0)[:3]
    /// '006'
    fn rtc_006(
        &self,
        py: Python<'_>,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
        privilege_expired_ts: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let (channel, user, role) = self.member(channel, user, role)?;
        let end = number(privilege_expired_ts, "privilege_expired_ts")?;
        of_user(self.core(py)?.rtc_006(&channel, &user.borrow(), role, end))
    }

    /// 006: RTM until ``privilege_expired_ts`` (absolute Unix seconds; 0 for 24 hours after the issue).
    fn rtm_006(
        &self,
        py: Python<'_>,
        account: &Bound<'_, PyAny>,
        privilege_expired_ts: &Bound<'_, PyAny>,
    ) -> PyResult<String> {
        let end = number(privilege_expired_ts, "privilege_expired_ts")?;
        Ok(self.core(py)?.rtm_006(&text(account, "account")?, end)?)
    }

    fn __repr__(&self) -> String {
        format!("<voxtoken.agora.TokenBuilder app_id={:?}>", self.app_id)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> std::result::Result<(), PyTraverseError> {
        self.clock.traverse(&visit)
    }
}

impl TokenBuilder {
    /// The core's builder, with the time of Python's clock if there is one.
    fn core(&self, py: Python<'_>) -> PyResult<Cow<'_, agora::TokenBuilder>> {
        Ok(match self.clock.own_time(py)? {
            Some(now) => Cow::Owned(self.core.clone().clock(FixedClock(now))),
            None => Cow::Borrowed(&self.core),
        })
    }

    fn member(
        &self,
        channel: &Bound<'_, PyAny>,
        user: &Bound<'_, PyAny>,
        role: &Bound<'_, PyAny>,
    ) -> PyResult<(PyBackedStr, Who, Role)> {
        Ok((text(channel, "channel")?, self::user(user)?, self.role(role)?))
    }

    fn role(&self, role: &Bound<'_, PyAny>) -> PyResult<Role> {
        Ok(self.core.role(number(role, "role")?)?)
    }
}

fn privileges(
    join: &Bound<'_, PyAny>,
    audio: &Bound<'_, PyAny>,
    video: &Bound<'_, PyAny>,
    data: &Bound<'_, PyAny>,
) -> PyResult<RtcPrivileges> {
    Ok(RtcPrivileges {
        join: number(join, "join")?,
        audio: number(audio, "audio")?,
        video: number(video, "video")?,
        data: number(data, "data")?,
    })
}

fn rtm(user_id: &Bound<'_, PyAny>, token_expire: &Bound<'_, PyAny>) -> PyResult<(PyBackedStr, u32)> {
    Ok((text(user_id, "rtm_user_id")?, number(token_expire, "rtm_token_expire")?))
}

/// The argument, or the variable of the environment.
fn given_or_set(
    value: Option<&Bound<'_, PyAny>>,
    name: &'static str,
    variable: &'static str,
) -> PyResult<String> {
    let given = optional_text(value, name)?.map(|text| text.to_string());
    Ok(given.map_or_else(|| set(name, variable), Ok)?)
}

fn set(name: &'static str, variable: &'static str) -> Result<String> {
    let value = std::env::var(variable).ok().filter(|value| !value.is_empty());
    value.ok_or_else(|| Error::invalid(name, format!("is missing; give it or set {variable}")))
}
