//! Days, times of day and instants in scripts. What today is, only the scope can tell: there is no clock here.

use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use rhai::{Engine, EvalAltResult};

use super::refusal::arithmetic;

type Checked<T> = Result<T, Box<EvalAltResult>>;

/// Gives the engine the three kinds and what can be done with them.
pub fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Date>("date");
    engine.register_type_with_name::<Time>("time");
    engine.register_type_with_name::<Timestamp>("instant");
    compare::<Date>(engine);
    compare::<Time>(engine);
    compare::<Timestamp>(engine);
    engine
        .register_fn("date", |text: &str| -> Checked<Date> {
            text.parse().map_err(|_| arithmetic(format!("`{text}` is no date like 2026-11-21")))
        })
        .register_fn("time", |text: &str| -> Checked<Time> {
            text.parse().map_err(|_| arithmetic(format!("`{text}` is no time like 09:30")))
        })
        .register_get("year", |date: &mut Date| i64::from(date.year()))
        .register_get("month", |date: &mut Date| i64::from(date.month()))
        .register_get("day", |date: &mut Date| i64::from(date.day()))
        // Monday is 1.
        .register_get("weekday", |date: &mut Date| i64::from(date.weekday().to_monday_one_offset()))
        .register_get("hour", |time: &mut Time| i64::from(time.hour()))
        .register_get("minute", |time: &mut Time| i64::from(time.minute()))
        .register_fn("-", |later: Date, earlier: Date| days_between(earlier, later))
        .register_fn("+", |date: Date, days: i64| moved(date, Span::new().try_days(days)))
        .register_fn("-", |date: Date, days: i64| moved(date, Span::new().try_days(days.saturating_neg())))
        // The last day of a shorter month when there is no such day.
        .register_fn("add_months", |date: Date, months: i64| moved(date, Span::new().try_months(months)));
}

fn days_between(earlier: Date, later: Date) -> i64 {
    later.duration_since(earlier).as_hours() / 24
}

fn moved(date: Date, by: Result<Span, jiff::Error>) -> Checked<Date> {
    let moved = by.and_then(|span| date.checked_add(span));
    moved.map_err(|_| arithmetic("the date is beyond the calendar".to_owned()))
}

/// Comparison, and the text in its one JSON form.
fn compare<T: Copy + PartialOrd + std::fmt::Display + Send + Sync + 'static>(engine: &mut Engine) {
    engine
        .register_fn("==", |a: T, b: T| a == b)
        .register_fn("!=", |a: T, b: T| a != b)
        .register_fn("<", |a: T, b: T| a < b)
        .register_fn("<=", |a: T, b: T| a <= b)
        .register_fn(">", |a: T, b: T| a > b)
        .register_fn(">=", |a: T, b: T| a >= b)
        .register_fn("to_string", |it: &mut T| it.to_string())
        .register_fn("to_debug", |it: &mut T| it.to_string());
}
