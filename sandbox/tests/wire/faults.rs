//! Every fault of the way, over a real socket. What answers say is in `fault/disguise.rs`.

use crate::client::{Client, End, exchange, get, value};
use crate::teller::{BODY, Teller};
use sandbox::fault::EarlyFault;
use sandbox::wire::{Limits, LostReason};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

fn with(fault: &str) -> String {
    get(&format!("X-Fault: {fault}\r\n"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The whole answer of the teller to a request with a cut: the longest cut there is.
async fn whole(addr: SocketAddr, ending: &str) -> Vec<u8> {
    let (answer, _) = exchange(addr, with(&format!("cut-answer=99999{ending}"))).await;
    assert!(answer.ends_with(BODY.as_bytes()));
    answer
}

/// The answers to many requests at once, by cut position.
async fn cuts(addr: SocketAddr, name: &str, ending: &str, upto: usize) -> Vec<(Vec<u8>, End)> {
    let mut set = JoinSet::new();
    for at in 0..=upto {
        let request = with(&format!("{name}={at}{ending}"));
        set.spawn(async move { (at, exchange(addr, request).await) });
    }
    let mut all = set.join_all().await;
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, answer)| answer).collect()
}

#[tokio::test]
async fn an_answer_can_be_cut_behind_each_of_its_bytes() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let mut calls = 0;
    for (ending, end) in [("", End::Closed), ("/reset", End::Reset)] {
        let whole = whole(addr, ending).await;
        let cut = cuts(addr, "cut-answer", ending, whole.len()).await;
        for (at, answer) in cut.iter().enumerate() {
            assert_eq!(*answer, (whole[..at].to_vec(), end), "{at}{ending}");
        }
        calls += 1 + whole.len() + 1 + BODY.len() + 1;
        let head = whole.len() - BODY.len();
        let cut = cuts(addr, "cut-body", ending, BODY.len()).await;
        for (at, answer) in cut.iter().enumerate() {
            assert_eq!(*answer, (whole[..head + at].to_vec(), end), "{at}{ending}");
        }
    }
    assert_eq!(teller.count(), calls, "all of them were executed");
}

#[tokio::test]
async fn a_silent_answer_stops_and_the_connection_stays_open() {
    let (server, addr, _) = Teller::serve(Limits {
        drain_time: Duration::from_millis(1),
        ..Limits::default()
    });
    let mut client = Client::connect(addr).await;
    client.send(with("cut-answer=20/silence")).await;
    assert_eq!(client.exactly(20).await, b"HTTP/1.1 200 OK\r\nX-C");
    // Another request on it is heard by nobody.
    client.send(get("")).await;
    assert_eq!(server.shutdown().await, 1, "it was still open");
    assert_eq!(client.rest().await.0, b"");
}

#[tokio::test]
async fn a_reset_comes_without_a_byte() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    for fault in [
        "reset-before",
        "reset-after",
        "refuse=0s",
        "delay=1ms,reset-after",
    ] {
        assert_eq!(
            exchange(addr, with(fault)).await,
            (Vec::new(), End::Reset),
            "{fault}"
        );
    }
    assert_eq!(teller.count(), 4);
}

/// Whatever part of a request has arrived, the service never hears of it, and the client cannot tell from a full stop that it was heard.
#[tokio::test]
async fn a_request_can_be_cut_behind_each_of_its_bytes() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let request = |at: usize| {
        format!(
            "POST / HTTP/1.1\r\nHost: h\r\nX-Early: cut-request={at}\r\nContent-Length: 40\r\n\r\n{}",
            "b".repeat(40)
        )
    };
    let length = request(0).len() + 3;
    let mut set = JoinSet::new();
    for at in 0..length + 2 {
        let request = request(at);
        let end = at.clamp(request.len() - 40, request.len());
        set.spawn(async move {
            let mut client = Client::connect(addr).await;
            // Not a byte more than the server waits for: it does not need one.
            client.send(&request.as_bytes()[..end]).await;
            let answer = client.rest().await;
            assert_eq!(answer, (Vec::new(), End::Reset), "{at}");
        });
    }
    set.join_all().await;
    assert_eq!(teller.count(), 0);
    let lost = teller.lost.lock().unwrap();
    assert_eq!(lost.len(), length + 2);
    let by_fault = |(reason, status): &(LostReason, Option<u16>)| {
        matches!(reason, LostReason::Fault(EarlyFault::CutRequest(_))) && status.is_none()
    };
    assert!(lost.iter().all(by_fault));
}

#[tokio::test]
async fn a_chunked_request_and_one_that_waits_can_be_cut() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let head = "POST / HTTP/1.1\r\nHost: h\r\nX-Early: cut-request=200\r\n";
    let mut client = Client::connect(addr).await;
    client
        .send(format!(
            "{head}Transfer-Encoding: chunked\r\n\r\n{}",
            "1\r\nb\r\n".repeat(30)
        ))
        .await;
    assert_eq!(client.rest().await, (Vec::new(), End::Reset));
    let mut client = Client::connect(addr).await;
    client
        .send(format!(
            "{head}Expect: 100-continue\r\nContent-Length: 400\r\n\r\n"
        ))
        .await;
    assert_eq!(client.exactly(25).await, b"HTTP/1.1 100 Continue\r\n\r\n");
    client.send("b".repeat(200)).await;
    assert_eq!(client.rest().await, (Vec::new(), End::Reset));
    assert_eq!(teller.count(), 0);
}

/// The same error that a machine without a server gives, and for that long; connections that are open stay.
#[tokio::test]
async fn a_port_refuses_for_a_time_and_comes_back() {
    let (server, addr, _) = Teller::serve(Limits::default());
    let mut stays = Client::connect(addr).await;
    stays.send(get("")).await;
    stays.answer().await;
    for round in 0..3 {
        let before = Instant::now();
        let time = Duration::from_millis(150);
        if round == 0 {
            server.refuse(time);
        } else {
            let request = get("X-Early: refuse=150ms\r\n");
            assert_eq!(exchange(addr, request).await, (Vec::new(), End::Reset));
        }
        let mut refused = 0;
        // First it has to notice, then to come back.
        while refused == 0 || before.elapsed() < time {
            match TcpStream::connect(addr).await {
                Ok(_) => assert!(before.elapsed() < Duration::from_secs(5)),
                Err(error) => {
                    assert!(matches!(
                        error.kind(),
                        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
                    ));
                    refused += 1;
                }
            }
        }
        let back = loop {
            if let Ok(stream) = TcpStream::connect(addr).await {
                break stream;
            }
            assert!(before.elapsed() < Duration::from_secs(5));
            tokio::task::yield_now().await;
        };
        let mut client = Client {
            stream: back,
            buffer: Vec::new(),
        };
        client.send(get("")).await;
        client.answer().await;
        stays.send(get("")).await;
        stays.answer().await;
    }
}

#[tokio::test]
async fn a_port_that_refuses_can_be_shut_down() {
    let (server, addr, _) = Teller::serve(Limits::default());
    server.refuse(Duration::MAX);
    while TcpStream::connect(addr).await.is_ok() {}
    assert_eq!(server.shutdown().await, 0);
    assert!(TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn a_delayed_answer_was_executed_before_the_delay() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let mut client = Client::connect(addr).await;
    let before = Instant::now();
    client.send(with("delay=50ms")).await;
    teller.is_asked(1).await;
    assert_eq!(client.answer().await.1, BODY.as_bytes());
    assert!(before.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn a_dripping_answer_takes_its_time_and_arrives_whole() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let mut client = Client::connect(addr).await;
    let before = Instant::now();
    client.send(with("drip=7/1ms")).await;
    let (head, body) = client.answer().await;
    assert_eq!(body, BODY.as_bytes());
    let pieces = (head.len() + body.len()).div_ceil(7) - 1;
    assert!(before.elapsed() >= Duration::from_millis(pieces.try_into().unwrap()));
    client.send(get("")).await;
    assert_eq!(
        client.answer().await.1,
        BODY.as_bytes(),
        "the connection stays usable"
    );
}

#[tokio::test]
async fn an_endless_body_goes_on_until_the_client_has_enough() {
    let (server, addr, _) = Teller::serve(Limits::default());
    let mut client = Client::connect(addr).await;
    client.send(with("endless-body=1000/0s")).await;
    let (head, _) = client.answer().await;
    assert_eq!(value(&head, "Content-Length"), None);
    assert_eq!(value(&head, "Transfer-Encoding"), Some("chunked"));
    let body = text(&client.exactly(1_000_000).await);
    assert!(
        body.starts_with(&format!("{:x}\r\n{BODY}\r\n3e8\r\n   ", BODY.len())),
        "{}",
        &body[..99]
    );
    drop(client);
    let mut old = Client::connect(addr).await;
    old.send("GET / HTTP/1.0\r\nX-Fault: endless-body=10/1ms\r\n\r\n")
        .await;
    let (head, _) = old.answer().await;
    assert_eq!(value(&head, "Transfer-Encoding"), None);
    assert_eq!(
        text(&old.exactly(BODY.len() + 100).await),
        format!("{BODY}{}", " ".repeat(100))
    );
    drop(old);
    assert_eq!(
        server.shutdown().await,
        0,
        "both noticed that their clients went"
    );
}

#[tokio::test]
async fn a_length_that_is_too_large_ends_with_the_connection() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let (answer, end) = exchange(addr, with("wrong-length=+10")).await;
    let answer = text(&answer);
    assert_eq!(
        value(&answer, "Content-Length"),
        Some((BODY.len() + 10).to_string().as_str())
    );
    assert!(answer.ends_with(BODY));
    assert_eq!(end, End::Closed);
}

/// The worst of both worlds: what was too much stands in front of the next answer.
#[tokio::test]
async fn a_length_that_is_too_small_spoils_the_next_answer() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let mut client = Client::connect(addr).await;
    client.send(with("wrong-length=-3")).await;
    assert_eq!(client.answer().await.1, &BODY.as_bytes()[..BODY.len() - 3]);
    client.send(get("")).await;
    let spoilt = format!("{}HTTP/1.1 200 OK", &BODY[BODY.len() - 3..]);
    assert_eq!(text(&client.exactly(spoilt.len()).await), spoilt);
    let (answer, _) = exchange(
        addr,
        get("X-Fault: wrong-length=-9999\r\nConnection: close\r\n"),
    )
    .await;
    assert_eq!(value(&text(&answer), "Content-Length"), Some("0"));
}

#[tokio::test]
async fn a_malformed_head_is_malformed_in_one_line() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let (sound, _) = exchange(addr, get("Connection: close\r\n")).await;
    for (fault, line) in [
        ("malformed-header", "this line has no colon\r\n"),
        ("malformed-header=no-name", ": a value without a name\r\n"),
        ("malformed-header=nul", "X-Zero: a\0b\r\n"),
        ("malformed-header=status", "HTTP/1.1 okay OK\r\n"),
    ] {
        let request = get(&format!("X-Fault: {fault}\r\nConnection: close\r\n"));
        let (answer, _) = exchange(addr, request).await;
        let answer = text(&answer);
        assert!(answer.contains(line), "{answer}");
        let mended = if fault.ends_with("status") {
            answer.replace(line, "HTTP/1.1 200 OK\r\n")
        } else {
            answer.replace(line, "")
        };
        assert_eq!(mended, text(&sound));
    }
}

#[tokio::test]
async fn date_is_off_as_far_as_asked() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    for (fault, date) in [
        ("skew=+1h", "Sun, 06 Nov 1994 09:49:37 GMT"),
        ("skew=-10m", "Sun, 06 Nov 1994 08:39:37 GMT"),
    ] {
        let mut client = Client::connect(addr).await;
        client.send(with(fault)).await;
        assert_eq!(value(&client.answer().await.0, "Date"), Some(date));
    }
}

#[tokio::test]
async fn faults_can_be_combined() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let (answer, end) = exchange(
        addr,
        with("skew=+1h,drip=50/1ms,cut-body=3/reset,malformed-header"),
    )
    .await;
    let answer = text(&answer);
    assert!(
        answer.contains("this line has no colon\r\nDate: Sun, 06 Nov 1994 09:49:37 GMT\r\n"),
        "{answer}"
    );
    assert!(
        answer.ends_with(&format!("\r\n\r\n{}", &BODY[..3])),
        "{answer}"
    );
    assert_eq!(end, End::Reset);
}
