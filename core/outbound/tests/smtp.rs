//! Mail over a real SMTP dialogue.

use std::time::Duration;

use weir_outbound::testing::{Behaviour, SmtpSink};
use weir_outbound::{Mail, MailConfig, MailConfigError, MailError, MailFault, Mailer};

const FROM: &str = "堰 <weir@example.com>";

fn mail() -> Mail {
    Mail {
        to: "王芳 <wang.fang@example.com>".into(),
        subject: "【待审批】华东区办公设备采购申请，金额 500,000.01 元，请于今天下班前处理".into(),
        text: "您有一条新的待办：\r\n.一行以点开头\r\nhttps://weir.example.com/tasks/1".into(),
        html: "<p>您有一条新的<b>待办</b></p>".into(),
        message_id: "<job_0001@weir.example.com>".into(),
        reply_to: Some("help@example.com".into()),
    }
}

fn mailer(url: &str) -> Mailer {
    Mailer::new(&MailConfig::new(url, FROM)).unwrap()
}

#[tokio::test]
async fn a_mail_arrives_whole_in_chinese() {
    let sink = SmtpSink::start().await.unwrap();
    mailer(&sink.url()).send(mail()).await.unwrap();
    let received = &sink.wait_for(1).await[0];
    assert_eq!(received.from, "weir@example.com");
    assert_eq!(received.to, ["wang.fang@example.com"]);
    assert_eq!(received.subject(), mail().subject);
    assert_eq!(received.text(), mail().text);
    assert_eq!(received.html(), mail().html);
    assert_eq!(received.header("From").unwrap(), FROM);
    assert_eq!(received.header("To").unwrap(), mail().to);
    assert_eq!(received.header("Reply-To").unwrap(), "help@example.com");
    assert_eq!(received.header("Message-ID").unwrap(), mail().message_id);
}

#[tokio::test]
async fn several_mails_keep_their_order() {
    let sink = SmtpSink::start().await.unwrap();
    let mailer = mailer(&sink.url());
    for n in 0..3 {
        mailer.send(Mail { subject: format!("第 {n} 封"), ..mail() }).await.unwrap();
    }
    let subjects: Vec<_> = sink.wait_for(3).await.iter().map(|m| m.subject()).collect();
    assert_eq!(subjects, ["第 0 封", "第 1 封", "第 2 封"]);
}

#[tokio::test]
async fn a_4xx_answer_is_temporary_and_a_5xx_answer_permanent() {
    let sink = SmtpSink::start().await.unwrap();
    let mailer = mailer(&sink.url());
    for (answer, temporary) in [
        (Behaviour::AnswerRecipient("450 4.2.0 greylisted".into()), true),
        (Behaviour::AnswerMessage("451 4.3.0 try later".into()), true),
        (Behaviour::AnswerRecipient("550 5.1.1 no such user".into()), false),
        (Behaviour::AnswerMessage("554 5.7.1 refused".into()), false),
    ] {
        sink.behave(answer.clone());
        let error = mailer.send(mail()).await.unwrap_err();
        assert_eq!(error.is_temporary(), temporary, "{answer:?}: {error}");
        let fault = if temporary { MailFault::Deferred } else { MailFault::Refused };
        assert_eq!(error.fault(), fault, "{answer:?}: {error}");
        let (Behaviour::AnswerRecipient(line) | Behaviour::AnswerMessage(line)) = answer else { continue };
        assert!(error.to_string().contains(&line[4..]), "the server's words are kept: {error}");
    }
    assert_eq!(sink.received(), []);
    sink.behave(Behaviour::Accept);
    mailer.send(mail()).await.expect("a refused mail spoils nothing for the next");
}

#[tokio::test]
async fn nobody_listening_is_temporary() {
    let url = SmtpSink::start().await.unwrap().url();
    // The sink is gone; give its task the turn in which it closes the port.
    tokio::task::yield_now().await;
    let refused = mailer(&url).send(mail()).await;
    assert!(
        matches!(refused, Err(MailError::Temporary { fault: MailFault::Unreachable, .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_on_and_spoils_nothing_for_the_next_mail() {
    let sink = SmtpSink::start().await.unwrap();
    sink.behave(Behaviour::Hang);
    let config = MailConfig { timeout: Duration::from_millis(20), ..MailConfig::new(sink.url(), FROM) };
    let error = Mailer::new(&config).unwrap().send(mail()).await.unwrap_err();
    assert!(error.is_temporary(), "{error}");
    sink.behave(Behaviour::Accept);
    mailer(&sink.url()).send(mail()).await.unwrap();
    assert_eq!(sink.received().len(), 1);
}

#[tokio::test]
async fn a_server_without_the_demanded_tls_gets_no_mail() {
    let sink = SmtpSink::start().await.unwrap();
    let url = format!("{}?tls=required", sink.url().replace("smtp://", "smtp://user:pass@"));
    assert_eq!(mailer(&url).send(mail()).await.unwrap_err().fault(), MailFault::Certificate);
    assert_eq!(sink.received(), []);
}

#[tokio::test]
async fn where_a_mail_got_stuck_is_told_apart() {
    let sink = SmtpSink::start().await.unwrap();
    let no_tls = mailer(&sink.url().replace("smtp://", "smtps://")).send(mail()).await.unwrap_err();
    assert_eq!(no_tls.fault(), MailFault::Certificate, "{no_tls}");
    let no_address = mailer(&sink.url()).send(Mail { to: "nobody".into(), ..mail() }).await.unwrap_err();
    assert_eq!(no_address.fault(), MailFault::Unusable);
    for line in ["530 5.7.0 authentication required", "535 5.7.8 bad credentials"] {
        sink.behave(Behaviour::AnswerRecipient(line.into()));
        let refused = mailer(&sink.url()).send(mail()).await.unwrap_err();
        assert_eq!(refused.fault(), MailFault::SignIn, "{refused}");
        assert!(refused.detail().contains(&line[4..]));
    }
}

#[tokio::test]
async fn credentials_are_decoded_and_used() {
    let sink = SmtpSink::start().await.unwrap();
    let url = sink.url().replace("smtp://", "smtp://user%40example.com:p%3Ass@");
    mailer(&url).send(mail()).await.unwrap();
    assert_eq!(sink.wait_for(1).await[0].login.as_deref(), Some("user@example.com:p:ss"));
}

#[tokio::test]
async fn whether_a_server_lets_us_in_is_told_without_a_mail() {
    let sink = SmtpSink::start().await.unwrap();
    mailer(&sink.url()).reach().await.unwrap();
    let refused = mailer(&format!("{}?tls=required", sink.url())).reach().await;
    assert!(refused.is_err());
    assert_eq!(sink.received(), []);
}

#[test]
fn unusable_settings_are_refused_without_telling_the_password() {
    for url in ["", "mail.example.com", "http://example.com", "smtp://u:secret@", "smtp://h?tls=maybe"] {
        let error = Mailer::new(&MailConfig::new(url, FROM)).err().unwrap();
        assert_eq!(error, MailConfigError::Url, "{url}");
        assert!(!error.to_string().contains("secret"));
    }
    let config = MailConfig::new("smtp://u:secret@h", "nobody");
    assert_eq!(Mailer::new(&config).err(), Some(MailConfigError::From));
    assert!(!format!("{config:?}").contains("secret"));
}
