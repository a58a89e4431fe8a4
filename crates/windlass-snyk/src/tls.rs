//! Encryption: rustls on `ring`, certificates as the platform trusts them.

use std::error::Error;
use std::io;
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// A configuration of our own, so that nothing depends on a provider installed for the whole process.
///
/// `trusted` is false for plain `http` on loopback: then no certificate is trusted, and a machine without any
/// (a scratch container running the demo) still works.
pub(crate) fn config(trusted: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let builder = if trusted {
        builder.with_platform_verifier()?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// Whether a failure to connect is about certificates or protocol, which no second attempt mends. An alert of
/// the other side is left out: load balancers send one while they restart.
pub(crate) fn is_tls_failure(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return !matches!(tls, rustls::Error::AlertReceived(_));
        }
        cause = match error.downcast_ref::<io::Error>() {
            // `io::Error` leaves what it wraps out of `source`, and shows only the cause of that.
            Some(io) => io.get_ref().map(|inside| inside as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    false
}
