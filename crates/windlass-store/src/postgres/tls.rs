//! TLS as libpq's `sslmode` means it: `prefer` and `require` encrypt and believe any certificate, `verify-ca` wants one that leads
//! to a trusted authority, `verify-full` one of that host, too.

use super::place::{Place, SslMode};
use crate::StoreError;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What makes TLS connections to a place.
pub(super) fn connector(place: &Place) -> Result<MakeRustlsConnect, StoreError> {
    let bad = |why: String| StoreError::BadUrl { url: place.shown().to_owned(), source: why.into() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| bad(error.to_string()))?;
    // As libpq: with a file of authorities, `require` looks at them, too.
    let mode = match (place.ssl, &place.root_certificate) {
        (SslMode::Require, Some(file)) if file != "system" => SslMode::VerifyCa,
        (mode, _) => mode,
    };
    let file = place.root_certificate.as_ref().filter(|file| *file != "system");
    let roots =
        |file: &String| read(file).map_err(|error| bad(format!("cannot read the certificates in {file}: {error}")));
    let config = match (mode, file) {
        (SslMode::Disable | SslMode::Allow | SslMode::Prefer | SslMode::Require, _) => {
            let verifier = AnyHost { chain: None, provider: Arc::clone(&provider) };
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
        }
        (SslMode::VerifyCa, Some(file)) => {
            let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots(file)?), Arc::clone(&provider));
            let chain = Some(chain.build().map_err(|error| bad(error.to_string()))?);
            let verifier = AnyHost { chain, provider: Arc::clone(&provider) };
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
        }
        (SslMode::VerifyCa, None) => {
            return Err(bad(
                "verify-ca needs `sslrootcert`: any host has a certificate of a public authority".to_owned()
            ));
        }
        (SslMode::VerifyFull, Some(file)) => builder.with_root_certificates(roots(file)?),
        (SslMode::VerifyFull, None) => builder.with_platform_verifier().map_err(|error| bad(error.to_string()))?,
    };
    let own = if place.may_encrypt() { place.own.read(&provider) } else { Ok(None) };
    let own = own.map_err(|why| StoreError::BadCertificate { place: place.shown().to_owned(), source: why.into() })?;
    Ok(MakeRustlsConnect::new(match own {
        Some(own) => config.with_client_cert_resolver(own),
        None => config.with_no_client_auth(),
    }))
}

fn read(file: &str) -> Result<RootCertStore, Box<dyn std::error::Error>> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file)? {
        roots.add(certificate?)?;
    }
    if roots.is_empty() { Err("there are none".into()) } else { Ok(roots) }
}

/// Believes any certificate, or where there is a `chain` any that it leads to; whatever the host is called.
#[derive(Debug)]
struct AnyHost {
    chain: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl AnyHost {
    /// Whether a certificate is one that nobody asked for and we cannot read, as those of the first version. Others have to be the
    /// server's own: a password that is bound to the channel is bound to its certificate.
    fn cannot_read(&self, certificate: &CertificateDer<'_>) -> bool {
        self.chain.is_none() && ParsedCertificate::try_from(certificate).is_err()
    }
}

impl ServerCertVerifier for AnyHost {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(chain) = &self.chain else { return Ok(ServerCertVerified::assertion()) };
        match chain.verify_server_cert(certificate, intermediates, name, ocsp, now) {
            // The name is looked at last: everything else is in order.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            outcome => outcome,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if self.cannot_read(certificate) {
            return Ok(HandshakeSignatureValid::assertion());
        }
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if self.cannot_read(certificate) {
            return Ok(HandshakeSignatureValid::assertion());
        }
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
