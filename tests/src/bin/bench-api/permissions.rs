//! One permission check among 100,000 assignments in 1,000 tenants, and that it says what casbin says.

use std::time::Instant;

use jiff::Timestamp;
use uuid::Uuid;
use weir_access::{AccessRows, AssignmentRow, Object, Policy, RoleGrantRow, RoleRow, Snapshot};
use weir_model::id::{FormId, RoleId, TenantId, UserId};
use weir_model::permission::Permission;
use weir_model::scope::DataScope;

use crate::report::{Better, Report};

const TENANTS: u128 = 1_000;
/// Assignments in each tenant.
const ASSIGNMENTS: u128 = 100;
const ROLES: u128 = 10;
const FORMS: u128 = 20;
/// Checks that are timed.
const CHECKS: u128 = 200_000;
/// Checks whose answer is compared with casbin's.
const COMPARED: u128 = 500;
/// The promise, microseconds.
const P99_LIMIT_US: f64 = 5.0;

pub async fn measure(report: &mut Report) {
    let now = Timestamp::UNIX_EPOCH;
    let mut snapshots = Vec::new();
    for tenant in 0..TENANTS {
        snapshots.push(Policy::load(rows(tenant), now).await.unwrap().compile().unwrap());
    }
    let policy = Policy::load(rows(7), now).await.unwrap();
    for n in 0..COMPARED {
        let (user, permission, object) = question(n);
        let ours = snapshots[7].decide(user, permission, object, now).is_ok();
        assert_eq!(
            ours,
            policy.enforce(user, permission, object).unwrap(),
            "{user} {permission:?} {object:?}"
        );
    }
    println!("permission: equal to casbin on {COMPARED} questions");

    let mut times_ns = Vec::new();
    let mut granted = 0_u64;
    for n in 0..CHECKS {
        let (user, permission, object) = question(n);
        let snapshot: &Snapshot = &snapshots[usize::try_from(mixed(n) % TENANTS).unwrap()];
        let begin = Instant::now();
        let answer = snapshot.decide(user, permission, object, now);
        times_ns.push(begin.elapsed().as_nanos());
        granted += u64::from(answer.is_ok());
    }
    assert!(granted > 0, "some questions are granted");
    times_ns.sort_unstable();
    #[allow(clippy::cast_precision_loss, reason = "nanoseconds of one check")]
    let p99_us = times_ns[times_ns.len() * 99 / 100] as f64 / 1_000.0;
    report.add("permission_p99", p99_us, "us", P99_LIMIT_US, Better::Less);
}

fn mixed(n: u128) -> u128 {
    n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7
}

fn question(n: u128) -> (UserId, Permission, Object) {
    let m = mixed(n);
    let user = UserId::from_uuid(Uuid::from_u128(1 + m % (ASSIGNMENTS + 5)));
    let permission = Permission::ALL[usize::try_from(m / 128 % Permission::ALL.len() as u128).unwrap()];
    let form = m / 4096 % (FORMS + 2);
    let object =
        if form == 0 { Object::TENANT } else { Object::form(FormId::from_uuid(Uuid::from_u128(form))) };
    (user, permission, object)
}

fn rows(tenant: u128) -> AccessRows {
    let role = |n: u128| RoleId::from_uuid(Uuid::from_u128(0x5000 + n % ROLES));
    let grant = |n: u128| RoleGrantRow {
        role: role(n),
        permission: Permission::ALL
            [usize::try_from((n * 3 + tenant) % Permission::ALL.len() as u128).unwrap()],
        form: (n % 3 == 0).then(|| FormId::from_uuid(Uuid::from_u128(1 + n % FORMS))),
        scope: if n % 2 == 0 { DataScope::All {} } else { DataScope::Own {} },
    };
    let assignment = |n: u128| AssignmentRow {
        user: UserId::from_uuid(Uuid::from_u128(1 + n)),
        role: role(n * 7 + tenant),
        expires_at: None,
    };
    AccessRows {
        tenant: TenantId::from_uuid(Uuid::from_u128(0x7000 + tenant)),
        version: 1,
        time_zone: jiff::tz::TimeZone::UTC,
        roles: (0..ROLES).map(|n| RoleRow { id: role(n), name: format!("role {n}") }).collect(),
        grants: (0..ROLES * 4).map(grant).collect(),
        assignments: (0..ASSIGNMENTS).map(assignment).collect(),
        field_rules: Vec::new(),
        departments: Vec::new(),
        memberships: Vec::new(),
    }
}
