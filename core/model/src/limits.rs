//! Limits that several storeys share. Each is named, has its unit, and says why it is what it is.

/// Rows of a list when the caller names no number.
pub const PAGE_DEFAULT: u32 = 50;
/// Rows of a list at most: a page is read by a person or fetched in a loop, never a whole table.
pub const PAGE_MAX: u32 = 500;
/// Counts stop here; beyond it a list says "10,000+". Counting millions costs more than anyone reads from it.
pub const COUNT_CAP: u64 = 10_000;
/// Bytes of a JSON request body: the largest form with 500 detail rows stays below a fifth of it.
pub const BODY_MAX_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of one uploaded file.
pub const FILE_MAX_BYTES: u64 = 50 * 1024 * 1024;
/// Pixels of a picture that a page shows: what phones take, and less than half a gigabyte when it is unpacked. A few
/// kilobytes may claim thousands of times more.
pub const PICTURE_SHOWN_MAX_PIXELS: u64 = 120_000_000;
/// Versions of one file: a document that changes every working day keeps its history of most of a year.
pub const FILE_VERSIONS_MAX: u32 = 200;
/// Characters of what is said about a version: a sentence or two, shown in a line of a list.
pub const FILE_NOTE_MAX_CHARS: usize = 500;
/// Fields of a form, columns of detail tables included.
pub const FORM_FIELDS_MAX: usize = 300;
/// Rows of one detail table.
pub const DETAIL_ROWS_MAX: usize = 500;
/// Options of one select field.
pub const OPTIONS_MAX: usize = 500;
/// Linkage rules of a form.
pub const RULES_MAX: usize = 200;
/// Nodes of a flow.
pub const FLOW_NODES_MAX: usize = 300;
/// Nodes of one expression: deeper or longer ones belong in a script.
pub const EXPR_NODES_MAX: usize = 500;
/// Nesting of one expression.
pub const EXPR_DEPTH_MAX: usize = 40;
/// Characters of a formula's text.
pub const FORMULA_TEXT_MAX_CHARS: usize = 4_000;
/// Characters of a one-line text value.
pub const TEXT_MAX_CHARS: usize = 1_000;
/// Characters of a long or rich text value.
pub const LONG_TEXT_MAX_CHARS: usize = 100_000;
/// Automatic nodes in one transition, then the engine yields (R29).
pub const AUTO_NODES_PER_TRANSITION: u32 = 100;
/// Automatic nodes over an instance's life, then an incident (R29).
pub const AUTO_NODES_PER_INSTANCE: u32 = 10_000;
/// To-dos decided by one batch call.
pub const BATCH_MAX: usize = 200;
/// Departments below departments.
pub const DEPARTMENT_DEPTH_MAX: usize = 20;
/// Parts of a filter tree.
pub const FILTER_LEAVES_MAX: usize = 50;
/// Nesting of a filter tree.
pub const FILTER_DEPTH_MAX: usize = 8;
/// Characters of a comment or an opinion.
pub const COMMENT_MAX_CHARS: usize = 10_000;
/// Slots of each kind, integer and text, that a record row offers to the fields of its form.
pub const SLOTS_PER_KIND: usize = 12;
/// Characters of a text slot: lists filter and sort by the beginning of a text, and an index row stays small.
pub const SLOT_TEXT_MAX_CHARS: usize = 191;
/// Characters of a text slot that holds several keys or ids: about 50 people, below PostgreSQL's 2,704 bytes of
/// an index row.
pub const SLOT_LIST_MAX_CHARS: usize = 1_900;
/// Values of one `in` list of a filter.
pub const FILTER_LIST_MAX: usize = 200;
/// Views that one person keeps of one list.
pub const SAVED_VIEWS_MAX: usize = 50;
/// Characters of a name that stands on a tab.
pub const TAB_NAME_MAX_CHARS: usize = 60;
