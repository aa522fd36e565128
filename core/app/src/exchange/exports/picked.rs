//! The values of some fields out of a record's document. The rest of it is passed over: a file of many rows is made of
//! few of their fields, and a map of each row would cost more than all else.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;

use crate::error::{Error, Result};

/// The values of `keys` in an object, in their order; null for what it has not.
///
/// # Errors
/// [`Error::Internal`] for a document that is none.
pub(super) fn picked(document: &str, keys: &[&str]) -> Result<Vec<Json>> {
    let mut reader = serde_json::Deserializer::from_str(document);
    let values = Picking(keys).deserialize(&mut reader).map_err(Error::internal)?;
    reader.end().map_err(Error::internal)?;
    Ok(values)
}

struct Picking<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Picking<'_> {
    type Value = Vec<Json>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Json>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Picking<'_> {
    type Value = Vec<Json>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Vec<Json>, M::Error> {
        let mut values = vec![Json::Null; self.0.len()];
        while let Some(place) = map.next_key_seed(Place(self.0))? {
            match place.map(|at| values.get_mut(at).ok_or_else(|| M::Error::custom("no such place"))) {
                Some(value) => *value? = map.next_value()?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(values)
    }
}

/// Where a key stands among those wanted.
struct Place<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.0.iter().position(|wanted| *wanted == key))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_come_in_the_order_of_the_keys_and_the_rest_is_passed_over() {
        let document = r#"{"a":"1","rows":[{"b":[1,{"c":2}]}],"\u0062":{"start":"x"},"d":null}"#;
        let values = picked(document, &["b", "none", "a", "d"]).unwrap();
        assert_eq!(values, [json!({ "start": "x" }), Json::Null, json!("1"), Json::Null]);
        assert_eq!(picked("{}", &[]).unwrap(), [Json::Null; 0]);
    }

    #[test]
    fn what_is_no_document_is_refused() {
        for broken in ["", "[]", "{\"a\":", "{\"a\":1}x", "{\"z\":}", "null"] {
            assert!(picked(broken, &["a"]).is_err(), "{broken}");
        }
    }
}
