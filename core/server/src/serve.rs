//! Listens, with TLS or without, until it is told to stop; then finishes what it has begun.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
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

/// What TLS is spoken with: files that were read and belong together.
#[derive(Debug, Clone)]
pub struct Tls(RustlsConfig);

impl TlsFiles {
    /// Reads them. TLS 1.2 and 1.3 are spoken, nothing older.
    ///
    /// # Errors
    /// When a file cannot be read, holds no PEM of its kind, or the key is not the certificate's; says which file.
    pub fn load(&self) -> io::Result<Tls> {
        let chain = self.chain()?;
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|why| unusable(&self.key, "private key", &why))?;
        // A second call in one process finds the provider installed already, which is what we want.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).map_err(|why| {
                let (key, cert) = (self.key.display(), self.cert.display());
                io::Error::other(format!("the key {key} cannot serve the certificate {cert}: {why}"))
            })?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Tls(RustlsConfig::from_config(Arc::new(config))))
    }

    /// The certificates in DER, the server's own first; never none.
    ///
    /// # Errors
    /// When the file cannot be read or holds no certificate in PEM form; says which file.
    pub fn chain(&self) -> io::Result<Vec<CertificateDer<'static>>> {
        let chain = CertificateDer::pem_file_iter(&self.cert)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|why| unusable(&self.cert, "certificate", &why))?;
        if chain.is_empty() {
            return Err(unusable(&self.cert, "certificate", &pem::Error::NoItemsFound));
        }
        Ok(chain)
    }
}

fn unusable(path: &Path, what: &str, why: &pem::Error) -> io::Error {
    let why = match why {
        pem::Error::NoItemsFound => "there is none in it, in PEM form".to_owned(),
        why => why.to_string(),
    };
    io::Error::other(format!("cannot read the {what} {}: {why}", path.display()))
}

/// Serves `router` on a listener until `stop` is cancelled, then drains.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    router: Router,
    listener: TcpListener,
    tls: Option<Tls>,
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
        Some(Tls(config)) => {
            axum_server::from_tcp_rustls(listener, config)?.handle(handle).serve(service).await
        }
    }
}
