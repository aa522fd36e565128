//! Project templates that come with the product.

use weir_package::{PackError, ProjectPack};

use crate::error::{Error, Result};

macro_rules! shipped {
    ($($key:literal),* $(,)?) => {
        &[$([
            include_str!(concat!("../../../../templates/", $key, "/pack.toml")),
            include_str!(concat!("../../../../templates/", $key, "/project.json")),
        ]),*]
    };
}

/// The project packs in `templates/`, in the order of the chooser.
const SHIPPED: &[[&str; 2]] = shipped!["product-development", "project-delivery", "general-project"];

/// Every shipped project template, read.
///
/// # Errors
/// When one of them is broken, which a test rules out.
pub(super) fn shipped() -> Result<Vec<ProjectPack>> {
    let read = |[manifest, project]: &[&str; 2]| ProjectPack::parse(manifest, project);
    SHIPPED.iter().map(read).collect::<Result<_, PackError>>().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use weir_model::LocalizedText;

    use super::*;
    use crate::dto::views::ViewSettings;
    use crate::projects::types::schema_of;

    fn complete(text: &LocalizedText) -> bool {
        text.iter().filter(|(_, t)| !t.trim().is_empty()).count() == 2
    }

    #[test]
    fn every_shipped_template_is_sound_and_speaks_both_languages() {
        for ProjectPack { manifest, template } in shipped().unwrap() {
            let key = &manifest.key;
            assert!(complete(&manifest.name) && complete(&manifest.description), "{key}");
            assert!(template.lead.is_some() && !template.items.is_empty(), "{key}");
            for kind in &template.types {
                let at = format!("{key}: {}", kind.key);
                let names = kind.definition.workflow.statuses.iter().map(|s| &s.name);
                assert!(names.chain([&kind.definition.name]).all(complete), "{at}");
                let ways = kind.definition.workflow.transitions.iter();
                assert!(ways.clone().all(|t| t.name.is_empty() || complete(&t.name)), "{at}");
                let schema = schema_of(&kind.key, &kind.definition.name, kind.schema.clone());
                assert!(schema.fields.iter().all(|f| complete(&f.label)), "{at}");
                for field in ways.flat_map(|t| &t.required).filter(|f| !f.starts_with('$')) {
                    assert!(schema.field(field).is_some(), "{at}: {field}");
                }
            }
            assert!(template.items.iter().all(|i| complete(&i.title)), "{key}");
            assert!(template.places.iter().all(|p| complete(&p.name)), "{key}");
            for view in &template.views {
                assert!(complete(&view.name), "{key}");
                assert!(serde_json::from_value::<ViewSettings>(view.settings.clone()).is_ok(), "{key}");
            }
        }
    }
}
