//! A small HTTP/1.1 server on loopback that answers as a test says and writes down what it was sent.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test file takes in all of it and uses its own part"
)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use windlass_snyk::{BaseUrl, Client, ClientConfig, Credentials, Limits, RetryPolicy, Token};

/// The secret every test uses.
pub const SECRET: &str = "hunter2-hunter2";

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its place in the order of arrival, from 0.
    pub number: usize,
    /// When it arrived.
    pub at: Instant,
    /// Request line and headers.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Seen {
    /// The path and query asked for.
    pub fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

/// Raw bytes of an answer. An empty one closes the connection without a word.
pub type Reply = Vec<u8>;

/// An answer with a status, headers (`"a: b\r\n"`) and a body.
pub fn reply(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{headers}\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A page of numbers, with a `next` link unless it is empty.
pub fn page(next: &str) -> Reply {
    let links = if next.is_empty() { "{}".to_owned() } else { format!(r#"{{"next":"{next}"}}"#) };
    let body = format!(r#"{{"jsonapi":{{"version":"1.0"}},"data":[1,2],"links":{links}}}"#);
    reply(200, "content-type: application/vnd.api+json\r\nsnyk-request-id: req-1\r\n", body)
}

/// The server. Stops when dropped.
pub struct Server {
    url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Starts on a free port.
    pub async fn start(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&seen));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                tokio::spawn(async move { serve(stream, &*answer, &log).await });
            }
        });
        Self { url, seen, task }
    }

    /// The origin.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every request so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// A configuration for this server: no pace, quick retries.
    pub fn config(&self) -> ClientConfig {
        let token = Token::parse(SECRET.to_owned()).unwrap();
        let mut config = ClientConfig::new(BaseUrl::parse(&self.url).unwrap(), Credentials::Token(token));
        config.limits = Limits { silence: Duration::from_millis(200), ..Limits::unlimited() };
        config.retry = RetryPolicy {
            base: Duration::from_millis(2),
            max: Duration::from_millis(10),
            jitter: Duration::ZERO,
            ..RetryPolicy::default()
        };
        config
    }

    /// A client for this server.
    pub fn client(&self) -> Client {
        Client::new(self.config()).unwrap()
    }
}

async fn serve(mut stream: TcpStream, answer: &(dyn Fn(&Seen) -> Reply + Send + Sync), log: &Mutex<Vec<Seen>>) {
    let mut buffer = Vec::new();
    while let Some((head, body)) = request(&mut stream, &mut buffer).await {
        let seen = {
            let mut log = log.lock().unwrap();
            let number = log.len();
            log.push(Seen { number, at: Instant::now(), head, body });
            log.last().unwrap().clone()
        };
        let reply = answer(&seen);
        if reply.is_empty() || stream.write_all(&reply).await.is_err() {
            return;
        }
        // A reply that promises more than it holds is one cut short: hang up.
        if String::from_utf8_lossy(&reply).contains("x-cut: yes") {
            return;
        }
    }
}

async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<(String, String)> {
    loop {
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8(buffer[..end].to_vec()).unwrap();
            let length = head
                .to_ascii_lowercase()
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ").map(|length| length.parse::<usize>().unwrap()));
            let whole = end + 4 + length.unwrap_or(0);
            if buffer.len() >= whole {
                let body = String::from_utf8(buffer[end + 4..whole].to_vec()).unwrap();
                buffer.drain(..whole);
                return Some((head, body));
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}
