//! Dates and times as people write them, where that leaves no doubt.

use jiff::civil::{Date, DateTime, Time};

/// `2026-11-21`, `2026/1/5`, `2026.1.5`, `2026年1月5日`, `20261121`, `21.11.2026`; with a time of midnight or
/// without. What may be month and day or day and month is none.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = ascii(text);
    let day = text.split_once([' ', 'T']).map_or(text.as_str(), |(day, time)| {
        if self::time(time) == Some(Time::midnight()) { day } else { &text }
    });
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return made(&day[..4], &day[4..6], &day[6..]);
    }
    let day = day.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = day.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let [first, second, third] = parts[..] else { return None };
    if first.len() == 4 {
        made(first, second, third)
    } else if third.len() == 4 && day.matches('.').count() == 2 {
        made(third, second, first)
    } else {
        None
    }
}

/// `9:30`, `09:30`, `09:30:59`, `9：30`, `9时30分`.
pub(super) fn time(text: &str) -> Option<Time> {
    let text = ascii(text);
    let text = text.trim_end_matches(['分', '秒', 'Z']);
    let parts: Vec<i8> = text.split([':', '时', '点', '分']).map(number).collect::<Option<_>>()?;
    match parts[..] {
        [hour, minute] => Time::new(hour, minute, 0, 0).ok(),
        [hour, minute, second] => Time::new(hour, minute, second, 0).ok(),
        _ => None,
    }
}

/// A date, and a time behind a space or a `T`.
pub(super) fn date_time(text: &str) -> Option<DateTime> {
    let text = ascii(text);
    let (day, clock) = text.split_once([' ', 'T'])?;
    Some(DateTime::from_parts(date(day)?, time(clock.trim())?))
}

fn made(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()
}

fn number(text: &str) -> Option<i8> {
    let text = text.trim();
    if (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// Full-width digits and signs as their ASCII counterparts, spaces around it gone.
pub(super) fn ascii(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        '￡' => '£',
        '\u{3000}' | '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        other => other,
    };
    text.chars().map(narrow).collect::<String>().trim().to_owned()
}
