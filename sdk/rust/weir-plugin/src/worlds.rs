//! The contract as `wit-bindgen` gives it, made from `sdk/wit`.

#![allow(missing_docs, reason = "the documentation is in sdk/wit")]
#![allow(clippy::all, reason = "generated")]

/// What plugins import.
pub mod acting {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "acting",
        generate_all,
    });
}

macro_rules! world {
    ($module:ident = $world:literal, $export:literal, { $($interface:literal: $path:path,)* }) => {
        pub mod $module {
            wit_bindgen::generate!({
                path: "../../wit",
                world: $world,
                pub_export_macro: true,
                export_macro_name: $export,
                with: {
                    "weir:plugin/types@1.0.0-rc": crate::worlds::acting::weir::plugin::types,
                    "weir:plugin/log@1.0.0-rc": crate::worlds::acting::weir::plugin::log,
                    "weir:plugin/config@1.0.0-rc": crate::worlds::acting::weir::plugin::config,
                    $($interface: $path,)*
                },
            });
        }
    };
}

/// Worlds that only reckon.
macro_rules! pure {
    ($($module:ident = $world:literal, $export:literal;)*) => {$(world!($module = $world, $export, {});)*};
}

/// Worlds that act.
macro_rules! acting {
    ($($module:ident = $world:literal, $export:literal;)*) => {$(world!($module = $world, $export, {
        "weir:plugin/kv@1.0.0-rc": crate::worlds::acting::weir::plugin::kv,
        "weir:plugin/secrets@1.0.0-rc": crate::worlds::acting::weir::plugin::secrets,
        "weir:plugin/http@1.0.0-rc": crate::worlds::acting::weir::plugin::http,
        "weir:plugin/records@1.0.0-rc": crate::worlds::acting::weir::plugin::records,
        "weir:plugin/items@1.0.0-rc": crate::worlds::acting::weir::plugin::items,
        "weir:plugin/flows@1.0.0-rc": crate::worlds::acting::weir::plugin::flows,
        "weir:plugin/notify@1.0.0-rc": crate::worlds::acting::weir::plugin::notify,
    });)*};
}

pure! {
    field_type = "field-type", "export_field_type";
    report = "report", "export_report";
}

acting! {
    action = "action", "export_action";
    event_handler = "event-handler", "export_event_handler";
    connector = "connector", "export_connector";
    panel = "panel", "export_panel";
    resolver = "resolver", "export_resolver";
}
