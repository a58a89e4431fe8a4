//! Where the database is: a URL as libpq takes it, with `schema` of our own.

use super::hosts;
use super::own::Own;
use super::pgpass::{self, Target};
use crate::{StoreError, sql};
use std::path::Path;
use tokio_postgres::Config;
use tokio_postgres::config::Host;
use url::form_urlencoded;

/// The schema where the URL names none.
const USUAL_SCHEMA: &str = "public";

/// Bytes of a name; PostgreSQL cuts off what is more.
const LONGEST_NAME: usize = 63;

const USUAL_PORT: u16 = 5432;

/// Where the server's socket is where nobody says otherwise: as Debian builds it, and as it comes.
pub(super) const SOCKETS: [&str; 2] = ["/var/run/postgresql", "/tmp"];

/// How much is asked of TLS, in libpq's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SslMode {
    Disable,
    /// Without TLS, and with it where the server wants that.
    Allow,
    /// With TLS, and without where there is none or it fails.
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl SslMode {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "disable" => Self::Disable,
            "allow" => Self::Allow,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }
}

/// A database, a schema in it, and how to get there.
pub(super) struct Place {
    /// What all hosts have in common.
    pub(super) config: Config,
    /// What the driver is told of each host, its password included.
    pub(super) hosts: Vec<Config>,
    pub(super) schema: String,
    pub(super) ssl: SslMode,
    /// The file of certificates to trust instead of the system's.
    pub(super) root_certificate: Option<String>,
    pub(super) own: Own,
    shown: String,
}

impl Place {
    /// Reads a URL, and what the environment adds where it says nothing, as libpq does: `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`,
    /// `PGPASSWORD`, `PGPASSFILE`, `PGSSLMODE`, `PGSSLROOTCERT`, `PGSSLCERT`, `PGSSLKEY`, and the files in the user's home.
    pub(super) fn parse(url: &str) -> Result<Self, StoreError> {
        Self::parse_with(url, |name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn parse_with(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Self, StoreError> {
        let shown = sql::without_password(text);
        let bad = |why: String| StoreError::BadUrl { url: shown.clone(), source: why.into() };
        let (mut schema, mut ssl, mut root_certificate, mut pass_file) = (None, None, None, None);
        let (mut certificate, mut key, mut rest) = (None, None, Vec::<String>::new());
        let (address, query) = text.split_once('?').unwrap_or((text, ""));
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let value = || form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned());
            match pair.split_once('=').map_or(pair, |(name, _)| name) {
                "schema" => schema = value(),
                "sslmode" => ssl = value(),
                "sslrootcert" => root_certificate = value(),
                "sslcert" => certificate = value(),
                "sslkey" => key = value(),
                "passfile" => pass_file = value(),
                // Several, as libpq takes them; the driver takes one at a time.
                "host" => rest.extend(pair.trim_start_matches("host=").split(',').map(|host| format!("host={host}"))),
                _ => rest.push(pair.to_owned()),
            }
        }
        let others = format!("{address}{}{}", if rest.is_empty() { "" } else { "?" }, rest.join("&"));
        let mut config: Config = others.parse().map_err(|error: tokio_postgres::Error| {
            // The library's words on a parameter that it does not know are in its source.
            bad(std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string))
        })?;
        let schema = schema.unwrap_or_else(|| USUAL_SCHEMA.to_owned());
        if schema.is_empty() || schema.len() > LONGEST_NAME || schema.contains('\0') {
            return Err(bad(format!("a schema's name has 1 to {LONGEST_NAME} bytes")));
        }
        let word = ssl.or_else(|| variable("PGSSLMODE")).unwrap_or_else(|| "prefer".to_owned());
        let ssl = SslMode::parse(&word).ok_or_else(|| {
            bad(format!("`{word}` is no sslmode; there are disable, allow, prefer, require, verify-ca and verify-full"))
        })?;
        complete(&mut config, &variable).map_err(bad)?;
        if config.get_password().is_none()
            && let Some(password) = variable("PGPASSWORD")
        {
            config.password(password);
        }
        if config.get_application_name().is_none() {
            config.application_name(format!("windlass, process {}", std::process::id()));
        }
        let mut hosts = hosts::each(&config).map_err(bad)?;
        if config.get_password().is_none()
            && let Some(file) = pgpass::file(pass_file, &variable)
        {
            for host in &mut hosts {
                if let Some(password) = in_file(&file, host, &variable) {
                    host.password(password);
                }
            }
        }
        let root_certificate = root_certificate.or_else(|| variable("PGSSLROOTCERT"));
        let own = Own::find(certificate, key, &variable);
        Ok(Self { config, hosts, schema, ssl, root_certificate, own, shown })
    }

    /// Whether any of the hosts may be spoken to by TLS.
    pub(super) fn may_encrypt(&self) -> bool {
        let hosts = self.config.get_hosts();
        let is_over_a_network = hosts.is_empty() || hosts.iter().any(|host| matches!(host, Host::Tcp(_)));
        self.ssl != SslMode::Disable && is_over_a_network
    }

    /// As it may be shown: without the password.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }
}

/// Adds what the URL leaves out and the environment says.
fn complete(config: &mut Config, variable: &impl Fn(&str) -> Option<String>) -> Result<(), String> {
    if config.get_ports().is_empty()
        && let Some(ports) = variable("PGPORT")
    {
        for port in ports.split(',') {
            config.port(port.trim().parse().map_err(|_| format!("`{port}` in PGPORT is no port"))?);
        }
    }
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        match variable("PGHOST") {
            Some(hosts) => {
                for host in hosts.split(',') {
                    config.host(host);
                }
            }
            None => {
                config.host(usual_host(port(config)));
            }
        }
    }
    // Without any the driver asks the system who we are, as libpq does.
    if config.get_user().is_none()
        && let Some(user) = variable("PGUSER")
    {
        config.user(user);
    }
    if config.get_dbname().is_none()
        && let Some(database) = variable("PGDATABASE")
    {
        config.dbname(database);
    }
    Ok(())
}

fn port(config: &Config) -> u16 {
    config.get_ports().first().copied().unwrap_or(USUAL_PORT)
}

/// The folder of the server's socket where there is one, else this machine.
fn usual_host(port: u16) -> &'static str {
    let is_there = |folder: &&&str| Path::new(folder).join(format!(".s.PGSQL.{port}")).exists();
    SOCKETS.iter().find(is_there).copied().filter(|_| cfg!(unix)).unwrap_or("localhost")
}

/// The password that the file of passwords has for a host.
fn in_file(file: &Path, of: &Config, variable: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let user = of.get_user().map(ToOwned::to_owned);
    // Who we are to the system; without a name no line but one for anybody fits.
    let user = user.or_else(|| variable("USER")).or_else(|| variable("LOGNAME")).unwrap_or_default();
    let database = of.get_dbname().unwrap_or(&user);
    let named = of.get_hosts().first().map(shown_host);
    let host = named.or_else(|| of.get_hostaddrs().first().map(ToString::to_string))?;
    pgpass::password(file, &Target { host: &host, port: port(of), database, user: &user })
}

fn shown_host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(url: &str) -> Place {
        Place::parse_with(url, |_| None).unwrap()
    }

    #[test]
    fn a_url_names_host_user_database_and_schema() {
        let place = parsed("postgres://joe:s%40cret%2F@db.example:5433/snyk?schema=security&sslmode=verify-full");
        assert_eq!(place.config.get_hosts(), [Host::Tcp("db.example".to_owned())]);
        assert_eq!(place.config.get_ports(), [5433]);
        assert_eq!((place.config.get_user(), place.config.get_dbname()), (Some("joe"), Some("snyk")));
        assert_eq!(place.config.get_password(), Some(&b"s@cret/"[..]));
        assert_eq!((place.schema.as_str(), place.ssl), ("security", SslMode::VerifyFull));
        assert_eq!(place.shown(), "postgres://joe:***@db.example:5433/snyk?schema=security&sslmode=verify-full");
    }

    #[test]
    fn what_the_url_leaves_out_comes_from_the_environment() {
        let variables = |name: &str| match name {
            "PGPASSWORD" => Some("hunter2".to_owned()),
            "PGSSLMODE" => Some("require".to_owned()),
            _ => None,
        };
        let place = Place::parse_with("postgres://joe@db/x", variables).unwrap();
        assert_eq!((place.config.get_password(), place.ssl), (Some(&b"hunter2"[..]), SslMode::Require));
        let place = Place::parse_with("postgres://joe:own@db/x?sslmode=disable", variables).unwrap();
        assert_eq!((place.config.get_password(), place.ssl), (Some(&b"own"[..]), SslMode::Disable));
    }

    #[test]
    fn host_user_and_database_come_from_the_environment_where_the_url_names_none() {
        let variables = |name: &str| match name {
            "PGHOST" => Some("one,/two".to_owned()),
            "PGPORT" => Some("6000,6001".to_owned()),
            "PGUSER" => Some("ann".to_owned()),
            "PGDATABASE" => Some("snyk".to_owned()),
            _ => None,
        };
        let place = Place::parse_with("postgres://", variables).unwrap();
        assert_eq!(place.hosts.len(), 2);
        let place = place.config;
        let hosts: Vec<String> = place.get_hosts().iter().map(shown_host).collect();
        assert_eq!((hosts.join(" ").as_str(), place.get_ports()), ("one /two", &[6000, 6001][..]));
        assert_eq!((place.get_user(), place.get_dbname()), (Some("ann"), Some("snyk")));
        let own = Place::parse_with("postgres://joe@db:5433/x", variables).unwrap().config;
        assert_eq!(
            (own.get_hosts().iter().map(shown_host).collect::<Vec<_>>(), own.get_ports()),
            (vec!["db".to_owned()], &[5433][..])
        );
        assert_eq!((own.get_user(), own.get_dbname()), (Some("joe"), Some("x")));
        // Nothing at all: a server on this machine, as its system knows us.
        let usual = parsed("postgres:///x").config;
        assert_eq!((usual.get_hosts().len(), usual.get_user()), (1, None));
        let odd = Place::parse_with("postgres://", |name| (name == "PGPORT").then(|| "x".to_owned()));
        assert_eq!(odd.map(|_| ()).unwrap_err().code(), "store_bad_url");
    }

    #[cfg(unix)]
    #[test]
    fn p7_the_file_of_passwords_is_asked_last() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let file = home.path().join(name);
            std::fs::write(&file, text).unwrap();
            std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
            file.display().to_string()
        };
        write(".pgpass", "db:5432:x:joe:of home\nsecond:6001:x:joe:of the second\nlocalhost:*:os:os:of nobody named\n");
        let named = write("named", "*:*:*:*:of the file\n");
        let password = |url: &str, more: &[(&str, &str)]| {
            let variable = |name: &str| match name {
                "HOME" => Some(home.path().display().to_string()),
                "USER" => Some("os".to_owned()),
                other => more.iter().find(|(known, _)| *known == other).map(|(_, value)| (*value).to_owned()),
            };
            let place = Place::parse_with(url, variable).unwrap();
            let of = |host: &Config| {
                host.get_password().map_or("none".into(), |password| String::from_utf8_lossy(password).into_owned())
            };
            place.hosts.iter().map(of).collect::<Vec<_>>().join(", ")
        };
        let is = |found: String, expected: &str| assert_eq!(found, expected);
        is(password("postgres://joe@db/x", &[]), "of home");
        is(password("postgres://localhost", &[]), "of nobody named");
        is(password("postgres://joe@db/y", &[]), "none");
        is(password("postgres://joe:own@db/x", &[]), "own");
        is(password("postgres://joe@db/x", &[("PGPASSWORD", "of the environment")]), "of the environment");
        is(password("postgres://joe@db/x", &[("PGPASSFILE", &named)]), "of the file");
        is(password(&format!("postgres://joe@db/x?passfile={named}"), &[("PGPASSFILE", "/nowhere")]), "of the file");
        // Each host has its own, whichever way the hosts are named.
        let each = "of home, none, of the second";
        is(password("postgres://joe@db,first:6000,second:6001/x", &[]), each);
        is(password("postgres://joe@db:5432,first:6000,second:6001/x", &[]), each);
        is(password("postgres://joe@/x?host=db,first,second&port=5432,6000,6001", &[]), each);
        is(password("postgres://joe@/x", &[("PGHOST", "db,first,second"), ("PGPORT", "5432,6000,6001")]), each);
        is(password("postgres://joe:own@db:5432,second:6001/x", &[]), "own, own");
    }

    #[test]
    fn p7_a_url_that_cannot_be_read_is_told_without_its_password() {
        for url in [
            "postgres://joe:hunter2@db/x?sslmode=sometimes",
            "postgres://joe:hunter2@db/x?nonsense=1",
            "postgres://joe:hunter2@db:notaport/x",
            "postgres://joe:hunter2@db/x?schema=",
            "postgres:///x?user=joe&password=hunter2&sslmode=sometimes",
        ] {
            let error = Place::parse_with(url, |_| None).map(|_| ()).unwrap_err();
            assert_eq!(error.code(), "store_bad_url");
            assert!(!format!("{error:?} {error} {}", error.why()).contains("hunter2"), "{error:?}");
        }
    }
}
