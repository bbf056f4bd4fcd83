//! Asks Alibaba Cloud NLS for a token, with the key in ALIYUN_AK_ID and ALIYUN_AK_SECRET.
//!
//! `cargo run --example ask` asks the real cloud;
//! `cargo run --example ask http://127.0.0.1:PORT` asks a sandbox.

use voxtoken::aliyun::NlsToken;

fn main() -> Result<(), voxtoken::Error> {
    let mut token = NlsToken::from_env()?;
    if let Some(endpoint) = std::env::args().nth(1) {
        token = token.endpoint(endpoint);
    }
    if let Err(error) = token.apply() {
        eprintln!("{}", error.hint());
        return Err(error);
    }
    println!("{} until {}", token.token(), token.expire_time());
    Ok(())
}
