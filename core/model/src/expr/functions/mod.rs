//! The functions of the formula language: one family per file, each with its values and its types.
//!
//! Total like the rest of the language: a call that makes no sense has the value null.

mod aggregate;
mod choice;
mod date;
mod number;
mod text;

use super::{Function, Type};
use crate::value::Value;

/// What is wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallError {
    /// The argument at this place must be of another type; the code says of which.
    Argument(usize, &'static str),
    /// Fewer arguments than the function needs.
    TooFew,
    /// More arguments than the function takes.
    TooMany,
}

/// What the editor's completion list shows about a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The name in formula text.
    pub name: &'static str,
    /// The fewest arguments.
    pub min_args: usize,
    /// The most arguments; none when there is no end to them.
    pub max_args: Option<usize>,
}

macro_rules! functions {
    ($($variant:ident = $name:literal, $min:literal, $max:expr, $family:ident;)*) => {
        impl Function {
            /// Every function, in the order of the completion list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Name and number of arguments.
            #[must_use]
            pub const fn signature(self) -> Signature {
                match self {
                    $(Self::$variant => Signature { name: $name, min_args: $min, max_args: $max },)*
                }
            }
        }

        /// The value of a call.
        pub(super) fn call(function: Function, args: &[Value]) -> Value {
            match function {
                $(Function::$variant => $family::call(function, args),)*
            }
        }

        /// The type of a call.
        pub(super) fn check(function: Function, args: &[Type]) -> Result<Type, CallError> {
            let signature = function.signature();
            if args.len() < signature.min_args {
                return Err(CallError::TooFew);
            }
            if signature.max_args.is_some_and(|max| args.len() > max) {
                return Err(CallError::TooMany);
            }
            match function {
                $(Function::$variant => $family::check(function, args),)*
            }
        }
    };
}

functions! {
    Sum = "SUM", 1, None, aggregate;
    Avg = "AVG", 1, None, aggregate;
    Min = "MIN", 1, None, aggregate;
    Max = "MAX", 1, None, aggregate;
    Count = "COUNT", 1, None, aggregate;
    If = "IF", 3, Some(3), choice;
    Coalesce = "COALESCE", 1, None, choice;
    Round = "ROUND", 2, Some(2), number;
    Floor = "FLOOR", 1, Some(1), number;
    Ceil = "CEIL", 1, Some(1), number;
    Abs = "ABS", 1, Some(1), number;
    Mod = "MOD", 2, Some(2), number;
    Concat = "CONCAT", 1, None, text;
    Len = "LEN", 1, Some(1), text;
    Upper = "UPPER", 1, Some(1), text;
    Lower = "LOWER", 1, Some(1), text;
    Trim = "TRIM", 1, Some(1), text;
    Left = "LEFT", 2, Some(2), text;
    Right = "RIGHT", 2, Some(2), text;
    Date = "DATE", 3, Some(3), date;
    Year = "YEAR", 1, Some(1), date;
    Month = "MONTH", 1, Some(1), date;
    Day = "DAY", 1, Some(1), date;
    Weekday = "WEEKDAY", 1, Some(1), date;
    AddDays = "ADD_DAYS", 2, Some(2), date;
    AddMonths = "ADD_MONTHS", 2, Some(2), date;
    DaysBetween = "DAYS_BETWEEN", 2, Some(2), date;
    Start = "START", 1, Some(1), date;
    End = "END", 1, Some(1), date;
}

impl Function {
    /// The function of that name in formula text; upper or lower case.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.signature().name.eq_ignore_ascii_case(name))
    }
}

/// Demands a type at a place; nothing-typed expressions fit everywhere.
fn demand(args: &[Type], at: usize, wanted: &Type, code: &'static str) -> Result<(), CallError> {
    match args.get(at) {
        Some(found) if *found == Type::Any || found == wanted => Ok(()),
        _ => Err(CallError::Argument(at, code)),
    }
}
