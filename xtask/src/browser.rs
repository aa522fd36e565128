//! A Chromium for the browser tests.

use crate::Failure;
use crate::process::output;
use crate::setup::debian_install;

/// The names under which distributions install it.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The program's path; installs it on Debian when that needs no asking; the error is the command that would.
pub fn ensure() -> Result<String, Failure> {
    if let Ok(path) = std::env::var("WEIR_CHROMIUM") {
        return Ok(path);
    }
    if let Some(path) = find() {
        return Ok(path);
    }
    // The CJK fonts let the screenshots and printed pages of the tests show Chinese.
    debian_install(&["chromium", "fonts-noto-cjk"])?;
    find().ok_or_else(|| "apt-get install chromium".to_owned())
}

fn find() -> Option<String> {
    NAMES.iter().find_map(|name| output("which", &[name]))
}
