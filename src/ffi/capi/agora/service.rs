//! A service of a `007` token.

use std::collections::BTreeMap;

use super::permissions::vox_agora_permissions;
use crate::agora::{BString, Service, ServiceDetail};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, bytes, needed};
use crate::ffi::capi::memory;
use crate::{Error, Result};

/// RTC, Streaming, FCdn: the channel's name.
pub const VOX_AGORA_FIELD_CHANNEL: u32 = 0;
/// RTC, Streaming, FCdn: the uid in decimal or the user account; empty for any.
pub const VOX_AGORA_FIELD_ACCOUNT: u32 = 1;
/// RTM, RTM2, Chat: the user id.
pub const VOX_AGORA_FIELD_USER_ID: u32 = 2;
/// Apaas: the room.
pub const VOX_AGORA_FIELD_ROOM_UUID: u32 = 3;
/// Apaas: the user.
pub const VOX_AGORA_FIELD_USER_UUID: u32 = 4;

/// One service of a `007` token with its privileges. Its texts are bytes, at most 65,535, which is checked when
/// a token is built; they need not
/// be UTF-8 and may hold NULs. NULL with length 0 is the empty text. A service that was made is to be freed with
/// `vox_agora_service_free`.
pub struct vox_agora_service(pub Service);

/// Frees a service that was made, not one of a parsed token. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_free(service: Option<Box<vox_agora_service>>) {
    guard::free(service)
}

/// RTC in a channel, for a uid in decimal or an account; an empty one is for any user.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_rtc(
    channel: *const u8,
    channel_length: usize,
    account: *const u8,
    account_length: usize,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let channel = unsafe { bstring(channel, channel_length, "channel") }?;
        let account = unsafe { bstring(account, account_length, "account") }?;
        output.write(handle(ServiceDetail::Rtc { channel, account }));
        Ok(())
    })
}

/// RTM.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_rtm(
    user_id: *const u8,
    user_id_length: usize,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let user_id = unsafe { bstring(user_id, user_id_length, "user_id") }?;
        output.write(handle(ServiceDetail::Rtm { user_id }));
        Ok(())
    })
}

/// Stream conversion in a channel.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_streaming(
    channel: *const u8,
    channel_length: usize,
    account: *const u8,
    account_length: usize,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let channel = unsafe { bstring(channel, channel_length, "channel") }?;
        let account = unsafe { bstring(account, account_length, "account") }?;
        output.write(handle(ServiceDetail::Streaming { channel, account }));
        Ok(())
    })
}

/// FPA.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_fpa(
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        output.write(handle(ServiceDetail::Fpa));
        Ok(())
    })
}

/// Chat of a user, or of the app with an empty id.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_chat(
    user_id: *const u8,
    user_id_length: usize,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let user_id = unsafe { bstring(user_id, user_id_length, "user_id") }?;
        output.write(handle(ServiceDetail::Chat { user_id }));
        Ok(())
    })
}

/// FCdn in a channel.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_fcdn(
    channel: *const u8,
    channel_length: usize,
    account: *const u8,
    account_length: usize,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let channel = unsafe { bstring(channel, channel_length, "channel") }?;
        let account = unsafe { bstring(account, account_length, "account") }?;
        output.write(handle(ServiceDetail::FCdn { channel, account }));
        Ok(())
    })
}

/// Apaas, which Education is, too. An empty room is all rooms, an empty user the app, the role −1 none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_apaas(
    room_uuid: *const u8,
    room_uuid_length: usize,
    user_uuid: *const u8,
    user_uuid_length: usize,
    role: i16,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let room_uuid = unsafe { bstring(room_uuid, room_uuid_length, "room_uuid") }?;
        let user_uuid = unsafe { bstring(user_uuid, user_uuid_length, "user_uuid") }?;
        output.write(handle(ServiceDetail::Apaas { room_uuid, user_uuid, role }));
        Ok(())
    })
}

/// RTM with permissions, of which it takes a copy.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_rtm2(
    user_id: *const u8,
    user_id_length: usize,
    permissions: Option<&vox_agora_permissions>,
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        let user_id = unsafe { bstring(user_id, user_id_length, "user_id") }?;
        let permissions = needed(permissions, "permissions")?;
        output.write(handle(ServiceDetail::Rtm2 { user_id, permissions: permissions.0.clone() }));
        Ok(())
    })
}

/// Conversational AI.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_convo_ai(
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        output.write(handle(ServiceDetail::ConvoAi));
        Ok(())
    })
}

/// Speech to text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_stt(
    service: *mut *mut vox_agora_service,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(service, "service")?;
        output.write(handle(ServiceDetail::Stt));
        Ok(())
    })
}

/// Sets a privilege (`VOX_AGORA_PRIVILEGE_…` or any number) to last `expire` seconds after the token's issue; 0 is as long as
/// the token.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_add_privilege(
    service: Option<&mut vox_agora_service>,
    privilege: u16,
    expire: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(service, "service")?.0.add_privilege(privilege, expire);
        Ok(())
    })
}

/// Its type, one of `VOX_AGORA_SERVICE_…`. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_type(service: Option<&vox_agora_service>) -> u16 {
    guard::value(0, || Some(service?.0.detail.type_number()))
}

/// One of its texts (`VOX_AGORA_FIELD_…`) and the length in bytes; it lives as long as the service and is not
/// NUL-terminated. `VOX_INVALID_ARGUMENT` for a field that this type of service does not have.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_text(
    service: Option<&vox_agora_service>,
    field: u32,
    data: *mut *const u8,
    length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let service = needed(service, "service")?;
        let text = field_of(&service.0.detail, field)
            .ok_or_else(|| Error::invalid("field", format!("the service has no field {field}")))?;
        memory::lend(text, data, length)
    })
}

/// The role of an apaas service. −1, which is also "no role", for others and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_role(service: Option<&vox_agora_service>) -> i16 {
    guard::value(-1, || match service?.0.detail {
        ServiceDetail::Apaas { role, .. } => Some(role),
        _ => None,
    })
}

/// How many privileges it has. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_privilege_count(service: Option<&vox_agora_service>) -> usize {
    guard::value(0, || Some(service?.0.privileges.len()))
}

/// One of its privileges, counted from 0 in ascending order of their numbers: the number and how many seconds after the
/// token's issue it lasts (0: as long as the token). `VOX_INVALID_ARGUMENT` beyond the last one.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_privilege(
    service: Option<&vox_agora_service>,
    index: usize,
    privilege: *mut u16,
    expire: *mut u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        nth_privilege(&needed(service, "service")?.0.privileges, index, privilege, expire)
    })
}

/// How many lists of names the permissions of an RTM2 service have, one for each kind of resource and access. 0 for
/// others and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_permission_count(service: Option<&vox_agora_service>) -> usize {
    guard::value(0, || Some(permissions(&service?.0).count()))
}

/// One list of names, counted from 0: its kind of resource, its access and how many names it has. `VOX_INVALID_ARGUMENT`
/// beyond the last one.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_permission(
    service: Option<&vox_agora_service>,
    index: usize,
    resource: *mut u16,
    access: *mut u16,
    name_count: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let service = needed(service, "service")?;
        let (resource, access, name_count) =
            (needed(resource, "resource")?, needed(access, "access")?, needed(name_count, "name_count")?);
        let (its_resource, its_access, names) = nth(permissions(&service.0), index)?;
        resource.write(its_resource);
        access.write(its_access);
        name_count.write(names.len());
        Ok(())
    })
}

/// One name of a list of names, both counted from 0, and its length in bytes; it lives as long as the service and is not
/// NUL-terminated. `VOX_INVALID_ARGUMENT` beyond the last one.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_service_permission_name(
    service: Option<&vox_agora_service>,
    index: usize,
    name_index: usize,
    data: *mut *const u8,
    length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let service = needed(service, "service")?;
        let (.., names) = nth(permissions(&service.0), index)?;
        memory::lend(nth(names.iter(), name_index)?, data, length)
    })
}

/// The body of the functions that give a privilege.
pub fn nth_privilege(
    privileges: &BTreeMap<u16, u32>,
    index: usize,
    privilege: *mut u16,
    expire: *mut u32,
) -> Result<()> {
    let (privilege, expire) = (needed(privilege, "privilege")?, needed(expire, "expire")?);
    let (&number, &value) = nth(privileges.iter(), index)?;
    privilege.write(number);
    expire.write(value);
    Ok(())
}

pub fn nth<T>(mut items: impl Iterator<Item = T>, index: usize) -> Result<T> {
    items.nth(index).ok_or_else(|| Error::invalid("index", format!("is {index}, beyond the last one")))
}

fn permissions(service: &Service) -> impl Iterator<Item = (u16, u16, &Vec<BString>)> {
    let permissions = match &service.detail {
        ServiceDetail::Rtm2 { permissions, .. } => Some(permissions),
        _ => None,
    };
    permissions.into_iter().flat_map(|permissions| &permissions.details).flat_map(|(&resource, accesses)| {
        accesses.iter().map(move |(&access, names)| (resource, access, names))
    })
}

fn field_of(detail: &ServiceDetail, field: u32) -> Option<&BString> {
    match (detail, field) {
        (
            ServiceDetail::Rtc { channel: text, .. }
            | ServiceDetail::Streaming { channel: text, .. }
            | ServiceDetail::FCdn { channel: text, .. },
            VOX_AGORA_FIELD_CHANNEL,
        )
        | (
            ServiceDetail::Rtc { account: text, .. }
            | ServiceDetail::Streaming { account: text, .. }
            | ServiceDetail::FCdn { account: text, .. },
            VOX_AGORA_FIELD_ACCOUNT,
        )
        | (
            ServiceDetail::Rtm { user_id: text }
            | ServiceDetail::Rtm2 { user_id: text, .. }
            | ServiceDetail::Chat { user_id: text },
            VOX_AGORA_FIELD_USER_ID,
        )
        | (ServiceDetail::Apaas { room_uuid: text, .. }, VOX_AGORA_FIELD_ROOM_UUID)
        | (ServiceDetail::Apaas { user_uuid: text, .. }, VOX_AGORA_FIELD_USER_UUID) => Some(text),
        _ => None,
    }
}

fn handle(detail: ServiceDetail) -> *mut vox_agora_service {
    Box::into_raw(Box::new(vox_agora_service(Service::new(detail))))
}

/// # Safety
///
/// As for `guard::bytes`.
pub unsafe fn bstring(data: *const u8, length: usize, name: &'static str) -> Result<BString> {
    unsafe { bytes(data, length, name) }.map(Into::into)
}
