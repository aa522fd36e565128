//! A project template: what a new project comes with, as one document of a known format.
//!
//! Days are counted from the project's start, people stand in places that are filled when it is founded, and items
//! refer to one another by their position. Nothing in it is of one tenant but what somebody chose to keep.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use weir_forms::schema::FormSchema;
use weir_model::id::UserId;
use weir_model::{Key, LocalizedText};
use weir_work::{BoardSettings, ProjectRole, RelationKind, WorkType};

/// The format that this version writes, and the newest that it reads.
pub const PROJECT_FORMAT: u32 = 1;

/// What a new project comes with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectTemplate {
    /// The format of the document: [`PROJECT_FORMAT`].
    pub format: u32,
    /// The types of its work items, in their order.
    pub types: Vec<TemplateType>,
    /// The settings of its board.
    #[serde(default)]
    pub board: BoardSettings,
    /// The views that everybody in it sees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<TemplateView>,
    /// Who works in it: places that people are put in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<TemplatePlace>,
    /// The place of whoever leads the project; they are not asked for twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<Key>,
    /// Its first work items, in the manual order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<TemplateItem>,
    /// How they stand to one another besides the hierarchy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<TemplateRelation>,
}

/// A type of work items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateType {
    /// Its key in the project.
    pub key: Key,
    /// What it is.
    pub definition: WorkType,
    /// Its custom fields; left out, those that a new type begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<FormSchema>,
}

/// A view of the items. What it shows, the application knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateView {
    /// What its tab says.
    pub name: LocalizedText,
    /// Which rows, in which order, drawn how.
    pub settings: Json,
}

/// A place in the project that somebody fills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplatePlace {
    /// Its key in the template.
    pub key: Key,
    /// What it is called.
    pub name: LocalizedText,
    /// The role of whoever fills it.
    pub role: ProjectRole,
    /// Who fills it unless somebody else is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<UserId>,
}

/// A work item that a new project has from the beginning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateItem {
    /// Its title.
    pub title: LocalizedText,
    /// Its type's key.
    #[serde(rename = "type")]
    pub kind: Key,
    /// The item above, by its position in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// The first day, in days after the project's start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<i32>,
    /// The day by which it is due, in days after the project's start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<i32>,
    /// The place of whoever does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Key>,
    /// Values of its custom fields.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Json>,
}

/// A relation of two items, by their positions in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemplateRelation {
    /// The first item.
    pub from: usize,
    /// How it stands to the second.
    pub kind: RelationKind,
    /// The second item.
    pub to: usize,
}

impl ProjectTemplate {
    /// The type of a key.
    #[must_use]
    pub fn kind(&self, key: &Key) -> Option<&TemplateType> {
        self.types.iter().find(|t| t.key == *key)
    }

    /// The place of a key.
    #[must_use]
    pub fn place(&self, key: &Key) -> Option<&TemplatePlace> {
        self.places.iter().find(|p| p.key == *key)
    }

    /// The days from the start to the last day that an item names.
    #[must_use]
    pub fn days(&self) -> Option<i32> {
        self.items.iter().flat_map(|i| [i.start, i.due]).flatten().max()
    }

    /// Positions of the items, every one behind the one above it; items that stand below themselves are left out.
    #[must_use]
    pub fn parents_first(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.items.len());
        let mut placed = vec![false; self.items.len()];
        loop {
            let before = order.len();
            for (n, item) in self.items.iter().enumerate() {
                let ready = item.parent.is_none_or(|p| placed.get(p).copied().unwrap_or(false));
                if !placed[n] && ready {
                    placed[n] = true;
                    order.push(n);
                }
            }
            if order.len() == before {
                return order;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(parents: &[Option<usize>]) -> ProjectTemplate {
        let item = |parent: &Option<usize>| TemplateItem {
            title: LocalizedText::both("事项", "Item"),
            kind: Key::literal("task"),
            parent: *parent,
            start: None,
            due: None,
            place: None,
            fields: Map::new(),
        };
        ProjectTemplate {
            format: PROJECT_FORMAT,
            types: Vec::new(),
            board: BoardSettings::default(),
            views: Vec::new(),
            places: Vec::new(),
            lead: None,
            items: parents.iter().map(item).collect(),
            relations: Vec::new(),
        }
    }

    #[test]
    fn parents_come_before_what_stands_below_them() {
        for (parents, order) in [
            (&[None, Some(0), Some(1)][..], &[0, 1, 2][..]),
            (&[Some(2), None, Some(1)], &[1, 2, 0]),
            (&[Some(1), Some(0), None], &[2]),
            (&[Some(7)], &[]),
            (&[], &[]),
        ] {
            assert_eq!(items(parents).parents_first(), order, "{parents:?}");
        }
    }

    #[test]
    fn a_property_that_no_template_has_is_refused() {
        let read = |text: &str| serde_json::from_str::<ProjectTemplate>(text).map_err(|e| e.to_string());
        assert!(read(r#"{"format":1,"types":[]}"#).is_ok());
        let told = read(r#"{"format":1,"types":[],"comments":[]}"#).unwrap_err();
        assert!(told.starts_with("unknown field `comments`"), "{told}");
    }
}
