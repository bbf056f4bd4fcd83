//! `voxtoken dashscope`: a temporary API key of Alibaba Cloud Model Studio.

use std::path::PathBuf;

use crate::Secret;
use crate::aliyun::DashToken;
use crate::aliyun::dashscope::HOSTS;

use crate::command::ask::cached::Cached;
use crate::command::failure::Failure;
use crate::command::network::Network;
use crate::command::output::Output;
use crate::command::secret_input::{self, SecretOptions};
use crate::command::{ask, keys, number, suggest};

#[derive(clap::Args)]
#[command(after_long_help = ask::page(EXAMPLES, ENVIRONMENT))]
pub struct Args {
    /// The API key; other users can see it here, rather use the environment or a file
    #[arg(long, value_name = "KEY", value_parser = secret_input::parse, conflicts_with = "api_key_file")]
    api_key: Option<Secret>,

    /// Read the API key from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    api_key_file: Option<PathBuf>,

    /// How long the temporary key shall live, in seconds: 1 to 1800
    #[arg(long, value_name = "SECS", default_value_t = 60, allow_negative_numbers = true, value_parser = number::within(1..=1800_u32, "seconds"))]
    expire: u32,

    /// The region of the API key: cn-beijing or ap-southeast-1
    #[arg(long, value_name = "REGION", default_value = "cn-beijing", value_parser = suggest::texts(&REGIONS), hide_possible_values = true)]
    region: String,

    /// The URL to ask, instead of the region's own, such as the sandbox's
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,

    #[command(flatten)]
    cached: Cached,

    #[command(flatten)]
    network: Network,

    #[command(flatten)]
    pub output: Output,
}

const REGIONS: [&str; 2] = [HOSTS[0].0, HOSTS[1].0];

const EXAMPLES: &str = "  voxtoken dashscope --expire 300
  voxtoken dashscope --expire 1800 --cached --min-validity 600
      A key that lasts ten minutes at least; the cloud is asked when there is none
  voxtoken dashscope --api-key-file key.txt --region ap-southeast-1 --json";

const ENVIRONMENT: &str = "  DASHSCOPE_API_KEY         the API key
  VOXTOKEN_DASHSCOPE_ENDPOINT
                            the URL to ask, unless --endpoint says";

pub fn run(mut args: Args) -> Result<u8, Failure> {
    let key = SecretOptions {
        what: "API key",
        option: "--api-key",
        value: &args.api_key,
        file_option: "--api-key-file",
        file: &args.api_key_file,
    };
    let key = keys::find_secret("API key", "--api-key-file", "DASHSCOPE_API_KEY", key.read(args.output)?)?;
    let origin = key.origin();
    let endpoint_origin = ask::find_endpoint(&mut args.endpoint, "VOXTOKEN_DASHSCOPE_ENDPOINT");
    let client = args.network.client()?;
    let source = |key: Secret| {
        let token = DashToken::new(key).expire_in_secs(args.expire).region(&args.region);
        match &args.endpoint {
            Some(endpoint) => token.endpoint(endpoint),
            None => token,
        }
    };
    let named = |failure: Failure| failure.named("api_key", origin).named("endpoint", endpoint_origin);
    source(key.or_stand_in()).request().map_err(|error| named(error.into()))?;
    let token = source(key.get()?).transport(client);
    ask::ask("dashscope", args.output, args.cached, token).map_err(named)
}
