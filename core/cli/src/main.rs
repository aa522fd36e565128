//! The `weir` command: reads the command line, then the configuration, then does one thing.

mod commands;
mod config;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::{admin, backup, doctor, migrate, restore, serve};
use config::Config;

/// Gives memory back to the machine: with glibc's allocator the large buffers of password hashing stay resident in
/// the arena of every thread that ever hashed, three times the memory for the same work.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Forms, flows and approvals on your own machines.
#[derive(Parser)]
#[command(name = "weir", version, propagate_version = true)]
struct Cli {
    /// The configuration file [default: weir.toml in this folder, if there is one]
    #[arg(long, global = true, env = "WEIR_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate the database and serve
    Serve(serve::Serve),
    /// Apply the migrations that the database lacks
    Migrate,
    /// Look for what would keep the server from working well
    Doctor,
    /// Set up tenants and help people who are locked out
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Write everything into one file
    Backup(backup::Backup),
    /// Fill an empty database from a backup
    Restore(restore::Restore),
    /// Print the commented default configuration
    Config,
    /// Print the OpenAPI document
    Openapi,
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(why) => {
            complain(&why);
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::print_stderr)]
fn complain(why: &anyhow::Error) {
    eprintln!("weir: {why:#}");
}

#[tokio::main]
async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = || Config::load(cli.config.as_deref());
    match cli.command {
        Command::Serve(serve) => serve.run(config()?).await?,
        Command::Migrate => migrate::run(config()?).await?,
        Command::Doctor => return doctor::run(config()?).await,
        Command::Admin(admin) => admin.run(config()?).await?,
        Command::Backup(backup) => backup.run(config()?).await?,
        Command::Restore(restore) => restore.run(config()?).await?,
        Command::Config => commands::print(config::DEFAULTS),
        Command::Openapi => commands::print(&weir_server::document().to_pretty_json()?),
    }
    Ok(ExitCode::SUCCESS)
}
