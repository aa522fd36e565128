//! The server: one task per connection, one shared list of received mails.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::message::{self, Received};

/// How the server treats those who connect, from the next command on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes everything.
    Accept,
    /// Answers the recipient with this line, such as `550 5.1.1 no such user`.
    AnswerRecipient(String),
    /// Answers the finished message with this line, such as `451 4.3.0 try later`.
    AnswerMessage(String),
    /// Takes the connection and never says a word.
    Hang,
}

/// An SMTP server on a loopback port; ends when dropped.
pub struct SmtpSink {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

struct Shared {
    behaviour: Mutex<Behaviour>,
    received: Mutex<Vec<Received>>,
    arrived: Notify,
}

impl SmtpSink {
    /// Starts a server that takes everything.
    ///
    /// # Errors
    /// When no loopback port can be had.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            behaviour: Mutex::new(Behaviour::Accept),
            received: Mutex::default(),
            arrived: Notify::new(),
        });
        let server = tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                let mut connections = tokio::task::JoinSet::new();
                while let Ok((stream, _)) = listener.accept().await {
                    let shared = Arc::clone(&shared);
                    connections.spawn(async move {
                        // A client that goes away in the middle is the client's business.
                        let _ = converse(stream, &shared).await;
                    });
                }
            }
        });
        Ok(Self { address, shared, server })
    }

    /// The settings value that leads here.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Changes how the server behaves.
    pub fn behave(&self, behaviour: Behaviour) {
        *self.shared.behaviour.lock() = behaviour;
    }

    /// What came in so far, in order.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().clone()
    }

    /// Waits until at least `count` mails have come in, and returns all.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        loop {
            let arrived = self.shared.arrived.notified();
            tokio::pin!(arrived);
            arrived.as_mut().enable();
            let received = self.received();
            if received.len() >= count {
                return received;
            }
            arrived.await;
        }
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// One connection, command by command (RFC 5321).
async fn converse(stream: TcpStream, shared: &Shared) -> io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let behaviour = || shared.behaviour.lock().clone();
    if behaviour() == Behaviour::Hang {
        return std::future::pending().await;
    }
    writing.write_all(b"220 sink ESMTP\r\n").await?;
    let mut login = None;
    let mut mail = started(String::new(), None);
    while let Some(line) = lines.next_line().await? {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match (verb.as_str(), behaviour()) {
            (_, Behaviour::Hang) => return std::future::pending().await,
            ("EHLO", _) => "250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN".to_owned(),
            ("AUTH", _) => {
                login = message::login(&line);
                if login.is_some() { "235 welcome".to_owned() } else { "535 5.7.8 who are you".to_owned() }
            }
            ("MAIL", _) => {
                mail = started(address(&line), login.clone());
                "250 ok".to_owned()
            }
            ("RCPT", Behaviour::AnswerRecipient(answer)) => answer,
            ("RCPT", _) => {
                mail.to.push(address(&line));
                "250 ok".to_owned()
            }
            ("DATA", behaviour) => {
                writing.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_line().await?.filter(|l| l != ".") {
                    mail.raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.raw.push_str("\r\n");
                }
                if let Behaviour::AnswerMessage(answer) = behaviour {
                    answer
                } else {
                    shared.received.lock().push(mail.clone());
                    shared.arrived.notify_waiters();
                    "250 taken".to_owned()
                }
            }
            ("QUIT", _) => {
                writing.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            ("NOOP" | "RSET", _) => "250 ok".to_owned(),
            _ => "502 unknown".to_owned(),
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn started(from: String, login: Option<String>) -> Received {
    Received { from, login, to: Vec::new(), raw: String::new() }
}

fn address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(String::new, |(address, _)| address.to_owned())
}
