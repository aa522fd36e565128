//! Packages of the marketplace: archives, manifests, components, signatures.

use jiff::Timestamp;
use weir_package::archive::Archive;
use weir_package::component::Surface;
use weir_package::diff::{diff, needs_consent};
use weir_package::plugin::PluginManifest;
use weir_package::signature::{Role, SecretKey};
use weir_package::trust::{Trust, verify};
use weir_package::{Content, PackManifest, Package};

use crate::PLUGIN;

/// A package that holds together, signed by its publisher and by a marketplace.
#[must_use]
pub fn good_package() -> Vec<u8> {
    let (manifest, component) = (crate::SMALL_PLUGIN.as_bytes(), crate::COMPONENT);
    let files = [("weir-plugin.toml", manifest), ("plugin.wasm", component), ("readme.md", b"# Hello\n")];
    let files = files.map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    let mut archive = Archive::new(files).expect("good files");
    let at = Timestamp::UNIX_EPOCH;
    archive.sign(&SecretKey::from_seed(&[1; 32]), at);
    archive.countersign(&SecretKey::from_seed(&[2; 32]), at).expect("it is signed");
    archive.write().expect("it is small")
}

/// A package as it is uploaded. What is accepted can be written, and is the same when it is read again.
pub fn package(bytes: &[u8]) {
    let Ok(archive) = Archive::read(bytes) else { return };
    let again = archive.write().expect("what was read can be written");
    assert_eq!(Archive::read(&again).as_ref(), Ok(&archive));
    let _ = archive.seal(Role::Publisher);
    let _ = archive.seal(Role::Marketplace);
    let package = match Package::of(archive) {
        Ok(package) => package,
        Err(error) => {
            assert!(!error.issues().is_empty() && !error.to_string().is_empty(), "{error:?}");
            return;
        }
    };
    let trust = Trust { new_publishers: true, ..Trust::default() };
    let _ = verify(&package.archive, package.id(), &trust, Timestamp::UNIX_EPOCH);
    if let Content::Plugin(manifest, _) = &package.content {
        plugin_manifest(manifest.write().as_bytes());
    }
}

/// A plugin's or a pack's manifest. What is accepted reads back the same; what is refused says where and why.
pub fn plugin_manifest(bytes: &[u8]) {
    match PluginManifest::parse(bytes) {
        Ok(manifest) => {
            assert_eq!(PluginManifest::parse(manifest.write().as_bytes()), Ok(manifest.clone()));
            assert!(!needs_consent(&diff(&manifest, &manifest)));
            let example = PluginManifest::parse(PLUGIN.as_bytes()).expect("the example");
            let _ = diff(&example, &manifest);
        }
        Err(findings) => assert!(findings.iter().next().is_some()),
    }
    match PackManifest::parse(bytes) {
        Ok(manifest) => assert_eq!(PackManifest::parse(manifest.write().as_bytes()), Ok(manifest)),
        Err(findings) => assert!(!findings.to_string().is_empty()),
    }
}

/// A component as it is uploaded.
pub fn component(bytes: &[u8]) {
    if let Err(error) = Surface::read(bytes) {
        assert!(!error.to_string().is_empty());
    }
}
