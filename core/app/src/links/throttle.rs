//! How often strangers may look at links and submit by them: counted per link, per address and per person, in the
//! database, for all nodes.

use std::net::IpAddr;

use jiff::SignedDuration;
use weir_model::id::{FormLinkId, UserId};

use crate::context::App;
use crate::error::{Error, Result};
use crate::session::{Limit, network};

/// What happens within this time is counted together, and closes for as long.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// Looks from one address: a hall full of people behind one router opens the form, some of them twice.
pub const LOOKS_PER_ADDRESS_MAX: u32 = 600;
/// Submissions from one address, refused ones too: the same hall fills it in.
pub const FILLS_PER_ADDRESS_MAX: u32 = 120;
/// Submissions by one link that became records: two a second are more than people send. Refused ones do not count
/// here, or a few could close the link to everybody.
pub const FILLS_PER_LINK_MAX: u32 = 1_200;
/// Submissions of one signed-in person, refused ones too.
pub const FILLS_PER_PERSON_MAX: u32 = 60;

/// Who sends something.
pub(super) enum Sender {
    /// Whoever is at an address.
    Stranger(IpAddr),
    /// Somebody signed in.
    Person(UserId),
}

fn of_link(link: FormLinkId) -> String {
    format!("link-fill:{link}")
}

impl App {
    /// Counts a look at a link, whether there is one or not.
    ///
    /// # Errors
    /// [`crate::Error::TooMany`].
    pub(super) async fn count_look(&self, address: IpAddr) -> Result<()> {
        let limit = Limit { bucket: format!("link-look:{}", network(address)), max: LOOKS_PER_ADDRESS_MAX };
        self.count_in(&[limit], (WINDOW, WINDOW)).await
    }

    /// Counts a submission by whoever sends it, before it is looked at.
    ///
    /// # Errors
    /// [`crate::Error::TooMany`].
    pub(super) async fn count_fill(&self, link: FormLinkId, sender: &Sender) -> Result<()> {
        let by_sender = match sender {
            Sender::Stranger(address) => {
                Limit { bucket: format!("link-fill:{}", network(*address)), max: FILLS_PER_ADDRESS_MAX }
            }
            Sender::Person(user) => Limit { bucket: format!("link-fill:{user}"), max: FILLS_PER_PERSON_MAX },
        };
        self.not_closed([of_link(link).as_str()]).await?;
        self.count_in(&[by_sender], (WINDOW, WINDOW)).await
    }

    /// Counts a submission that became a record. The one that was one too many has happened; the next is refused.
    pub(super) async fn count_filled(&self, link: FormLinkId) {
        let limit = Limit { bucket: of_link(link), max: FILLS_PER_LINK_MAX };
        match self.count_in(&[limit], (WINDOW, WINDOW)).await {
            Ok(()) | Err(Error::TooMany { .. }) => {}
            Err(error) => tracing::warn!(error.source = %error, "a submission by a link was not counted"),
        }
    }
}
