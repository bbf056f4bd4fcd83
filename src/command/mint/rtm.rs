//! Tokens for RTM, with permissions if wanted.

use crate::agora::{Access, Permissions, Resource};

use super::Minted;
use super::options::{Common, Mint, Version, absolute};
use crate::command::failure::Failure;
use crate::command::number;

pub const EXAMPLES: &str = "  voxtoken agora rtm --account alice
  voxtoken agora rtm --account alice --read message:news --read message:lobby --write user:bob
  voxtoken agora rtm --account alice --token-version 006";

#[derive(clap::Args)]
pub struct Rtm {
    /// The user id
    #[arg(long, value_name = "NAME")]
    account: String,

    /// How long the token lives, in seconds after the issue; Agora's servers accept 24 hours at most
    #[arg(long, value_name = "SECS", default_value_t = 3600, value_parser = number::seconds, allow_negative_numbers = true)]
    expire: u32,

    /// What the user may read, as KIND:NAME with one of the kinds message, stream, group,
    /// server-group and user; may be given more than once
    #[arg(long, value_name = "KIND:NAME", value_parser = parse_resource)]
    read: Vec<(u16, String)>,

    /// What the user may write to; as --read
    #[arg(long, value_name = "KIND:NAME", value_parser = parse_resource)]
    write: Vec<(u16, String)>,

    /// The format of the token. A 006 token lives 24 hours; --expire ends its login earlier,
    /// and what is beyond 24 hours has no effect
    #[arg(long, value_enum, ignore_case = true, default_value_t = Version::V007)]
    token_version: Version,

    #[command(flatten)]
    pub common: Common,
}

const KINDS: &[(&str, Resource)] = &[
    ("message", Resource::MessageChannels),
    ("stream", Resource::StreamChannels),
    ("group", Resource::GroupChannels),
    ("server-group", Resource::ServerGroups),
    ("user", Resource::Users),
];

fn parse_resource(text: &str) -> Result<(u16, String), String> {
    let (kind, name) = text.split_once(':').ok_or("write it like message:NAME")?;
    match KINDS.iter().find(|(this, _)| *this == kind) {
        Some(_) if name.is_empty() => Err("the name behind the colon is empty".into()),
        Some((_, resource)) => Ok(((*resource).into(), name.into())),
        None => {
            let kinds: Vec<_> = KINDS.iter().map(|(kind, _)| *kind).collect();
            Err(format!("there is no kind {kind}; there are {}", kinds.join(", ")))
        }
    }
}

impl Rtm {
    pub fn mint(&self, mint: &Mint) -> Result<Minted, Failure> {
        let has_permissions = !(self.read.is_empty() && self.write.is_empty());
        let token = match self.token_version {
            Version::V006 if has_permissions => {
                let option = if self.read.is_empty() { "--write" } else { "--read" };
                return Err(Failure::usage(option, "does not go with --token-version 006"));
            }
            Version::V006 => mint.builder.rtm_006(&self.account, absolute(mint, self.expire)?),
            Version::V007 if has_permissions => {
                mint.builder.rtm_with_permissions(&self.account, &self.permissions(), self.expire)
            }
            Version::V007 => mint.builder.rtm(&self.account, self.expire),
        };
        Ok(Minted { token: token?, account: Some(self.account.clone()), ..Minted::default() })
    }

    fn permissions(&self) -> Permissions {
        let mut permissions = Permissions::default();
        for (access, resources) in [(Access::Read, &self.read), (Access::Write, &self.write)] {
            for (resource, name) in resources {
                let accesses = permissions.details.entry(*resource).or_default();
                accesses.entry(access.into()).or_default().push(name.as_str().into());
            }
        }
        permissions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_a_kind_and_a_name() {
        assert_eq!(parse_resource("message:a:b"), Ok((0, "a:b".into())));
        assert_eq!(parse_resource("user:bob"), Ok((4, "bob".into())));
        assert!(parse_resource("message").unwrap_err().contains("message:NAME"));
        assert!(parse_resource("message:").unwrap_err().contains("empty"));
        assert!(parse_resource("mail:x").unwrap_err().contains("server-group"));
    }
}
