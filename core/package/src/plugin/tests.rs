//! Manifests as authors write them, well and badly.

use super::*;

const HEAD: &str = r#"
id = "acme/robot"
version = "1.2.0"
contract = "1.0.0-rc"
license = "Apache-2.0"
name = { zh-CN = "机器人", en = "Robot" }
description = { zh-CN = "发送消息。", en = "Sends messages." }
"#;
const ACTION: &str = r#"
[[contribution]]
kind = "action"
key = "send"
title = { zh-CN = "发送", en = "Send" }
"#;
pub(crate) const FULL: &str = include_str!("example.toml");

/// A manifest with some more tables.
pub(crate) fn manifest(more: &str) -> PluginManifest {
    PluginManifest::parse(format!("{HEAD}{more}{ACTION}").as_bytes()).unwrap_or_else(|e| panic!("{e}"))
}

/// Each finding of a manifest as `line:column path code`.
fn findings(text: &str) -> Vec<String> {
    let Err(findings) = PluginManifest::parse(text.as_bytes()) else { return Vec::new() };
    findings
        .iter()
        .map(|f| {
            let place = f.place.map(|p| format!("{}:{} ", p.line, p.column)).unwrap_or_default();
            format!("{place}{} {}", f.issue.at, f.issue.code)
        })
        .collect()
}

fn of(more: &str) -> Vec<String> {
    findings(&format!("{HEAD}{more}{ACTION}"))
}

#[test]
fn the_example_is_read_and_written_back() {
    let manifest = PluginManifest::parse(FULL.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(manifest.contributions.len(), Kind::ALL.len());
    assert_eq!(manifest.capabilities.len(), Interface::ALL.len());
    assert_eq!(manifest.secrets(), ["token"]);
    assert_eq!(PluginManifest::parse(manifest.write().as_bytes()), Ok(manifest));
}

#[test]
fn limits_are_standard_unless_they_are_named() {
    assert_eq!(manifest("").limits, Limits::Standard);
}

#[test]
fn every_mistake_is_told_in_its_place() {
    let text = r#"id = "Acme/Robot"
version = "1.2"
license = "Apache-2.0"
limits = "huge"
colour = "red"
name = { en = "Robot" }
description = { zh-CN = "发送", en = "" }
[[capability]]
name = "records"
access = "delete"
reason = { zh-CN = "读", en = "Read", fr = "Lire" }
[[capability]]
name = "wifi"
reason = { zh-CN = "网", en = "Net" }
[[contribution]]
kind = "action"
key = "Send"
events = ["x"]
title = { zh-CN = "发", en = "Send" }
"#;
    assert_eq!(
        findings(text),
        [
            "contract manifest.missing",
            "1:6 id manifest.id",
            "2:11 version manifest.version",
            "4:10 limits manifest.choice",
            "5:10 colour manifest.unknown_key",
            "6:1 name.zh-CN manifest.missing",
            "7:36 description.en manifest.text_empty",
            "8:1 capability[0].authority manifest.missing",
            "10:10 capability[0].access manifest.choice",
            "11:43 capability[0].reason.fr manifest.unknown_key",
            "13:8 capability[1].name manifest.choice",
            "17:7 contribution[0].key manifest.key",
            "18:10 contribution[0].events manifest.unknown_key",
        ]
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_place() {
    assert_eq!(findings("id = \"a/b\"\nversion = = 1\n")[0], "2:11  manifest.syntax");
    assert_eq!(findings("id = \"a/b\"\nid = \"a/c\"\n"), ["2:1  manifest.syntax"]);
    assert_eq!(PluginManifest::parse(&[b'a', 0xff]).unwrap_err().into_issues()[0].code, "manifest.encoding");
    let large = "#".repeat(crate::MANIFEST_MAX_BYTES + 1);
    assert_eq!(findings(&large), [" manifest.large"]);
    // As deep as the parser lets one go, and deeper.
    for depth in [40, 100_000] {
        assert!(!of(&format!("config = {}1{}\n", "[".repeat(depth), "]".repeat(depth))).is_empty());
        assert!(!of(&format!("config{} = 1\n", ".a".repeat(depth))).is_empty());
        assert!(!of(&format!("[config{}]\n", ".a".repeat(depth))).is_empty());
        assert!(!of(&format!("config = {}{}\n", "{a=".repeat(depth), "}".repeat(depth))).is_empty());
    }
    // Keys within keys within tables, each as deep as the parser lets one go: 6,000 levels in 13 kB.
    let (key, levels) = (format!("{}a", "a.".repeat(70)), 70);
    let nested = format!("config = {}1{}\n", format!("{{{key} = ").repeat(levels), "}".repeat(levels));
    has(&nested, "manifest.deep");
    let header = format!("[config.{key}]\n{nested}");
    assert!(!of(&header).is_empty());
}

#[test]
fn the_head_has_its_forms() {
    for (old, new, wanted) in [
        ("\"1.2.0\"", "\"1.2.0+5\"", "version package.version_build"),
        ("1.0.0-rc", "1.0.0", "contract manifest.contract"),
        ("Apache-2.0", "see LICENSE!", "license manifest.license"),
        ("acme/robot", "acme/robot/x", "id manifest.id"),
        ("Robot", "Ro\\u202ebot", "name.en manifest.text_unseen"),
        ("\"Robot\"", "5", "name.en manifest.type"),
        ("{ zh-CN = \"机器人\", en = \"Robot\" }", "\"Robot\"", "name manifest.type"),
    ] {
        let text = format!("{HEAD}{ACTION}").replacen(old, new, 1);
        let found = findings(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with(&format!(" {wanted}")), "{found:?}");
    }
    let long = format!("{HEAD}{ACTION}").replace("Robot", &"x".repeat(NAME_MAX_CHARS + 1));
    assert!(findings(&long)[0].ends_with("name.en manifest.text_long"));
}

fn capability(rest: &str) -> String {
    format!("[[capability]]\n{rest}\nreason = {{ zh-CN = \"因\", en = \"Why\" }}\n")
}

fn has(more: &str, wanted: &str) {
    let found = of(more);
    assert!(found.iter().any(|f| f.ends_with(wanted)), "{wanted}: {found:?}");
}

#[test]
fn capabilities_fit_what_they_are_for() {
    let http = capability("name = \"http\"\nhosts = [\"https://a.example\"]");
    assert_eq!(of(&http), Vec::<String>::new());
    has(&format!("{http}{http}"), "capability[1].name manifest.twice");
    has(&capability("name = \"http\""), "capability[0] manifest.http_nowhere");
    has(
        &capability("name = \"http\"\nhosts = [\"https://a.example/x\"]"),
        "capability[0].hosts[0] manifest.host_form",
    );
    has(
        &capability("name = \"http\"\nhosts = [\"https://10.0.0.1\"]"),
        "capability[0].hosts[0] manifest.host_number",
    );
    has(
        &capability("name = \"http\"\nhosts = [\"https://a.example\", \"https://a.example\"]"),
        "capability[0].hosts[1] manifest.twice",
    );
    has(&capability("name = \"http\"\nfrom-config = [\"url\"]"), "manifest.config_no_address");
    has(&capability("name = \"config\""), "capability[0].name manifest.config_none");
    has(&capability("name = \"secrets\""), "capability[0].name manifest.secrets_none");
    has(&capability("name = \"kv\"\naccess = \"read\""), "capability[0].access manifest.unknown_key");
    has("[[capability]]\nname = \"kv\"\n", "capability[0].reason manifest.missing");
    let secret = "[config]\ntype = \"object\"\nproperties.t = { type = \"string\", format = \"secret\" }\n";
    has(&format!("{secret}{}", capability("name = \"secrets\"")), "manifest.secrets_nowhere");
    assert_eq!(of(&format!("{secret}{}{http}", capability("name = \"secrets\""))), Vec::<String>::new());
}

#[test]
fn what_must_be_pure_asks_for_nothing() {
    let field = ACTION.replace("\"action\"", "\"field-type\"") + "value = \"text\"\n";
    let kv = capability("name = \"kv\"");
    let found = findings(&format!("{HEAD}{kv}{field}"));
    assert!(found.iter().any(|f| f.ends_with("capability[0].name manifest.capability_pure")), "{found:?}");
    assert_eq!(findings(&format!("{HEAD}{kv}{field}{ACTION}")), Vec::<String>::new());
}

#[test]
fn contributions_have_what_their_kind_needs() {
    let with = |rest: &str| {
        format!("[[contribution]]\ntitle = {{ zh-CN = \"题\", en = \"T\" }}\nkey = \"k\"\n{rest}\n")
    };
    let at = |rest: &str, wanted: &str| has(&with(rest), wanted);
    assert!(findings(HEAD)[0].ends_with("contribution manifest.no_contribution"));
    at("kind = \"field-type\"", "contribution[0].value manifest.missing");
    at("kind = \"event-handler\"", "contribution[0].events manifest.missing");
    at("kind = \"event-handler\"\nevents = []", "contribution[0].events manifest.list_empty");
    at("kind = \"event-handler\"\nevents = [\"created\"]", "contribution[0].events[0] manifest.event");
    at("kind = \"event-handler\"\nevents = [\"a.b\", \"a.b\"]", "contribution[0].events[1] manifest.twice");
    at("kind = \"panel\"\nplaces = [\"sidebar\"]", "contribution[0].places[0] manifest.choice");
    at("kind = \"panel\"\nplaces = []", "contribution[0].places manifest.list_empty");
    at("kind = \"connector\"", "contribution[0] manifest.connector_idle");
    at("kind = \"action\"\ninput = { type = \"string\" }", "contribution[0].input schema.no_object");
    at("kind = \"action\"\ninput = { when = 2026-01-01 }", "contribution[0].input.when manifest.date");
    at("kind = \"action\"\ninput = { n = inf }", "contribution[0].input.n manifest.number");
    at("kind = \"action\"\nplaces = [\"record\"]", "contribution[0].places manifest.unknown_key");
    at(
        "kind = \"report\"\nquery = [{ key = \"q\", source = \"items\", form = \"f\" }]",
        "query[0].form manifest.query_form",
    );
    at(
        "kind = \"report\"\nquery = [{ key = \"q\", source = \"items\" }, { key = \"q\", source = \"items\" }]",
        "query[1].key manifest.twice",
    );
    has(ACTION, "contribution[1].key manifest.twice");
}
