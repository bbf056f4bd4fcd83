//! The builder of Agora tokens.

use std::ffi::{c_char, c_void};

use super::permissions::vox_agora_permissions;
use super::user;
use crate::agora::{RtcPrivileges, TokenBuilder};
use crate::ffi::capi::clock::{CallerClock, vox_clock};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, text};
use crate::ffi::capi::memory;

/// Mints the tokens of Agora's own builders, offline, for one app. Strict, unless `vox_agora_builder_set_lenient` was
/// called: it refuses what would give a token that cannot work, such as a point in time where seconds are meant, a
/// channel name outside the documented set, an empty account.
///
/// The minting functions may be called by many threads at once. They take their arguments in the order of Agora's
/// builders and give a token to be freed with `vox_string_free`.
///
/// * A user in a channel is `uid` if `account` is NULL, else `account`, and then `uid` must be 0. The uid 0 is the
///   wildcard: every user may use the token. The account `"0"` is not.
/// * `role` is one of `VOX_AGORA_ROLE_…`.
/// * In `007` every time is in seconds after the issue: `token_expire` is the life of the token; 0 for a privilege is as
///   long as the token. In the two functions for `006` it is absolute, in Unix seconds; 0 is 24 hours after the issue.
pub struct vox_agora_builder(TokenBuilder);

impl vox_agora_builder {
    fn set(&mut self, change: impl FnOnce(TokenBuilder) -> TokenBuilder) {
        self.0 = change(self.0.clone());
    }
}

/// A strict builder for the app with this id and certificate: 32 hexadecimal characters each, checked when a token is
/// minted. To be freed with `vox_agora_builder_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_new(
    app_id: *const c_char,
    certificate: *const c_char,
    builder: *mut *mut vox_agora_builder,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(builder, "builder")?;
        let app_id = unsafe { text(app_id, "app_id") }?;
        let certificate = unsafe { text(certificate, "certificate") }?;
        let core = TokenBuilder::new(app_id, certificate);
        output.write(Box::into_raw(Box::new(vox_agora_builder(core))));
        Ok(())
    })
}

/// Frees a builder. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_free(builder: Option<Box<vox_agora_builder>>) {
    guard::free(builder)
}

/// Checks from now on only what the official C++ checks, the two ids, and the lengths that the format can hold. An unknown
/// role is a subscriber then.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_set_lenient(
    builder: Option<&mut vox_agora_builder>,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(builder, "builder")?.set(TokenBuilder::lenient);
        Ok(())
    })
}

/// Issues tokens at this time: absolute Unix seconds; 0 is now, the default.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_set_issued_at(
    builder: Option<&mut vox_agora_builder>,
    issue_ts: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(builder, "builder")?.set(|core| core.issued_at(issue_ts));
        Ok(())
    })
}

/// Uses this salt for each token, in place of a random number from 1 to 99,999,999. For tests.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_set_salt(
    builder: Option<&mut vox_agora_builder>,
    salt: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(builder, "builder")?.set(|core| core.salt(salt));
        Ok(())
    })
}

/// Takes the time of issue from `now`, called with `context`, in place of the system's clock.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_set_clock(
    builder: Option<&mut vox_agora_builder>,
    now: vox_clock,
    context: *mut c_void,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let builder = needed(builder, "builder")?;
        let clock = CallerClock::new(now, context)?;
        builder.set(|core| core.clock(clock));
        Ok(())
    })
}

/// RTC for a role. A publisher may join and publish, a subscriber may join; both for `privilege_expire` seconds.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtc(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    role: u32,
    token_expire: u32,
    privilege_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        let role = builder.0.role(role)?;
        output.write(memory::string(builder.0.rtc(channel, &user, role, token_expire, privilege_expire)?)?);
        Ok(())
    })
}

/// RTC with the life of each privilege in seconds: to join, to publish audio, video and data; all four are given.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtc_with_privileges(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    token_expire: u32,
    join: u32,
    audio: u32,
    video: u32,
    data: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        output.write(memory::string(builder.0.rtc_with_privileges(
            channel,
            &user,
            token_expire,
            &RtcPrivileges { join, audio, video, data },
        )?)?);
        Ok(())
    })
}

/// RTC for a role, and RTM for the same account for `token_expire` seconds. The account is a text; here `"0"` is no
/// wildcard either.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtc_with_rtm(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    account: *const c_char,
    role: u32,
    token_expire: u32,
    privilege_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let account = unsafe { text(account, "account") }?;
        let role = builder.0.role(role)?;
        output.write(memory::string(builder.0.rtc_with_rtm(
            channel,
            account,
            role,
            token_expire,
            privilege_expire,
        )?)?);
        Ok(())
    })
}

/// RTC for a role with the life of each privilege in seconds, and RTM for another user id. A subscriber gets `join` only.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtc_with_rtm2(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    role: u32,
    rtc_token_expire: u32,
    join: u32,
    audio: u32,
    video: u32,
    data: u32,
    rtm_user_id: *const c_char,
    rtm_token_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        let role = builder.0.role(role)?;
        let rtm_user_id = unsafe { text(rtm_user_id, "rtm_user_id") }?;
        let privileges = RtcPrivileges { join, audio, video, data };
        output.write(memory::string(builder.0.rtc_with_rtm2(
            channel,
            &user,
            role,
            rtc_token_expire,
            &privileges,
            rtm_user_id,
            rtm_token_expire,
        )?)?);
        Ok(())
    })
}

/// As `vox_agora_builder_rtc_with_rtm2`, and conversational AI.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_convo_ai(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    role: u32,
    rtc_token_expire: u32,
    join: u32,
    audio: u32,
    video: u32,
    data: u32,
    rtm_user_id: *const c_char,
    rtm_token_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        let role = builder.0.role(role)?;
        let rtm_user_id = unsafe { text(rtm_user_id, "rtm_user_id") }?;
        let privileges = RtcPrivileges { join, audio, video, data };
        output.write(memory::string(builder.0.convo_ai(
            channel,
            &user,
            role,
            rtc_token_expire,
            &privileges,
            rtm_user_id,
            rtm_token_expire,
        )?)?);
        Ok(())
    })
}

/// As `vox_agora_builder_rtc_with_rtm2`, and speech to text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_stt(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    role: u32,
    rtc_token_expire: u32,
    join: u32,
    audio: u32,
    video: u32,
    data: u32,
    rtm_user_id: *const c_char,
    rtm_token_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        let role = builder.0.role(role)?;
        let rtm_user_id = unsafe { text(rtm_user_id, "rtm_user_id") }?;
        let privileges = RtcPrivileges { join, audio, video, data };
        output.write(memory::string(builder.0.stt(
            channel,
            &user,
            role,
            rtc_token_expire,
            &privileges,
            rtm_user_id,
            rtm_token_expire,
        )?)?);
        Ok(())
    })
}

/// RTM.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtm(
    builder: Option<&vox_agora_builder>,
    user_id: *const c_char,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let user_id = unsafe { text(user_id, "user_id") }?;
        output.write(memory::string(builder.0.rtm(user_id, expire)?)?);
        Ok(())
    })
}

/// RTM with permissions (RTM2, type 8).
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtm_with_permissions(
    builder: Option<&vox_agora_builder>,
    user_id: *const c_char,
    permissions: Option<&vox_agora_permissions>,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let user_id = unsafe { text(user_id, "user_id") }?;
        let permissions = needed(permissions, "permissions")?;
        output.write(memory::string(builder.0.rtm_with_permissions(user_id, &permissions.0, expire)?)?);
        Ok(())
    })
}

/// Chat for a user.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_chat_user(
    builder: Option<&vox_agora_builder>,
    user_id: *const c_char,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let user_id = unsafe { text(user_id, "user_id") }?;
        output.write(memory::string(builder.0.chat_user(user_id, expire)?)?);
        Ok(())
    })
}

/// Chat for the app.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_chat_app(
    builder: Option<&vox_agora_builder>,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        output.write(memory::string(builder.0.chat_app(expire)?)?);
        Ok(())
    })
}

/// Apaas (and Education) for a user in a room, with RTM for the user and chat for the MD5 of the user in lower-case
/// hexadecimal.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_apaas_room_user(
    builder: Option<&vox_agora_builder>,
    room_uuid: *const c_char,
    user_uuid: *const c_char,
    role: i16,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let room_uuid = unsafe { text(room_uuid, "room_uuid") }?;
        let user_uuid = unsafe { text(user_uuid, "user_uuid") }?;
        output.write(memory::string(builder.0.apaas_room_user(room_uuid, user_uuid, role, expire)?)?);
        Ok(())
    })
}

/// Apaas (and Education) for a user in all rooms.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_apaas_user(
    builder: Option<&vox_agora_builder>,
    user_uuid: *const c_char,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let user_uuid = unsafe { text(user_uuid, "user_uuid") }?;
        output.write(memory::string(builder.0.apaas_user(user_uuid, expire)?)?);
        Ok(())
    })
}

/// Apaas (and Education) for the app.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_apaas_app(
    builder: Option<&vox_agora_builder>,
    expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        output.write(memory::string(builder.0.apaas_app(expire)?)?);
        Ok(())
    })
}

/// FPA, for 24 hours.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_fpa(
    builder: Option<&vox_agora_builder>,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        output.write(memory::string(builder.0.fpa()?)?);
        Ok(())
    })
}

/// Stream conversion: to publish the mixed and the raw stream.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_streaming(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    token_expire: u32,
    privilege_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        output.write(memory::string(builder.0.streaming(channel, &user, token_expire, privilege_expire)?)?);
        Ok(())
    })
}

/// FCdn: to play, and for a publisher to publish.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_fcdn(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    role: u32,
    token_expire: u32,
    privilege_expire: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        let role = builder.0.role(role)?;
        output.write(memory::string(builder.0.fcdn(
            channel,
            &user,
            role,
            token_expire,
            privilege_expire,
        )?)?);
        Ok(())
    })
}

/// `006`: RTC for a role until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours). All roles but the subscriber
/// may publish.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtc_006(
    builder: Option<&vox_agora_builder>,
    channel: *const c_char,
    uid: u32,
    account: *const c_char,
    role: u32,
    privilege_expired_ts: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let channel = unsafe { text(channel, "channel") }?;
        let user = unsafe { user(uid, account) }?;
        let role = builder.0.role(role)?;
        output.write(memory::string(builder.0.rtc_006(channel, &user, role, privilege_expired_ts)?)?);
        Ok(())
    })
}

/// `006`: RTM until `privilege_expired_ts` (absolute Unix seconds; 0 for 24 hours).
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_builder_rtm_006(
    builder: Option<&vox_agora_builder>,
    account: *const c_char,
    privilege_expired_ts: u32,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (builder, output) = (needed(builder, "builder")?, needed(token, "token")?);
        let account = unsafe { text(account, "account") }?;
        output.write(memory::string(builder.0.rtm_006(account, privilege_expired_ts)?)?);
        Ok(())
    })
}
