//! Components made from their text form, the way compilers lay them out.

use super::*;
use crate::plugin::tests::manifest;

/// A component that imports interfaces with functions and exports interfaces, of contract `1.0.0-rc`.
pub(crate) fn component(imports: &[(&str, &[&str])], exports: &[&str]) -> Vec<u8> {
    let mut text = String::from("(component\n");
    for (name, functions) in imports {
        let functions: String = functions.iter().map(|f| format!("(export \"{f}\" (func))")).collect();
        text += &format!("  (import \"{name}\" (instance {functions}))\n");
    }
    for (n, name) in exports.iter().enumerate() {
        text += &format!("  (component $c{n})\n  (instance $i{n} (instantiate $c{n}))\n");
        text += &format!("  (export \"{name}\" (instance $i{n}))\n");
    }
    text += "  (@custom \"weir:contract\" \"1.0.0-rc\")\n)";
    binary(&text)
}

fn binary(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn weir(interface: &str) -> String {
    format!("weir:plugin/{interface}@1.0.0-rc")
}

fn error(bytes: &[u8]) -> ComponentError {
    Surface::read(bytes).unwrap_err()
}

#[test]
fn a_surface_tells_imports_exports_and_contract() {
    let (http, secrets, types, log) = (weir("http"), weir("secrets"), weir("types"), weir("log"));
    let wasi = "wasi:cli/environment@0.2.6";
    let bytes = component(
        &[
            (&http, &["send"]),
            (&secrets, &[]),
            (&types, &[]),
            (&log, &["write"]),
            (wasi, &["get-environment"]),
        ],
        &[&weir("actions"), "wasi:cli/run@0.2.6"],
    );
    let surface = Surface::read(&bytes).unwrap();
    assert_eq!(surface.contract, Version::parse("1.0.0-rc").unwrap());
    let functions = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(
        surface.imports,
        BTreeMap::from([
            (Interface::Log, functions(&["write"])),
            (Interface::Secrets, functions(&[])),
            (Interface::Http, functions(&["send"])),
        ])
    );
    assert_eq!(surface.wasi, functions(&[wasi]));
    assert_eq!(surface.exports, functions(&["actions"]));
}

#[test]
fn the_contract_may_be_named_in_the_module_inside() {
    let inside = |outer: &str, inner: &str| {
        binary(&format!("(component {outer} (core module (@custom \"weir:contract\" \"{inner}\")))"))
    };
    let outer = |version: &str| format!("(@custom \"weir:contract\" \"{version}\")");
    assert!(Surface::read(&inside("", "1.0.0-rc")).is_ok());
    assert!(Surface::read(&inside(&outer("1.0.0-rc"), "1.0.0-rc")).is_ok());
    assert!(Surface::read(&inside("", "1.0.0-rc1.0.0-rc")).is_ok(), "a linker joins what two parts say");
    assert_eq!(error(&inside(&outer("1.0.0-rc"), "1.0.0")), ComponentError::ContractForm);
    assert_eq!(error(&inside("", "")), ComponentError::ContractForm);
    assert_eq!(error(&inside("", "one")), ComponentError::ContractForm);
    assert_eq!(error(&inside("", "9.0.0")), ComponentError::ContractUnknown(Version::new(9, 0, 0)));
    assert_eq!(error(&binary("(component)")), ComponentError::NoContract);
}

#[test]
fn what_is_no_component_is_refused_by_its_kind() {
    assert_eq!(error(b""), ComponentError::NotWasm);
    assert_eq!(error(b"#!/bin/sh"), ComponentError::NotWasm);
    assert_eq!(error(b"PK\x03\x04"), ComponentError::NotWasm);
    assert_eq!(error(b"\0as"), ComponentError::Truncated);
    assert_eq!(error(b"\0asm"), ComponentError::Truncated);
    assert_eq!(error(b"\0asm\x0e\0\x01\0"), ComponentError::NotWasm);
    assert_eq!(error(&binary("(module)")), ComponentError::CoreModule);
    assert_eq!(error(b"\x7fELF\x02\x01\x01\xc8"), ComponentError::Precompiled);
}

#[test]
fn a_cut_component_is_called_so() {
    let bytes = component(&[(&weir("log"), &["write"])], &[&weir("actions")]);
    let whole = Surface::read(&bytes).unwrap();
    let mut outcomes = BTreeSet::new();
    for length in 8..bytes.len() {
        outcomes.insert(match Surface::read(&bytes[..length]) {
            Err(ComponentError::Truncated) => "truncated",
            // Cut between two sections, the last of which names the contract.
            Err(ComponentError::NoContract) => "no contract",
            // Cut before the names of its parts, which nothing needs.
            Ok(surface) if surface == whole => "nothing lost",
            other => panic!("{length}: {other:?}"),
        });
    }
    assert_eq!(outcomes, BTreeSet::from(["no contract", "nothing lost", "truncated"]));
}

#[test]
fn an_invalid_component_is_told_with_its_place() {
    let mut bytes = component(&[], &[]);
    // A section of a kind that there is not.
    bytes.extend([0x55, 0]);
    assert!(matches!(error(&bytes), ComponentError::Malformed { offset, .. } if offset >= bytes.len() - 2));
    // An instance of a type that there is not.
    let bytes = [b"\0asm\x0d\0\x01\0".as_slice(), &[0x0a, 6, 1, 0, 1, b'a', 5, 9]].concat();
    assert!(matches!(error(&bytes), ComponentError::Malformed { .. }));
}

#[test]
fn only_the_contract_and_wasi_are_imported() {
    let import = |name: &str| error(&component(&[(name, &["f"])], &[]));
    for name in ["weir:host/internal@1.0.0-rc", "acme:secret/door@1.0.0", "weir:plugin/shell@1.0.0-rc", "env"]
    {
        assert_eq!(import(name), ComponentError::Import(name.to_owned()));
    }
    for name in ["weir:plugin/log@1.0.0", "weir:plugin/log", "weir:plugin/types@2.0.0"] {
        assert_eq!(import(name), ComponentError::ContractMixed(name.to_owned()));
    }
    let bare = "(component (import \"exit\" (func)) (@custom \"weir:contract\" \"1.0.0-rc\"))";
    assert_eq!(error(&binary(bare)), ComponentError::Import("exit".to_owned()));
    let module = "(component (import \"m\" (core module)) (@custom \"weir:contract\" \"1.0.0-rc\"))";
    assert_eq!(error(&binary(module)), ComponentError::Import("m".to_owned()));
    let export = |name: &str| Surface::read(&component(&[], &[name]));
    assert_eq!(
        export("weir:plugin/gadgets@1.0.0-rc"),
        Err(ComponentError::Export("weir:plugin/gadgets@1.0.0-rc".to_owned()))
    );
    assert_eq!(
        export("weir:plugin/actions@1.0.0"),
        Err(ComponentError::ContractMixed("weir:plugin/actions@1.0.0".to_owned()))
    );
    assert!(export("acme:own/thing@1.0.0").is_ok());
}

/// In what a manifest with some capabilities and one action differs from a component.
fn apart(more: &str, imports: &[(&str, &[&str])], exports: &[&str]) -> Vec<String> {
    let imports: Vec<_> = imports.iter().map(|(name, functions)| (weir(name), *functions)).collect();
    let imports: Vec<_> = imports.iter().map(|(name, functions)| (name.as_str(), *functions)).collect();
    let exports: Vec<_> = exports.iter().map(|name| weir(name)).collect();
    let exports: Vec<_> = exports.iter().map(String::as_str).collect();
    let surface = Surface::read(&component(&imports, &exports)).unwrap();
    agree(&manifest(more), &surface).into_iter().map(|i| format!("{} {}", i.at, i.code)).collect()
}

fn capability(name: &str) -> String {
    format!("[[capability]]\n{name}\nreason = {{ zh-CN = \"因\", en = \"Why\" }}\n")
}

#[test]
fn a_manifest_declares_what_its_component_imports() {
    let none = Vec::<String>::new();
    let http = capability("name = \"http\"\nhosts = [\"https://a.example\"]");
    assert_eq!(apart("", &[], &["actions"]), none);
    assert_eq!(apart(&http, &[("http", &["send"]), ("secrets", &[]), ("types", &[])], &["actions"]), none);
    assert_eq!(apart("", &[("log", &["write"]), ("config", &["get"])], &["actions"]), none);
    assert_eq!(apart("", &[("http", &["send"])], &["actions"]), ["capability component.undeclared"]);
    assert_eq!(
        apart(&http, &[("http", &["send"]), ("secrets", &["open"])], &["actions"]),
        ["capability component.undeclared"]
    );
    assert_eq!(apart(&http, &[], &["actions"]), ["capability[0].name component.unused"]);
    assert_eq!(apart(&http, &[("http", &[])], &["actions"]), ["capability[0].name component.unused"]);
}

#[test]
fn who_may_only_read_imports_no_function_that_writes() {
    let records =
        |access| capability(&format!("name = \"records\"\naccess = \"{access}\"\nauthority = \"caller\""));
    let flows =
        |access| capability(&format!("name = \"flows\"\naccess = \"{access}\"\nauthority = \"caller\""));
    let none = Vec::<String>::new();
    let writes = ["capability[0].access component.writes"];
    assert_eq!(apart(&records("read"), &[("records", &["get", "find"])], &["actions"]), none);
    assert_eq!(apart(&records("read"), &[("records", &["get", "update"])], &["actions"]), writes);
    assert_eq!(apart(&records("write"), &[("records", &["get", "update"])], &["actions"]), none);
    assert_eq!(apart(&flows("read"), &[("flows", &["decide"])], &["actions"]), writes);
}

#[test]
fn every_contribution_has_its_export() {
    let connector = |hooks: &str| {
        let title = "title = { zh-CN = \"群\", en = \"G\" }";
        format!(
            "[[contribution]]\nkind = \"connector\"\nkey = \"c\"\n{title}\n\
            [[contribution.operation]]\nkey = \"o\"\n{title}\n{hooks}"
        )
    };
    let hook = "[[contribution.webhook]]\nkey = \"w\"\ntitle = { zh-CN = \"收\", en = \"W\" }\n";
    let none = Vec::<String>::new();
    assert_eq!(apart("", &[], &[]), ["contribution[0].kind component.no_export"]);
    assert_eq!(apart("", &[], &["actions", "panels"]), ["contribution component.unannounced"]);
    assert_eq!(apart("", &[], &["actions", "webhooks"]), ["contribution component.unannounced"]);
    assert_eq!(apart(&connector(""), &[], &["actions", "connectors"]), none);
    assert_eq!(apart(&connector(""), &[], &["actions", "connectors", "webhooks"]), none);
    assert_eq!(apart(&connector(hook), &[], &["actions", "connectors", "webhooks"]), none);
    assert_eq!(
        apart(&connector(hook), &[], &["actions", "connectors"]),
        ["contribution[0].kind component.no_export"]
    );
}
