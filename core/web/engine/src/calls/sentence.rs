//! Sentences of findings, from the same tables as the server's.

use std::collections::BTreeMap;

use serde::Deserialize;
use weir_model::Locale;

#[derive(Deserialize)]
pub struct Message {
    code: String,
    #[serde(default)]
    params: BTreeMap<String, String>,
    locale: Locale,
}

/// The sentence of a code.
pub fn message(args: Message) -> String {
    weir_model::issue::message(&args.code, &args.params, args.locale)
}
