//! What `weir doctor` finds in the TLS certificate and key: can they be read, do they belong together, how long are
//! they good, and are they for the address under which people come. Whether a browser trusts who signed them, it does
//! not tell.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use url::{Host, Url};
use weir_app::doctor::{Finding, Severity};
use weir_server::serve::TlsFiles;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer;

const CERTIFICATE: &str = "certificate";
const KEY: &str = "private key";
/// So long before the end somebody should renew: who renews by a machine does so at thirty days.
const RENEW_WITHIN: SignedDuration = SignedDuration::from_hours(21 * 24);
/// Read by people who are neither the owner nor in the group.
const MODE_OTHERS: u32 = 0o007;

/// Looks at the files.
pub fn examine(files: &TlsFiles, public_url: &str, now: Timestamp) -> Vec<Finding> {
    let chain = match files.chain() {
        Ok(chain) => chain,
        Err(why) => return vec![Finding::new(Severity::Broken, CERTIFICATE, why.to_string())],
    };
    let mut findings = vec![belongs(files)];
    findings.extend(open_to_others(files));
    let mut read = Vec::with_capacity(chain.len());
    for der in &chain {
        match X509Certificate::from_der(der) {
            Ok((_, certificate)) => read.push(certificate),
            Err(why) => {
                let text = format!("{} holds what is no X.509 certificate: {why}", files.cert.display());
                findings.push(Finding::new(Severity::Broken, CERTIFICATE, text));
                return findings;
            }
        }
    }
    findings.extend(ends(&read, now));
    if let Some(own) = read.first() {
        findings.push(named(own, public_url));
        if read.len() == 1 && own.subject() == own.issuer() {
            let text = "it is signed by itself, so every browser warns unless it was told to trust it";
            findings.push(Finding::new(Severity::Warning, CERTIFICATE, text));
        }
    }
    findings
}

fn belongs(files: &TlsFiles) -> Finding {
    match files.load() {
        Ok(_) => Finding::new(Severity::Fine, KEY, "it is the certificate's"),
        Err(why) => Finding::new(Severity::Broken, KEY, why.to_string()),
    }
}

/// A key that everybody on the machine may read is theirs as well.
fn open_to_others(files: &TlsFiles) -> Option<Finding> {
    let mode = rustix::fs::stat(&files.key).ok()?.st_mode;
    let path = files.key.display();
    let text = format!("everybody on this machine may open {path}; take that away with chmod o-rwx");
    (mode & MODE_OTHERS != 0).then(|| Finding::new(Severity::Warning, KEY, text))
}

/// How long the chain is good: the first to end breaks it.
fn ends(chain: &[X509Certificate<'_>], now: Timestamp) -> Option<Finding> {
    let instant = |seconds: i64| Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
    let validity = |c: &X509Certificate<'_>| {
        (instant(c.validity().not_before.timestamp()), instant(c.validity().not_after.timestamp()))
    };
    let whose = |at: usize| match at {
        0 => "it".to_owned(),
        _ => format!("certificate {} of the chain", at + 1),
    };
    let (begins_at, begin) = chain.iter().map(|c| validity(c).0).enumerate().max_by_key(|(_, t)| *t)?;
    let (ends_at, end) = chain.iter().map(|c| validity(c).1).enumerate().min_by_key(|(_, t)| *t)?;
    let (severity, text) = if now < begin {
        let text = format!("{} is not good before {begin}; is this machine's clock right?", whose(begins_at));
        (Severity::Broken, text)
    } else if end <= now {
        (Severity::Broken, format!("{} has ended on {end}; renew it and restart", whose(ends_at)))
    } else if end.duration_since(now) < RENEW_WITHIN {
        let days = end.duration_since(now).as_hours() / 24;
        (Severity::Warning, format!("{} ends in {days} days, on {end}; renew it and restart", whose(ends_at)))
    } else {
        (Severity::Fine, format!("good until {end}"))
    };
    Some(Finding::new(severity, CERTIFICATE, text))
}

/// Whether the certificate is for the public address. The common name does not count: browsers ignore it.
fn named(own: &X509Certificate<'_>, public_url: &str) -> Finding {
    let host = Url::parse(public_url).ok().and_then(|url| url.host().map(|host| host.to_owned()));
    let Some(host) = host else {
        return Finding::new(Severity::Broken, CERTIFICATE, format!("{public_url} names no host"));
    };
    let names = match own.subject_alternative_name() {
        Ok(found) => found.map(|names| names.value.general_names.as_slice()).unwrap_or_default(),
        Err(why) => {
            return Finding::new(Severity::Broken, CERTIFICATE, format!("its names cannot be read: {why}"));
        }
    };
    if names.iter().any(|name| is_for(name, &host)) {
        return Finding::new(Severity::Fine, CERTIFICATE, format!("it is for {host}"));
    }
    let told: Vec<String> = names.iter().filter_map(told).collect();
    let told = if told.is_empty() { "no name at all".to_owned() } else { told.join(", ") };
    let text = format!(
        "it is for {told} and not for {host} of server.public_url, so browsers refuse it; get one for that name"
    );
    Finding::new(Severity::Broken, CERTIFICATE, text)
}

fn is_for(name: &GeneralName<'_>, host: &Host) -> bool {
    match (name, host) {
        (GeneralName::DNSName(pattern), Host::Domain(host)) => covers(pattern, host),
        (GeneralName::IPAddress(bytes), Host::Ipv4(ip)) => *bytes == ip.octets(),
        (GeneralName::IPAddress(bytes), Host::Ipv6(ip)) => *bytes == ip.octets(),
        _ => false,
    }
}

/// Whether a name of a certificate covers a host; a star stands for the whole first label and for nothing else
/// (RFC 6125, section 6.4.3).
fn covers(pattern: &str, host: &str) -> bool {
    let same = |a: &str, b: &str| a.trim_end_matches('.').eq_ignore_ascii_case(b.trim_end_matches('.'));
    match (pattern.strip_prefix("*."), host.split_once('.')) {
        (Some(parent), Some((label, rest))) => !label.is_empty() && same(parent, rest),
        (Some(_), None) => false,
        (None, _) => same(pattern, host),
    }
}

fn told(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match bytes.len() {
            4 => <[u8; 4]>::try_from(*bytes).ok().map(|b| IpAddr::from(b).to_string()),
            _ => <[u8; 16]>::try_from(*bytes).ok().map(|b| IpAddr::from(b).to_string()),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use tempfile::TempDir;

    use super::*;

    const URL: &str = "https://weir.example.com:8443";

    /// Files of a certificate that is good from 2026 to 2027.
    fn files(names: &[&str]) -> (TempDir, TlsFiles) {
        let dir = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
        let files = TlsFiles { cert: dir.path().join("cert.pem"), key: dir.path().join("key.pem") };
        fs::write(&files.cert, params.self_signed(&key).unwrap().pem()).unwrap();
        write_key(&files, &key);
        (dir, files)
    }

    fn write_key(files: &TlsFiles, key: &KeyPair) {
        fs::write(&files.key, key.serialize_pem()).unwrap();
        fs::set_permissions(&files.key, Permissions::from_mode(0o600)).unwrap();
    }

    /// What is not as it should be: how bad, and what it is about.
    fn troubles(files: &TlsFiles, url: &str, now: &str) -> Vec<(Severity, String)> {
        let found = examine(files, url, now.parse().unwrap());
        let bad = found.into_iter().filter(|f| f.severity > Severity::Fine);
        let texts = bad.map(|f| (f.severity, format!("{}: {}", f.what, f.text)));
        texts.filter(|(_, text)| !text.contains("signed by itself")).collect()
    }

    #[test]
    fn a_pair_for_the_public_address_is_fine_and_that_it_is_self_signed_is_told() {
        let (_dir, files) = files(&["weir.example.com"]);
        assert_eq!(troubles(&files, URL, "2026-06-01T00:00:00Z"), []);
        let found = examine(&files, URL, "2026-06-01T00:00:00Z".parse().unwrap());
        assert!(found.iter().any(|f| f.severity == Severity::Warning && f.text.contains("signed by itself")));
    }

    #[test]
    fn time_is_told_before_its_beginning_near_its_end_and_behind_it() {
        let (_dir, files) = files(&["weir.example.com"]);
        for (now, severity, words) in [
            ("2025-12-31T23:59:59Z", Severity::Broken, "not good before 2026-01-01T00:00:00Z"),
            ("2026-12-20T00:00:00Z", Severity::Warning, "ends in 12 days"),
            ("2027-01-01T00:00:00Z", Severity::Broken, "has ended on 2027-01-01T00:00:00Z"),
        ] {
            let found = troubles(&files, URL, now);
            assert_eq!(found.len(), 1, "{now}: {found:?}");
            assert!(found[0].0 == severity && found[0].1.contains(words), "{now}: {found:?}");
        }
        assert_eq!(troubles(&files, URL, "2026-12-10T00:00:00Z"), []);
    }

    #[test]
    fn names_are_held_against_the_public_address() {
        let now = "2026-06-01T00:00:00Z";
        for (names, url, fits) in [
            (["*.example.com"], "https://weir.example.com", true),
            (["WEIR.example.com"], "https://weir.example.com", true),
            (["*.example.com"], "https://example.com", false),
            (["*.example.com"], "https://a.weir.example.com", false),
            (["10.0.0.7"], "https://10.0.0.7:8443", true),
            (["10.0.0.7"], "https://10.0.0.8", false),
            (["::1"], "https://[::1]", true),
        ] {
            let (_dir, files) = files(&names);
            let found = troubles(&files, url, now);
            assert_eq!(found.is_empty(), fits, "{names:?} {url}: {found:?}");
            assert!(
                found.iter().all(|(s, text)| *s == Severity::Broken && text.contains(names[0])),
                "{found:?}"
            );
        }
    }

    #[test]
    fn files_that_cannot_serve_are_told_by_name() {
        let now = "2026-06-01T00:00:00Z";
        let (_dir, files) = files(&["weir.example.com"]);
        write_key(&files, &KeyPair::generate().unwrap());
        let found = troubles(&files, URL, now);
        assert!(found.len() == 1 && found[0].1.contains("cannot serve the certificate"), "{found:?}");
        fs::remove_file(&files.key).unwrap();
        let found = troubles(&files, URL, now);
        assert!(found.len() == 1 && found[0].1.contains("key.pem"), "{found:?}");
        fs::write(&files.cert, "no certificate").unwrap();
        let found = troubles(&files, URL, now);
        assert!(found.len() == 1 && found[0].1.contains("cert.pem: there is none in it"), "{found:?}");
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        fs::write(&files.cert, broken).unwrap();
        let found = troubles(&files, URL, now);
        assert!(found.iter().any(|(_, text)| text.contains("no X.509 certificate")), "{found:?}");
    }

    #[test]
    fn a_key_that_everybody_may_read_is_told() {
        let (_dir, files) = files(&["weir.example.com"]);
        fs::set_permissions(&files.key, Permissions::from_mode(0o644)).unwrap();
        let found = troubles(&files, URL, "2026-06-01T00:00:00Z");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Severity::Warning, "{found:?}");
    }
}
