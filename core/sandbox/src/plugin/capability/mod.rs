//! What a plugin can ask of the host: one file for each capability. Who adds one writes its file and a line in each of
//! the lists below.

pub(crate) mod config;
mod flows;
mod http;
mod items;
mod kv;
mod log;
mod notify;
mod records;
pub(crate) mod secrets;

use wasmtime::component::{HasSelf, Linker};

use super::bindings::acting::weir::plugin as wit;
use super::guest::Guest;

pub use self::flows::{Flows, Pending, Run, State};
pub use self::http::{Header, HeaderValue, Http, Request, Response, ResponseHeader};
pub use self::items::{Item, ItemPage, ItemQuery, Items};
pub use self::kv::{Entry, EntryPage, Expected, Kv, Scope};
pub use self::log::Level;
pub use self::notify::{Message, Notify, Recipient};
pub use self::records::{Document, DocumentPage, DocumentQuery, Records};
pub use self::secrets::Secrets;
pub use wit::types::{Authority, Error};

/// What the host does for a plugin; given by the application, one for each call.
pub trait Powers: Kv + Secrets + Http + Records + Items + Flows + Notify {}

impl<P: Kv + Secrets + Http + Records + Items + Flows + Notify> Powers for P {}

type Link = fn(&mut Linker<Guest>) -> wasmtime::Result<()>;

macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $module:ident;)*) => {
        /// A capability, by the name of its interface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Capability {$(
            $(#[$doc])*
            $name,
        )*}

        impl Capability {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name in manifests and in the contract.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$name => $text,)*}
            }

            /// What links it.
            fn link(self) -> Link {
                match self {$(
                    Self::$name => |linker| wit::$module::add_to_linker::<_, HasSelf<Guest>>(linker, |guest| guest),
                )*}
            }
        }
    };
}

capabilities! {
    /// Lines for the administrator.
    Log = "log", log;
    /// What the administrator entered.
    Config = "config", config;
    /// Small values that the plugin keeps.
    Kv = "kv", kv;
    /// Secrets to be used and not read.
    Secrets = "secrets", secrets;
    /// Requests to named hosts.
    Http = "http", http;
    /// Records of forms.
    Records = "records", records;
    /// Items of projects.
    Items = "items", items;
    /// Runs of flows.
    Flows = "flows", flows;
    /// Messages to people.
    Notify = "notify", notify;
}

impl Capability {
    /// The capability of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|capability| capability.name() == name)
    }
}

/// The capabilities that a manifest names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Declared(u16);

impl Declared {
    /// Whether it is among them.
    #[must_use]
    pub const fn has(self, capability: Capability) -> bool {
        self.0 & (1 << capability as u16) != 0
    }

    /// Links those that are declared, and no others.
    pub(crate) fn link(self, linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
        // Interfaces say whom they act for and what goes wrong in the words of this one; it does nothing by itself.
        wit::types::add_to_linker::<_, HasSelf<Guest>>(linker, |guest| guest)?;
        let mut declared = Capability::ALL.iter().filter(|capability| self.has(**capability));
        declared.try_for_each(|capability| capability.link()(linker))
    }
}

impl FromIterator<Capability> for Declared {
    fn from_iter<I: IntoIterator<Item = Capability>>(capabilities: I) -> Self {
        Self(capabilities.into_iter().fold(0, |bits, capability| bits | 1 << capability as u16))
    }
}

impl wit::types::Host for Guest {}

/// That there are not more of `what` than may be.
pub(crate) fn at_most(what: &str, count: usize, most: usize) -> Result<(), Error> {
    if count <= most { Ok(()) } else { Err(Error::Invalid(format!("{what}: {count}; there may be {most}"))) }
}
