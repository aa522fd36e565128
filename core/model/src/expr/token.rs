//! Words of formula text. Full-width punctuation, as Chinese input methods write it, means the same.

use rust_decimal::Decimal;

use super::parse::ParseError;
use crate::Key;
use crate::value::parse_date;

/// One word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Decimal),
    Text(String),
    Date(jiff::civil::Date),
    Field(Key),
    Column(Key, Key),
    /// A function name or an operator word, upper case.
    Word(String),
    /// An operator or a bracket.
    Sign(&'static str),
    End,
}

/// A word with its place: character offsets, the end not included.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Located {
    pub token: Token,
    pub start: usize,
    pub end: usize,
}

/// Splits formula text into words; the last one is `End`.
pub(super) fn tokens(text: &str) -> Result<Vec<Located>, ParseError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (token, end) = word(&chars, at)?;
        found.push(Located { token, start: at, end });
        at = end;
    }
    found.push(Located { token: Token::End, start: chars.len(), end: chars.len() });
    Ok(found)
}

fn word(chars: &[char], at: usize) -> Result<(Token, usize), ParseError> {
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    let one = |sign| Ok((Token::Sign(sign), at + 1));
    let two = |sign| Ok((Token::Sign(sign), at + 2));
    match (narrow(chars[at]), narrow(next)) {
        ('<', '>') | ('!', '=') => two("<>"),
        ('<', '=') => two("<="),
        ('>', '=') => two(">="),
        ('=', '=') => two("="),
        ('≠', _) => one("<>"),
        ('≤', _) => one("<="),
        ('≥', _) => one(">="),
        ('<', _) => one("<"),
        ('>', _) => one(">"),
        ('=', _) => one("="),
        ('+', _) => one("+"),
        ('-', _) => one("-"),
        ('*' | '×', _) => one("*"),
        ('/' | '÷', _) => one("/"),
        ('(', _) => one("("),
        (')', _) => one(")"),
        ('[', _) => one("["),
        (']', _) => one("]"),
        (',', _) => one(","),
        ('"' | '“' | '”', _) => quoted(chars, at),
        ('#', _) => date(chars, at),
        ('{', _) => field(chars, at),
        (c, _) if c.is_ascii_digit() => number(chars, at),
        (c, _) if c.is_ascii_alphabetic() => {
            let end = run(chars, at, |c| c.is_ascii_alphanumeric() || c == '_');
            Ok((Token::Word(ascii(&chars[at..end]).to_ascii_uppercase()), end))
        }
        _ => Err(ParseError::new(at, "expr.unexpected_character").with("character", chars[at])),
    }
}

/// The ASCII form of a full-width character.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '、' => ',',
        '【' => '[',
        '】' => ']',
        _ => c,
    }
}

fn ascii(chars: &[char]) -> String {
    chars.iter().copied().map(narrow).collect()
}

fn run(chars: &[char], at: usize, accept: fn(char) -> bool) -> usize {
    chars[at..].iter().position(|&c| !accept(narrow(c))).map_or(chars.len(), |length| at + length)
}

fn quoted(chars: &[char], at: usize) -> Result<(Token, usize), ParseError> {
    let closes = |c: char| if chars[at] == '"' { c == '"' } else { matches!(c, '“' | '”') };
    let mut text = String::new();
    let mut i = at + 1;
    while let Some(&c) = chars.get(i) {
        match c {
            '\\' => {
                text.push(match chars.get(i + 1) {
                    Some('n') => '\n',
                    Some(&other) => other,
                    None => break,
                });
                i += 2;
            }
            c if closes(c) => return Ok((Token::Text(text), i + 1)),
            c => {
                text.push(c);
                i += 1;
            }
        }
    }
    Err(ParseError::new(at, "expr.unclosed_text"))
}

fn date(chars: &[char], at: usize) -> Result<(Token, usize), ParseError> {
    let end = run(chars, at + 1, |c| c.is_ascii_digit() || c == '-');
    let text = ascii(&chars[at + 1..end]);
    match parse_date(&text) {
        Some(day) if chars.get(end).copied().map(narrow) == Some('#') => Ok((Token::Date(day), end + 1)),
        _ => Err(ParseError::new(at, "expr.bad_date")),
    }
}

fn field(chars: &[char], at: usize) -> Result<(Token, usize), ParseError> {
    let end = run(chars, at + 1, |c| c != '}');
    if end == chars.len() {
        return Err(ParseError::new(at, "expr.unclosed_field"));
    }
    let name: String = ascii(&chars[at + 1..end]).trim().to_owned();
    let bad = || ParseError::new(at, "expr.bad_field").with("field", &name);
    let token = match name.split_once('.') {
        Some((table, key)) => {
            Token::Column(table.parse().map_err(|_| bad())?, key.parse().map_err(|_| bad())?)
        }
        None => Token::Field(name.parse().map_err(|_| bad())?),
    };
    Ok((token, end + 1))
}

fn number(chars: &[char], at: usize) -> Result<(Token, usize), ParseError> {
    let end = run(chars, at, |c| c.is_ascii_digit() || c == '.' || c.is_ascii_alphabetic());
    let text = ascii(&chars[at..end]);
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !text.ends_with('.');
    match Decimal::from_str_exact(&text) {
        Ok(number) if plain => Ok((Token::Number(number), end)),
        _ => Err(ParseError::new(at, "expr.bad_number").with("number", text)),
    }
}
