//! Certificates of users': a server that lets nobody in without.

use crate::certificates::{authority, certificate, first_version_of, of_user, put, served};
use crate::cluster::run;
use crate::tls::came_about;
use std::process::Command;

#[tokio::test]
async fn who_has_a_certificate_that_the_server_trusts_is_let_in() {
    let certificates = tempfile::tempdir().unwrap();
    let folder = certificates.path();
    authority(folder, "good");
    authority(folder, "bad");
    certificate(folder, "good", "localhost");
    of_user(folder, "good", "windlass");
    of_user(folder, "good", "joe");
    of_user(folder, "bad", "stranger");
    let mut cluster = served(folder);
    put(&cluster, folder, "good.pem", "root.crt");
    let port = cluster.listen();
    let lines = "local all all trust\nhostssl all all 127.0.0.1/32 trust clientcert=verify-full\n";
    std::fs::write(cluster.data().join("pg_hba.conf"), lines).unwrap();
    cluster.set(&["ssl=on", "ssl_ca_file=root.crt"]);
    let file = |name: &str| folder.join(name).display().to_string();
    let shown = async |mode: &str, certificate: &str, key: &str| {
        let url = format!("postgres://windlass:hunter2@localhost:{port}/postgres?sslmode={mode}");
        came_about(&format!("{url}&sslcert={}&sslkey={}", file(certificate), file(key))).await
    };
    let assert_is =
        |found: String, expected: &str| assert!(found.contains(expected), "{expected} was due, not {found}");

    for mode in ["allow", "prefer", "require"] {
        assert_eq!(shown(mode, "windlass.pem", "windlass-request.key").await, "encrypted", "{mode}");
    }
    let root = format!("verify-full&sslrootcert={}", file("good.pem"));
    assert_eq!(shown(&root, "windlass.pem", "windlass-request.key").await, "encrypted");
    // Without one, as somebody else, and with one that the server does not trust.
    let plain = format!("postgres://windlass@localhost:{port}/postgres?sslmode=require");
    assert_is(came_about(&plain).await, "valid client certificate");
    assert_is(shown("require", "joe.pem", "joe-request.key").await, "store_refused: ");
    assert_is(shown("require", "stranger.pem", "stranger-request.key").await, "store_unreachable: ");
    // As `openssl x509 -req` makes them.
    first_version_of(folder, "good", "windlass");
    assert_eq!(shown("require", "windlass.pem", "windlass-request.key").await, "encrypted");

    // What cannot be used is told with the file and what to do, and before the server is asked.
    run(Command::new("chmod").arg("600").arg(folder.join("windlass.pem")));
    for (certificate, key, words) in [
        ("none.pem", "windlass-request.key", "none.pem"),
        ("windlass-request.key", "windlass-request.key", "no certificate in"),
        ("windlass.pem", "none.key", "none.key"),
        ("windlass.pem", "windlass.pem", "no private key in"),
        ("joe.pem", "windlass-request.key", "not that of the certificate"),
    ] {
        let found = shown("prefer", certificate, key).await;
        assert!(found.starts_with("store_bad_certificate: ") && found.contains(words), "{words}: {found}");
    }
    let lock = ["pkey", "-in", "windlass-request.key", "-aes128", "-passout", "pass:x", "-out", "locked.key"];
    run(Command::new("openssl").current_dir(folder).args(lock));
    assert_is(shown("require", "windlass.pem", "locked.key").await, "openssl pkey");
    run(Command::new("chmod").arg("644").arg(folder.join("windlass-request.key")));
    assert_is(shown("require", "windlass.pem", "windlass-request.key").await, "chmod 600");
    // Where there is no TLS nobody looks at them.
    let socket = format!("postgres://windlass@/postgres?host={}&port={port}", cluster.folder().display());
    assert_eq!(came_about(&format!("{socket}&sslcert=/nowhere")).await, "plain");
}
