//! Packages from their files to what is in them.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::component::tests::component;
use crate::plugin::tests::FULL;
use crate::signature::SecretKey;

const PACK: &str = r#"
id = "acme/office"
version = "1.0.0"
license = "Apache-2.0"
category = "office"
name = { zh-CN = "办公", en = "Office" }
description = { zh-CN = "请假。", en = "Leave." }
[[part]]
kind = "script"
path = "greet.rhai"
"#;

fn example() -> Vec<u8> {
    let weir = |name: &str| format!("weir:plugin/{name}@1.0.0-rc");
    let imports: [(&str, &[&str]); 9] = [
        ("log", &["write"]),
        ("config", &["get"]),
        ("kv", &["get", "set"]),
        ("secrets", &["open"]),
        ("http", &["send"]),
        ("records", &["get"]),
        ("items", &["create"]),
        ("flows", &["decide"]),
        ("notify", &["send"]),
    ];
    let imports: Vec<_> = imports.into_iter().map(|(name, functions)| (weir(name), functions)).collect();
    let imports: Vec<_> = imports.iter().map(|(name, functions)| (name.as_str(), *functions)).collect();
    let exports = [
        "actions",
        "field-types",
        "reports",
        "event-handlers",
        "connectors",
        "webhooks",
        "panels",
        "resolvers",
    ];
    let exports = exports.map(weir);
    component(&imports, &exports.each_ref().map(String::as_str))
}

fn open(files: &[(&str, &[u8])]) -> Result<Package, PackageError> {
    let files = files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()));
    Package::open(&Archive::new(files).unwrap().write().unwrap())
}

fn codes(files: &[(&str, &[u8])]) -> Vec<String> {
    open(files).unwrap_err().issues().into_iter().map(|i| i.code.into_owned()).collect()
}

#[test]
fn a_plugin_is_opened_with_all_that_it_says() {
    let package =
        open(&[(PLUGIN_MANIFEST, FULL.as_bytes()), (COMPONENT_FILE, &example()), ("readme.md", b"# R")])
            .unwrap();
    assert_eq!(
        (package.id().to_string(), package.version().to_string()),
        ("acme/robot".into(), "1.2.0".into())
    );
    assert_eq!(package.release().digest, package.archive.digest());
    assert!(matches!(&package.content, Content::Plugin(_, surface) if surface.exports.len() == 8));
}

#[test]
fn a_pack_is_opened_with_its_parts() {
    let package = open(&[(PACK_MANIFEST, PACK.as_bytes()), ("greet.rhai", b"1 + 1")]).unwrap();
    assert!(matches!(&package.content, Content::Pack(pack) if pack.parts.len() == 1));
    assert_eq!(codes(&[(PACK_MANIFEST, PACK.as_bytes())]), ["package.part_missing"]);
}

#[test]
fn what_does_not_fit_is_told() {
    let manifest = (PLUGIN_MANIFEST, FULL.as_bytes());
    assert_eq!(codes(&[("a", b"")]), ["package.no_manifest"]);
    assert_eq!(codes(&[manifest, (PACK_MANIFEST, PACK.as_bytes())]), ["package.two_manifests"]);
    assert_eq!(codes(&[manifest]), ["package.no_component"]);
    assert_eq!(codes(&[manifest, (COMPONENT_FILE, b"\0asm\x01\0\0\0")]), ["component.core_module"]);
    assert_eq!(codes(&[(PLUGIN_MANIFEST, b"id = 1")])[0], "manifest.missing");
    let bare = component(&[], &["weir:plugin/actions@1.0.0-rc"]);
    let apart = codes(&[manifest, (COMPONENT_FILE, &bare)]);
    assert_eq!(apart.iter().filter(|code| *code == "component.unused").count(), 9);
    assert_eq!(apart.iter().filter(|code| *code == "component.no_export").count(), 7);
    assert!(matches!(Package::open(b"PK"), Err(PackageError::Archive(ArchiveError::Truncated))));
}

#[test]
fn every_error_has_a_sentence_in_both_languages() {
    for error in [open(&[("a", b"")]), open(&[(PLUGIN_MANIFEST, FULL.as_bytes())]), Package::open(b"x")] {
        let error = error.unwrap_err();
        for issue in error.issues() {
            for locale in weir_model::Locale::ALL {
                assert_ne!(issue.message(locale), issue.code);
            }
        }
        assert!(!error.to_string().is_empty());
    }
}

static COMPONENT: LazyLock<Vec<u8>> = LazyLock::new(example);
static PACKAGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let files = [(PLUGIN_MANIFEST, FULL.as_bytes()), (COMPONENT_FILE, &COMPONENT)];
    let files = files.map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    let mut archive = Archive::new(files).unwrap();
    let now = "2026-11-22T08:00:00Z".parse().unwrap();
    archive.sign(&SecretKey::from_seed(&[1; 32]), now);
    archive.countersign(&SecretKey::from_seed(&[2; 32]), now).unwrap();
    archive.write().unwrap()
});

/// Bytes with some of them replaced, turned, left out or said twice.
fn damaged(bytes: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..6).prop_map(move |steps| {
        let mut bytes = bytes.to_vec();
        for (at, byte, how) in steps {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes[at] ^= 1 << (byte % 8),
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, bytes[at]),
            }
        }
        bytes
    })
}

#[test]
fn no_flipped_bit_goes_unseen() {
    let good = Package::open(&PACKAGE).unwrap();
    for at in 0..PACKAGE.len() {
        let mut bytes = PACKAGE.clone();
        bytes[at] ^= 1;
        // Times and the like in the frame mean nothing; all that is signed is as it was, or the package is refused.
        if let Ok(package) = Package::open(&bytes) {
            assert_eq!(package, good, "{at}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_damaged_package_makes_it_panic(bytes in damaged(&PACKAGE)) {
        if let Err(error) = Package::open(&bytes) {
            prop_assert!(!error.issues().is_empty() && !error.to_string().is_empty());
        }
    }

    #[test]
    fn no_damaged_manifest_makes_it_panic(bytes in damaged(FULL.as_bytes())) {
        match PluginManifest::parse(&bytes) {
            Ok(manifest) => prop_assert_eq!(PluginManifest::parse(manifest.write().as_bytes()), Ok(manifest)),
            Err(findings) => prop_assert!(findings.iter().next().is_some()),
        }
        let _ = PackManifest::parse(&bytes);
    }

    #[test]
    fn no_damaged_component_makes_it_panic(bytes in damaged(&COMPONENT)) {
        let _ = Surface::read(&bytes);
    }
}
