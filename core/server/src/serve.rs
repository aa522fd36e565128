//! Listens, with TLS or without, until it is told to stop; then finishes what it has begun.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio_util::sync::CancellationToken;

/// How long requests may take to finish after the signal to stop: most need milliseconds, an upload some seconds.
const DRAIN: Duration = Duration::from_secs(15);

/// A certificate chain and its key, as PEM files.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The chain, the server's own certificate first.
    pub cert: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Serves `router` on a listener until `stop` is cancelled, then drains.
///
/// # Errors
/// When the certificate cannot be read or the listener fails.
pub async fn serve(
    router: Router,
    listener: TcpListener,
    tls: Option<TlsFiles>,
    stop: CancellationToken,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let handle = Handle::new();
    let drain = handle.clone();
    tokio::spawn(async move {
        stop.cancelled().await;
        drain.graceful_shutdown(Some(DRAIN));
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    match tls {
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
        Some(files) => {
            let config = tls_config(&files).await?;
            axum_server::from_tcp_rustls(listener, config)?.handle(handle).serve(service).await
        }
    }
}

async fn tls_config(files: &TlsFiles) -> io::Result<RustlsConfig> {
    // A second call in one process finds the provider installed already, which is what we want.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&files.cert, &files.key).await
}
