//! The hosts of a URL, each by itself.

use tokio_postgres::Config;

/// What the driver is told of each host.
pub(super) fn each(all: &Config) -> Result<Vec<Config>, String> {
    let (hosts, addresses, ports) = (all.get_hosts(), all.get_hostaddrs(), all.get_ports());
    let count = hosts.len().max(addresses.len());
    let is_odd = |many: usize| many > 1 && many != count;
    if is_odd(ports.len()) || !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
        return Err(format!(
            "{} hosts, {} addresses and {} ports do not go together: one port for all, or as many as there are hosts",
            hosts.len(),
            addresses.len(),
            ports.len()
        ));
    }
    let of = |at: usize| {
        let mut one = common(all);
        match hosts.get(at) {
            #[cfg(unix)]
            Some(tokio_postgres::config::Host::Unix(folder)) => drop(one.host_path(folder)),
            Some(tokio_postgres::config::Host::Tcp(name)) => drop(one.host(name)),
            None => {}
        }
        if let Some(address) = addresses.get(at) {
            one.hostaddr(*address);
        }
        if let Some(port) = ports.get(at).or(ports.first()) {
            one.port(*port);
        }
        one
    };
    Ok((0..count).map(of).collect())
}

/// All but the hosts: there is no way to take one out.
fn common(all: &Config) -> Config {
    let mut one = Config::new();
    if let Some(user) = all.get_user() {
        one.user(user);
    }
    if let Some(password) = all.get_password() {
        one.password(password);
    }
    if let Some(database) = all.get_dbname() {
        one.dbname(database);
    }
    if let Some(options) = all.get_options() {
        one.options(options);
    }
    if let Some(name) = all.get_application_name() {
        one.application_name(name);
    }
    if let Some(timeout) = all.get_connect_timeout() {
        one.connect_timeout(*timeout);
    }
    if let Some(timeout) = all.get_tcp_user_timeout() {
        one.tcp_user_timeout(*timeout);
    }
    if let Some(interval) = all.get_keepalives_interval() {
        one.keepalives_interval(interval);
    }
    if let Some(retries) = all.get_keepalives_retries() {
        one.keepalives_retries(retries);
    }
    one.keepalives(all.get_keepalives()).keepalives_idle(all.get_keepalives_idle());
    one.ssl_negotiation(all.get_ssl_negotiation()).channel_binding(all.get_channel_binding());
    one.target_session_attrs(all.get_target_session_attrs());
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each_of(text: &str) -> Result<Vec<Config>, String> {
        each(&text.parse().unwrap())
    }

    #[test]
    fn each_host_has_its_own_address_and_port_and_all_else_in_common() {
        let rest = "user=joe password=p dbname=x options='-c a=b' application_name=n connect_timeout=3 tcp_user_timeout=4 keepalives=0 \
                    keepalives_idle=5 keepalives_interval=6 keepalives_retries=7 target_session_attrs=read-write channel_binding=require \
                    sslnegotiation=direct";
        let hosts = each_of(&format!("host=one,/two hostaddr=127.0.0.1,127.0.0.2 port=6000,6001 {rest}")).unwrap();
        for (host, alone) in hosts.iter().zip([
            format!("host=one hostaddr=127.0.0.1 port=6000 {rest}"),
            format!("host=/two hostaddr=127.0.0.2 port=6001 {rest}"),
        ]) {
            assert_eq!(*host, alone.parse().unwrap());
        }
        let one_port = each_of("host=one,two port=6000").unwrap();
        assert_eq!(one_port[1], "host=two port=6000".parse().unwrap());
        assert_eq!(each_of("hostaddr=127.0.0.1").unwrap(), ["hostaddr=127.0.0.1".parse().unwrap()]);
        assert_eq!(each_of("host=one").unwrap(), ["host=one".parse().unwrap()]);
    }

    #[test]
    fn hosts_and_ports_that_do_not_go_together_are_refused() {
        for text in ["host=one,two,three port=1,2", "host=one,two hostaddr=127.0.0.1", "host=one port=1,2"] {
            assert!(each_of(text).unwrap_err().contains("do not go together"), "{text}");
        }
    }
}
