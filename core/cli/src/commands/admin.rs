//! `weir admin`: what is done before anybody can sign in, and for somebody who no longer can.

use std::sync::Arc;

use anyhow::Result;
use weir_app::App;
use weir_app::session::admin::{CreateTenant, NewCredentials};
use weir_app::system::{SystemClock, SystemIds};

use super::{print, settings};
use crate::config::Config;

/// What to do.
#[derive(clap::Subcommand)]
pub enum Admin {
    /// Set up a company with its first administrator
    CreateTenant {
        /// What people type to sign in, such as `acme`
        key: String,
        /// The company's name
        name: String,
        /// The administrator's sign-in name
        #[arg(long, default_value = "admin")]
        login: String,
        /// The administrator's name
        #[arg(long, default_value = "Administrator")]
        person: String,
        /// The company's time zone
        #[arg(long, default_value = "Asia/Shanghai", value_name = "IANA")]
        time_zone: String,
        /// The company's first language, zh-CN or en
        #[arg(long, default_value = "zh-CN")]
        locale: weir_model::Locale,
    },
    /// Give somebody a new password, which they must change; ends their sessions
    ResetPassword {
        /// The company's key
        tenant: String,
        /// The person's sign-in name
        login: String,
    },
}

impl Admin {
    /// Does it and prints the password once.
    pub async fn run(self, config: Config) -> Result<()> {
        config.log.begin()?;
        let settings = settings(&config, false)?;
        App::migrate(&settings).await?;
        let app = App::open(settings, Arc::new(SystemClock), Arc::new(SystemIds)).await?;
        let credentials = match self {
            Self::CreateTenant { key, name, login, person, time_zone, locale } => {
                app.create_tenant(CreateTenant { key, name, login, person, time_zone, locale }).await
            }
            Self::ResetPassword { tenant, login } => app.reset_password_as_operator(&tenant, &login).await,
        };
        app.close().await?;
        show(&credentials.map_err(super::explained)?);
        Ok(())
    }
}

fn show(credentials: &NewCredentials) {
    print(&format!(
        "tenant    {}\nlogin     {}\npassword  {}\n\nThe password is shown only now and must be changed at the first sign-in.",
        credentials.tenant, credentials.login, credentials.password
    ));
}
