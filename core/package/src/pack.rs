//! Reading a pack's four files and putting a tenant's ids in the place of its symbolic references.

use serde_json::Value as Json;
use weir_flow::definition::FlowDefinition;
use weir_forms::schema::FormSchema;
use weir_model::Key;

use crate::Manifest;

/// A pack as it was shipped: its definitions still carry symbolic references.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// What it is called and what it needs.
    pub manifest: Manifest,
    form: Json,
    flow: Json,
}

/// A pack's definitions with a tenant's ids in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The form.
    pub form: FormSchema,
    /// The flow on that form, its messages included.
    pub flow: FlowDefinition,
}

/// What a pack means by `@role/finance-director`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SymbolicRef {
    /// A role by key.
    Role(Key),
    /// A form by key.
    Form(Key),
}

/// Why a pack cannot be read or installed.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file is not what its name promises.
    #[error("{file}: {reason}")]
    Malformed {
        /// The file's name in the pack.
        file: &'static str,
        /// The parser's words.
        reason: String,
    },
    /// The tenant has nothing of that name.
    #[error("the pack refers to `{0}`, which does not exist here")]
    Unresolved(String),
}

impl Pack {
    /// Reads a pack from its files' texts.
    ///
    /// # Errors
    /// [`PackError::Malformed`] names the first file that does not parse.
    pub fn parse(manifest: &str, form: &str, flow: &str, messages: &str) -> Result<Self, PackError> {
        let malformed = |file: &'static str| move |reason: String| PackError::Malformed { file, reason };
        let json =
            |file, text: &str| serde_json::from_str::<Json>(text).map_err(|e| malformed(file)(e.to_string()));
        let manifest =
            toml::from_str(manifest).map_err(|e| malformed("pack.toml")(e.message().to_owned()))?;
        let mut flow = json("flow.json", flow)?;
        let settings = flow
            .as_object_mut()
            .map(|o| o.entry("settings").or_insert_with(|| Json::Object(serde_json::Map::new())))
            .and_then(Json::as_object_mut)
            .ok_or_else(|| malformed("flow.json")("expected an object with `settings`".to_owned()))?;
        settings.insert("messages".to_owned(), json("messages.json", messages)?);
        Ok(Self { manifest, form: json("form.json", form)?, flow })
    }

    /// The definitions with every symbolic reference replaced by what `id_of` answers.
    ///
    /// # Errors
    /// [`PackError::Unresolved`] for a reference without an answer, [`PackError::Malformed`] when a definition
    /// does not have the shape of a form or a flow.
    pub fn resolve(&self, id_of: impl Fn(&SymbolicRef) -> Option<String>) -> Result<Resolved, PackError> {
        let mut form = self.form.clone();
        let mut flow = self.flow.clone();
        replace(&mut form, &id_of)?;
        replace(&mut flow, &id_of)?;
        let malformed =
            |file| move |e: serde_json::Error| PackError::Malformed { file, reason: e.to_string() };
        Ok(Resolved {
            form: serde_json::from_value(form).map_err(malformed("form.json"))?,
            flow: serde_json::from_value(flow).map_err(malformed("flow.json"))?,
        })
    }

    /// How many fields and nodes it has, for the gallery.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let count = |doc: &Json, name: &str| doc.get(name).and_then(Json::as_array).map_or(0, Vec::len);
        (count(&self.form, "fields"), count(&self.flow, "nodes"))
    }
}

fn replace(doc: &mut Json, id_of: &impl Fn(&SymbolicRef) -> Option<String>) -> Result<(), PackError> {
    match doc {
        Json::String(text) => {
            if let Some(reference) = parse_ref(text) {
                *text = id_of(&reference).ok_or_else(|| PackError::Unresolved(text.clone()))?;
            }
            Ok(())
        }
        Json::Array(items) => items.iter_mut().try_for_each(|item| replace(item, id_of)),
        Json::Object(map) => map.values_mut().try_for_each(|item| replace(item, id_of)),
        _ => Ok(()),
    }
}

fn parse_ref(text: &str) -> Option<SymbolicRef> {
    let (kind, key) = text.strip_prefix('@')?.split_once('/')?;
    let key = key.parse().ok()?;
    match kind {
        "role" => Some(SymbolicRef::Role(key)),
        "form" => Some(SymbolicRef::Form(key)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "key = \"trip\"\nversion = \"1.0.0\"\nicon = \"plane\"\n[name]\nen = \"Trip\"\n\
        [description]\nen = \"A trip\"\n[[roles]]\nkey = \"boss\"\n[roles.name]\nen = \"Boss\"\n";
    const FORM: &str = r#"{"name":{"en":"Trip"},"fields":[{"key":"to","label":{"en":"To"},"type":"text"}]}"#;
    const FLOW: &str = r#"{"name":{"en":"Trip"},"nodes":[{"key":"a","name":{"en":"A"},"kind":"approve",
        "who":{"kind":"role","role":"@role/boss"}}],"edges":[],"settings":{}}"#;
    const ROLE: &str = "rol_00000000000000000000000000000001";

    #[test]
    fn a_symbolic_role_becomes_the_tenants_role() {
        let pack = Pack::parse(MANIFEST, FORM, FLOW, "{}").unwrap();
        let resolved = pack
            .resolve(|r| (*r == SymbolicRef::Role(Key::literal("boss"))).then(|| ROLE.to_owned()))
            .unwrap();
        assert!(serde_json::to_string(&resolved.flow).unwrap().contains(ROLE));
    }

    #[test]
    fn a_reference_that_the_tenant_lacks_is_named() {
        let pack = Pack::parse(MANIFEST, FORM, FLOW, "{}").unwrap();
        let error = pack.resolve(|_| None).unwrap_err();
        assert!(error.to_string().contains("@role/boss"), "{error}");
    }

    #[test]
    fn a_broken_file_is_named() {
        for (manifest, form, flow, messages, file) in [
            ("key", FORM, FLOW, "{}", "pack.toml"),
            (MANIFEST, "{", FLOW, "{}", "form.json"),
            (MANIFEST, FORM, "[]", "{}", "flow.json"),
            (MANIFEST, FORM, FLOW, "", "messages.json"),
        ] {
            let error = Pack::parse(manifest, form, flow, messages).unwrap_err();
            assert!(error.to_string().starts_with(file), "{error}");
        }
    }
}
