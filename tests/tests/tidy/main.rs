//! Rules of the house that no compiler keeps: storeys, names, file sizes.

mod files;
mod storeys;
