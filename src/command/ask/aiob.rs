//! `voxtoken aiob`: Baidu AIOB (intelligent outbound calls), `getToken` version 2.

use std::path::PathBuf;

use crate::Secret;
use crate::baidu::AiobToken;

use crate::command::ask;
use crate::command::ask::cached::Cached;
use crate::command::failure::Failure;
use crate::command::keys::{self, Names};
use crate::command::network::Network;
use crate::command::output::Output;
use crate::command::secret_input::{self, SecretOptions};

#[derive(clap::Args)]
#[command(after_long_help = ask::page(EXAMPLES, ENVIRONMENT))]
pub struct Args {
    /// The access key [environment: BAIDU_AIOB_ACCESS_KEY]
    #[arg(long, value_name = "KEY")]
    access_key: Option<String>,

    /// The secret key; other users can see it here, rather use the environment or a file
    #[arg(long, value_name = "SECRET", value_parser = secret_input::parse, conflicts_with = "secret_key_file")]
    secret_key: Option<Secret>,

    /// Read the secret key from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    secret_key_file: Option<PathBuf>,

    /// The URL to ask, instead of AIOB's own, such as the sandbox's
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,

    #[command(flatten)]
    cached: Cached,

    #[command(flatten)]
    network: Network,

    #[command(flatten)]
    pub output: Output,
}

const EXAMPLES: &str = "  voxtoken aiob
  voxtoken aiob --cached
      As often as you like: the cloud is asked when there is no token, and before it ends
  voxtoken aiob --access-key 1a2b... --secret-key-file secret.txt --json";

const ENVIRONMENT: &str = "  BAIDU_AIOB_ACCESS_KEY     the access key
  BAIDU_AIOB_SECRET_KEY     the secret key
  VOXTOKEN_AIOB_ENDPOINT    the URL to ask, unless --endpoint says";

const NAMES: Names = Names {
    id_option: "--access-key",
    secret: "secret key",
    secret_option: "--secret-key-file",
    variables: &AiobToken::ENVIRONMENT,
};

pub fn run(mut args: Args) -> Result<u8, Failure> {
    let secret = SecretOptions {
        what: NAMES.secret,
        option: "--secret-key",
        value: &args.secret_key,
        file_option: "--secret-key-file",
        file: &args.secret_key_file,
    };
    let keys = keys::find(&NAMES, args.access_key, secret.read(args.output)?, args.output)?;
    let (id_origin, secret_origin) = (keys.id_origin, keys.secret.origin());
    let endpoint_origin = ask::find_endpoint(&mut args.endpoint, "VOXTOKEN_AIOB_ENDPOINT");
    let client = args.network.client()?;
    let source = |secret: Secret| {
        let token = AiobToken::new(keys.id.as_str(), secret);
        match &args.endpoint {
            Some(endpoint) => token.endpoint(endpoint),
            None => token,
        }
    };
    let origins = [("access_key", id_origin), ("secret_key", secret_origin), ("endpoint", endpoint_origin)];
    let named = |failure: Failure| {
        origins.iter().fold(failure, |failure, (argument, origin)| failure.named(argument, origin))
    };
    source(keys.secret.or_stand_in()).request().map_err(|error| named(error.into()))?;
    let token = source(keys.secret.get()?).transport(client);
    ask::ask("aiob", args.output, args.cached, token).map_err(named)
}
