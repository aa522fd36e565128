//! What parts the cells: comma, semicolon (where the comma is a decimal sign) or tab.

/// What parts the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// The tab character.
    Tab,
}

impl Delimiter {
    const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The one that stands most often in the first line outside quotation marks; a comma where none does.
    pub(crate) fn detect(text: &str) -> Self {
        let mut quoted = false;
        let mut counts = [0usize; Self::ALL.len()];
        for byte in text.trim_start_matches(['\r', '\n']).bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\r' | b'\n' if !quoted => break,
                _ if quoted => {}
                _ => {
                    for (count, delimiter) in counts.iter_mut().zip(Self::ALL) {
                        *count += usize::from(byte == delimiter.byte());
                    }
                }
            }
        }
        let best = (0..counts.len()).rev().max_by_key(|i| counts[*i]).unwrap_or(0);
        Self::ALL[best]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells() {
        for (text, expected) in [
            ("a,b;c\n1;2;3", Delimiter::Comma),
            ("a;b;c,d\n", Delimiter::Semicolon),
            ("a\tb\n", Delimiter::Tab),
            ("\"a;b;c\",d\n", Delimiter::Comma),
            ("\"a\nb,c,d\";e\n", Delimiter::Semicolon),
            ("\r\na;b", Delimiter::Semicolon),
            ("one column", Delimiter::Comma),
            ("", Delimiter::Comma),
        ] {
            assert_eq!(Delimiter::detect(text), expected, "{text:?}");
        }
    }
}
