//! `voxtoken nls`: Alibaba Cloud Intelligent Speech Interaction, `CreateToken`.

use std::path::PathBuf;

use crate::aliyun::NlsToken;
use crate::aliyun::nls::Signature;
use crate::http::Method;
use crate::{Clock, ErrorKind, Secret, SystemClock};
use clap::ValueEnum;

use crate::command::ask::cached::Cached;
use crate::command::failure::Failure;
use crate::command::keys::{self, Keys, Names};
use crate::command::network::Network;
use crate::command::output::Output;
use crate::command::secret_input::{self, Given, SecretOptions, is_stdin};
use crate::command::{ask, suggest};

#[derive(clap::Args)]
#[command(after_long_help = ask::page(EXAMPLES, ENVIRONMENT))]
pub struct Args {
    /// The access key id [environment: ALIYUN_AK_ID]
    #[arg(long, value_name = "ID")]
    access_key_id: Option<String>,

    /// The access key secret; other users can see it here, rather use the environment or a file
    #[arg(long, value_name = "SECRET", value_parser = secret_input::parse, conflicts_with = "access_key_secret_file")]
    access_key_secret: Option<Secret>,

    /// Read the access key secret from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    access_key_secret_file: Option<PathBuf>,

    /// The security token of temporary (STS) credentials; rather use the environment or a file
    #[arg(long, value_name = "TOKEN", value_parser = secret_input::parse, conflicts_with = "security_token_file")]
    security_token: Option<Secret>,

    /// Read the security token from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    security_token_file: Option<PathBuf>,

    /// The region: cn-shanghai, ap-southeast-1, or another one together with --domain
    #[arg(long, value_name = "REGION", default_value = "cn-shanghai", value_parser = suggest::texts(&REGIONS), hide_possible_values = true)]
    region: String,

    /// The API version, such as 2019-02-28; the region's default unless given
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,

    /// The host name to ask over https, instead of the region's own
    #[arg(long, value_name = "HOST", conflicts_with = "endpoint", value_parser = host_name)]
    domain: Option<String>,

    /// The path of the request
    #[arg(long, value_name = "PATH")]
    resource_path: Option<String>,

    /// The URL to ask, instead of the region's own, such as the sandbox's
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,

    /// How to sign the request; roa implies the API version 2018-05-18
    #[arg(long, value_enum, ignore_case = true, default_value_t = SignatureArg::Rpc)]
    signature: SignatureArg,

    /// POST keeps the signed parameters out of URLs; get is for rpc only
    #[arg(long, value_enum, ignore_case = true, default_value_t = MethodArg::Post)]
    method: MethodArg,

    #[command(flatten)]
    cached: Cached,

    #[command(flatten)]
    network: Network,

    #[command(flatten)]
    pub output: Output,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SignatureArg {
    Rpc,
    Roa,
    Acs3,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MethodArg {
    Post,
    Get,
}

const REGIONS: [&str; 2] = ["cn-shanghai", "ap-southeast-1"];

const EXAMPLES: &str = "  voxtoken nls
  TOKEN=$(voxtoken nls --quiet)
  TOKEN=$(voxtoken nls --cached --quiet)
      As often as you like: the cloud is asked when there is no token, and before it ends
  voxtoken nls --cached --min-validity 7200
      A token for a job of two hours
  voxtoken nls --access-key-id LTAI5t... --access-key-secret-file secret.txt
  pass show aliyun | voxtoken nls --access-key-id LTAI5t... --access-key-secret-file -
  voxtoken nls --region ap-southeast-1 --json";

const ENVIRONMENT: &str = "  ALIYUN_AK_ID, ALIYUN_AK_SECRET
                            the access key
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET
                            the access key, when the first pair is not complete
  ALIBABA_CLOUD_SECURITY_TOKEN
                            the STS security token of the second pair
  VOXTOKEN_NLS_ENDPOINT     the URL to ask, unless --endpoint or --domain says";

const NAMES: Names = Names {
    id_option: "--access-key-id",
    secret: "access key secret",
    secret_option: "--access-key-secret-file",
    variables: &NlsToken::ENVIRONMENT,
};

const ENDPOINT: &str = "VOXTOKEN_NLS_ENDPOINT";
const SECURITY_TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

pub fn run(mut args: Args) -> Result<u8, Failure> {
    if args.method == MethodArg::Get && args.signature != SignatureArg::Rpc {
        return Err(Failure::usage("--method", "get goes with --signature rpc only"));
    }
    let output = args.output;
    let endpoint_origin =
        if args.domain.is_some() { "--domain" } else { ask::find_endpoint(&mut args.endpoint, ENDPOINT) };
    let (keys, security_token) = credentials(&args)?;
    let origins = [
        ("access_key_id", keys.id_origin),
        ("access_key_secret", keys.secret.origin()),
        ("security_token", security_token.as_ref().map_or("", Given::origin)),
        ("endpoint", endpoint_origin),
    ];
    let named = |failure: Failure| {
        origins.iter().fold(failure, |failure, (argument, origin)| failure.named(argument, origin))
    };
    let client = args.network.client()?;

    let stand_in = security_token.as_ref().map(Given::or_stand_in);
    let rehearsal = source(&args, &keys.id, keys.secret.or_stand_in(), stand_in);
    rehearsal.request(SystemClock.now(), "nonce").map_err(|error| named(error.into()))?;

    let is_temporary = keys.id.starts_with("STS.") && security_token.is_none();
    let secret = keys.secret.get()?;
    let security_token = security_token.map(Given::get).transpose()?;
    let token = source(&args, &keys.id, secret, security_token).transport(client);
    ask::ask("nls", output, args.cached, token).map_err(|failure| match failure.kind() {
        ErrorKind::SecurityToken if is_temporary => named(failure).with_hint(NEEDS_SECURITY_TOKEN),
        _ => named(failure),
    })
}

const NEEDS_SECURITY_TOKEN: &str = "An access key id that begins with STS. goes with a security token: give \
    --security-token-file, or put all three into the ALIBABA_CLOUD_ variables.";

fn source(args: &Args, id: &str, secret: Secret, security_token: Option<Secret>) -> NlsToken {
    let mut token = NlsToken::new(id, secret)
        .region(&args.region)
        .signature(match args.signature {
            SignatureArg::Rpc => Signature::Rpc,
            SignatureArg::Roa => Signature::Roa,
            SignatureArg::Acs3 => Signature::Acs3,
        })
        .method(match args.method {
            MethodArg::Post => Method::Post,
            MethodArg::Get => Method::Get,
        });
    if let Some(security_token) = security_token {
        token = token.security_token(security_token);
    }
    if let Some(version) = &args.api_version {
        token = token.version(version);
    }
    if let Some(domain) = &args.domain {
        token = token.domain(domain);
    }
    if let Some(endpoint) = &args.endpoint {
        token = token.endpoint(endpoint);
    }
    if let Some(path) = &args.resource_path {
        token = token.resource_path(path);
    }
    token
}

fn credentials(args: &Args) -> Result<(Keys, Option<Given>), Failure> {
    let files = [&args.access_key_secret_file, &args.security_token_file];
    if files.iter().all(|file| file.as_deref().is_some_and(is_stdin)) {
        return Err(Failure::usage("--security-token-file", "standard input can hold one secret only"));
    }
    let secret = SecretOptions {
        what: NAMES.secret,
        option: "--access-key-secret",
        value: &args.access_key_secret,
        file_option: "--access-key-secret-file",
        file: &args.access_key_secret_file,
    };
    let security_token = SecretOptions {
        what: "security token",
        option: "--security-token",
        value: &args.security_token,
        file_option: "--security-token-file",
        file: &args.security_token_file,
    };
    let secret = secret.read(args.output)?;
    let security_token = security_token.read(args.output)?;
    let keys = keys::find(&NAMES, args.access_key_id.clone(), secret, args.output)?;
    // A security token belongs to its key: that of the environment to the second pair.
    let security_token = match security_token {
        None if keys.pair == Some(1) => keys::environment(&[SECURITY_TOKEN])?
            .remove(SECURITY_TOKEN)
            .map(|token| Given::Known { secret: token.into(), origin: SECURITY_TOKEN }),
        given => given,
    };
    Ok((keys, security_token))
}

/// The value parser of `--domain`.
fn host_name(text: &str) -> Result<String, &'static str> {
    const RULE: &str =
        "must be a host name, such as nls-meta.cn-shanghai.aliyuncs.com, without scheme, port or path";
    let is_plain =
        !text.is_empty() && !text.contains([':', '/', '@', '?', '#']) && !text.contains(char::is_whitespace);
    match url::Host::parse(text) {
        Ok(_) if is_plain => Ok(text.to_owned()),
        _ => Err(RULE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_a_host_name() {
        assert_eq!(host_name("nls.example").as_deref(), Ok("nls.example"));
        for bad in ["", " ", "a b", "https://h", "h/p", "h:80", "u@h", "h?q", "a\tb", "%"] {
            assert!(host_name(bad).is_err(), "{bad:?}");
        }
    }
}
