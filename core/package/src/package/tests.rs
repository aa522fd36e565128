//! Packages from their files to what is in them.

use super::*;
use crate::component::tests::component;
use crate::plugin::tests::FULL;

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
