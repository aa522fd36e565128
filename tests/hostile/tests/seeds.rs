//! The seeds are good: what is grown from them goes through the whole of what they go through.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use weir_flow::definition::FlowDefinition;
use weir_forms::schema::FormSchema;
use weir_hostile::{FILTER, FLOW, FORM, WIDE_DOCUMENT, WIDE_FORM, seed};
use weir_model::filter::Filter;
use weir_package::{Content, Package};

#[test]
fn the_forms_may_be_published() {
    for text in [FORM, WIDE_FORM] {
        let form: FormSchema = serde_json::from_str(text).unwrap();
        assert_eq!(weir_forms::check_schema(&form, &[]), []);
    }
}

#[test]
fn the_document_is_valid() {
    let form: FormSchema = serde_json::from_str(WIDE_FORM).unwrap();
    let now = "2026-11-21T01:00:00Z".parse().unwrap();
    let today = jiff::civil::date(2026, 11, 21);
    let situation = weir_forms::Situation { today, now, initiator: None, department: None };
    let document = seed(WIDE_DOCUMENT).as_object().unwrap().clone();
    let valid = weir_forms::validate(&form, &document, &Default::default(), &situation, None);
    assert_eq!(valid.err(), None);
}

#[test]
fn the_filter_is_one() {
    serde_json::from_str::<Filter>(FILTER).unwrap();
    weir_hostile::filter(&seed(FILTER));
}

#[test]
fn the_flow_may_be_published() {
    let flow: FlowDefinition = serde_json::from_str(FLOW).unwrap();
    assert_eq!(weir_hostile::flow_issues(&flow), []);
}

#[test]
fn the_package_holds_together() {
    let package = Package::open(&weir_hostile::good_package()).unwrap_or_else(|e| panic!("{e}"));
    let Content::Plugin(_, surface) = package.content else { panic!("no plugin") };
    assert_eq!((surface.imports.len(), surface.wasi.len(), surface.exports.len()), (2, 1, 1));
    weir_hostile::package(&weir_hostile::good_package());
}
