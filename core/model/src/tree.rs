//! A forest of ids known by their parents, laid out so that a subtree is one slice.
//!
//! Built from rows that may be wrong: a missing parent or a cycle is cut and reported, never followed.

use std::collections::HashMap;
use std::hash::Hash;

/// A forest in preorder.
#[derive(Debug, Clone)]
pub struct Tree<Id> {
    preorder: Vec<Id>,
    places: HashMap<Id, Place<Id>>,
    cut: Vec<Id>,
}

#[derive(Debug, Clone)]
struct Place<Id> {
    parent: Option<Id>,
    depth: usize,
    start: usize,
    end: usize,
}

impl<Id> Default for Tree<Id> {
    fn default() -> Self {
        Self { preorder: Vec::new(), places: HashMap::new(), cut: Vec::new() }
    }
}

impl<Id: Copy + Eq + Hash> Tree<Id> {
    /// Builds the forest from `(id, parent)` pairs; siblings keep the order of the pairs.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (Id, Option<Id>)>) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let known: std::collections::HashSet<Id> = pairs.iter().map(|(id, _)| *id).collect();
        let mut children: HashMap<Id, Vec<Id>> = HashMap::new();
        for (id, parent) in &pairs {
            if let Some(parent) = parent {
                children.entry(*parent).or_default().push(*id);
            }
        }
        let mut tree = Self::default();
        for (id, parent) in &pairs {
            if parent.is_none_or(|p| !known.contains(&p)) {
                tree.plant(*id, &children);
                if parent.is_some() {
                    tree.cut.push(*id);
                }
            }
        }
        // What no root reaches lies on a cycle or below one: cut it at the first row met.
        for (id, _) in &pairs {
            if !tree.places.contains_key(id) {
                tree.plant(*id, &children);
                tree.cut.push(*id);
            }
        }
        tree
    }

    fn plant(&mut self, root: Id, children: &HashMap<Id, Vec<Id>>) {
        enum Step<Id> {
            Enter(Id, Option<Id>, usize),
            Leave(Id),
        }
        let mut steps = vec![Step::Enter(root, None, 0)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id, parent, depth) => {
                    let start = self.preorder.len();
                    if self.places.contains_key(&id) {
                        continue;
                    }
                    self.places.insert(id, Place { parent, depth, start, end: start + 1 });
                    self.preorder.push(id);
                    steps.push(Step::Leave(id));
                    let below = children.get(&id).map_or(&[][..], Vec::as_slice);
                    steps.extend(below.iter().rev().map(|c| Step::Enter(*c, Some(id), depth + 1)));
                }
                Step::Leave(id) => {
                    let end = self.preorder.len();
                    if let Some(place) = self.places.get_mut(&id) {
                        place.end = end;
                    }
                }
            }
        }
    }

    /// Whether the id stands in the forest.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.places.contains_key(&id)
    }

    /// The node above, if any.
    #[must_use]
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.places.get(&id).and_then(|p| p.parent)
    }

    /// How many nodes stand above; a root has depth 0.
    #[must_use]
    pub fn depth(&self, id: Id) -> Option<usize> {
        self.places.get(&id).map(|p| p.depth)
    }

    /// The node and everything below it, parents before children; empty for a stranger.
    #[must_use]
    pub fn subtree(&self, id: Id) -> &[Id] {
        self.places.get(&id).map_or(&[], |p| &self.preorder[p.start..p.end])
    }

    /// The node, its parent, and so on up to the root; empty for a stranger.
    pub fn path_up(&self, id: Id) -> impl Iterator<Item = Id> {
        let first = Some(id).filter(|id| self.contains(*id));
        std::iter::successors(first, |id| self.parent(*id))
    }

    /// Whether `id` is `above` or stands somewhere below it.
    #[must_use]
    pub fn is_within(&self, id: Id, above: Id) -> bool {
        match (self.places.get(&id), self.places.get(&above)) {
            (Some(a), Some(b)) => (b.start..b.end).contains(&a.start),
            _ => false,
        }
    }

    /// How many levels the node and what is below it span; 0 for a stranger.
    #[must_use]
    pub fn height(&self, id: Id) -> usize {
        let Some(own) = self.depth(id) else { return 0 };
        self.subtree(id).iter().filter_map(|c| self.depth(*c)).max().map_or(0, |deepest| deepest - own + 1)
    }

    /// Every node, parents before children.
    #[must_use]
    pub fn preorder(&self) -> &[Id] {
        &self.preorder
    }

    /// The nodes whose parent was missing or closed a cycle, and which stand as roots instead.
    #[must_use]
    pub fn cut(&self) -> &[Id] {
        &self.cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_is_the_node_and_all_below_in_preorder() {
        let tree = Tree::new([(3, Some(1)), (1, None), (2, Some(1)), (4, Some(3)), (9, None)]);
        assert_eq!(tree.subtree(1), [1, 3, 4, 2]);
        assert_eq!(tree.subtree(3), [3, 4]);
        assert!(tree.subtree(7).is_empty());
        assert_eq!(tree.path_up(4).collect::<Vec<_>>(), [4, 3, 1]);
        assert_eq!((tree.depth(4), tree.height(1), tree.height(4)), (Some(2), 3, 1));
        assert!(
            tree.is_within(4, 1) && tree.is_within(4, 4) && !tree.is_within(1, 4) && !tree.is_within(9, 1)
        );
        assert!(tree.cut().is_empty());
    }

    #[test]
    fn a_cycle_and_a_missing_parent_are_cut_and_reported() {
        let tree = Tree::new([(1, Some(2)), (2, Some(1)), (3, Some(2)), (5, Some(8)), (6, Some(6))]);
        assert_eq!(tree.cut(), [5, 1, 6]);
        assert_eq!(tree.path_up(3).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(tree.preorder().len(), 5);
        assert_eq!(tree.subtree(6), [6]);
    }
}
