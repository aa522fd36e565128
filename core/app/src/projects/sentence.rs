//! What the parts of a work item are called, for its history and for what is missing.

use weir_model::LocalizedText;

/// The label of a part that every item has; the name itself for what is unknown.
pub(super) fn label(part: &str) -> LocalizedText {
    let (zh_cn, en) = match part {
        "$title" => ("标题", "Title"),
        "$type" => ("类型", "Type"),
        "$status" => ("状态", "Status"),
        "$assignee" => ("负责人", "Assignee"),
        "$parent" => ("上级", "Parent"),
        "$start" => ("开始日期", "Start"),
        "$due" => ("截止日期", "Due"),
        "$project" => ("项目", "Project"),
        other => (other, other),
    };
    LocalizedText::both(zh_cn, en)
}
