//! `weir serve`: migrates, listens, works off jobs; stops when told to, after finishing what it has begun.

use std::net::TcpListener;
use std::sync::Arc;

use anyhow::{Context, Result};
use tokio_util::sync::CancellationToken;
use weir_app::App;
use weir_app::system::{SystemClock, SystemIds};
use weir_server::HttpOptions;

use super::{demo, print, settings};
use crate::config::Config;

/// The command's own arguments.
#[derive(clap::Args)]
pub struct Serve {
    /// Prepare the demo tenant in an empty data directory and show its accounts
    #[arg(long)]
    demo: bool,
}

impl Serve {
    /// Runs until SIGTERM or ctrl-c.
    pub async fn run(self, config: Config) -> Result<()> {
        config.log.begin()?;
        let settings = settings(&config, self.demo)?;
        // First certificate and port: whoever mixed up files or started a second server learns it at once, before
        // any data is touched.
        let tls = config.tls.files().map(|files| files.load()).transpose()?;
        let listen = config.server.listen;
        let listener = TcpListener::bind(listen).with_context(|| {
            format!("cannot listen on {listen}; set server.listen (WEIR_LISTEN) to a free address")
        })?;
        let applied = App::migrate(&settings).await.context("cannot migrate the database")?;
        if applied > 0 {
            tracing::info!(migrations = applied, "migrated");
        }
        let app = App::open(settings, Arc::new(SystemClock), Arc::new(SystemIds)).await?;
        if self.demo {
            demo::prepare(&app).await?;
        }
        let stop = CancellationToken::new();
        tokio::spawn(stop_on_signal(stop.clone()));
        let options =
            HttpOptions { trusted_proxies: config.server.trusted_proxies.clone(), stop: stop.clone() };
        let router = weir_server::router(app.clone(), options);
        print(&format!("Weir is ready: {}", config.public_url()));
        if !app.settings().is_secure() && !listen.ip().is_loopback() {
            tracing::warn!(
                "served without https: sign-ins can be read on the network; set server.public_url and tls"
            );
        }
        let worker = tokio::spawn({
            let (app, stop) = (app.clone(), stop.clone());
            async move { app.run_worker(stop).await }
        });
        let served = weir_server::serve::serve(router, listener, tls, stop.clone()).await;
        // Also when listening failed: the worker must not outlive the server.
        stop.cancel();
        worker.await?;
        served?;
        app.close().await?;
        tracing::info!("stopped");
        Ok(())
    }
}

async fn stop_on_signal(stop: CancellationToken) {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        match terminate {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = ctrl_c => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(why) => {
                tracing::warn!(error.source = %why, "cannot listen for SIGTERM");
                let _ = ctrl_c.await;
            }
        }
    }
    #[cfg(not(unix))]
    let _ = ctrl_c.await;
    tracing::info!("stopping: no new connections, finishing requests");
    stop.cancel();
}
