//! What people are told: within the product and by mail, each as they chose.

mod inbox;
mod mail_times;
mod moments;
mod notice;
mod notify;
mod preferences;
mod sentence;

pub use inbox::NotificationQuery;
pub(crate) use mail_times::habit;
pub use notice::{
    LINK_TO_INCIDENTS, Notice, Notification, Outcome, Standing, link_to_comment, link_to_copy, link_to_file,
    link_to_item, link_to_project, link_to_record, link_to_started, link_to_task,
};
pub(crate) use preferences::Chosen;
pub(crate) use sentence::sentence;
