//! Reading a project pack's two files. It names nobody, so nothing has to be resolved.

use weir_model::Issue;

use crate::project::ProjectTemplate;
use crate::project_check::check_project_template;
use crate::{Manifest, PackError};

/// A project template as it was shipped.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectPack {
    /// What it is called.
    pub manifest: Manifest,
    /// What a project comes with.
    pub template: ProjectTemplate,
}

impl ProjectPack {
    /// Reads a pack from its files' texts.
    ///
    /// # Errors
    /// [`PackError::Malformed`] names the first file that does not parse or that no project could be founded from,
    /// and where.
    pub fn parse(manifest: &str, project: &str) -> Result<Self, PackError> {
        let malformed = |file, reason: String| PackError::Malformed { file, reason };
        let manifest =
            toml::from_str(manifest).map_err(|e| malformed("pack.toml", e.message().to_owned()))?;
        let template: ProjectTemplate =
            serde_json::from_str(project).map_err(|e| malformed("project.json", e.to_string()))?;
        let mut found = check_project_template(&template);
        let named = template.places.iter().enumerate().find(|(_, place)| place.person.is_some());
        found.extend(named.map(|(n, _)| Issue::new(format!("places[{n}].person"), "org.user_unknown")));
        match found.first() {
            None => Ok(Self { manifest, template }),
            Some(issue) => Err(malformed("project.json", format!("{}: {}", issue.at, issue.code))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "key = \"trip\"\nversion = \"1.0.0\"\nicon = \"plane\"\n[name]\nen = \"Trip\"\n\
        [description]\nen = \"A trip\"\n";

    fn project(more: &str) -> String {
        format!(
            r#"{{"format":1,"types":[{{"key":"task","definition":{{"name":{{"en":"Task"}},"root":true,
            "workflow":{{"initial":"todo","statuses":[{{"key":"todo","name":{{"en":"To do"}},"category":"done"}}],
            "transitions":[]}}}}}}]{more}}}"#
        )
    }

    #[test]
    fn a_pack_reads_back_what_it_says() {
        let pack = ProjectPack::parse(MANIFEST, &project("")).unwrap();
        assert_eq!((pack.manifest.key.as_str(), pack.template.types.len()), ("trip", 1));
    }

    #[test]
    fn a_broken_file_is_named_with_the_place() {
        let person = format!(
            r#","places":[{{"key":"a","name":{{"en":"A"}},"role":"member","person":"usr_{}"}}]"#,
            "0".repeat(32)
        );
        for (manifest, project, told) in [
            ("key", project(""), "pack.toml: "),
            (MANIFEST, "{".to_owned(), "project.json: "),
            (MANIFEST, project(r#","lead":"boss""#), "project.json: lead: template.place_unknown"),
            (MANIFEST, project(&person), "project.json: places[0].person: org.user_unknown"),
        ] {
            let error = ProjectPack::parse(manifest, &project).unwrap_err().to_string();
            assert!(error.starts_with(told), "{error}");
        }
    }
}
