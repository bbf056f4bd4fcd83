//! [`Service`]: what a `007` token gives access to.

use std::collections::BTreeMap;

use bstr::BString;

use super::finding::Finding;
use super::permissions::Permissions;
use super::user::User;
use super::wire::{Reader, Writer};
use crate::error::Result;

/// The numbers of the privileges, by service.
pub mod privilege {
    /// RTC and `006`: join a channel.
    pub const JOIN_CHANNEL: u16 = 1;
    /// RTC and `006`: publish audio.
    pub const PUBLISH_AUDIO_STREAM: u16 = 2;
    /// RTC and `006`: publish video.
    pub const PUBLISH_VIDEO_STREAM: u16 = 3;
    /// RTC and `006`: publish data.
    pub const PUBLISH_DATA_STREAM: u16 = 4;
    /// RTM, RTM2 and FPA: log in.
    pub const LOGIN: u16 = 1;
    /// Streaming: publish the mixed stream.
    pub const PUBLISH_MIX_STREAM: u16 = 1;
    /// Streaming: publish the raw stream.
    pub const PUBLISH_RAW_STREAM: u16 = 2;
    /// Chat: act as a user.
    pub const CHAT_USER: u16 = 1;
    /// Chat: act as the app.
    pub const CHAT_APP: u16 = 2;
    /// FCdn: publish.
    pub const FCDN_PUBLISH: u16 = 1;
    /// FCdn: play.
    pub const FCDN_PLAY: u16 = 2;
    /// Apaas: act as a user in a room.
    pub const APAAS_ROOM_USER: u16 = 1;
    /// Apaas: act as a user.
    pub const APAAS_USER: u16 = 2;
    /// Apaas: act as the app.
    pub const APAAS_APP: u16 = 3;
    /// `006`: administrate a channel.
    pub const ADMINISTRATE_CHANNEL: u16 = 101;
    /// `006`: log in to RTM.
    pub const RTM_LOGIN: u16 = 1000;
}

/// One service of a `007` token with its privileges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The service and what it is bound to.
    pub detail: ServiceDetail,
    /// Privilege number → its life in seconds after the token's issue; 0 is as long as the token.
    pub privileges: BTreeMap<u16, u32>,
}

/// A service and what it is bound to. Texts have at most 65,535 bytes and need not be UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceDetail {
    /// Real-time calls (type 1).
    Rtc {
        /// The channel's name.
        channel: BString,
        /// The uid in decimal or the user account; empty for any.
        account: BString,
    },
    /// Messages (type 2).
    Rtm {
        /// The user id.
        user_id: BString,
    },
    /// Stream conversion (type 3).
    Streaming {
        /// The channel's name.
        channel: BString,
        /// The uid in decimal or the user account; empty for any.
        account: BString,
    },
    /// Acceleration of one's own traffic (type 4).
    Fpa,
    /// Chat (type 5).
    Chat {
        /// The user id; empty for the app.
        user_id: BString,
    },
    /// Live streaming by CDN (type 6).
    FCdn {
        /// The channel's name.
        channel: BString,
        /// The uid in decimal or the user account; empty for any.
        account: BString,
    },
    /// Flexible classroom and other apaas products (type 7).
    Apaas {
        /// The room; empty for all.
        room_uuid: BString,
        /// The user; empty for the app.
        user_uuid: BString,
        /// The role in the room; −1 for none.
        role: i16,
    },
    /// Messages with permissions (type 8).
    Rtm2 {
        /// The user id.
        user_id: BString,
        /// What the user may read and write.
        permissions: Permissions,
    },
    /// Conversational AI (type 9; so far in the official npm package only).
    ConvoAi,
    /// Speech to text (type 10; so far in the official npm package only).
    Stt,
}

impl Service {
    /// A service without privileges.
    pub fn new(detail: ServiceDetail) -> Self {
        Self { detail, privileges: BTreeMap::new() }
    }

    /// RTC in a channel.
    pub fn rtc(channel: impl Into<BString>, user: &User<'_>) -> Self {
        Self::new(ServiceDetail::Rtc { channel: channel.into(), account: user.account().as_ref().into() })
    }

    /// RTM.
    pub fn rtm(user_id: impl Into<BString>) -> Self {
        Self::new(ServiceDetail::Rtm { user_id: user_id.into() })
    }

    /// Stream conversion in a channel.
    pub fn streaming(channel: impl Into<BString>, user: &User<'_>) -> Self {
        Self::new(ServiceDetail::Streaming {
            channel: channel.into(),
            account: user.account().as_ref().into(),
        })
    }

    /// FPA.
    pub fn fpa() -> Self {
        Self::new(ServiceDetail::Fpa)
    }

    /// Chat of a user, or of the app with an empty id.
    pub fn chat(user_id: impl Into<BString>) -> Self {
        Self::new(ServiceDetail::Chat { user_id: user_id.into() })
    }

    /// FCdn in a channel.
    pub fn fcdn(channel: impl Into<BString>, user: &User<'_>) -> Self {
        Self::new(ServiceDetail::FCdn { channel: channel.into(), account: user.account().as_ref().into() })
    }

    /// Apaas, which Education is too.
    pub fn apaas(room_uuid: impl Into<BString>, user_uuid: impl Into<BString>, role: i16) -> Self {
        Self::new(ServiceDetail::Apaas { room_uuid: room_uuid.into(), user_uuid: user_uuid.into(), role })
    }

    /// RTM with permissions.
    pub fn rtm2(user_id: impl Into<BString>, permissions: Permissions) -> Self {
        Self::new(ServiceDetail::Rtm2 { user_id: user_id.into(), permissions })
    }

    /// Conversational AI.
    pub fn convo_ai() -> Self {
        Self::new(ServiceDetail::ConvoAi)
    }

    /// Speech to text.
    pub fn stt() -> Self {
        Self::new(ServiceDetail::Stt)
    }

    /// Sets a privilege (see [`privilege`]) to last `expire` seconds after the token's issue; 0 is as long as the token.
    pub fn add_privilege(&mut self, privilege: u16, expire: u32) -> &mut Self {
        self.privileges.insert(privilege, expire);
        self
    }

    /// The name of a privilege of this service, if it is a known one.
    pub fn privilege_name(&self, privilege: u16) -> Option<&'static str> {
        let names: &[&'static str] = match self.detail {
            ServiceDetail::Rtc { .. } => RTC_PRIVILEGES,
            ServiceDetail::Rtm { .. } | ServiceDetail::Rtm2 { .. } | ServiceDetail::Fpa => &["login"],
            ServiceDetail::Streaming { .. } => &["publish_mix_stream", "publish_raw_stream"],
            ServiceDetail::Chat { .. } => &["user", "app"],
            ServiceDetail::FCdn { .. } => &["publish", "play"],
            ServiceDetail::Apaas { .. } => &["room_user", "user", "app"],
            ServiceDetail::ConvoAi | ServiceDetail::Stt => &[],
        };
        names.get(usize::from(privilege).checked_sub(1)?).copied()
    }

    pub(super) fn write(&self, writer: &mut Writer) -> Result<()> {
        writer.u16(self.detail.type_number());
        writer.privileges(self.privileges.iter().map(|(&key, &value)| (key, value)))?;
        match &self.detail {
            ServiceDetail::Rtc { channel, account }
            | ServiceDetail::Streaming { channel, account }
            | ServiceDetail::FCdn { channel, account } => {
                writer.text("channel", channel)?;
                writer.text("account", account)
            }
            ServiceDetail::Rtm { user_id } | ServiceDetail::Chat { user_id } => {
                writer.text("user_id", user_id)
            }
            ServiceDetail::Apaas { room_uuid, user_uuid, role } => {
                writer.text("room_uuid", room_uuid)?;
                writer.text("user_uuid", user_uuid)?;
                writer.i16(*role);
                Ok(())
            }
            ServiceDetail::Rtm2 { user_id, permissions } => {
                writer.text("user_id", user_id)?;
                permissions.write(writer)
            }
            ServiceDetail::Fpa | ServiceDetail::ConvoAi | ServiceDetail::Stt => Ok(()),
        }
    }

    /// The next service, or the number of a type that is not known; then the reader stands behind that number.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Result<Self, u16>, Finding> {
        let type_number = reader.u16("list of services")?;
        if !(1..=10).contains(&type_number) {
            return Ok(Err(type_number));
        }
        let privileges = reader.privileges("list of privileges")?;
        let detail = match type_number {
            1 => ServiceDetail::Rtc { channel: text(reader, "channel")?, account: text(reader, "account")? },
            2 => ServiceDetail::Rtm { user_id: text(reader, "user id")? },
            3 => ServiceDetail::Streaming {
                channel: text(reader, "channel")?,
                account: text(reader, "account")?,
            },
            4 => ServiceDetail::Fpa,
            5 => ServiceDetail::Chat { user_id: text(reader, "user id")? },
            6 => ServiceDetail::FCdn { channel: text(reader, "channel")?, account: text(reader, "account")? },
            7 => ServiceDetail::Apaas {
                room_uuid: text(reader, "room uuid")?,
                user_uuid: text(reader, "user uuid")?,
                role: reader.i16("role")?,
            },
            8 => ServiceDetail::Rtm2 {
                user_id: text(reader, "user id")?,
                permissions: Permissions::read(reader)?,
            },
            9 => ServiceDetail::ConvoAi,
            _ => ServiceDetail::Stt,
        };
        Ok(Ok(Self { detail, privileges }))
    }
}

impl ServiceDetail {
    /// The number of the service in the format.
    pub fn type_number(&self) -> u16 {
        match self {
            Self::Rtc { .. } => 1,
            Self::Rtm { .. } => 2,
            Self::Streaming { .. } => 3,
            Self::Fpa => 4,
            Self::Chat { .. } => 5,
            Self::FCdn { .. } => 6,
            Self::Apaas { .. } => 7,
            Self::Rtm2 { .. } => 8,
            Self::ConvoAi => 9,
            Self::Stt => 10,
        }
    }

    /// The name of the service, as the `voxtoken` command spells it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Rtc { .. } => "rtc",
            Self::Rtm { .. } => "rtm",
            Self::Streaming { .. } => "streaming",
            Self::Fpa => "fpa",
            Self::Chat { .. } => "chat",
            Self::FCdn { .. } => "fcdn",
            Self::Apaas { .. } => "apaas",
            Self::Rtm2 { .. } => "rtm2",
            Self::ConvoAi => "convoai",
            Self::Stt => "stt",
        }
    }
}

/// The names of RTC's privileges, from 1; `006` has the same.
pub(super) const RTC_PRIVILEGES: &[&str] =
    &["join_channel", "publish_audio_stream", "publish_video_stream", "publish_data_stream"];

fn text(reader: &mut Reader<'_>, what: &str) -> Result<BString, Finding> {
    reader.text(what).map(Into::into)
}
