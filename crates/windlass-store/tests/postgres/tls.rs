//! TLS as libpq's `sslmode` means it.

use crate::cluster::{Cluster, run};
use std::path::Path;
use std::process::Command;
use windlass_store::{Select, StoreError};

/// An authority, and where it is asked for a certificate of a host.
fn authority(folder: &Path, name: &str) {
    let subject = format!("/CN={name}");
    let config = folder.join(format!("{name}.conf"));
    std::fs::write(
        &config,
        "[req]\ndistinguished_name = dn\nx509_extensions = ca\n[dn]\n[ca]\nbasicConstraints = critical, CA:TRUE\n",
    )
    .unwrap();
    openssl(folder, &["req", "-x509", "-days", "3650", "-subj", &subject, "-config"], &[&format!("{name}.conf")], name);
}

/// Makes a key and what is asked for with it.
fn openssl(folder: &Path, before: &[&str], after: &[&str], name: &str) {
    let key = ["-newkey", "rsa:2048", "-nodes", "-keyout", &format!("{name}.key"), "-out", &format!("{name}.pem")]
        .map(str::to_owned);
    run(Command::new("openssl").current_dir(folder).args(before).args(after).args(key));
}

fn certificate(folder: &Path, authority: &str, host: &str) {
    let (request, subject) = ("server-request", format!("/CN={host}"));
    let config = folder.join("server.conf");
    std::fs::write(&config, "[req]\ndistinguished_name = dn\n[dn]\n").unwrap();
    openssl(folder, &["req", "-subj", &subject, "-config", "server.conf"], &["-new"], request);
    std::fs::write(
        folder.join("names"),
        format!("subjectAltName = DNS:{host}\nbasicConstraints = critical, CA:FALSE\n"),
    )
    .unwrap();
    let (root, key) = (format!("{authority}.pem"), format!("{authority}.key"));
    run(Command::new("openssl")
        .current_dir(folder)
        .args(["x509", "-req", "-days", "3650", "-in", "server-request.pem"])
        .args(["-CA", &root, "-CAkey", &key, "-CAcreateserial", "-extfile", "names", "-out", "server.pem"]));
}

/// Whether the session is encrypted.
async fn encrypted(url: &str) -> Result<bool, StoreError> {
    let store = windlass_store::open(url).await?;
    let asked = Select::of("select ssl from pg_stat_ssl where pid = pg_backend_pid()", Vec::new());
    let found = store.select(asked).await?;
    Ok(found.rows[0][0] == windlass_model::Value::Boolean(true))
}

#[tokio::test]
async fn every_sslmode_means_what_libpq_means() {
    let certificates = tempfile::tempdir().unwrap();
    let folder = certificates.path();
    authority(folder, "good");
    authority(folder, "bad");
    certificate(folder, "good", "localhost");
    let mut cluster = Cluster::made();
    for (from, to) in [("server.pem", "server.crt"), ("server-request.key", "server.key")] {
        let to = cluster.data().join(to);
        std::fs::copy(folder.join(from), &to).unwrap();
        run(Command::new("chmod").arg("600").arg(&to));
        cluster.give(&to);
    }
    let port = cluster.listen();
    let url = |host: &str, rest: &str| format!("postgres://windlass:hunter2@{host}:{port}/postgres?{rest}");
    let (good, bad) = (folder.join("good.pem").display().to_string(), folder.join("bad.pem").display().to_string());
    let outcome = async |host: &str, mode: &str, root: Option<&str>| {
        let root = root.map_or_else(String::new, |root| format!("&sslrootcert={root}"));
        match encrypted(&url(host, &format!("sslmode={mode}{root}"))).await {
            Ok(true) => "encrypted".to_owned(),
            Ok(false) => "plain".to_owned(),
            Err(error) => {
                let all = format!("{}: {error:?} {}", error.code(), error.why());
                assert!(!all.contains("hunter2"), "{all}");
                all
            }
        }
    };

    // A server without TLS.
    for (mode, expected) in [("disable", "plain"), ("prefer", "plain"), ("require", "store_unreachable: ")] {
        assert!(outcome("localhost", mode, None).await.starts_with(expected), "{mode}");
    }
    assert!(outcome("localhost", "verify-full", Some(&good)).await.starts_with("store_unreachable: "));

    cluster.set(&["ssl=on"]);
    let (good, bad, missing) = (Some(good.as_str()), Some(bad.as_str()), Some("/nowhere/root.pem"));
    for (host, mode, root, expected) in [
        ("localhost", "disable", None, "plain"),
        ("localhost", "allow", None, "encrypted"),
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

    // A server that lets nobody in without TLS.
    std::fs::write(cluster.data().join("pg_hba.conf"), "local all all trust\nhostssl all all 127.0.0.1/32 trust\n")
        .unwrap();
    cluster.set(&["ssl=on"]);
    assert!(outcome("localhost", "disable", None).await.starts_with("store_refused: "));
    assert_eq!(outcome("localhost", "prefer", None).await, "encrypted");
}
