//! The attributes of `weir-plugin`: each leaves its function as it is and exports it to the host. Without a parser of
//! Rust, which would take longer to build than the plugin: all that is read is the function's name.

use proc_macro::{TokenStream, TokenTree};

macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident => $exports:literal;)*) => {$(
        $(#[$doc])*
        #[proc_macro_attribute]
        pub fn $name(arguments: TokenStream, function: TokenStream) -> TokenStream {
            export($exports, stringify!($name), arguments, function)
        }
    )*};
}

attributes! {
    /// Exports `fn(&Context, Input) -> Result<Output>` as an action. Input and output are serde types; the action's key
    /// is the function's name, `-` for `_`. A plugin with several actions names them in `weir_plugin::actions!`
    /// instead.
    action => "actions";
    /// Exports `fn(&Context, Event) -> Result<()>` as the handler of events.
    event_handler => "export_event_handler";
    /// Exports `fn(&Context, ReportRequest) -> Result<ReportDocument>` as the maker of reports.
    report => "export_report";
    /// Exports `fn(&Context, PanelRequest) -> Result<Tree>` as what draws panels.
    panel => "export_panel";
    /// Exports `fn(&Context, ResolverRequest) -> Result<Vec<Actor>>` as what names who is to act.
    resolver => "export_resolver";
}

fn export(exports: &str, attribute: &str, arguments: TokenStream, function: TokenStream) -> TokenStream {
    if !arguments.is_empty() {
        return error(&format!("`#[{attribute}]` takes no arguments; settings stand in the manifest"));
    }
    let Some(name) = name_of(function.clone()) else {
        return error(&format!("`#[{attribute}]` stands before a function"));
    };
    let mut all = function;
    let export: TokenStream = format!("::weir_plugin::{exports}!({name});").parse().expect("a macro call");
    all.extend(export);
    all
}

/// The name after the first `fn` that stands outside of any bracket.
fn name_of(function: TokenStream) -> Option<String> {
    let mut tokens = function.into_iter();
    tokens.find(|token| matches!(token, TokenTree::Ident(word) if word.to_string() == "fn"))?;
    match tokens.next()? {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

fn error(message: &str) -> TokenStream {
    format!("::core::compile_error!({message:?});").parse().expect("a macro call")
}
