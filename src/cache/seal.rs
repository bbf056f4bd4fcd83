//! Tokens outside of the process, encrypted with a key derived from the secret: only who holds the secret reads them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// AES-256-GCM (NIST SP 800-38D) with a key by HKDF-SHA-256 (RFC 5869) of the secret and a random nonce of 96 bits in
/// front. What is sealed under one name and for one thing opens under no other.
pub(super) struct Seal {
    key: LessSafeKey,
    name: String,
}

impl Seal {
    pub fn new(secret: &Secret, name: &str) -> Self {
        let salt = Salt::new(HKDF_SHA256, b"voxtoken token cache 1");
        let secret = salt.extract(secret.expose().as_bytes());
        let info = [name.as_bytes()];
        let key = secret.expand(&info, &AES_256_GCM).map(UnboundKey::from).expect("a key of this length");
        Self { key: LessSafeKey::new(key), name: name.into() }
    }

    fn about(&self, about: &str) -> Aad<Vec<u8>> {
        Aad::from(format!("{} {about}", self.name).into_bytes())
    }

    /// Seals this together with what it is about, which stays in clear text beside it. Fails if the system gives no random
    /// numbers.
    pub fn close(&self, plain: &[u8], about: &str) -> Result<String> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("no random numbers: {error}")))?;
        let mut sealed = plain.to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), self.about(about), &mut sealed)
            .map_err(|_| Error::new(ErrorKind::Internal, "the token cannot be encrypted"))?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// Nothing, if it was not sealed with this secret for this name and about the same, or was changed.
    pub fn open(&self, text: &str, about: &str) -> Option<Zeroizing<Vec<u8>>> {
        let mut sealed = Zeroizing::new(STANDARD_NO_PAD.decode(text).ok()?);
        let (nonce, body) = sealed.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.key.open_in_place(nonce, self.about(about), body).ok()?;
        Some(Zeroizing::new(plain.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_name_and_subject_open_what_was_sealed() {
        let seal = Seal::new(&"secret".into(), "key");
        let sealed = seal.close(b"token", "3").unwrap();
        assert!(!sealed.contains("token"));
        assert_eq!(seal.open(&sealed, "3").unwrap().as_slice(), b"token");
        assert_ne!(seal.close(b"token", "3").unwrap(), sealed);
        assert!(seal.open(&sealed, "4").is_none());
        assert!(Seal::new(&"secret2".into(), "key").open(&sealed, "3").is_none());
        assert!(Seal::new(&"secret".into(), "key2").open(&sealed, "3").is_none());
        for index in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
            assert!(seal.open(std::str::from_utf8(&changed).unwrap(), "3").is_none(), "byte {index}");
        }
        assert!(seal.open("", "3").is_none() && seal.open("!!", "3").is_none());
    }
}
