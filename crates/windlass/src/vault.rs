//! Sealing tokens: what lies in the database is of no use without the key.
//!
//! XChaCha20-Poly1305 with a random nonce. What the token is for (connection, address, client id) is authenticated with it: who can
//! write to the database but has no key cannot have the token sent anywhere else.

use crate::context::config_folder;
use crate::failure::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Bytes of the key.
const KEY: usize = 32;
/// Bytes of the nonce.
const NONCE: usize = 24;

/// Seals and opens tokens.
pub(crate) struct Vault(XChaCha20Poly1305);

impl Vault {
    /// The vault to seal with: its key is in `WINDLASS_KEY`, or in the key file, which is made where it is missing.
    pub(crate) fn to_seal() -> Result<Self, Failure> {
        Self::with(|path| key_file(path)?.map_or_else(|| make(path), Ok))
    }

    /// The vault to open what was sealed: a key that is missing cannot be made up.
    pub(crate) fn to_unseal() -> Result<Self, Failure> {
        Self::with(|path| {
            key_file(path)?.ok_or_else(|| {
                Failure::new(
                    "vault",
                    format!("the key file {} does not exist", path.display()),
                    "the token was sealed with the key in it",
                    "restore it or name it with WINDLASS_KEY_FILE, set WINDLASS_KEY, or run `windlass connect` again",
                )
            })
        })
    }

    fn with(from_file: impl Fn(&Path) -> Result<[u8; KEY], Failure>) -> Result<Self, Failure> {
        let key = match std::env::var("WINDLASS_KEY") {
            Ok(text) => decode(&text).ok_or_else(|| bad_key("WINDLASS_KEY"))?,
            Err(_) => from_file(&key_path()?)?,
        };
        Ok(Self(XChaCha20Poly1305::new(&Key::from(key))))
    }

    /// Encrypts a token for what `purpose` says.
    pub(crate) fn seal(&self, purpose: &str, token: &str) -> Result<String, Failure> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: token.as_bytes(), aad: purpose.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| {
            Failure::new("vault", "the token could not be encrypted", "the cipher refused it", "report this as a bug")
        })?;
        Ok(STANDARD.encode([&nonce[..], &sealed].concat()))
    }

    /// Decrypts a token that was sealed for the same purpose.
    pub(crate) fn unseal(&self, purpose: &str, sealed: &str) -> Result<String, Failure> {
        let refused = || {
            Failure::new(
                "vault",
                "the stored token cannot be decrypted",
                "the key is not the one it was stored with, or the connection was changed behind windlass's back",
                "restore the key (WINDLASS_KEY or the key file), or run `windlass connect` again",
            )
        };
        let bytes = STANDARD.decode(sealed).map_err(|_| refused())?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(refused)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| refused())?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let token = self.0.decrypt(&XNonce::from(nonce), payload).map_err(|_| refused())?;
        String::from_utf8(token).map_err(|_| refused())
    }
}

/// Where the key file is: `WINDLASS_KEY_FILE`, or `key` in the user's configuration folder.
fn key_path() -> Result<PathBuf, Failure> {
    match std::env::var_os("WINDLASS_KEY_FILE") {
        Some(path) => Ok(path.into()),
        None => Ok(config_folder()?.join("key")),
    }
}

/// The key in a file; `None` where there is no file.
fn key_file(path: &Path) -> Result<Option<[u8; KEY]>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => {
            refuse_if_open(path)?;
            decode(&text).map(Some).ok_or_else(|| bad_key(&path.display().to_string()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, &error)),
    }
}

/// Makes a key. The file appears whole or not at all, and never in place of another: it is written beside and then linked.
fn make(path: &Path) -> Result<[u8; KEY], Failure> {
    let key: [u8; KEY] = rand::random();
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside)?;
        file.write_all(STANDARD.encode(key).as_bytes())?;
        file.sync_all()?;
        fs::hard_link(&beside, path)?;
        path.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
    });
    let _ = fs::remove_file(&beside);
    match written {
        Ok(()) => Ok(key),
        // Another process made it at the same moment.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            key_file(path)?.ok_or_else(|| unusable(path, &error))
        }
        Err(error) => Err(unusable(path, &error)),
    }
}

/// A key that others can read protects nothing.
#[cfg(unix)]
fn refuse_if_open(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_err(|error| unusable(path, &error))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(Failure::new(
        "vault",
        format!("the key file {} can be read by others", path.display()),
        format!("its mode is {:03o}", mode & 0o777),
        format!("run `chmod 600 {}`", path.display()),
    ))
}

#[cfg(not(unix))]
fn refuse_if_open(_: &Path) -> Result<(), Failure> {
    Ok(())
}

fn decode(text: &str) -> Option<[u8; KEY]> {
    STANDARD.decode(text.trim()).ok()?.try_into().ok()
}

fn bad_key(place: &str) -> Failure {
    Failure::new(
        "vault",
        format!("{place} holds no key"),
        "a key is 32 random bytes in base64",
        "make one with `openssl rand -base64 32`; tokens sealed with another key have to be entered again",
    )
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        "vault",
        format!("the key file {} cannot be used", path.display()),
        error.to_string(),
        "give this user access to it, name another with WINDLASS_KEY_FILE, or set WINDLASS_KEY",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(byte: u8) -> Vault {
        Vault(XChaCha20Poly1305::new(&Key::from([byte; KEY])))
    }

    #[test]
    fn p7_a_sealed_token_opens_only_with_its_key_and_for_its_connection() {
        let sealed = vault(1).seal("one", "not-a-real-token").unwrap();
        assert!(!sealed.contains("not-a-real-token"));
        assert_eq!(vault(1).unseal("one", &sealed).unwrap(), "not-a-real-token");
        assert!(vault(2).unseal("one", &sealed).is_err());
        assert!(vault(1).unseal("another", &sealed).is_err());
        assert!(vault(1).unseal("one", "AAAA").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn p7_the_key_file_is_made_for_its_owner_alone_and_refused_when_others_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/key");
        assert!(key_file(&path).unwrap().is_none());
        let key = make(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(key_file(&path).unwrap(), Some(key));
        assert_eq!(make(&path).unwrap(), key, "a key that is there is never replaced");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(key_file(&path).unwrap_err().what.contains("read by others"));
    }
}
