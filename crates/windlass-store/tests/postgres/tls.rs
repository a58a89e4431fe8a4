//! TLS as libpq's `sslmode` means it.

use crate::certificates::{authority, certificate, first_version_of, put, served};
use crate::ear::Ear;
use windlass_store::{Select, StoreError};

/// Whether the session is encrypted.
async fn encrypted(url: &str) -> Result<bool, StoreError> {
    let store = windlass_store::open(url).await?;
    let asked = Select::of("select ssl from pg_stat_ssl where pid = pg_backend_pid()", Vec::new());
    let found = store.select(asked).await?;
    Ok(found.rows[0][0] == windlass_model::Value::Boolean(true))
}

/// How a session came about, or why it did not.
pub(crate) async fn came_about(url: &str) -> String {
    match encrypted(url).await {
        Ok(true) => "encrypted".to_owned(),
        Ok(false) => "plain".to_owned(),
        Err(error) => {
            let all = format!("{}: {error:?} {}", error.code(), error.why());
            assert!(!all.contains("hunter2"), "{all}");
            all
        }
    }
}

#[tokio::test]
async fn every_sslmode_means_what_libpq_means() {
    let certificates = tempfile::tempdir().unwrap();
    let folder = certificates.path();
    authority(folder, "good");
    authority(folder, "bad");
    certificate(folder, "good", "localhost");
    let mut cluster = served(folder);
    let port = cluster.listen();
    let (good, bad) = (folder.join("good.pem").display().to_string(), folder.join("bad.pem").display().to_string());
    let outcome = async |host: &str, mode: &str, root: Option<&str>| {
        let root = root.map_or_else(String::new, |root| format!("&sslrootcert={root}"));
        came_about(&format!("postgres://windlass:hunter2@{host}:{port}/postgres?sslmode={mode}{root}")).await
    };

    // A server without TLS.
    for (mode, expected) in
        [("disable", "plain"), ("allow", "plain"), ("prefer", "plain"), ("require", "store_unreachable: ")]
    {
        assert!(outcome("localhost", mode, None).await.starts_with(expected), "{mode}");
    }
    assert!(outcome("localhost", "verify-full", Some(&good)).await.starts_with("store_unreachable: "));

    cluster.set(&["ssl=on"]);
    let (good, bad, missing) = (Some(good.as_str()), Some(bad.as_str()), Some("/nowhere/root.pem"));
    for (host, mode, root, expected) in [
        ("localhost", "disable", None, "plain"),
        ("localhost", "allow", None, "plain"),
        ("localhost", "prefer", None, "encrypted"),
        ("localhost", "prefer", bad, "encrypted"),
        ("localhost", "require", None, "encrypted"),
        ("127.0.0.1", "require", None, "encrypted"),
        // With a file of authorities `require` is `verify-ca`.
        ("127.0.0.1", "require", good, "encrypted"),
        ("localhost", "require", bad, "store_unreachable: "),
        ("localhost", "verify-ca", good, "encrypted"),
        ("127.0.0.1", "verify-ca", good, "encrypted"),
        ("localhost", "verify-ca", bad, "store_unreachable: "),
        ("localhost", "verify-ca", None, "store_bad_url: "),
        ("localhost", "verify-ca", missing, "store_bad_url: "),
        ("localhost", "verify-full", good, "encrypted"),
        ("127.0.0.1", "verify-full", good, "store_unreachable: "),
        ("localhost", "verify-full", bad, "store_unreachable: "),
        ("localhost", "verify-full", missing, "store_bad_url: "),
        // The system's authorities do not know ours.
        ("localhost", "verify-full", None, "store_unreachable: "),
    ] {
        let found = outcome(host, mode, root).await;
        assert!(found.starts_with(expected), "{host} {mode} {root:?}: {expected} was due, not {found}");
    }

    // A server that lets nobody in without TLS, and one that lets nobody in with it.
    for (line, modes) in [
        (
            "hostssl",
            [("disable", "store_refused: "), ("allow", "encrypted"), ("prefer", "encrypted"), ("require", "encrypted")],
        ),
        ("hostnossl", [("disable", "plain"), ("allow", "plain"), ("prefer", "plain"), ("require", "store_refused: ")]),
    ] {
        let lines = format!("local all all trust\n{line} all all 127.0.0.1/32 trust\n");
        std::fs::write(cluster.data().join("pg_hba.conf"), lines).unwrap();
        cluster.set(&["ssl=on"]);
        for (mode, expected) in modes {
            let found = outcome("localhost", mode, None).await;
            assert!(found.starts_with(expected), "{line} {mode}: {expected} was due, not {found}");
        }
    }

    // No TLS over a socket of this machine, as with libpq, whatever is said.
    let socket =
        format!("postgres://windlass@/postgres?host={}&port={port}&sslmode=verify-full", cluster.folder().display());
    assert_eq!(came_about(&socket).await, "plain");
}

#[tokio::test]
async fn where_tls_fails_prefer_and_only_prefer_goes_without() {
    let (ear, _listening) = Ear::listening();
    let certificates = tempfile::tempdir().unwrap();
    let folder = certificates.path();
    authority(folder, "good");
    certificate(folder, "good", "localhost");
    let mut cluster = served(folder);
    let port = cluster.listen();
    let url = |mode: &str| format!("postgres://windlass@localhost:{port}/postgres?sslmode={mode}");
    // A server that is too old for us: the handshake fails.
    cluster.set(&["ssl=on", "ssl_min_protocol_version=TLSv1", "ssl_max_protocol_version=TLSv1.1"]);
    for (mode, expected) in
        [("prefer", "plain"), ("require", "store_unreachable: "), ("verify-full", "store_unreachable: ")]
    {
        let found = came_about(&url(mode)).await;
        assert!(found.starts_with(expected), "{mode}: {expected} was due, not {found}");
    }
    assert!(ear.heard().contains("going on without"), "{}", ear.heard());
    assert!(came_about(&url("prefer&sslnegotiation=direct")).await.starts_with("store_bad_url: "));
    // Where it lets nobody in without TLS, what is told is what went wrong with TLS.
    std::fs::write(cluster.data().join("pg_hba.conf"), "local all all trust\nhostssl all all 127.0.0.1/32 trust\n")
        .unwrap();
    cluster.set(&["ssl=on", "ssl_min_protocol_version=TLSv1", "ssl_max_protocol_version=TLSv1.1"]);
    assert!(came_about(&url("prefer")).await.starts_with("store_unreachable: "));
    assert!(came_about(&url("allow")).await.starts_with("store_refused: "));

    // A certificate of the first version, as `openssl x509 -req` makes it, is as good as any where nobody looks at it.
    first_version_of(folder, "good", "server");
    put(&cluster, folder, "server.pem", "server.crt");
    cluster.set(&["ssl=on"]);
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        cluster.set(&["ssl=on", &format!("ssl_max_protocol_version={protocol}")]);
        assert_eq!(came_about(&url("require")).await, "encrypted", "{protocol}");
    }
}
