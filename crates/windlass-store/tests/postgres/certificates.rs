//! Authorities, and whom they know: made by the machine's own `openssl`.

use crate::cluster::{Cluster, run};
use std::path::Path;
use std::process::Command;

/// An authority, and where it is asked for a certificate of a host.
pub(crate) fn authority(folder: &Path, name: &str) {
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

/// A certificate of the server's, signed by an authority.
pub(crate) fn certificate(folder: &Path, authority: &str, host: &str) {
    let names = format!("subjectAltName = DNS:{host}\nbasicConstraints = critical, CA:FALSE\n");
    signed(folder, authority, host, "server", &names);
}

/// A certificate of a user's, signed by an authority: `USER.pem`, and its key `USER-request.key`.
pub(crate) fn of_user(folder: &Path, authority: &str, user: &str) {
    signed(folder, authority, user, user, "basicConstraints = critical, CA:FALSE\n");
}

fn signed(folder: &Path, authority: &str, subject: &str, name: &str, extensions: &str) {
    std::fs::write(folder.join("plain.conf"), "[req]\ndistinguished_name = dn\n[dn]\n").unwrap();
    let request = format!("{name}-request");
    openssl(folder, &["req", "-subj", &format!("/CN={subject}"), "-config", "plain.conf"], &["-new"], &request);
    std::fs::write(folder.join("extensions"), extensions).unwrap();
    let (root, key) = (format!("{authority}.pem"), format!("{authority}.key"));
    run(Command::new("openssl")
        .current_dir(folder)
        .args(["x509", "-req", "-days", "3650", "-in", &format!("{request}.pem")])
        .args(["-CA", &root, "-CAkey", &key, "-CAcreateserial", "-extfile", "extensions"])
        .args(["-out", &format!("{name}.pem")]));
}

/// The same certificate without what came with later versions of certificates.
pub(crate) fn first_version_of(folder: &Path, authority: &str, name: &str) {
    let (root, key) = (format!("{authority}.pem"), format!("{authority}.key"));
    run(Command::new("openssl")
        .current_dir(folder)
        .args(["x509", "-req", "-days", "3650", "-in", &format!("{name}-request.pem")])
        .args(["-CA", &root, "-CAkey", &key, "-CAcreateserial", "-out", &format!("{name}.pem")]));
}

/// A server with such a certificate, not started yet.
pub(crate) fn served(folder: &Path) -> Cluster {
    let cluster = Cluster::made();
    put(&cluster, folder, "server.pem", "server.crt");
    put(&cluster, folder, "server-request.key", "server.key");
    cluster
}

/// Gives the server a file.
pub(crate) fn put(cluster: &Cluster, folder: &Path, from: &str, to: &str) {
    let to = cluster.data().join(to);
    std::fs::copy(folder.join(from), &to).unwrap();
    run(Command::new("chmod").arg("600").arg(&to));
    cluster.give(&to);
}
