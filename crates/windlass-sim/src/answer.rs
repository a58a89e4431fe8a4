//! Answers on their way out.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderName};
use axum::http::{HeaderValue, Response, StatusCode};

use crate::faults::Delivery;

/// The media type of every REST answer.
pub(crate) const JSON_API: &str = "application/vnd.api+json";

/// Status, headers and body, before delivery.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    headers: Vec<(HeaderName, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) const fn new(status: u16, content_type: &'static str, body: Vec<u8>) -> Self {
        Self { status, content_type, headers: Vec::new(), body }
    }

    pub(crate) fn json(status: u16, value: &serde_json::Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", value.to_string().into_bytes())
    }

    pub(crate) fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((HeaderName::from_static(name), value.into()));
    }

    /// Compresses the body; worth it only when asked for.
    pub(crate) fn compress(&mut self) {
        use std::io::Write as _;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        if encoder.write_all(&self.body).is_ok()
            && let Ok(body) = encoder.finish()
        {
            self.body = body;
            self.headers.push((CONTENT_ENCODING, "gzip".to_owned()));
        }
    }

    pub(crate) fn send(self, date: &str, delivery: Delivery) -> Response<Body> {
        let body = deliver(self.body, delivery);
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if !self.content_type.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        let all = self.headers.into_iter().chain([(DATE, date.to_owned())]);
        for (name, value) in all {
            // A header that came from the request may hold anything; one that cannot be sent is left out.
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}

fn deliver(body: Vec<u8>, delivery: Delivery) -> Body {
    match delivery {
        Delivery::Whole => Body::from(body),
        Delivery::Truncated => {
            let half = body.len() / 2;
            Body::from(Bytes::from(body).slice(..half))
        }
        Delivery::Cut => {
            let half = body.len() / 2;
            let whole = body.len() as u64;
            Body::new(pieces::Pieces::cut(Bytes::from(body).slice(..half), whole))
        }
        Delivery::Slow(pause) => Body::new(pieces::Pieces::slow(Bytes::from(body), pause)),
    }
}

mod pieces {
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;

    use axum::body::Bytes;
    use http_body::{Body, Frame, SizeHint};
    use tokio::sync::mpsc;

    /// A body that comes in pieces, or breaks off.
    pub(super) struct Pieces {
        next: mpsc::Receiver<Result<Bytes, io::Error>>,
        /// The length promised; a break before it is a broken connection to the client.
        length: u64,
    }

    impl Pieces {
        fn new(length: u64) -> (mpsc::Sender<Result<Bytes, io::Error>>, Self) {
            let (send, next) = mpsc::channel(1);
            (send, Self { next, length })
        }

        pub(super) fn cut(part: Bytes, length: u64) -> Self {
            let (send, pieces) = Self::new(length);
            tokio::spawn(async move {
                // The receiver is gone when the client is; then there is nobody left to fail.
                let _ = send.send(Ok(part)).await;
                tokio::time::sleep(Duration::from_millis(5)).await;
                let _ = send.send(Err(io::ErrorKind::ConnectionReset.into())).await;
            });
            pieces
        }

        pub(super) fn slow(body: Bytes, pause: Duration) -> Self {
            let (send, pieces) = Self::new(body.len() as u64);
            tokio::spawn(async move {
                for start in (0..body.len()).step_by(body.len().div_ceil(8).max(1)) {
                    tokio::time::sleep(pause).await;
                    let end = (start + body.len().div_ceil(8)).min(body.len());
                    if send.send(Ok(body.slice(start..end))).await.is_err() {
                        return;
                    }
                }
            });
            pieces
        }
    }

    impl Body for Pieces {
        type Data = Bytes;
        type Error = io::Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
            self.next.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::with_exact(self.length)
        }
    }
}
