//! Imports go down only, two rooms on one floor never import each other, and some libraries never enter some rooms.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value as Json;

/// The storeys, lowest first. A crate may depend only on crates of lower storeys.
const STOREYS: &[&[&str]] = &[
    // What the sandbox and its guest say to each other is below both, and knows nothing of either.
    &["weir-model", "weir-wire"],
    &["weir-flow", "weir-forms", "weir-org", "weir-work", "weir-access"],
    // A package may hold forms, flows and projects; it stands above them and is as pure as they are.
    &["weir-package", "weir-migrations", "weir-web-engine"],
    &["weir-store", "weir-sandbox", "weir-outbound", "weir-interop"],
    &["weir-app"],
    &["weir-server"],
    &["weir-cli"],
    &["weir-tests", "weir-powerloss", "weir-hostile", "xtask"],
];

/// Which libraries must not be direct dependencies of a crate, and so keep out IO and frameworks.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("weir-model", &["tokio", "axum", "sea-orm", "wasmtime", "casbin"]),
    ("weir-flow", &["tokio", "axum", "sea-orm", "getrandom"]),
    ("weir-forms", &["tokio", "axum", "sea-orm"]),
    ("weir-org", &["tokio", "axum", "sea-orm"]),
    ("weir-work", &["tokio", "axum", "sea-orm"]),
    ("weir-access", &["axum", "sea-orm"]),
    // A package is judged by whoever has its bytes: nothing of it runs there, and keys and times are given.
    ("weir-package", &["tokio", "axum", "sea-orm", "wasmtime", "getrandom"]),
    ("weir-store", &["casbin", "axum"]),
    // Scripts run in the guest: an engine in this workspace would be one without limits (decision 17).
    ("weir-sandbox", &["axum", "sea-orm", "rhai", "tera"]),
    ("weir-wire", &["serde", "tokio", "wasmtime", "rhai", "tera"]),
    ("weir-app", &["axum", "sea-orm", "wasmtime", "casbin", "rhai", "tera"]),
    (
        "weir-server",
        &["sea-orm", "casbin", "weir-store", "weir-flow", "weir-forms", "weir-work", "weir-access"],
    ),
];

struct Package {
    folder: String,
    dependencies: Vec<String>,
}

fn workspace() -> BTreeMap<String, Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Json = serde_json::from_slice(&output.stdout).unwrap();
    let root = metadata["workspace_root"].as_str().unwrap();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            let manifest = p["manifest_path"].as_str().unwrap();
            let folder = manifest.trim_start_matches(root).trim_start_matches('/');
            let dependencies = p["dependencies"].as_array().unwrap();
            let package = Package {
                folder: folder.trim_end_matches("/Cargo.toml").to_owned(),
                // What only tests need may come from anywhere below the tests.
                dependencies: dependencies
                    .iter()
                    .filter(|d| d["kind"].as_str() != Some("dev"))
                    .map(|d| d["name"].as_str().unwrap().to_owned())
                    .collect(),
            };
            (p["name"].as_str().unwrap().to_owned(), package)
        })
        .collect()
}

fn storey(name: &str) -> Option<usize> {
    STOREYS.iter().position(|crates| crates.contains(&name))
}

#[test]
fn imports_go_down_only() {
    let packages = workspace();
    for (name, package) in &packages {
        let floor = storey(name).unwrap_or_else(|| panic!("{name} stands on no storey; name it in STOREYS"));
        for dependency in package.dependencies.iter().filter(|d| packages.contains_key(*d)) {
            let below = storey(dependency).unwrap();
            assert!(below < floor, "{name} must not import {dependency}: it does not stand below");
        }
    }
}

#[test]
fn every_named_room_exists() {
    let packages = workspace();
    for name in STOREYS.iter().flat_map(|s| s.iter()) {
        assert!(packages.contains_key(*name), "{name} is named in STOREYS but is no member");
    }
}

#[test]
fn libraries_stay_where_they_belong() {
    let packages = workspace();
    for (name, forbidden) in FORBIDDEN {
        for library in *forbidden {
            let found = packages[*name].dependencies.iter().any(|d| d == library);
            assert!(!found, "{name} must not depend on {library}");
        }
    }
}

#[test]
fn a_crate_is_named_after_its_folder() {
    for (name, package) in workspace() {
        let folder = package.folder.rsplit('/').next().unwrap();
        let expected = match package.folder.as_str() {
            "core/web/engine" => "weir-web-engine".to_owned(),
            "xtask" => "xtask".to_owned(),
            _ => format!("weir-{folder}"),
        };
        assert_eq!(name, expected, "{}", package.folder);
    }
}
