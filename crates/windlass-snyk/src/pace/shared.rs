//! Which clients share a line: those of one token on one origin.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use ring::digest::{Context, SHA256};

use super::Line;
use crate::config::ClientConfig;
use crate::ledger::Ledger;
use crate::token::Credentials;

/// How much of the hash names a token, in bytes: enough that no two of them share a name.
const NAME: usize = 16;

/// Lines by the folder and the name of their record.
type Lines = HashMap<(Option<PathBuf>, String), Weak<Line>>;

/// The lines of this process. A client does not know of the others.
static LINES: LazyLock<Mutex<Lines>> = LazyLock::new(Mutex::default);

/// The line of a client's token.
pub(super) fn line(config: &ClientConfig) -> Arc<Line> {
    let key = (config.pace_folder.clone(), name(config));
    let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(line) = lines.get(&key).and_then(Weak::upgrade) {
        return line;
    }
    let ledger = config.pace_folder.as_ref().map_or_else(Ledger::alone, |folder| Ledger::shared(folder, &key.1));
    let line = Arc::new(Line::new(ledger));
    lines.retain(|_, line| line.strong_count() > 0);
    lines.insert(key, Arc::downgrade(&line));
    line
}

/// The name of a token's record: a hash of the token and of where it is sent, cut short. From it nobody gets the token
/// back, nor learns anything of it but that the same one was used.
fn name(config: &ClientConfig) -> String {
    let (client_id, secret) = match &config.credentials {
        Credentials::Token(token) => ("", token),
        Credentials::OAuth2 { client_id, client_secret } => (client_id.as_str(), client_secret),
    };
    let mut context = Context::new(&SHA256);
    for part in ["windlass pace", config.base.origin(), client_id, secret.expose()] {
        context.update(&part.len().to_le_bytes());
        context.update(part.as_bytes());
    }
    let digest = context.finish();
    digest.as_ref().iter().take(NAME).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BaseUrl, Region, Token};

    fn config(region: Region, token: &str) -> ClientConfig {
        let token = Token::parse(token.to_owned()).unwrap();
        ClientConfig::new(BaseUrl::region(region), Credentials::Token(token))
    }

    #[test]
    fn p9_clients_of_one_token_on_one_origin_share_a_line() {
        let one = line(&config(Region::Us01, "hunter2"));
        assert!(Arc::ptr_eq(&one, &line(&config(Region::Us01, "hunter2"))));
        assert!(!Arc::ptr_eq(&one, &line(&config(Region::Us01, "hunter3"))));
        assert!(!Arc::ptr_eq(&one, &line(&config(Region::Eu01, "hunter2"))));
    }

    #[test]
    fn p7_the_name_of_a_record_tells_nothing_of_the_token() {
        let name = name(&config(Region::Us01, "hunter2"));
        assert_eq!(name.len(), 2 * NAME);
        assert!(name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
        assert!(!name.contains("hunter"));
    }
}
