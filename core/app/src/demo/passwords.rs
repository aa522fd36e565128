//! The demo accounts' passwords: generated at first start, kept in a file that only the server's user may read.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::session::password;

/// The file in the data directory: one `login password` a line.
const FILE: &str = "demo-accounts.txt";

/// The demo accounts with their passwords.
#[derive(Clone)]
pub struct DemoPasswords {
    /// Sign-in name and password, in the order of the sign-in page.
    pub accounts: Vec<(String, String)>,
    /// Where they are kept.
    pub file: PathBuf,
}

impl DemoPasswords {
    /// The kept passwords, or new ones; `fixed` is everybody's where it is given.
    pub fn load_or_create(data_dir: &Path, logins: &[&str], fixed: Option<&str>) -> Result<Self> {
        let file = data_dir.join(FILE);
        let kept = fs::read_to_string(&file).unwrap_or_default();
        let kept_for = |login: &str| {
            let mut lines = kept.lines().filter_map(|line| line.split_once(' '));
            lines.find(|(known, _)| *known == login).map(|(_, password)| password.to_owned())
        };
        let mut accounts = Vec::with_capacity(logins.len());
        for login in logins {
            let password = match (fixed, kept_for(login)) {
                (Some(fixed), _) => fixed.to_owned(),
                (None, Some(kept)) => kept,
                (None, None) => password::generate()?,
            };
            accounts.push(((*login).to_owned(), password));
        }
        let passwords = Self { accounts, file };
        passwords.keep().map_err(Error::internal)?;
        Ok(passwords)
    }

    /// The password of an account.
    #[must_use]
    pub fn of(&self, login: &str) -> Option<&str> {
        self.accounts.iter().find(|(known, _)| known == login).map(|(_, password)| password.as_str())
    }

    fn keep(&self) -> std::io::Result<()> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.file)?;
        // The mode counts only when the file is new.
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        for (login, password) in &self.accounts {
            writeln!(file, "{login} {password}")?;
        }
        file.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_kept_for_the_next_start_and_for_nobody_else() {
        let dir = tempfile::tempdir().unwrap();
        let first = DemoPasswords::load_or_create(dir.path(), &["admin", "employee"], None).unwrap();
        let second = DemoPasswords::load_or_create(dir.path(), &["admin", "employee"], None).unwrap();
        assert_eq!(first.accounts, second.accounts);
        assert_ne!(first.of("admin"), first.of("employee"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&first.file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let fixed = DemoPasswords::load_or_create(dir.path(), &["admin"], Some("open sesame")).unwrap();
        assert_eq!(fixed.of("admin"), Some("open sesame"));
    }
}
