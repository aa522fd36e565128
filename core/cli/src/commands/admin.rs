//! `weir admin`: what is done before anybody can sign in, and for somebody who no longer can.

use std::sync::Arc;

use anyhow::Result;
use weir_app::App;
use weir_app::platform::CaretakerCredentials;
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
    /// Set up somebody who looks after the server as a whole, or give them a new password
    PlatformAdmin {
        /// The sign-in name
        login: String,
        /// What others call them
        #[arg(long, default_value = "Platform administrator")]
        person: String,
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
        let told = match self {
            Self::CreateTenant { key, name, login, person, time_zone, locale } => {
                let wish = CreateTenant { key, name, login, person, time_zone, locale };
                app.create_tenant(wish).await.map(|made| of_company(&made))
            }
            Self::ResetPassword { tenant, login } => {
                app.reset_password_as_operator(&tenant, &login).await.map(|made| of_company(&made))
            }
            Self::PlatformAdmin { login, person } => {
                app.set_platform_admin(&login, &person).await.map(|made| of_platform(&made))
            }
        };
        app.close().await?;
        print(&format!(
            "{}\n\nThe password is shown only now and must be changed at the first sign-in.",
            told.map_err(super::explained)?
        ));
        Ok(())
    }
}

fn of_company(made: &NewCredentials) -> String {
    format!("tenant    {}\nlogin     {}\npassword  {}", made.tenant, made.login, made.password)
}

fn of_platform(made: &CaretakerCredentials) -> String {
    format!("page      /platform\nlogin     {}\npassword  {}", made.login, made.password)
}
