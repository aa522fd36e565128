//! A place that requests may go to: scheme, host and port, written in one way only.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// How a place is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// Encrypted, and the other side has proven who it is.
    Https,
    /// Neither: only for a destination in the company's own network that the platform's admin has named.
    Http,
}

impl Scheme {
    /// The name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
        }
    }

    const fn port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http => 80,
        }
    }
}

/// Scheme, host and port. The host is a DNS name in its ASCII form; numbers of hosts are refused, for they have many
/// spellings and tell an admin nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// How.
    pub scheme: Scheme,
    /// A DNS name in lower case, international ones as punycode.
    pub host: String,
    /// The port, the scheme's own when none was written.
    pub port: u16,
}

/// Why a text is no such place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// It does not read as an address, or says more than scheme, host and port.
    #[error("expected scheme, host and perhaps port, such as `https://api.example.com:8443`")]
    Form,
    /// Another scheme.
    #[error("only https and http can be asked for")]
    Scheme,
    /// The host is a number.
    #[error("name the host: numeric addresses are not accepted")]
    Number,
    /// It means a place but is not how that place is written.
    #[error("the host is not written in its plain form")]
    Spelling,
}

impl OriginError {
    /// The code of the sentence.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "manifest.host_form",
            Self::Scheme => "manifest.host_scheme",
            Self::Number => "manifest.host_number",
            Self::Spelling => "manifest.host_spelling",
        }
    }
}

impl FromStr for Origin {
    type Err = OriginError;
    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text).map_err(|_| OriginError::Form)?;
        let scheme = match url.scheme() {
            "https" => Scheme::Https,
            "http" => Scheme::Http,
            _ => return Err(OriginError::Scheme),
        };
        let host = match url.host() {
            Some(Host::Domain(host)) => host.to_owned(),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(OriginError::Number),
            None => return Err(OriginError::Form),
        };
        let plain = host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        });
        if !plain || host.len() > HOST_MAX_BYTES {
            return Err(OriginError::Spelling);
        }
        let origin = Self { scheme, host, port: url.port_or_known_default().unwrap_or(scheme.port()) };
        // One spelling each: whatever an address parser forgives, such as user names, tabs or a trailing dot, differs.
        if origin.to_string() != text {
            let more =
                url.path() != "/" || url.query().is_some() || url.fragment().is_some() || text.contains('@');
            return Err(if more || text.ends_with('/') { OriginError::Form } else { OriginError::Spelling });
        }
        Ok(origin)
    }
}

/// Bytes of a DNS name (RFC 1035).
const HOST_MAX_BYTES: usize = 253;

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.name(), self.host)?;
        if self.port == self.scheme.port() { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_in_one_way() {
        for text in [
            "https://api.example.com",
            "https://api.example.com:8443",
            "http://erp.corp",
            "https://xn--fiqs8s.cn",
        ] {
            assert_eq!(text.parse::<Origin>().map(|o| o.to_string()).as_deref(), Ok(text));
        }
        use OriginError::{Form, Number, Scheme, Spelling};
        for (text, error) in [
            ("api.example.com", Form),
            ("https://", Form),
            ("https://a.example/path", Form),
            ("https://a.example/", Form),
            ("https://a.example?x", Form),
            ("https://user@a.example", Form),
            ("https://a.example:443", Spelling),
            ("HTTPS://a.example", Spelling),
            ("https://A.example", Spelling),
            ("https://a.example.", Spelling),
            ("https://中国.cn", Spelling),
            ("https://a_b.example", Spelling),
            (" https://a.example", Spelling),
            ("https://a\t.example", Spelling),
            ("https://*.example", Spelling),
            ("https://10.0.0.1", Number),
            ("https://2130706433", Number),
            ("https://0x7f.1", Number),
            ("https://[::1]", Number),
            ("ftp://a.example", Scheme),
            ("file:///etc", Scheme),
        ] {
            assert_eq!(text.parse::<Origin>(), Err(error), "{text}");
        }
    }
}
