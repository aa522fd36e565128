//! The types that a new project begins with: requirements, tasks below them, and bugs anywhere.

use weir_model::{Key, LocalizedText};

use crate::workflow::{Category, Status, Transition, WorkType, Workflow};

/// Types by key, in the order of the chooser.
#[must_use]
pub fn default_types() -> Vec<(Key, WorkType)> {
    let key = Key::literal;
    vec![
        (key("task"), kind(("任务", "Task"), "check-square", None, simple())),
        (key("bug"), kind(("缺陷", "Bug"), "bug", None, checked())),
        (
            key("requirement"),
            kind(("需求", "Requirement"), "target", Some(vec![key("requirement")]), simple()),
        ),
    ]
}

fn kind((zh_cn, en): (&str, &str), icon: &str, parents: Option<Vec<Key>>, workflow: Workflow) -> WorkType {
    WorkType {
        name: LocalizedText::both(zh_cn, en),
        icon: Some(icon.to_owned()),
        parents,
        root: true,
        workflow,
    }
}

fn todo() -> Status {
    status("todo", "待处理", "To do", Category::Todo)
}

fn doing() -> Status {
    status("doing", "进行中", "In progress", Category::Doing)
}

fn done() -> Status {
    status("done", "已完成", "Done", Category::Done)
}

/// Begun, finished, and called off or taken up again from anywhere.
fn simple() -> Workflow {
    Workflow {
        initial: Key::literal("todo"),
        statuses: vec![todo(), doing(), done(), status("cancelled", "已取消", "Cancelled", Category::Done)],
        transitions: vec![
            way(("", ""), &["doing", "done", "cancelled"], "todo"),
            way(("开始", "Start"), &["todo", "done"], "doing"),
            way(("完成", "Finish"), &["todo", "doing"], "done"),
            way(("取消", "Call off"), &["todo", "doing"], "cancelled"),
        ],
    }
}

/// What is mended is looked at before it counts as done.
fn checked() -> Workflow {
    Workflow {
        initial: Key::literal("todo"),
        statuses: vec![
            todo(),
            doing(),
            status("checking", "待验证", "To verify", Category::Doing),
            done(),
            status("cancelled", "已取消", "Cancelled", Category::Done),
        ],
        transitions: vec![
            way(("重新打开", "Reopen"), &["doing", "checking", "done", "cancelled"], "todo"),
            way(("开始", "Start"), &["todo", "checking"], "doing"),
            way(("提交验证", "Submit for verification"), &["doing"], "checking"),
            way(("验证通过", "Verified"), &["checking"], "done"),
            way(("取消", "Call off"), &["todo", "doing"], "cancelled"),
        ],
    }
}

fn status(key: &'static str, zh_cn: &str, en: &str, category: Category) -> Status {
    Status { key: Key::literal(key), name: LocalizedText::both(zh_cn, en), category }
}

fn way((zh_cn, en): (&str, &str), from: &[&'static str], to: &'static str) -> Transition {
    Transition {
        name: LocalizedText::both(zh_cn, en),
        from: from.iter().map(|key| Key::literal(key)).collect(),
        to: Key::literal(to),
        who: Vec::new(),
        required: Vec::new(),
    }
}
