//! Where values come from, and under which names.

use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

/// The file that is read when none is named, if it is there.
const DEFAULT_FILE: &str = "weir.toml";

/// What a variable's text becomes.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    List,
}

use Shape::{List, Text};

/// Every key that the environment may set.
const VARIABLES: &[(&str, &str, Shape)] = &[
    ("WEIR_LISTEN", "server.listen", Text),
    ("WEIR_PUBLIC_URL", "server.public_url", Text),
    ("WEIR_DATA_DIR", "server.data_dir", Text),
    ("WEIR_TRUSTED_PROXIES", "server.trusted_proxies", List),
    ("WEIR_SECRET_KEY", "server.secret_key", Text),
    ("WEIR_TLS_CERT", "tls.cert", Text),
    ("WEIR_TLS_KEY", "tls.key", Text),
    ("WEIR_DATABASE_URL", "database.url", Text),
    ("WEIR_MAIL_URL", "mail.url", Text),
    ("WEIR_MAIL_FROM", "mail.from", Text),
    ("WEIR_LOG_FORMAT", "log.format", Text),
    ("WEIR_LOG_LEVEL", "log.level", Text),
];

/// The file's text; none when no file is named and the default one is not there.
pub fn read(file: Option<&Path>) -> Result<Option<String>> {
    let path = file.unwrap_or_else(|| Path::new(DEFAULT_FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(why) if file.is_none() && why.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why).with_context(|| format!("cannot read the configuration {}", path.display())),
    }
}

/// Defaults under the file under the environment.
pub fn merge(defaults: &str, text: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> Result<Table> {
    let mut table: Table = defaults.parse().context("the built-in defaults")?;
    let given: Table = text.unwrap_or_default().parse().context("weir.toml is not valid TOML")?;
    for (section, value) in given {
        match (table.get_mut(&section), value) {
            (Some(Value::Table(known)), Value::Table(given)) => known.extend(given),
            // Unknown, or no section: said by name when the whole is read.
            (_, value) => drop(table.insert(section, value)),
        }
    }
    for (name, key, shape) in VARIABLES {
        let Some(text) = variable(name) else { continue };
        let Some((section, key)) = key.split_once('.') else { continue };
        if let Some(Value::Table(section)) = table.get_mut(section) {
            section.insert(key.to_owned(), shaped(&text, *shape));
        }
    }
    Ok(table)
}

fn shaped(text: &str, shape: Shape) -> Value {
    match shape {
        Text => Value::String(text.to_owned()),
        List => {
            let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
            Value::Array(parts.map(|p| Value::String(p.to_owned())).collect())
        }
    }
}

/// A key with the variable that may set it.
pub fn name(key: &str) -> String {
    let variable = VARIABLES.iter().find(|(_, known, _)| key.starts_with(known)).map(|(name, ..)| *name);
    variable.map_or_else(|| key.to_owned(), |variable| format!("{key} ({variable})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DEFAULTS;

    #[test]
    fn every_variable_names_a_key_and_stands_in_the_commented_defaults() {
        let defaults: Table = DEFAULTS.parse().unwrap();
        for (name, key, _) in VARIABLES {
            let (section, key) = key.split_once('.').unwrap();
            assert!(defaults[section].get(key).is_some(), "{name}");
            assert!(DEFAULTS.contains(name), "{name}");
        }
    }
}
