//! The contract as Rust sees it, made from `sdk/wit`: types for everybody, traits for the capabilities, and a typed way
//! into each world's exports.

#![allow(missing_docs, reason = "the documentation is in sdk/wit")]
#![allow(clippy::all, reason = "generated")]

/// What plugins import.
pub(crate) mod acting {
    wasmtime::component::bindgen!({
        path: "../../sdk/wit",
        world: "acting",
        imports: { default: trappable },
        with: { "weir:plugin/secrets.secret": crate::plugin::capability::secrets::Secret },
    });
}

macro_rules! world {
    ($module:ident = $world:literal, { $($interface:literal: $path:path,)* }) => {
        pub(crate) mod $module {
            wasmtime::component::bindgen!({
                path: "../../sdk/wit",
                world: $world,
                with: {
                    "weir:plugin/types": crate::plugin::bindings::acting::weir::plugin::types,
                    "weir:plugin/log": crate::plugin::bindings::acting::weir::plugin::log,
                    "weir:plugin/config": crate::plugin::bindings::acting::weir::plugin::config,
                    $($interface: $path,)*
                },
            });
        }
    };
}

/// Worlds that only reckon.
macro_rules! pure {
    ($($module:ident = $world:literal;)*) => {$(world!($module = $world, {});)*};
}

/// Worlds that act.
macro_rules! acting {
    ($($module:ident = $world:literal;)*) => {$(world!($module = $world, {
        "weir:plugin/kv": crate::plugin::bindings::acting::weir::plugin::kv,
        "weir:plugin/secrets": crate::plugin::bindings::acting::weir::plugin::secrets,
        "weir:plugin/http": crate::plugin::bindings::acting::weir::plugin::http,
        "weir:plugin/records": crate::plugin::bindings::acting::weir::plugin::records,
        "weir:plugin/items": crate::plugin::bindings::acting::weir::plugin::items,
        "weir:plugin/flows": crate::plugin::bindings::acting::weir::plugin::flows,
        "weir:plugin/notify": crate::plugin::bindings::acting::weir::plugin::notify,
    });)*};
}

pure! {
    field_type = "field-type";
    report = "report";
}

acting! {
    action = "action";
    event_handler = "event-handler";
    connector = "connector";
    panel = "panel";
    resolver = "resolver";
}
