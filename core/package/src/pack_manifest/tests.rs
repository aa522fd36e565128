//! Packs of the marketplace, made of the templates that ship with the product.

use super::*;

const MANIFEST: &str = r#"
id = "weir/office"
version = "1.0.0"
license = "Apache-2.0"
category = "office"
name = { zh-CN = "办公", en = "Office" }
description = { zh-CN = "请假与项目。", en = "Leave and projects." }
[[part]]
kind = "flow"
path = "leave"
[[part]]
kind = "project"
path = "general-project"
[[part]]
kind = "template"
path = "texts/welcome.tera"
"#;

macro_rules! shipped {
    ($($path:literal),*) => {
        vec![$(($path.to_owned(), include_bytes!(concat!("../../../../templates/", $path)).to_vec())),*]
    };
}

fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = shipped![
        "leave/pack.toml",
        "leave/form.json",
        "leave/flow.json",
        "leave/messages.json",
        "general-project/pack.toml",
        "general-project/project.json"
    ];
    files.push(("texts/welcome.tera".to_owned(), b"Hello {{ name }}".to_vec()));
    files
}

fn issues(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<String> {
    let mut files = files();
    change(&mut files);
    let manifest = PackManifest::parse(MANIFEST.as_bytes()).unwrap();
    let found = manifest.check_parts(&Archive::new(files).unwrap());
    found.into_iter().map(|i| format!("{} {}", i.at, i.code)).collect()
}

#[test]
fn a_pack_carries_the_templates_as_they_are() {
    assert_eq!(issues(|_| ()), Vec::<String>::new());
    let manifest = PackManifest::parse(MANIFEST.as_bytes()).unwrap();
    assert_eq!(PackManifest::parse(manifest.write().as_bytes()), Ok(manifest));
}

#[test]
fn a_part_that_is_missing_or_broken_is_told_in_its_place() {
    assert_eq!(issues(|files| drop(files.remove(1))), ["part[0].path package.part_missing"]);
    assert_eq!(issues(|files| files[5].1 = b"{}".to_vec()), ["part[1].path package.part_broken"]);
    assert_eq!(issues(|files| files[6].1 = vec![0xff]), ["part[2].path package.part_encoding"]);
    assert_eq!(
        issues(|files| files[6].1 = vec![b'a'; SOURCE_MAX_BYTES + 1]),
        ["part[2].path package.part_large"]
    );
}

#[test]
fn a_pack_is_described_like_a_plugin() {
    let codes = |text: &str| -> Vec<String> {
        let findings = PackManifest::parse(text.as_bytes()).unwrap_err();
        findings.iter().map(|f| format!("{} {}", f.issue.at, f.issue.code)).collect()
    };
    assert_eq!(codes(&MANIFEST.replace("\"flow\"", "\"plugin\"")), ["part[0].kind manifest.choice"]);
    assert_eq!(codes(&MANIFEST.replace("\"leave\"", "\"../leave\"")), ["part[0].path manifest.path"]);
    assert_eq!(codes(&MANIFEST.replace("general-project", "leave")), ["part[1].path manifest.twice"]);
    assert_eq!(
        codes(&MANIFEST.replace("category", "heading")),
        ["category manifest.missing", "heading manifest.unknown_key"]
    );
    let head = MANIFEST.split("[[part]]").next().unwrap();
    assert_eq!(codes(head), ["part manifest.list_empty"]);
}
