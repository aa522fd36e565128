//! Machine code of plugins, in a folder of the server's own. Each file has a code beside it that only who knows the
//! key can make; nothing is run whose code does not hold.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use wasmtime::Engine;
use wasmtime::component::Component;

use super::refusal::{Reason, Refusal};

/// Bytes read at a time.
const CHUNK_BYTES: usize = 64 * 1024;
/// What the code is made for, so that the key serves nothing else by mistake.
const PURPOSE: &[u8] = b"weir plugin artifact 1";

/// How the name of a file that is being written begins.
const DRAFT: &str = "draft-";

/// The digest of a component, BLAKE3: what a plugin is known by here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(blake3::Hash);

impl Digest {
    /// The digest of a component's bytes.
    #[must_use]
    pub fn of(component: &[u8]) -> Self {
        Self(blake3::hash(component))
    }

    /// 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        self.0.to_hex().to_string()
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn of_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(Self)
    }
}

/// The folder, the key, and what of machine code suits this server.
pub(crate) struct Artifacts {
    folder: PathBuf,
    key: [u8; blake3::KEY_LEN],
    /// What the compiler says about itself; another one's artifacts are never found.
    compatibility: String,
}

impl Artifacts {
    /// Opens the folder, and makes it when it is not there; only the server's own account may look into it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn open(
        folder: PathBuf,
        key: [u8; blake3::KEY_LEN],
        compatibility: String,
    ) -> io::Result<Self> {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        sweep(&folder)?;
        Ok(Self { folder, key, compatibility })
    }

    /// A file within the folder for the compiler to write to.
    pub(crate) fn draft(&self) -> io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix(DRAFT).tempfile_in(&self.folder)
    }

    /// Takes what the compiler wrote. The code comes last: without it the file is none.
    pub(crate) fn keep(&self, digest: &Digest, draft: NamedTempFile) -> io::Result<()> {
        let mut code = self.draft()?;
        code.write_all(self.code_of(digest, draft.path())?.as_bytes())?;
        draft.as_file().sync_all()?;
        code.as_file().sync_all()?;
        draft.persist(self.path(digest, "cwasm")).map_err(|error| error.error)?;
        code.persist(self.path(digest, "mac")).map_err(|error| error.error)?;
        Ok(())
    }

    /// Removes the machine code of a component; it need not be there.
    pub(crate) fn remove(&self, digest: &Digest) -> io::Result<()> {
        for ending in ["mac", "cwasm"] {
            match fs::remove_file(self.path(digest, ending)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Maps the machine code of a component into memory, if its code holds.
    ///
    /// # Errors
    /// [`Reason::Artifact`] when it is not there, was changed, or is for another server.
    pub(crate) fn load(&self, engine: &Engine, digest: &Digest) -> Result<Component, Refusal> {
        let refusal = |message: &str| Refusal::new(Reason::Artifact, message);
        let path = self.path(digest, "cwasm");
        let written = fs::read(self.path(digest, "mac"))
            .ok()
            .and_then(|bytes| <[u8; blake3::OUT_LEN]>::try_from(bytes).ok())
            .ok_or_else(|| refusal("the plugin is not compiled for this server"))?;
        let made = self.code_of(digest, &path).map_err(|error| refusal(&error.to_string()))?;
        // Compared in constant time.
        if made != blake3::Hash::from_bytes(written) {
            return Err(refusal("the plugin's machine code is not what the server has written"));
        }
        deserialize(engine, &path).map_err(|error| refusal(&format!("{error:#}")))
    }

    fn path(&self, digest: &Digest, ending: &str) -> PathBuf {
        self.folder.join(format!("{}-{}.{ending}", digest.to_hex(), self.compatibility))
    }

    /// The code of a file, for this component and this server.
    fn code_of(&self, digest: &Digest, path: &Path) -> io::Result<blake3::Hash> {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher
            .update(PURPOSE)
            .update(digest.0.as_bytes())
            .update(blake3::hash(self.compatibility.as_bytes()).as_bytes());
        let (mut file, mut chunk) = (File::open(path)?, vec![0; CHUNK_BYTES]);
        loop {
            match file.read(&mut chunk)? {
                0 => return Ok(hasher.finalize()),
                read => hasher.update(&chunk[..read]),
            };
        }
    }
}

/// Removes what a server that was killed had begun to write.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(DRAFT) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[allow(
    unsafe_code,
    reason = "machine code that the server's own compiler has made is trusted as the server is"
)]
fn deserialize(engine: &Engine, path: &Path) -> wasmtime::Result<Component> {
    // SAFETY: its code holds, so the server wrote it, out of the mouth of its own compiler; and the folder, which only
    // the server's account may look into, has files that are replaced as a whole and never changed.
    unsafe { Component::deserialize_file(engine, path) }
}
