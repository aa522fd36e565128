//! Which template a project is founded from.

use serde::{Deserialize, Serialize};

use crate::Key;
use crate::id::ProjectTemplateId;

/// A template: one that the company made, or one that comes with the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum ProjectTemplateRef {
    /// One that the company made.
    Own {
        /// Its id.
        id: ProjectTemplateId,
    },
    /// One that comes with the product.
    Shipped {
        /// Its key.
        key: Key,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_named_by_id_or_by_key() {
        let shipped = ProjectTemplateRef::Shipped { key: Key::literal("general") };
        let text = serde_json::to_string(&shipped).unwrap();
        assert_eq!(text, r#"{"kind":"shipped","key":"general"}"#);
        assert_eq!(serde_json::from_str::<ProjectTemplateRef>(&text).unwrap(), shipped);
        for bad in [r#"{"kind":"own","key":"general"}"#, r#"{"kind":"own","id":"general"}"#, r#"{"key":"a"}"#]
        {
            assert!(serde_json::from_str::<ProjectTemplateRef>(bad).is_err(), "{bad}");
        }
    }
}
