//! Keys that count and keys that do not.

use super::*;
use crate::signature::SecretKey;

const NOW: &str = "2026-11-22T08:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn secret(n: u8) -> SecretKey {
    SecretKey::from_seed(&[n; 32])
}

fn known(n: u8, state: KeyState) -> KnownKey {
    KnownKey { key: secret(n).public(), state }
}

fn id() -> PackageId {
    "acme/robot".parse().unwrap()
}

/// A package signed by publisher 1, at a time, and by marketplace 9, when one is given.
fn package(signed: &str, reviewed: Option<&str>) -> Archive {
    let mut archive = Archive::new([("a".to_owned(), b"abc".to_vec())]).unwrap();
    archive.sign(&secret(1), at(signed));
    if let Some(reviewed) = reviewed {
        archive.countersign(&secret(9), at(reviewed)).unwrap();
    }
    archive
}

fn trust(publisher: KeyState, marketplace: KeyState) -> Trust {
    Trust {
        marketplaces: vec![known(9, marketplace)],
        publishers: vec![KnownPublisher { name: "acme".parse().unwrap(), keys: vec![known(1, publisher)] }],
        review_required: false,
        new_publishers: true,
    }
}

fn outcome(archive: &Archive, trust: &Trust) -> &'static str {
    match verify(archive, &id(), trust, at(NOW)) {
        Ok(Verified { marketplace: Some(_), .. }) => "reviewed",
        Ok(Verified { claims_name: true, .. }) => "claims",
        Ok(_) => "good",
        Err(TrustError::Seal(SealError::Missing(_))) => "missing",
        Err(TrustError::Seal(_)) => "broken",
        Err(TrustError::UnknownMarketplace(_)) => "unknown marketplace",
        Err(TrustError::UnknownPublisher(_)) => "unknown publisher",
        Err(TrustError::NameTaken { .. }) => "taken",
        Err(TrustError::Retired { .. }) => "retired",
        Err(TrustError::Revoked { .. }) => "revoked",
        Err(TrustError::Early { .. }) => "early",
    }
}

#[test]
fn a_key_counts_as_far_as_its_state_says() {
    use KeyState::{Active, Retired, Revoked};
    let noon = || at("2026-11-20T12:00:00Z");
    let (before, after) = ("2026-11-20T11:00:00Z", "2026-11-20T13:00:00Z");
    let (retired, revoked) = (Retired { at: noon() }, Revoked { at: noon() });
    for (signed, reviewed, publisher, marketplace, wanted) in [
        (before, None, Active, Active, "good"),
        (before, Some(after), Active, Active, "reviewed"),
        (before, None, retired, Active, "good"),
        (after, None, retired, Active, "retired"),
        // Whoever has the key can say that it was earlier.
        (before, None, revoked, Active, "revoked"),
        (before, Some(before), revoked, Active, "reviewed"),
        (before, Some(after), revoked, Active, "revoked"),
        (before, Some(before), revoked, retired, "reviewed"),
        (before, Some(before), revoked, revoked, "revoked"),
        (before, Some(after), Active, retired, "good"),
        (before, Some(before), Active, revoked, "good"),
        ("2026-11-22T08:59:59Z", None, Active, Active, "good"),
        ("2026-11-22T09:00:01Z", None, Active, Active, "early"),
        (before, Some("2026-11-22T09:00:01Z"), Active, Active, "early"),
    ] {
        let found = outcome(&package(signed, reviewed), &trust(publisher, marketplace));
        assert_eq!(found, wanted, "{signed} {reviewed:?} {publisher:?} {marketplace:?}");
    }
}

#[test]
fn a_name_stays_with_its_first_key() {
    let mut archive = package(NOW, None);
    let mut trust = trust(KeyState::Active, KeyState::Active);
    assert_eq!(outcome(&archive, &trust), "good");
    archive.sign(&secret(2), at(NOW));
    assert_eq!(outcome(&archive, &trust), "taken");
    // The marketplace has entered a second key for the name.
    trust.publishers[0].keys.push(known(2, KeyState::Active));
    assert_eq!(outcome(&archive, &trust), "good");
}

#[test]
fn a_new_name_is_taken_once_and_not_by_a_revoked_key() {
    let archive = package(NOW, None);
    let mut trust = Trust { new_publishers: true, ..Trust::default() };
    assert_eq!(outcome(&archive, &trust), "claims");
    trust.new_publishers = false;
    assert_eq!(outcome(&archive, &trust), "unknown publisher");
    trust.new_publishers = true;
    let revoked = known(1, KeyState::Revoked { at: at("2026-01-01T00:00:00Z") });
    trust.publishers = vec![KnownPublisher { name: "other".parse().unwrap(), keys: vec![revoked] }];
    assert_eq!(outcome(&archive, &trust), "revoked");
}

#[test]
fn where_a_review_is_required_only_a_known_marketplace_gives_it() {
    let mut trust = trust(KeyState::Active, KeyState::Active);
    trust.review_required = true;
    assert_eq!(outcome(&package(NOW, None), &trust), "missing");
    assert_eq!(outcome(&package(NOW, Some(NOW)), &trust), "reviewed");
    let mut foreign = package(NOW, None);
    foreign.countersign(&secret(8), at(NOW)).unwrap();
    assert_eq!(outcome(&foreign, &trust), "unknown marketplace");
    trust.review_required = false;
    assert_eq!(outcome(&foreign, &trust), "good");
    trust.review_required = true;
    trust.marketplaces[0].state = KeyState::Revoked { at: at("2026-01-01T00:00:00Z") };
    assert_eq!(outcome(&package(NOW, Some(NOW)), &trust), "revoked");
}

#[test]
fn an_older_version_comes_in_only_as_a_rollback() {
    let manifest = "id = \"acme/robot\"\nversion = \"1.0.0\"\nlicense = \"MIT\"\ncategory = \"office\"\n\
        name = { zh-CN = \"甲\", en = \"A\" }\ndescription = { zh-CN = \"甲\", en = \"A\" }\n\
        [[part]]\nkind = \"script\"\npath = \"a.rhai\"\n";
    let files = [("weir-pack.toml", manifest), ("a.rhai", "1")];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let mut old = Package::of(Archive::new(files).unwrap()).unwrap_or_else(|e| panic!("{e}"));
    let new = Release { version: "1.1.0".parse().unwrap(), digest: crate::archive::Digest::of(b"new") };
    let trust = trust(KeyState::Active, KeyState::Active);
    let go =
        |package: &Package, intent| admit(package, Some(&new), &trust, intent, at(NOW)).map(|(_, step)| step);
    let unsigned = SealError::Missing(Role::Publisher);
    assert_eq!(go(&old, Intent::Rollback), Err(Refusal::Trust(TrustError::Seal(unsigned))));
    old.archive.sign(&secret(1), at(NOW));
    assert!(matches!(go(&old, Intent::Install), Err(Refusal::Version(VersionError::Downgrade { .. }))));
    assert_eq!(go(&old, Intent::Rollback), Ok(Step::Rollback));
}
