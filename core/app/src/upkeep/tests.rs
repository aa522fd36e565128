//! What goes after its time, and what stays.

use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;
use uuid::Uuid;
use weir_model::id::{FileId, TenantId, UserId};
use weir_model::{Clock, Ids};
use weir_store::Store;
use weir_store::queries::files::{self, Attachment, FileRow};
use weir_store::testing::{each_database, tenant, user};

use super::*;
use crate::settings::{PasswordCost, Settings};

/// Long after any file that a test writes today.
struct FarAway;

impl Clock for FarAway {
    fn now(&self) -> Timestamp {
        "2200-01-01T00:00:00Z".parse().unwrap()
    }
}

impl Ids for FarAway {
    fn next(&self) -> Uuid {
        Uuid::nil()
    }
}

async fn file(
    store: &Store,
    tenant: TenantId,
    owner: UserId,
    number: u128,
    taken: bool,
    age_hours: i64,
) -> FileRow {
    let content = if number == 3 { 1 } else { number };
    let stored = store.blobs().put_bytes(tenant, Bytes::from(content.to_string())).await.unwrap();
    let row = FileRow {
        id: FileId::from_uuid(Uuid::from_u128(number)),
        sha256: stored.sha256,
        name: "a.txt".to_owned(),
        size_bytes: stored.size_bytes,
        mime: "text/plain".to_owned(),
        owner,
        created_at: FarAway.now() - SignedDuration::from_hours(age_hours),
        attached: taken.then(|| Attachment { kind: "record".to_owned(), id: Uuid::from_u128(9) }),
    };
    let tx = store.begin(tenant).await.unwrap();
    files::insert(&tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

#[tokio::test]
async fn uploads_that_nothing_took_up_go_after_a_day_and_their_bytes_with_the_last_of_them() {
    each_database(|store| async move {
        let t = tenant(&store, 1).await;
        let lin = user(&store, t, 1).await;
        let taken = file(&store, t, lin, 1, true, 48).await;
        let loose = file(&store, t, lin, 2, false, 48).await;
        let twin_of_taken = file(&store, t, lin, 3, false, 48).await;
        let young = file(&store, t, lin, 4, false, 1).await;
        let settings = Settings {
            data_dir: std::env::temp_dir(),
            public_url: "http://weir.test".to_owned(),
            demo: false,
            database_url: None,
            mail: None,
            password_cost: PasswordCost::Cheap,
            secret_key: Some([7; 32]),
        };
        let app = App::new(store.clone(), settings, Arc::new(FarAway), Arc::new(FarAway)).unwrap();
        app.tidy_up().await.unwrap();
        app.tidy_up().await.unwrap();
        let tx = store.read(t).await.unwrap();
        let left = files::get_many(&tx, &[taken.id, loose.id, twin_of_taken.id, young.id]).await.unwrap();
        let mut left: Vec<_> = left.into_iter().map(|f| f.id).collect();
        left.sort();
        assert_eq!(left, [taken.id, young.id]);
        for (file, kept) in [(&taken, true), (&loose, false), (&young, true)] {
            assert_eq!(store.blobs().get(t, &file.sha256).await.is_ok(), kept, "{:?}", file.id);
        }
    })
    .await;
}
