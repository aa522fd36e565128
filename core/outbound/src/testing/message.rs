//! A mail as it came in, and just enough MIME to read it back: encoded words, base64, quoted-printable, parts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

/// A mail that the sink took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// Who logged in before, as `user:password`.
    pub login: Option<String>,
    /// The message as sent, with CRLF line ends.
    pub raw: String,
}

impl Received {
    /// A header of the message, decoded.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        header(&self.raw, name)
    }

    /// The subject line, decoded.
    #[must_use]
    pub fn subject(&self) -> String {
        self.header("Subject").unwrap_or_default()
    }

    /// The plain text, decoded.
    #[must_use]
    pub fn text(&self) -> String {
        part(&self.raw, "text/plain").unwrap_or_default()
    }

    /// The HTML, decoded.
    #[must_use]
    pub fn html(&self) -> String {
        part(&self.raw, "text/html").unwrap_or_default()
    }
}

/// `AUTH PLAIN` with its initial response: an empty name, the user and the password, parted by NUL (RFC 4616).
pub(super) fn login(line: &str) -> Option<String> {
    let decoded = BASE64.decode(line.strip_prefix("AUTH PLAIN ")?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (user, password) = text.strip_prefix('\0')?.split_once('\0')?;
    Some(format!("{user}:{password}"))
}

fn header(raw: &str, name: &str) -> Option<String> {
    let head = raw.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = head.lines().find(|l| l.split(':').next().is_some_and(|n| n.eq_ignore_ascii_case(name)))?;
    Some(decode_words(line.split_once(':')?.1.trim()))
}

/// RFC 2047: `=?utf-8?b?…?=`; the space between two encoded words does not count.
fn decode_words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("=?") {
        let mut fields = after.splitn(4, '?');
        let (Some(_), Some(encoding), Some(data), Some(tail)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            break;
        };
        if !before.trim().is_empty() || out.is_empty() {
            out.push_str(before);
        }
        let bytes = if encoding.eq_ignore_ascii_case("b") {
            BASE64.decode(data).unwrap_or_default()
        } else {
            quoted_printable(&data.replace('_', " "))
        };
        out.push_str(&String::from_utf8_lossy(&bytes));
        rest = tail.strip_prefix('=').unwrap_or(tail);
    }
    out + rest
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let bytes = joined.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = joined.get(i + 1..i + 3).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (bytes[i], hex) {
            (b'=', Some(byte)) => {
                out.push(byte);
                i += 3;
            }
            (byte, _) => {
                out.push(byte);
                i += 1;
            }
        }
    }
    out
}

/// The first part of that type, however deep.
fn part(raw: &str, wanted: &str) -> Option<String> {
    let (_, body) = raw.split_once("\r\n\r\n")?;
    let kind = header(raw, "Content-Type")?;
    if kind.starts_with(wanted) {
        let bytes = match header(raw, "Content-Transfer-Encoding")?.to_ascii_lowercase().as_str() {
            "base64" => BASE64.decode(body.split_whitespace().collect::<String>()).ok()?,
            "quoted-printable" => quoted_printable(body),
            _ => body.as_bytes().to_vec(),
        };
        return Some(String::from_utf8_lossy(&bytes).trim_end().to_owned());
    }
    let boundary = kind.split_once("boundary=\"")?.1.split('"').next()?;
    let delimiter = format!("--{boundary}");
    body.split(&delimiter).skip(1).find_map(|piece| part(piece.strip_prefix("\r\n")?, wanted))
}
