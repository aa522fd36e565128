//! What people, departments, posts, roles and records are called in files: found by what people write, and written
//! so that it is found again.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use weir_forms::{Finder, Found, Labels};
use weir_model::Locale;
use weir_model::id::{DepartmentId, FormId, PostId, RecordId, RoleId, UserId};

use crate::company::Company;

/// What parts the levels of a department's path.
const LEVELS: [char; 4] = ['/', '>', '\\', '／'];

/// Names and what bears them.
#[derive(Debug)]
struct Index<I>(HashMap<String, Option<I>>);

impl<I> Default for Index<I> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<I: Copy + Eq + Hash> Index<I> {
    fn add(&mut self, name: &str, id: I) {
        let name = folded(name);
        if !name.is_empty() {
            // A second bearer makes a name one of nobody in particular.
            self.0.entry(name).and_modify(|known| *known = known.filter(|k| *k == id)).or_insert(Some(id));
        }
    }

    /// The one that bears the name, nobody in particular, or nobody.
    fn get(&self, name: &str) -> Option<Option<I>> {
        self.0.get(&folded(name)).copied()
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The names of a company. Made once for many rows.
#[derive(Debug)]
pub(super) struct Names {
    /// The company that they are of.
    pub company: Arc<Company>,
    logins: Index<UserId>,
    emails: Index<UserId>,
    people: Index<UserId>,
    codes: Index<DepartmentId>,
    paths: Index<DepartmentId>,
    departments: Index<DepartmentId>,
    posts: Index<PostId>,
    roles: Index<RoleId>,
}

/// The names last used: made anew when the company has changed.
#[derive(Default)]
pub(super) struct NamesKept(Option<Arc<Names>>);

impl NamesKept {
    /// The names of the company as it is.
    pub fn of(&mut self, company: &Arc<Company>) -> Arc<Names> {
        if let Some(known) = self.0.as_ref().filter(|n| Arc::ptr_eq(&n.company, company)) {
            return Arc::clone(known);
        }
        let names = Arc::new(Names::of(company));
        self.0 = Some(Arc::clone(&names));
        names
    }
}

impl Names {
    /// The names of a company.
    fn of(company: &Arc<Company>) -> Self {
        let mut names = Self {
            company: Arc::clone(company),
            logins: Index::default(),
            emails: Index::default(),
            people: Index::default(),
            codes: Index::default(),
            paths: Index::default(),
            departments: Index::default(),
            posts: Index::default(),
            roles: Index::default(),
        };
        for person in company.people.values() {
            names.logins.add(&person.login, person.id);
            // Who left does not stand in the way of who bears the same name.
            if person.active {
                names.emails.add(&person.email, person.id);
                names.people.add(&person.name, person.id);
            }
        }
        for person in company.people.values().filter(|p| !p.active) {
            if names.people.get(&person.name).is_none() {
                names.people.add(&person.name, person.id);
            }
        }
        for department in company.departments.values() {
            names.codes.add(&department.code, department.id);
            for locale in Locale::ALL {
                names.departments.add(department.name.get(locale), department.id);
                names.paths.add(&names.path(department.id, locale), department.id);
            }
        }
        for post in company.posts.values() {
            Locale::ALL.into_iter().for_each(|l| names.posts.add(post.name.get(l), post.id));
        }
        for role in company.roles.values() {
            names.roles.add(role.key.as_str(), role.id);
            Locale::ALL.into_iter().for_each(|l| names.roles.add(role.name.get(l), role.id));
        }
        names
    }

    /// The names above a department and its own, parted by `/`.
    pub fn path(&self, id: DepartmentId, locale: Locale) -> String {
        let mut levels = Vec::new();
        let mut at = Some(id);
        while let Some(department) = at.and_then(|id| self.company.departments.get(&id)) {
            levels.push(department.name.get(locale));
            at = department.parent;
            if levels.len() > weir_model::limits::DEPARTMENT_DEPTH_MAX {
                break;
            }
        }
        levels.reverse();
        levels.join("/")
    }

    /// The person that a text means.
    pub fn find_user(&self, text: &str) -> Option<Option<UserId>> {
        if let Ok(id) = text.trim().parse::<UserId>()
            && self.company.people.contains_key(&id)
        {
            return Some(Some(id));
        }
        // `王芳 (wang.fang)`, as an export tells apart people of one name.
        let login = text.trim().strip_suffix(')').and_then(|t| t.rsplit_once('(')).map(|(_, login)| login);
        let by_login = login.and_then(|login| self.logins.get(login));
        self.logins.get(text).or_else(|| self.emails.get(text)).or_else(|| self.people.get(text)).or(by_login)
    }

    /// The department that a text means.
    pub fn find_department(&self, text: &str) -> Option<Option<DepartmentId>> {
        if let Ok(id) = text.trim().parse::<DepartmentId>()
            && self.company.departments.contains_key(&id)
        {
            return Some(Some(id));
        }
        let path: Vec<&str> = text.split(LEVELS).map(str::trim).collect();
        self.codes
            .get(text)
            .or_else(|| self.paths.get(text))
            .or_else(|| self.departments.get(text))
            .or_else(|| self.paths.get(&path.join("/")))
    }

    /// The post that a text means.
    pub fn find_post(&self, text: &str) -> Option<Option<PostId>> {
        self.posts.get(text)
    }

    /// The role that a text means.
    pub fn find_role(&self, text: &str) -> Option<Option<RoleId>> {
        self.roles.get(text)
    }

    /// What a person is called so that nobody else is meant.
    pub fn user_text(&self, id: UserId) -> Option<String> {
        let person = self.company.people.get(&id)?;
        let plain = self.find_user(&person.name) == Some(Some(id)) && !parts_a_list(&person.name);
        Some(if plain { person.name.clone() } else { person.login.clone() })
    }

    /// What a department is called so that no other one is meant.
    pub fn department_text(&self, id: DepartmentId, locale: Locale) -> Option<String> {
        let department = self.company.departments.get(&id)?;
        let candidates =
            [department.name.get(locale).to_owned(), self.path(id, locale), department.code.clone()];
        let fits = |text: &String| !parts_a_list(text) && self.find_department(text) == Some(Some(id));
        Some(candidates.into_iter().find(fits).unwrap_or_else(|| id.to_string()))
    }
}

/// Whether a name within a list of names would be taken for several.
fn parts_a_list(name: &str) -> bool {
    weir_forms::names_in(name).count() > 2 || weir_forms::names_in(name).any(|part| part != name.trim())
}

/// Names in cells of record imports: those of the company, and those of the records that some rows mention.
pub(super) struct InCells<'a> {
    /// The company's.
    pub names: &'a Names,
    /// Records by form and by what they are called.
    pub records: HashMap<FormId, HashMap<String, Option<RecordId>>>,
}

fn found<I: ToString>(known: Option<Option<I>>) -> Found {
    match known {
        None => Found::Nothing,
        Some(None) => Found::Several,
        Some(Some(id)) => Found::One(id.to_string()),
    }
}

impl Finder for InCells<'_> {
    fn user(&self, text: &str) -> Found {
        found(self.names.find_user(text))
    }
    fn department(&self, text: &str) -> Found {
        found(self.names.find_department(text))
    }
    fn record(&self, form: FormId, text: &str) -> Found {
        found(self.records.get(&form).and_then(|known| known.get(text.trim()).copied()))
    }
}

/// Names in cells of exports.
pub(super) struct OutOfCells<'a> {
    /// The company's.
    pub names: &'a Names,
    /// What else the rows mention.
    pub others: &'a dyn Labels,
    /// The reader's language.
    pub locale: Locale,
}

impl Labels for OutOfCells<'_> {
    fn user(&self, id: &str) -> Option<String> {
        self.names.user_text(id.parse().ok()?)
    }
    fn department(&self, id: &str) -> Option<String> {
        self.names.department_text(id.parse().ok()?, self.locale)
    }
    fn record(&self, id: &str) -> Option<String> {
        self.others.record(id)
    }
    fn file(&self, id: &str) -> Option<String> {
        self.others.file(id)
    }
}
