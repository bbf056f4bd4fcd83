//! [`Permissions`]: what the RTM2 service lets a user read and write.

use std::collections::BTreeMap;

use bstr::BString;

use super::finding::Finding;
use super::wire::{Reader, Writer};
use crate::error::Result;

/// The kinds of RTM resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Resource {
    /// Message channels.
    MessageChannels = 0,
    /// Stream channels.
    StreamChannels = 1,
    /// Channel groups.
    GroupChannels = 2,
    /// Server groups.
    ServerGroups = 3,
    /// Users.
    Users = 4,
}

impl From<Resource> for u16 {
    fn from(resource: Resource) -> Self {
        resource as Self
    }
}

pub(super) fn resource_name(number: u16) -> Option<&'static str> {
    let names = ["messages", "streams", "groups", "server_groups", "users"];
    names.get(usize::from(number)).copied()
}

/// What may be done with an RTM resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Access {
    /// Read it.
    Read = 0,
    /// Write to it.
    Write = 1,
}

impl From<Access> for u16 {
    fn from(access: Access) -> Self {
        access as Self
    }
}

pub(super) fn access_name(number: u16) -> Option<&'static str> {
    ["read", "write"].get(usize::from(number)).copied()
}

/// The names of RTM resources that a user may read or write, by kind of resource and access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Kind of resource ([`Resource`]) → access ([`Access`]) → names, in the order in which they were given.
    pub details: BTreeMap<u16, BTreeMap<u16, Vec<BString>>>,
}

impl Permissions {
    /// Sets the names for this kind of resource and access; earlier ones are replaced.
    ///
    /// ```
    /// use voxtoken::agora::{Access, Permissions, Resource};
    ///
    /// let mut permissions = Permissions::default();
    /// permissions.add(Resource::MessageChannels, Access::Read, ["news", "lobby"]);
    /// assert_eq!(permissions.details[&0][&0], ["news", "lobby"]);
    /// ```
    pub fn add<Name: Into<BString>>(
        &mut self,
        resource: impl Into<u16>,
        access: impl Into<u16>,
        names: impl IntoIterator<Item = Name>,
    ) {
        let names = names.into_iter().map(Into::into).collect();
        self.details.entry(resource.into()).or_default().insert(access.into(), names);
    }

    pub(super) fn write(&self, writer: &mut Writer) -> Result<()> {
        const FIELD: &str = "permissions";
        writer.count(FIELD, self.details.len())?;
        for (&resource, accesses) in &self.details {
            writer.u16(resource);
            writer.count(FIELD, accesses.len())?;
            for (&access, names) in accesses {
                writer.u16(access);
                writer.count(FIELD, names.len())?;
                for name in names {
                    writer.text(FIELD, name)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Finding> {
        const PART: &str = "RTM2 permissions";
        let mut details = BTreeMap::new();
        for _ in 0..reader.u16(PART)? {
            let resource = reader.u16(PART)?;
            let mut accesses = BTreeMap::new();
            for _ in 0..reader.u16(PART)? {
                let access = reader.u16(PART)?;
                let mut names = Vec::new();
                for _ in 0..reader.u16(PART)? {
                    names.push(reader.text(PART)?.into());
                }
                accesses.entry(access).or_insert(names);
            }
            details.entry(resource).or_insert(accesses);
        }
        Ok(Self { details })
    }
}
