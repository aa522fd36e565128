//! Any manifest that may be written reads back as itself.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, json};
use weir_model::Key;

use super::*;

fn text() -> impl Strategy<Value = LocalizedText> {
    ("[一-龥]{1,8}[\"'\\\\]?", "[A-Za-z]{1,8}[ .\"'\\\\#=\n]{0,2}[a-z]")
        .prop_map(|(zh, en)| LocalizedText::both(zh, en))
}

fn key() -> impl Strategy<Value = Key> {
    "[a-z][a-z0-9_-]{0,9}".prop_map(|s| s.parse().unwrap())
}

/// A property of any type with keywords that fit it.
fn property() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        (0..5_u64, 5..9_u64)
            .prop_map(|(min, max)| json!({"type": "string", "minLength": min, "maxLength": max})),
        "[ -~]{0,9}".prop_map(
            |default| json!({"type": "string", "default": default, "title": {"zh-CN": "题", "en": "T"}})
        ),
        any::<i64>().prop_map(|n| json!({"type": "integer", "minimum": n, "default": n})),
        (-1e9..1e9_f64).prop_map(|n| json!({"type": "number", "maximum": n})),
        any::<bool>().prop_map(|on| json!({"type": "boolean", "default": on})),
        prop::collection::btree_set("[a-z]{1,3}", 1..4)
            .prop_map(|set| json!({"type": "string", "enum": set})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![inner.clone().prop_map(|items| json!({"type": "array", "items": items})), object(inner)]
    })
}

fn object(property: impl Strategy<Value = Json>) -> impl Strategy<Value = Json> {
    prop::collection::btree_map("[a-zA-Z][a-zA-Z0-9_-]{0,5}", property, 0..4).prop_map(|properties| {
        let required: Vec<_> = properties.keys().take(1).cloned().collect();
        let properties: Map<String, Json> = properties.into_iter().collect();
        json!({"type": "object", "properties": properties, "required": required})
    })
}

fn schema() -> impl Strategy<Value = Option<Json>> {
    prop::option::of(object(property()))
}

fn origin() -> impl Strategy<Value = Origin> {
    let scheme = prop_oneof![Just(Scheme::Https), Just(Scheme::Http)];
    (scheme, "[a-z]{1,5}\\.example", 1..u16::MAX).prop_map(|(scheme, host, port)| Origin {
        scheme,
        host,
        port,
    })
}

fn reach() -> impl Strategy<Value = Reach> {
    let access = prop_oneof![Just(Access::Read), Just(Access::Write)];
    let authority = prop_oneof![Just(Authority::Caller), Just(Authority::Plugin)];
    (access, authority).prop_map(|(access, authority)| Reach { access, authority })
}

fn power() -> impl Strategy<Value = Power> {
    prop_oneof![
        Just(Power::Log),
        Just(Power::Kv),
        Just(Power::Notify),
        prop::collection::btree_set(origin(), 1..4)
            .prop_map(|hosts| Power::Http(HttpReach { hosts, from_config: BTreeSet::new() })),
        reach().prop_map(Power::Records),
        reach().prop_map(Power::Items),
        reach().prop_map(Power::Flows),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let filter =
        prop::option::of("[ -~]{0,9}".prop_map(|value| json!({"all": [{"field": "a", "value": value}]})));
    (key(), prop::option::of(key()), any::<bool>(), filter).prop_map(|(key, form, records, filter)| {
        let source = if records { Source::Records } else { Source::Items };
        Query { key, source, form: form.filter(|_| records), filter }
    })
}

fn offer() -> impl Strategy<Value = Offer> {
    prop_oneof![
        schema().prop_map(|settings| Offer::FieldType { value: ValueKind::Json, settings }),
        (schema(), prop::option::of(query())).prop_map(|(parameters, query)| Offer::Report {
            parameters,
            queries: query.into_iter().collect()
        }),
        (schema(), schema()).prop_map(|(input, output)| Offer::Action { input, output }),
        "[a-z]{1,5}\\.[a-z]{1,5}".prop_map(|e| Offer::EventHandler { events: vec![e.parse().unwrap()] }),
        (key(), text(), schema()).prop_map(|(key, title, input)| Offer::Connector {
            operations: vec![Operation { key: key.clone(), title: title.clone(), input, output: None }],
            webhooks: vec![Webhook { key: key.clone(), title: title.clone() }],
            messages: vec![Message { key, title }],
        }),
        Just(Offer::Panel { places: vec![PanelPlace::Dashboard, PanelPlace::Record] }),
        schema().prop_map(|settings| Offer::Resolver { settings }),
    ]
}

fn manifest() -> impl Strategy<Value = PluginManifest> {
    let capability = (power(), text()).prop_map(|(power, reason)| Capability { power, reason });
    let contribution = (key(), text(), prop::option::of(text()), offer())
        .prop_map(|(key, title, description, offer)| Contribution { key, title, description, offer });
    let head = ("[a-z]{1,5}/[a-z]{1,5}", any::<[u8; 3]>(), text(), text(), schema());
    let lists = (prop::collection::vec(capability, 0..5), prop::collection::vec(contribution, 0..4));
    (head, lists).prop_map(
        |((id, [a, b, c], name, description, config), (mut capabilities, mut contributions))| {
            let mut seen = BTreeSet::new();
            capabilities.retain(|c: &Capability| seen.insert(c.power.interface()));
            let mut seen = BTreeSet::new();
            contributions.retain(|c: &Contribution| seen.insert((c.offer.kind(), c.key.clone())));
            // One that need not be pure, so that any capability fits.
            let key = Key::literal("last-of-all-keys");
            let offer = Offer::Action { input: None, output: None };
            contributions.push(Contribution { key, title: name.clone(), description: None, offer });
            PluginManifest {
                id: id.parse().unwrap(),
                version: Version::new(a.into(), b.into(), c.into()),
                contract: CONTRACTS[0].parse().unwrap(),
                license: "Apache-2.0".parse().unwrap(),
                limits: Limits::Large,
                name,
                description,
                config,
                capabilities,
                contributions,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(manifest in manifest()) {
        let text = manifest.write();
        let read = PluginManifest::parse(text.as_bytes());
        prop_assert!(read.is_ok(), "{}\n{text}", read.unwrap_err());
        prop_assert_eq!(read.unwrap(), manifest, "{}", text);
    }

    #[test]
    fn properties_keep_their_order(names in prop::collection::hash_set("[a-z]{1,4}", 1..8)) {
        let properties: Map<String, Json> = names.iter().map(|n| (n.clone(), json!({"type": "boolean"}))).collect();
        let config = json!({"type": "object", "properties": properties});
        let manifest = PluginManifest { config: Some(config), ..tests::manifest("") };
        let read = PluginManifest::parse(manifest.write().as_bytes()).unwrap();
        let read = read.config.unwrap();
        prop_assert!(read["properties"].as_object().unwrap().keys().eq(names.iter()));
    }
}
