//! The numbers of the format, for C. They mirror the core's, which the test below compares.
#![allow(dead_code)] // for C

/// `006` only: may publish.
pub const VOX_AGORA_ROLE_ATTENDEE: u32 = 0;
/// May publish audio, video and data.
pub const VOX_AGORA_ROLE_PUBLISHER: u32 = 1;
/// May only join and listen.
pub const VOX_AGORA_ROLE_SUBSCRIBER: u32 = 2;
/// `006` only: may publish.
pub const VOX_AGORA_ROLE_ADMIN: u32 = 101;

/// Real-time calls.
pub const VOX_AGORA_SERVICE_RTC: u16 = 1;
/// Messages.
pub const VOX_AGORA_SERVICE_RTM: u16 = 2;
/// Stream conversion.
pub const VOX_AGORA_SERVICE_STREAMING: u16 = 3;
/// Acceleration of one's own traffic.
pub const VOX_AGORA_SERVICE_FPA: u16 = 4;
/// Chat.
pub const VOX_AGORA_SERVICE_CHAT: u16 = 5;
/// Live streaming by CDN.
pub const VOX_AGORA_SERVICE_FCDN: u16 = 6;
/// Apaas and Education.
pub const VOX_AGORA_SERVICE_APAAS: u16 = 7;
/// Messages with permissions.
pub const VOX_AGORA_SERVICE_RTM2: u16 = 8;
/// Conversational AI.
pub const VOX_AGORA_SERVICE_CONVO_AI: u16 = 9;
/// Speech to text.
pub const VOX_AGORA_SERVICE_STT: u16 = 10;

/// RTC and `006`: join a channel.
pub const VOX_AGORA_PRIVILEGE_JOIN_CHANNEL: u16 = 1;
/// RTC and `006`: publish audio.
pub const VOX_AGORA_PRIVILEGE_PUBLISH_AUDIO_STREAM: u16 = 2;
/// RTC and `006`: publish video.
pub const VOX_AGORA_PRIVILEGE_PUBLISH_VIDEO_STREAM: u16 = 3;
/// RTC and `006`: publish data.
pub const VOX_AGORA_PRIVILEGE_PUBLISH_DATA_STREAM: u16 = 4;
/// RTM, RTM2 and FPA: log in.
pub const VOX_AGORA_PRIVILEGE_LOGIN: u16 = 1;
/// Streaming: publish the mixed stream.
pub const VOX_AGORA_PRIVILEGE_PUBLISH_MIX_STREAM: u16 = 1;
/// Streaming: publish the raw stream.
pub const VOX_AGORA_PRIVILEGE_PUBLISH_RAW_STREAM: u16 = 2;
/// Chat: act as a user.
pub const VOX_AGORA_PRIVILEGE_CHAT_USER: u16 = 1;
/// Chat: act as the app.
pub const VOX_AGORA_PRIVILEGE_CHAT_APP: u16 = 2;
/// FCdn: publish.
pub const VOX_AGORA_PRIVILEGE_FCDN_PUBLISH: u16 = 1;
/// FCdn: play.
pub const VOX_AGORA_PRIVILEGE_FCDN_PLAY: u16 = 2;
/// Apaas: act as a user in a room.
pub const VOX_AGORA_PRIVILEGE_APAAS_ROOM_USER: u16 = 1;
/// Apaas: act as a user.
pub const VOX_AGORA_PRIVILEGE_APAAS_USER: u16 = 2;
/// Apaas: act as the app.
pub const VOX_AGORA_PRIVILEGE_APAAS_APP: u16 = 3;
/// `006`: administrate a channel.
pub const VOX_AGORA_PRIVILEGE_ADMINISTRATE_CHANNEL: u16 = 101;
/// `006`: log in to RTM.
pub const VOX_AGORA_PRIVILEGE_RTM_LOGIN: u16 = 1000;

/// Message channels.
pub const VOX_AGORA_RESOURCE_MESSAGE_CHANNELS: u16 = 0;
/// Stream channels.
pub const VOX_AGORA_RESOURCE_STREAM_CHANNELS: u16 = 1;
/// Channel groups.
pub const VOX_AGORA_RESOURCE_GROUP_CHANNELS: u16 = 2;
/// Server groups.
pub const VOX_AGORA_RESOURCE_SERVER_GROUPS: u16 = 3;
/// Users.
pub const VOX_AGORA_RESOURCE_USERS: u16 = 4;

/// Read.
pub const VOX_AGORA_ACCESS_READ: u16 = 0;
/// Write.
pub const VOX_AGORA_ACCESS_WRITE: u16 = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agora::{Access, Permissions, Resource, Role, Service, User, privilege};

    #[test]
    fn the_numbers_are_those_of_the_core() {
        for (number, role) in [
            (VOX_AGORA_ROLE_ATTENDEE, Role::Attendee),
            (VOX_AGORA_ROLE_PUBLISHER, Role::Publisher),
            (VOX_AGORA_ROLE_SUBSCRIBER, Role::Subscriber),
            (VOX_AGORA_ROLE_ADMIN, Role::Admin),
        ] {
            assert_eq!(number, role as u32);
        }
        for (number, resource) in [
            (VOX_AGORA_RESOURCE_MESSAGE_CHANNELS, Resource::MessageChannels),
            (VOX_AGORA_RESOURCE_STREAM_CHANNELS, Resource::StreamChannels),
            (VOX_AGORA_RESOURCE_GROUP_CHANNELS, Resource::GroupChannels),
            (VOX_AGORA_RESOURCE_SERVER_GROUPS, Resource::ServerGroups),
            (VOX_AGORA_RESOURCE_USERS, Resource::Users),
        ] {
            assert_eq!(number, resource as u16);
        }
        assert_eq!(
            [VOX_AGORA_ACCESS_READ, VOX_AGORA_ACCESS_WRITE],
            [Access::Read, Access::Write].map(u16::from)
        );
        let anyone = User::Uid(0);
        for (number, service) in [
            (VOX_AGORA_SERVICE_RTC, Service::rtc("", &anyone)),
            (VOX_AGORA_SERVICE_RTM, Service::rtm("")),
            (VOX_AGORA_SERVICE_STREAMING, Service::streaming("", &anyone)),
            (VOX_AGORA_SERVICE_FPA, Service::fpa()),
            (VOX_AGORA_SERVICE_CHAT, Service::chat("")),
            (VOX_AGORA_SERVICE_FCDN, Service::fcdn("", &anyone)),
            (VOX_AGORA_SERVICE_APAAS, Service::apaas("", "", -1)),
            (VOX_AGORA_SERVICE_RTM2, Service::rtm2("", Permissions::default())),
            (VOX_AGORA_SERVICE_CONVO_AI, Service::convo_ai()),
            (VOX_AGORA_SERVICE_STT, Service::stt()),
        ] {
            assert_eq!(number, service.detail.type_number());
        }
        for (number, privilege) in [
            (VOX_AGORA_PRIVILEGE_JOIN_CHANNEL, privilege::JOIN_CHANNEL),
            (VOX_AGORA_PRIVILEGE_PUBLISH_AUDIO_STREAM, privilege::PUBLISH_AUDIO_STREAM),
            (VOX_AGORA_PRIVILEGE_PUBLISH_VIDEO_STREAM, privilege::PUBLISH_VIDEO_STREAM),
            (VOX_AGORA_PRIVILEGE_PUBLISH_DATA_STREAM, privilege::PUBLISH_DATA_STREAM),
            (VOX_AGORA_PRIVILEGE_LOGIN, privilege::LOGIN),
            (VOX_AGORA_PRIVILEGE_PUBLISH_MIX_STREAM, privilege::PUBLISH_MIX_STREAM),
            (VOX_AGORA_PRIVILEGE_PUBLISH_RAW_STREAM, privilege::PUBLISH_RAW_STREAM),
            (VOX_AGORA_PRIVILEGE_CHAT_USER, privilege::CHAT_USER),
            (VOX_AGORA_PRIVILEGE_CHAT_APP, privilege::CHAT_APP),
            (VOX_AGORA_PRIVILEGE_FCDN_PUBLISH, privilege::FCDN_PUBLISH),
            (VOX_AGORA_PRIVILEGE_FCDN_PLAY, privilege::FCDN_PLAY),
            (VOX_AGORA_PRIVILEGE_APAAS_ROOM_USER, privilege::APAAS_ROOM_USER),
            (VOX_AGORA_PRIVILEGE_APAAS_USER, privilege::APAAS_USER),
            (VOX_AGORA_PRIVILEGE_APAAS_APP, privilege::APAAS_APP),
            (VOX_AGORA_PRIVILEGE_ADMINISTRATE_CHANNEL, privilege::ADMINISTRATE_CHANNEL),
            (VOX_AGORA_PRIVILEGE_RTM_LOGIN, privilege::RTM_LOGIN),
        ] {
            assert_eq!(number, privilege);
        }
    }
}
