//! Several hosts in one URL.

use crate::certificates::put;
use crate::cluster::Cluster;
use crate::tls::came_about;
use std::os::unix::fs::PermissionsExt;

#[tokio::test]
async fn each_host_is_shown_its_own_password() {
    let mut cluster = Cluster::own(&[]);
    cluster.execute("create role joe login password 'hunter2'").await;
    cluster.stop();
    let files = tempfile::tempdir().unwrap();
    let lines = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n";
    std::fs::write(files.path().join("hba"), lines).unwrap();
    put(&cluster, files.path(), "hba", "pg_hba.conf");
    let port = cluster.listen();
    // Bound and not listened on: nobody answers there, and nobody else takes it.
    let silent = tokio::net::TcpSocket::new_v4().unwrap();
    silent.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let closed = silent.local_addr().unwrap().port();
    let pass = files.path().join("pgpass");
    let asked = async |text: &str, hosts: &str| {
        std::fs::write(&pass, text).unwrap();
        std::fs::set_permissions(&pass, std::fs::Permissions::from_mode(0o600)).unwrap();
        let joined = if hosts.contains('?') { "&" } else { "/postgres?" };
        came_about(&format!("postgres://joe@{hosts}{joined}sslmode=disable&passfile={}", pass.display())).await
    };
    let (wrong, right) = (format!("localhost:{closed}:*:joe:wrong\n"), format!("127.0.0.1:{port}:*:joe:hunter2\n"));
    let hosts = format!("localhost:{closed},127.0.0.1:{port}");
    for hosts in [hosts.clone(), format!("/postgres?host=localhost,127.0.0.1&port={closed},{port}")] {
        assert_eq!(asked(&format!("{wrong}{right}"), &hosts).await, "plain", "{hosts}");
    }
    assert!(asked(&wrong, &hosts).await.contains("PGPASSWORD"));
    // A host that answers and does not let us in is the last that is asked, as with libpq.
    let both = format!("127.0.0.1:{port},localhost:{port}");
    let found = asked(&format!("127.0.0.1:*:*:*:wrong\nlocalhost:{port}:*:joe:hunter2\n"), &both).await;
    assert!(found.starts_with("store_refused: ") && found.contains("password authentication failed"), "{found}");
}
