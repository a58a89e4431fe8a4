//! Who we are to a server that asks for a certificate: a certificate and its key, where libpq looks for them.

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{Error, InconsistentKeys};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of PostgreSQL's own in a user's home.
const FOLDER: &str = ".postgresql";

/// Where certificate and key are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Own {
    /// `None` where nobody says where, and there is no home either.
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
    /// Whether somebody named the certificate: then it has to be there.
    is_named: bool,
}

impl Own {
    /// What the URL names, else the environment, else what is in the user's home.
    pub(super) fn find(
        certificate: Option<String>,
        key: Option<String>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let home = match variable("APPDATA") {
            Some(folder) if cfg!(windows) => Some(Path::new(&folder).join("postgresql")),
            _ => variable("HOME").map(|home| Path::new(&home).join(FOLDER)),
        };
        let usual = |name: &str| home.as_ref().map(|home| home.join(name));
        let named = certificate.or_else(|| variable("PGSSLCERT")).map(PathBuf::from);
        let key = key.or_else(|| variable("PGSSLKEY")).map(PathBuf::from);
        Self {
            is_named: named.is_some(),
            certificate: named.or_else(|| usual("postgresql.crt")),
            key: key.or_else(|| usual("postgresql.key")),
        }
    }

    /// Reads both; `None` where there is no certificate. What is wrong with them is said with the file and what to do.
    pub(super) fn read(&self, provider: &CryptoProvider) -> Result<Option<Arc<SingleCertAndKey>>, String> {
        let Some(file) = &self.certificate else { return Ok(None) };
        let text = match std::fs::read(file) {
            Ok(text) => text,
            Err(error) if !self.is_named && is_missing(&error) => return Ok(None),
            Err(error) => return Err(format!("cannot read the certificate {}: {error}", file.display())),
        };
        let chain: Result<Vec<CertificateDer<'static>>, _> = CertificateDer::pem_slice_iter(&text).collect();
        let chain = chain.map_err(|error| format!("{} is no file of certificates: {error}", file.display()))?;
        if chain.is_empty() {
            return Err(format!("there is no certificate in {}", file.display()));
        }
        let Some(key_file) = &self.key else {
            return Err(format!("the certificate {} has no key: name it by `sslkey`", file.display()));
        };
        let key = read_key(key_file)?;
        let key = provider
            .key_provider
            .load_private_key(key)
            .map_err(|_| format!("the key in {} is of a kind that windlass does not know", key_file.display()))?;
        let own = CertifiedKey::new(chain, key);
        // Only what is known to be wrong: of a certificate of the first version nothing is known.
        if let Err(Error::InconsistentKeys(InconsistentKeys::KeyMismatch)) = own.keys_match() {
            return Err(format!("the key in {} is not that of the certificate {}", key_file.display(), file.display()));
        }
        Ok(Some(Arc::new(SingleCertAndKey::from(own))))
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Reads a key. No library's words on it: they may tell what is in the file.
fn read_key(file: &Path) -> Result<PrivateKeyDer<'static>, String> {
    let shown = file.display();
    let about = std::fs::metadata(file).map_err(|error| format!("cannot read the key {shown}: {error}"))?;
    if !about.is_file() {
        return Err(format!("the key {shown} is no plain file"));
    }
    if is_open_to_others(&about) {
        return Err(format!("others than its owner may read the key {shown}: `chmod 600 {shown}` makes it good"));
    }
    let text = std::fs::read(file).map_err(|error| format!("cannot read the key {shown}: {error}"))?;
    if text.windows(9).any(|word| word == b"ENCRYPTED") {
        return Err(format!(
            "the key {shown} is encrypted, and windlass has nobody to ask for its password: \
             `openssl pkey -in {shown} -out FILE` writes it as it has to be, for `sslkey`"
        ));
    }
    PrivateKeyDer::from_pem_slice(&text)
        .map_err(|_| format!("there is no private key in {shown}, as a PEM file has it"))
}

/// As libpq: a key of root's may be read by its group.
#[cfg(unix)]
fn is_open_to_others(about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let closed = if about.uid() == 0 { 0o037 } else { 0o077 };
    about.mode() & closed != 0
}

/// Elsewhere the folder keeps others out.
#[cfg(not(unix))]
fn is_open_to_others(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<PathBuf> {
        Some(PathBuf::from(text))
    }

    #[test]
    fn certificate_and_key_are_where_libpq_looks_for_them() {
        let nothing = |_: &str| None;
        assert_eq!(Own::find(None, None, nothing), Own::default());
        let home = |name: &str| (name == "HOME").then(|| "/of/joe".to_owned());
        let usual = Own::find(None, None, home);
        assert_eq!(usual.certificate, path("/of/joe/.postgresql/postgresql.crt"));
        assert_eq!((usual.key, usual.is_named), (path("/of/joe/.postgresql/postgresql.key"), false));
        let variable = |name: &str| Some(format!("/of/{name}"));
        let told = Own::find(None, None, variable);
        assert_eq!((told.certificate, told.key, told.is_named), (path("/of/PGSSLCERT"), path("/of/PGSSLKEY"), true));
        let named = Own::find(Some("/c".to_owned()), Some("/k".to_owned()), variable);
        assert_eq!((named.certificate, named.key, named.is_named), (path("/c"), path("/k"), true));
    }

    #[cfg(unix)]
    #[test]
    fn p7_a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.key");
        std::fs::write(&file, "hunter2").unwrap();
        let of_root = std::fs::metadata(&file).unwrap().uid() == 0;
        for (mode, is_open) in [(0o600, false), (0o400, false), (0o640, !of_root), (0o660, true), (0o604, true)] {
            std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
            let why = read_key(&file).unwrap_err();
            assert_eq!(why.contains("chmod 600"), is_open, "{mode:o}: {why}");
            assert!(why.contains("a.key") && !why.contains("hunter2"), "{why}");
        }
        assert!(read_key(folder.path()).unwrap_err().contains("no plain file"));
        assert!(read_key(&folder.path().join("none")).unwrap_err().contains("cannot read"));
    }
}
