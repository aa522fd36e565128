//! How functions become exports. The attributes expand to the macros here.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::worlds::acting::weir::plugin::types::{Call, Failure as Wire};
use crate::{Context, Failure, Result};

/// Reads the input, calls, and writes the output.
#[doc(hidden)]
pub fn carry_out<I: DeserializeOwned, O: Serialize>(
    function: impl FnOnce(&Context, I) -> Result<O>,
    call: Call,
    input: &str,
) -> std::result::Result<String, Wire> {
    let carried_out = || {
        let input =
            serde_json::from_str(input).map_err(|error| Failure::invalid(format!("the input: {error}")))?;
        Ok(serde_json::to_string(&function(&call.into(), input)?)?)
    };
    carried_out().map_err(|failure: Failure| failure.into())
}

/// Whether a function's name stands for the key: `-` in the one is `_` in the other.
#[doc(hidden)]
#[must_use]
pub fn is_key(function: &str, key: &str) -> bool {
    function.len() == key.len()
        && function.bytes().zip(key.bytes()).all(|(f, k)| f == k || (f == b'_' && k == b'-'))
}

/// For which version of the contract the plugin was made, where it is read before anything runs. Here and not in the
/// macros: a plugin that exports several worlds says it once.
#[used]
#[unsafe(link_section = "weir:contract")]
static CONTRACT: [u8; 8] = *b"1.0.0-rc";

/// Exports functions `fn(&Context, Input) -> Result<Output>` as the plugin's actions, each under its name with `-` for
/// `_`.
#[macro_export]
macro_rules! actions {
    ($($function:ident),+ $(,)?) => {
        const _: () = {
            use $crate::worlds::{acting::weir::plugin::types, action::exports::weir::plugin::actions};
            struct Exported;
            impl actions::Guest for Exported {
                fn run(call: types::Call, action: String, input: String) -> Result<String, types::Failure> {
                    $(if $crate::is_key(stringify!($function), &action) {
                        return $crate::carry_out($function, call, &input);
                    })+
                    Err(types::Failure::Failed(format!("there is no action `{action}`")))
                }
            }
            $crate::worlds::action::export_action!(Exported with_types_in $crate::worlds::action);
        };
    };
}

macro_rules! exporters {
    ($dollar:tt $($(#[$doc:meta])* $name:ident: $world:ident, $export:ident, $interface:ident, $method:ident($input:ty) -> $output:ty;)*) => {$(
        $(#[$doc])*
        #[doc(hidden)]
        #[macro_export]
        macro_rules! $name {
            ($dollar function:ident) => {
                const _: () = {
                    use $dollar crate::worlds::{acting::weir::plugin::types, $world::exports::weir::plugin::$interface};
                    struct Exported;
                    impl $interface::Guest for Exported {
                        fn $method(call: types::Call, input: $input) -> Result<$output, types::Failure> {
                            $dollar function(&call.into(), input).map_err(|failure: $dollar crate::Failure| failure.into())
                        }
                    }
                    $dollar crate::worlds::$world::$export!(Exported with_types_in $dollar crate::worlds::$world);
                };
            };
        }
    )*};
}

exporters! { $
    /// Exports `fn(&Context, Event) -> Result<()>` as the handler of events.
    export_event_handler: event_handler, export_event_handler, event_handlers, handle(event_handlers::Event) -> ();
    /// Exports `fn(&Context, ReportRequest) -> Result<ReportDocument>` as the maker of reports.
    export_report: report, export_report, reports, render(reports::Request) -> reports::Document;
    /// Exports `fn(&Context, Request) -> Result<Tree>` as what draws panels.
    export_panel: panel, export_panel, panels, draw(panels::Request) -> panels::Tree;
    /// Exports `fn(&Context, ResolverRequest) -> Result<Vec<Actor>>` as what names who is to act.
    export_resolver: resolver, export_resolver, resolvers, resolve(resolvers::Request) -> Vec<resolvers::Actor>;
}

/// Exports `check: fn(&Field, Value) -> Result<Value>` and `text: fn(&Field, Value) -> Result<String>` as kinds of
/// fields. Values are JSON.
#[macro_export]
macro_rules! field_type {
    (check: $check:ident, text: $text:ident $(,)?) => {
        const _: () = {
            use $crate::worlds::{
                acting::weir::plugin::types, field_type::exports::weir::plugin::field_types,
            };
            struct Exported;
            impl field_types::Guest for Exported {
                fn check(field: field_types::Field, value: String) -> Result<String, types::Failure> {
                    $crate::reckon(|value| $check(&field, value), &value)
                }
                fn text(field: field_types::Field, value: String) -> Result<String, types::Failure> {
                    $crate::read($text, &field, &value)
                }
            }
    $crate::worlds::field_type::export_field_type!(Exported with_types_in $crate::worlds::field_type);
        };
    };
}

/// Reads a value, and writes what becomes of it.
#[doc(hidden)]
pub fn reckon(
    function: impl FnOnce(serde_json::Value) -> Result<serde_json::Value>,
    value: &str,
) -> std::result::Result<String, Wire> {
    let reckoned = || Ok(serde_json::to_string(&function(serde_json::from_str(value)?)?)?);
    reckoned().map_err(|failure: Failure| failure.into())
}

/// Reads a value, and tells it.
#[doc(hidden)]
pub fn read<F>(
    function: impl FnOnce(&F, serde_json::Value) -> Result<String>,
    field: &F,
    value: &str,
) -> std::result::Result<String, Wire> {
    let read = || function(field, serde_json::from_str(value)?);
    read().map_err(|failure: Failure| failure.into())
}

/// Exports a connector: `operations` as with [`actions!`](crate::actions), `test: fn(&Context) -> Result<String>`, and
/// `receive: fn(&Context, WebhookRequest) -> Result<WebhookOutcome>`.
#[macro_export]
macro_rules! connector {
    (operations: [$($operation:ident),* $(,)?], test: $test:ident, receive: $receive:ident $(,)?) => {
        const _: () = {
            use $crate::worlds::connector::exports::weir::plugin::{connectors, webhooks};
            use $crate::worlds::acting::weir::plugin::types;
            struct Exported;
            impl connectors::Guest for Exported {
                fn invoke(call: types::Call, operation: String, input: String) -> Result<String, types::Failure> {
                    $(if $crate::is_key(stringify!($operation), &operation) {
                        return $crate::carry_out($operation, call, &input);
                    })*
                    Err(types::Failure::Failed(format!("there is no operation `{operation}`")))
                }
                fn test(call: types::Call) -> Result<String, types::Failure> {
                    $test(&call.into()).map_err(|failure: $crate::Failure| failure.into())
                }
            }
            impl webhooks::Guest for Exported {
                fn receive(call: types::Call, request: webhooks::Request) -> Result<webhooks::Outcome, types::Failure> {
                    $receive(&call.into(), request).map_err(|failure: $crate::Failure| failure.into())
                }
            }
            $crate::worlds::connector::export_connector!(Exported with_types_in $crate::worlds::connector);
        };
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call() -> Call {
        let text = str::to_owned;
        let (id, now, locale, time_zone) =
            (text("call_1"), text("2026-03-01T08:00:00Z"), text("en"), text("Asia/Shanghai"));
        Call { id, now, locale, time_zone, has_caller: false }
    }

    #[test]
    fn a_key_is_a_functions_name() {
        for (function, key, same) in [
            ("close_order", "close-order", true),
            ("close_order", "close_order", true),
            ("close_order", "close-orders", false),
            ("close", "open", false),
            ("", "", true),
        ] {
            assert_eq!(is_key(function, key), same, "{function} {key}");
        }
    }

    #[test]
    fn input_and_output_are_json() {
        let double = |_: &Context, number: u32| Ok(number * 2);
        assert_eq!(carry_out(double, call(), "21").unwrap(), "42");
        let refused = carry_out(double, call(), "\"x\"").unwrap_err();
        assert!(matches!(refused, Wire::Invalid(sentence) if sentence.starts_with("the input: ")));
    }

    #[test]
    fn errors_of_the_host_become_failures_by_the_question_mark() {
        use crate::worlds::acting::weir::plugin::types::Error;
        let fail = |error: Error| {
            let ask = move |_: &Context, (): ()| -> Result<()> { Ok(Err(error)?) };
            carry_out(ask, call(), "null").unwrap_err()
        };
        assert!(matches!(fail(Error::Unavailable("x".into())), Wire::Later(sentence) if sentence == "x"));
        assert!(matches!(fail(Error::Denied("x".into())), Wire::Failed(_)));
        assert!(matches!(fail(Error::Invalid("x".into())), Wire::Invalid(_)));
    }
}
