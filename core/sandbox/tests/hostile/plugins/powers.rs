//! A host with a few records, which keeps what it was asked.

use std::collections::HashMap;
use std::sync::Mutex;

use tokio::sync::Semaphore;
use weir_sandbox::plugin::{
    Authority, Document, DocumentPage, DocumentQuery, Entry, EntryPage, Error, Expected, Flows, Http, Item,
    ItemPage, ItemQuery, Items, Kv, Message, Notify, Recipient, Records, Request, Response, Run, Scope,
    Secrets,
};

type Answer<T> = Result<T, Error>;

/// What was asked, and values that were kept.
pub struct Answers {
    /// What `rec_gate` waits for.
    pub gate: Semaphore,
    pub asked: Mutex<Vec<String>>,
    pub requests: Mutex<Vec<Request>>,
    values: Mutex<HashMap<String, Entry>>,
}

impl Default for Answers {
    fn default() -> Self {
        let gate = Semaphore::new(0);
        Self { gate, asked: Mutex::default(), requests: Mutex::default(), values: Mutex::default() }
    }
}

impl Answers {
    fn note(&self, asked: String) {
        self.asked.lock().unwrap().push(asked);
    }
}

fn not_here<T>() -> Answer<T> {
    Err(Error::Denied("this host has none".to_owned()))
}

#[async_trait::async_trait]
impl Records for Answers {
    /// `rec_1` there is; `rec_gate` is answered when the test says so, `rec_never` never; others there are not.
    async fn record_get(&self, authority: Authority, id: String) -> Answer<Document> {
        self.note(format!("{authority:?} reads {id}"));
        match id.as_str() {
            "rec_1" => Ok(Document {
                id,
                form: "purchase".to_owned(),
                number: "PUR-2026-0042".to_owned(),
                title: "Laptop".to_owned(),
                revision: "1".to_owned(),
                fields: r#"{"amount":"8999.00"}"#.to_owned(),
            }),
            "rec_never" => std::future::pending().await,
            "rec_gate" => {
                self.gate.acquire().await.unwrap().forget();
                Err(Error::NotFound("it was not worth waiting for".to_owned()))
            }
            "rec_panic" => panic!("the host breaks down"),
            _ => Err(Error::NotFound(format!("there is no record {id}"))),
        }
    }

    async fn record_find(&self, _: Authority, _: DocumentQuery) -> Answer<DocumentPage> {
        not_here()
    }

    async fn record_create(&self, _: Authority, _: String, _: String) -> Answer<Document> {
        not_here()
    }

    async fn record_update(&self, _: Authority, _: String, _: String, _: String) -> Answer<Document> {
        not_here()
    }

    async fn record_comment(&self, _: Authority, id: String, text: String) -> Answer<()> {
        self.note(format!("{} bytes about {id}", text.len()));
        Ok(())
    }
}

#[async_trait::async_trait]
impl Kv for Answers {
    async fn kv_get(&self, scope: Scope, key: String) -> Answer<Option<Entry>> {
        Ok(self.values.lock().unwrap().get(&format!("{scope:?}/{key}")).cloned())
    }

    async fn kv_set(
        &self,
        scope: Scope,
        key: String,
        value: Vec<u8>,
        expected: Expected,
        _: Option<u32>,
    ) -> Answer<String> {
        let mut values = self.values.lock().unwrap();
        let name = format!("{scope:?}/{key}");
        let known = values.get(&name).map(|entry| entry.revision.clone());
        let as_expected = match expected {
            Expected::Anything => true,
            Expected::Nothing => known.is_none(),
            Expected::Revision(revision) => known.as_ref() == Some(&revision),
        };
        if !as_expected {
            return Err(Error::Conflict("it was changed".to_owned()));
        }
        let revision = format!("{}", known.and_then(|text| text.parse::<u32>().ok()).unwrap_or(0) + 1);
        values.insert(name, Entry { key, value, revision: revision.clone() });
        Ok(revision)
    }

    async fn kv_remove(&self, _: Scope, _: String, _: Expected) -> Answer<()> {
        not_here()
    }

    async fn kv_list(&self, _: Scope, _: String, _: Option<String>) -> Answer<EntryPage> {
        not_here()
    }
}

#[async_trait::async_trait]
impl Secrets for Answers {
    async fn secret_exists(&self, name: String) -> Answer<()> {
        if name == "token" { Ok(()) } else { Err(Error::NotFound("there is no such secret".to_owned())) }
    }
}

#[async_trait::async_trait]
impl Http for Answers {
    async fn http_send(&self, request: Request) -> Answer<Response> {
        self.requests.lock().unwrap().push(request);
        Ok(Response { status: 200, headers: Vec::new(), body: b"done".to_vec() })
    }
}

#[async_trait::async_trait]
impl Notify for Answers {
    async fn notify_send(&self, to: Recipient, message: Message) -> Answer<()> {
        self.note(format!("{to:?} is told {}", message.body));
        Ok(())
    }
}

#[async_trait::async_trait]
impl Items for Answers {
    async fn item_get(&self, _: Authority, _: String) -> Answer<Item> {
        not_here()
    }

    async fn item_find(&self, _: Authority, _: ItemQuery) -> Answer<ItemPage> {
        not_here()
    }

    async fn item_create(&self, _: Authority, _: String, _: String, _: String, _: String) -> Answer<Item> {
        not_here()
    }

    async fn item_update(&self, _: Authority, _: String, _: String, _: String) -> Answer<Item> {
        not_here()
    }

    async fn item_comment(&self, _: Authority, _: String, _: String) -> Answer<()> {
        not_here()
    }
}

#[async_trait::async_trait]
impl Flows for Answers {
    async fn flow_start(&self, _: Authority, _: String, _: String) -> Answer<Run> {
        not_here()
    }

    async fn flow_get(&self, _: Authority, _: String) -> Answer<Run> {
        not_here()
    }

    async fn flow_decide(&self, _: Authority, _: String, _: String, _: String) -> Answer<()> {
        not_here()
    }

    async fn flow_withdraw(&self, _: Authority, _: String, _: String) -> Answer<()> {
        not_here()
    }
}
