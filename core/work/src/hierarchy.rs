//! Where a work item may stand: below which types, never below itself, not too deep.

use weir_model::{Issue, Issues, Key, Locale, LocalizedText};

use crate::limits::DEPTH_MAX;
use crate::workflow::WorkType;

/// The place that an item shall take.
pub struct Place<'a, Id> {
    /// The item; none for a new one.
    pub item: Option<Id>,
    /// Its type.
    pub kind: &'a WorkType,
    /// The levels that the item and what stands below it take; 1 for an item alone.
    pub height: usize,
    /// The type of the item above, by key and name; none for a root.
    pub parent: Option<(&'a Key, &'a LocalizedText)>,
    /// The item above, the one above that, and so on up to the root.
    pub above: &'a [Id],
    /// The reader's language.
    pub locale: Locale,
}

/// Why the item may not stand there; nothing when it may.
#[must_use]
pub fn check_place<Id: PartialEq>(place: &Place<'_, Id>) -> Issues {
    let at = "parent";
    let name = |text: &LocalizedText| text.get(place.locale).to_owned();
    let Some((parent, parent_name)) = place.parent else {
        let refused = Issue::new(at, "work.root_forbidden").with("type", name(&place.kind.name));
        return if place.kind.root { vec![] } else { vec![refused] };
    };
    if place.item.as_ref().is_some_and(|item| place.above.contains(item)) {
        return vec![Issue::new(at, "work.parent_loop")];
    }
    if place.above.len() + place.height.max(1) > DEPTH_MAX {
        return vec![Issue::new(at, "work.too_deep").with("max", DEPTH_MAX)];
    }
    if place.kind.parents.as_ref().is_some_and(|allowed| !allowed.contains(parent)) {
        let refused = Issue::new(at, "work.parent_type").with("type", name(&place.kind.name));
        return vec![refused.with("parent", name(parent_name))];
    }
    vec![]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::default_types;

    fn task() -> WorkType {
        default_types().into_iter().find(|(key, _)| key.as_str() == "task").unwrap().1
    }

    fn told(
        kind: &WorkType,
        item: Option<u32>,
        height: usize,
        above: &[u32],
        parent: &'static str,
    ) -> String {
        let (key, name) = (Key::literal(parent), LocalizedText::both(parent, parent));
        let parent = (!above.is_empty()).then_some((&key, &name));
        let place = Place { item, kind, height, parent, above, locale: Locale::En };
        check_place(&place).first().map_or_else(String::new, |i| i.code.to_string())
    }

    #[test]
    fn an_item_stands_below_the_types_that_it_names() {
        let mut kind = task();
        assert_eq!(told(&kind, None, 1, &[], "task"), "");
        kind.parents = Some(vec![Key::literal("requirement")]);
        assert_eq!(told(&kind, None, 1, &[1], "requirement"), "");
        assert_eq!(told(&kind, None, 1, &[1], "bug"), "work.parent_type");
        kind.root = false;
        assert_eq!(told(&kind, None, 1, &[], "task"), "work.root_forbidden");
    }

    #[test]
    fn a_tree_ends_at_its_depth() {
        let above: Vec<u32> = (100..100 + u32::try_from(DEPTH_MAX).unwrap() - 1).collect();
        assert_eq!(told(&task(), None, 1, &above, "task"), "");
        assert_eq!(told(&task(), None, 2, &above, "task"), "work.too_deep");
    }

    proptest! {
        /// However items are moved, as long as the refusals are heeded, every walk upwards ends.
        #[test]
        fn no_accepted_move_closes_a_loop(moves in prop::collection::vec((0_u32..8, 0_u32..8), 0..40)) {
            let mut parent: [Option<u32>; 8] = [None; 8];
            let kind = task();
            for (item, below) in moves {
                let above: Vec<u32> =
                    std::iter::successors(Some(below), |id| parent[*id as usize]).take(9).collect();
                if told(&kind, Some(item), 1, &above, "task").is_empty() {
                    parent[item as usize] = Some(below);
                }
                for start in 0..8 {
                    let steps = std::iter::successors(Some(start), |id| parent[*id as usize]).take(9).count();
                    prop_assert!(steps <= 8, "a loop above {start}");
                }
            }
        }
    }
}
