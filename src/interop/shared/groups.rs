//! What becomes of lists, projects and boards: a goal above what is in them, or its area.

use std::collections::BTreeMap;

use crate::domain::value::text::Title;
use crate::interop::reader::imported::{Dropped, ImportedGoal, title};
use crate::interop::reader::options;

/// One list, project or board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Its own identity, apart from those of what is in it.
    pub(crate) key: String,
    pub(crate) title: Title,
}

impl Group {
    /// Nothing where it has no name.
    pub(crate) fn new(key: String, name: &str) -> Option<Self> {
        Some(Self { key, title: title(name, &mut Dropped::default())? })
    }
}

/// Groups with how many open things each holds, those in groups below it too.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    met: Vec<(Group, Option<String>)>,
    open: BTreeMap<String, usize>,
}

/// Where a thing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) parent: Option<String>,
    pub(crate) area: Option<String>,
}

/// No more groups are taken one in the other.
pub(crate) const DEEPEST: usize = 50;

/// So many open things make a group a goal above them.
const ENOUGH: usize = 2;

impl Groups {
    /// Notes something that is in the last of these groups, each of which is in the one before it.
    pub(crate) fn add(&mut self, path: &[Group], open: usize) {
        let mut above: Option<&Group> = None;
        for group in path {
            if !self.open.contains_key(&group.key) {
                self.met.push((group.clone(), above.map(|above| above.key.clone())));
            }
            *self.open.entry(group.key.clone()).or_default() += open;
            above = Some(group);
        }
    }

    /// Where something in the last of these groups stands: below the lowest that is a goal, else in the area of the
    /// first one's name.
    pub(crate) fn place(&self, path: &[Group]) -> Place {
        match path.iter().rev().find(|group| self.is_goal(&group.key)) {
            Some(group) => Place { parent: Some(group.key.clone()), area: None },
            None => Place { parent: None, area: path.first().map(|top| top.title.to_string()) },
        }
    }

    /// Those that are goals, in the order in which they were met.
    pub(crate) fn goals(&self, groups: options::Groups) -> Vec<ImportedGoal> {
        let goals = self.met.iter().filter(|(group, _)| self.is_goal(&group.key));
        let made = goals.map(|(group, above)| {
            let mut goal = ImportedGoal::new(&group.key, group.title.clone());
            goal.parent.clone_from(above);
            let named = above.is_none() && groups == options::Groups::ParentsAndAreas;
            goal.area = named.then(|| group.title.to_string());
            goal
        });
        made.collect()
    }

    fn is_goal(&self, key: &str) -> bool {
        self.open.get(key).is_some_and(|open| *open >= ENOUGH)
    }
}
