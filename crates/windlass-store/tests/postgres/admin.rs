//! What only the superuser may do.

use crate::cluster::Cluster;

impl Cluster {
    /// A session of the superuser.
    pub(crate) async fn admin(&self) -> tokio_postgres::Client {
        let (client, connection) = tokio_postgres::connect(self.address(), tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    /// Does something as the superuser.
    pub(crate) async fn execute(&self, sql: &str) {
        self.admin().await.batch_execute(sql).await.unwrap();
    }
}
