//! Whole companies: one of fifty people as an administrator would set it up, one of ten thousand.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;
use weir_model::id::{DepartmentId, MembershipId, PostId, RoleId, UserId};
use weir_org::{
    DepartmentRow, Directory, DirectoryRows, MembershipRow, Moment, PostRow, RoleHolderRow, UserRow,
};

fn id(n: usize) -> Uuid {
    Uuid::from_u128(n as u128)
}
fn user(n: usize) -> UserId {
    UserId::from_uuid(id(n))
}
fn department(n: usize) -> DepartmentId {
    DepartmentId::from_uuid(id(n))
}
fn moment() -> Moment {
    Moment::new(Timestamp::UNIX_EPOCH, &TimeZone::UTC)
}

const BUYER: usize = 1;
const FINANCE_DIRECTOR: usize = 2;

/// A tree in which every department has `fan_out` below it, `levels` deep. Department n is headed by person n;
/// the staff are dealt out over the departments in turn. Every department has one buyer.
fn company(fan_out: usize, levels: u32, people: usize) -> (DirectoryRows, usize) {
    let count: usize = (0..levels).map(|l| fan_out.pow(l)).sum();
    let member = |n: usize, of: usize, post: Option<usize>| MembershipRow {
        id: MembershipId::from_uuid(id(n)),
        user: user(n),
        department: department(of),
        post: post.map(|p| PostId::from_uuid(id(p))),
        main: true,
        starts_on: None,
        ends_on: None,
    };
    let rows = DirectoryRows {
        departments: (0..count)
            .map(|n| DepartmentRow {
                id: department(n),
                parent: n.checked_sub(1).map(|m| department(m / fan_out)),
                head: Some(user(n)),
            })
            .collect(),
        posts: vec![PostRow { id: PostId::from_uuid(id(BUYER)) }],
        users: (0..people).map(|n| UserRow { id: user(n), active: true }).collect(),
        memberships: (0..people).map(|n| member(n, n % count, (n / count == 1).then_some(BUYER))).collect(),
        role_holders: vec![RoleHolderRow {
            role: RoleId::from_uuid(id(FINANCE_DIRECTOR)),
            user: user(1),
            expires_at: None,
        }],
    };
    (rows, count)
}

/// What must hold in any such company.
fn assert_well_led(directory: &Directory, people: usize, count: usize, fan_out: usize) {
    let at = moment();
    for n in 0..people {
        let own = directory.main_department(user(n), at.today).unwrap();
        assert_eq!(own, department(n % count));
        let chain = directory.superiors(user(n), own, 20);
        assert!(chain.iter().all(|found| found.user != user(n)), "nobody is their own superior");
        let departments_up = directory.tree().path_up(own).count();
        let expected = if n < count { departments_up - 1 } else { departments_up };
        assert_eq!(chain.len(), expected, "person {n}");
        let first = directory.superior(user(n), own, 1).map(|found| found.user);
        let own_head = n % count;
        let superior = if n < count { n.checked_sub(1).map(|m| m / fan_out) } else { Some(own_head) };
        assert_eq!(first, superior.map(user));
    }
    assert_eq!(directory.subtree(department(0)).len(), count);
    assert_eq!(directory.members_of(department(0), true, at).len(), people);
    assert_eq!(directory.users_with_post(PostId::from_uuid(id(BUYER)), None, at).len(), count);
    assert_eq!(directory.users_with_role(RoleId::from_uuid(id(FINANCE_DIRECTOR)), at)[0].user, user(1));
}

#[test]
fn a_company_of_fifty_is_led_as_drawn() {
    let (rows, count) = company(3, 3, 50);
    assert_eq!(count, 13);
    assert_well_led(&Directory::new(rows), 50, count, 3);
}

#[test]
fn a_company_of_ten_thousand_answers_for_everyone() {
    let (rows, count) = company(4, 6, 10_000);
    assert_eq!(count, 1_365);
    assert_well_led(&Directory::new(rows), 10_000, count, 4);
}
