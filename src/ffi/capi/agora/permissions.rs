//! The permissions of RTM2.

use std::ffi::c_char;

use crate::agora::Permissions;
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, text};
use crate::{Error, Result};

/// The names of RTM resources that a user may read or write.
pub struct vox_agora_permissions(pub Permissions);

/// No permissions yet. To be freed with `vox_agora_permissions_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_permissions_new(
    permissions: *mut *mut vox_agora_permissions,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(permissions, "permissions")?;
        output.write(Box::into_raw(Box::new(vox_agora_permissions(Permissions::default()))));
        Ok(())
    })
}

/// Frees permissions. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_permissions_free(permissions: Option<Box<vox_agora_permissions>>) {
    guard::free(permissions)
}

/// Sets the `count` names for a kind of resource (`VOX_AGORA_RESOURCE_…`) and an access (`VOX_AGORA_ACCESS_…`); earlier
/// ones are replaced. `names` may be NULL for none. Other numbers are written as they are.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_permissions_set(
    permissions: Option<&mut vox_agora_permissions>,
    resource: u16,
    access: u16,
    names: *const *const c_char,
    count: usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let permissions = needed(permissions, "permissions")?;
        if names.is_null() && count > 0 {
            return Err(Error::invalid("names", "must not be NULL"));
        }
        if count > usize::from(u16::MAX) {
            return Err(Error::invalid("count", format!("must be at most 65535, is {count}")));
        }
        // SAFETY: the caller promises that there are so many texts.
        let name = |at| unsafe { text(*names.add(at), "names") };
        let names: Result<Vec<_>> = (0..count).map(name).collect();
        permissions.0.add(resource, access, names?);
        Ok(())
    })
}
