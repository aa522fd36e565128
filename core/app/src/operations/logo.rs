//! The company's picture: a PNG, JPEG or WebP of a size that suits a page's head. No SVG: it can carry scripts.

use futures::TryStreamExt;
use weir_model::Issue;
use weir_model::id::FileId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::files::{self, Attachment};

use crate::context::App;
use crate::error::{Error, Result};

/// What a company's picture is attached to: everybody of the company sees it.
pub(crate) const LOGO_ATTACHMENT: &str = "company";
/// Bytes of a picture: it comes with every page.
const LOGO_MAX_BYTES: u64 = 512 * 1024;
/// Pixels of a side at least: less is no picture.
const LOGO_MIN_PX: usize = 16;
/// Pixels of a side at most: few bytes may unfold into a picture that no browser holds.
const LOGO_MAX_PX: usize = 2_048;
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

impl App {
    /// Refuses a file that cannot be the company's picture.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `logo`.
    pub(super) async fn check_logo(&self, who: &Principal, id: FileId) -> Result<()> {
        let found = {
            let tx = self.store().read(who.tenant).await?;
            files::get(&tx, id).await
        };
        let file = match found {
            Ok(file) if file.owner == who.user && file.attached.is_none() => file,
            Ok(_) | Err(weir_store::Error::NotFound) => return Err(unknown()),
            Err(other) => return Err(other.into()),
        };
        if !KINDS.contains(&file.mime.as_str()) {
            return Err(Error::invalid("logo", "settings.logo_kind"));
        }
        if file.size_bytes > LOGO_MAX_BYTES {
            let issue = Issue::new("logo", "settings.logo_size");
            return Err(issue.with("max", LOGO_MAX_BYTES / 1024).into());
        }
        let (_, bytes) = self.store().blobs().get(who.tenant, &file.sha256).await?;
        let bytes: Vec<u8> = bytes.try_fold(Vec::new(), append).await?;
        if !is_presentable(&bytes) {
            let issue = Issue::new("logo", "settings.logo_pixels");
            return Err(issue.with("min", LOGO_MIN_PX).with("max", LOGO_MAX_PX).into());
        }
        Ok(())
    }

    /// Takes a checked file as the picture in place of the one before; none: takes that one away.
    pub(super) async fn take_logo(&self, tx: &Tx, who: &Principal, logo: Option<FileId>) -> Result<()> {
        let to = Attachment { kind: LOGO_ATTACHMENT.to_owned(), id: who.tenant.uuid() };
        files::release(tx, &to).await?;
        match logo {
            Some(id) if files::attach(tx, who.user, &[id], &to, None).await? != 1 => Err(unknown()),
            _ => Ok(()),
        }
    }
}

fn unknown() -> Error {
    Error::invalid("logo", "form.file_unknown")
}

async fn append(mut all: Vec<u8>, chunk: bytes::Bytes) -> weir_store::Result<Vec<u8>> {
    all.extend_from_slice(&chunk);
    Ok(all)
}

/// Whether both sides of a picture are neither tiny nor huge, by its own head.
fn is_presentable(bytes: &[u8]) -> bool {
    let side = LOGO_MIN_PX..=LOGO_MAX_PX;
    imagesize::blob_size(bytes).is_ok_and(|size| side.contains(&size.width) && side.contains(&size.height))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of some size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        [&head[..], &width.to_be_bytes(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat()
    }

    #[test]
    fn a_picture_has_sides_that_suit_a_page() {
        for (bytes, fine) in [
            (png(16, 2_048), true),
            (png(15, 200), false),
            (png(200, 2_049), false),
            (png(u32::MAX, 1), false),
            (png(200, 200)[..20].to_vec(), false),
            (b"\x89PNG".to_vec(), false),
            (Vec::new(), false),
        ] {
            assert_eq!(is_presentable(&bytes), fine, "{bytes:?}");
        }
    }
}
