//! The application behind a port of its own, and how often it answers.

use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::Instant;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use weir_app::App;
use weir_server::HttpOptions;

use crate::http::Connection;
use crate::lists::rate;

/// A server in this process.
pub struct Serving {
    /// Where it listens on loopback.
    pub port: u16,
    stop: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
}

impl Serving {
    pub fn begin(app: App) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let stop = CancellationToken::new();
        let router = weir_server::router(app, HttpOptions::default());
        let none = None::<weir_server::serve::Tls>;
        let server = tokio::spawn(weir_server::serve::serve(router, listener, none, stop.clone()));
        Self { port, stop, server }
    }

    pub async fn end(self) {
        self.stop.cancel();
        self.server.await.unwrap().unwrap();
    }
}

/// How often a second the request is answered with 200, asked by all clients at once.
pub async fn asked(port: u16, request: &[u8]) -> f64 {
    rate(|done, until| {
        let request = request.to_vec();
        async move {
            let mut connection = Connection::open(port).await.unwrap();
            while Instant::now() < until {
                let (status, body) = connection.send(&request).await.unwrap();
                assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
                done.fetch_add(1, Ordering::Relaxed);
            }
        }
    })
    .await
}
