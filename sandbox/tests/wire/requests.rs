//! Requests in all forms that HTTP has, and in those that it has not.

use crate::client::{Client, End, exchange, get, value};
use crate::teller::{BODY, Teller};
use sandbox::wire::{Limits, LostReason};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

const CLOSE: &str = "Connection: close\r\n";

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn status(answer: &[u8]) -> u16 {
    let line = String::from_utf8_lossy(answer);
    line.split(' ')
        .nth(1)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_default()
}

#[tokio::test]
async fn an_answer_is_written_to_the_byte() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let (answer, end) = exchange(addr, get(CLOSE)).await;
    assert_eq!(
        text(answer),
        format!(
            "HTTP/1.1 200 OK\r\nX-Codigo: E000\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{BODY}",
            BODY.len()
        )
    );
    assert_eq!(end, End::Closed);
}

#[tokio::test]
async fn what_is_received_is_what_was_sent_to_the_byte() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let head =
        b"POST /v1/pagos?x=%20a&y HTTP/1.1\r\nHost: localhost\r\nX-Accents:  \xc3\xb1\xf1 \t\r\n\
                 x-twice: 1\r\nX-Twice: 2\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";
    let request = [b"\r\n\r\n".as_slice(), head, b" {\x00\xff}"].concat();
    let (answer, _) = exchange(addr, request).await;
    assert!(answer.ends_with(b" {\x00\xff}"));
    let answered = teller.answered.lock().unwrap();
    let received = answered.first().unwrap();
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/v1/pagos?x=%20a&y");
    assert_eq!(
        received.head, head,
        "the empty lines in front are no part of it"
    );
    assert_eq!(received.body, b" {\x00\xff}");
    assert_eq!(
        received.header("X-ACCENTS"),
        Some(b"\xc3\xb1\xf1".as_slice())
    );
    assert_eq!(received.headers[2], ("x-twice".to_owned(), b"1".to_vec()));
    assert_eq!((received.connection, received.number), (1, 1));
    assert!(received.peer.ip().is_loopback());
}

#[tokio::test]
async fn a_connection_serves_request_after_request() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let mut client = Client::connect(addr).await;
    for number in 1..=100 {
        client.send(get("")).await;
        let (head, body) = client.answer().await;
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert_eq!(value(&head, "Connection"), None);
        assert_eq!(body, BODY.as_bytes());
        assert_eq!(teller.count(), number);
    }
    assert_eq!(teller.answered.lock().unwrap()[99].number, 100);
    assert_eq!(teller.answered.lock().unwrap()[99].connection, 1);
}

#[tokio::test]
async fn pipelined_requests_are_answered_one_by_one_in_order() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let one = |body: &str| {
        let length = body.len();
        format!("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{body}")
    };
    let chunked = "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n2;x=y\r\ncc\r\n0\r\nT: x\r\n\r\n";
    let requests = format!("{}{chunked}{}{}", one("a"), one("dddd"), get(CLOSE));
    // However the bytes are cut into pieces.
    for piece in [1, 2, 3, 7, 64, requests.len()] {
        let mut client = Client::connect(addr).await;
        let mut bodies = Vec::new();
        for bytes in requests.as_bytes().chunks(piece) {
            client.send(bytes).await;
            tokio::task::yield_now().await;
        }
        for _ in 0..4 {
            bodies.push(text(client.answer().await.1));
        }
        assert_eq!(bodies, ["a", "bcc", "dddd", BODY], "in pieces of {piece}");
        assert_eq!(client.rest().await, (Vec::new(), End::Closed));
    }
}

#[tokio::test]
async fn http_1_0_closes_unless_asked_to_stay() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let (answer, end) = exchange(addr, "GET / HTTP/1.0\r\n\r\n").await;
    assert_eq!((status(&answer), end), (200, End::Closed));
    let mut client = Client::connect(addr).await;
    for _ in 0..2 {
        client
            .send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
            .await;
        let (head, _) = client.answer().await;
        assert_eq!(value(&head, "Connection"), Some("keep-alive"));
    }
}

#[tokio::test]
async fn head_and_204_have_no_body_and_leave_the_connection_usable() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let head = format!(
        "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n{}",
        get("X-Status: 204\r\nConnection: close\r\n")
    );
    let (answers, _) = exchange(addr, head).await;
    let answers = text(answers);
    let (first, second) = answers.split_once("\r\n\r\n").unwrap();
    assert_eq!(
        value(first, "Content-Length"),
        Some(BODY.len().to_string().as_str())
    );
    assert!(
        second.starts_with("HTTP/1.1 204 No Content\r\n"),
        "{second}"
    );
    assert_eq!(value(second, "Content-Length"), None);
    assert!(second.ends_with("\r\n\r\n"), "{second}");
}

#[tokio::test]
async fn who_waits_to_be_told_to_go_on_is_told() {
    let (_server, addr, _) = Teller::serve(Limits::default());
    let mut client = Client::connect(addr).await;
    let head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
    client.send(head).await;
    assert_eq!(client.exactly(25).await, b"HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc").await;
    assert_eq!(client.answer().await.1, b"abc");
    // Who does not wait is not told.
    client.send(format!("{head}abc")).await;
    assert!(client.answer().await.0.starts_with("HTTP/1.1 200 OK"));
    // Nor who is refused anyway.
    let too_much = head.replace(": 3", ": 9999999");
    let (answer, _) = exchange(addr, too_much).await;
    assert_eq!(status(&answer), 413);
}

/// Every request whose end two readers could see in two places, and every other one that is not HTTP.
#[tokio::test]
async fn what_is_not_http_is_refused_with_a_reason_and_the_connection_closed() {
    let (_server, addr, teller) = Teller::serve(Limits::default());
    let post = |lines: &str| format!("POST / HTTP/1.1\r\nHost: h\r\n{lines}\r\nabcdef");
    let cases: Vec<(String, u16)> = vec![
        (post("Content-Length: 3\r\nContent-Length: 3\r\n"), 400),
        (
            post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
            400,
        ),
        (post("Content-Length: 3, 3\r\n"), 400),
        (post("Content-Length: +3\r\n"), 400),
        (post("Content-Length: 0x3\r\n"), 400),
        (post("Content-Length:\r\n"), 400),
        (post("Content-Length: 99999999999999999999999999\r\n"), 413),
        (post("Transfer-Encoding: gzip, chunked\r\n"), 501),
        (
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
            501,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("1.1", "1.0"),
            400,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("abcdef", "xyz\r\n"),
            400,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("abcdef", "2\r\nabc\r\n0\r\n\r\n"),
            400,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("abcdef", "2\nab\r\n0\r\n\r\n"),
            400,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("abcdef", "-2\r\nab\r\n0\r\n\r\n"),
            400,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("abcdef", "ffffffffffffffff1\r\n"),
            400,
        ),
        (
            post("Transfer-Encoding: chunked\r\n").replace("abcdef", "ffffffffffffffff\r\n"),
            413,
        ),
        (post("Host: other\r\n"), 400),
        (post("Expect: miracles\r\n"), 417),
        (post(" Folded: line\r\n"), 400),
        (post("Name : value\r\n"), 400),
        (post(": value\r\n"), 400),
        (post("Name\r\n"), 400),
        (post("Name: a\0b\r\n"), 400),
        (post("Name: a\rb\r\n"), 400),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\nHost: h\n\n".to_owned(), 400),
        ("GET / HTTP/2.0\r\nHost: h\r\n\r\n".to_owned(), 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), 505),
        ("GET /\r\n\r\n".to_owned(), 400),
        ("GET  / HTTP/1.1\r\nHost: h\r\n\r\n".to_owned(), 400),
        ("{\"json\": 1}\r\n\r\n".to_owned(), 400),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0".to_owned(), 400),
    ];
    let count = cases.len();
    for (request, expected) in cases {
        let (answer, _) = exchange(addr, &request).await;
        assert_eq!(
            status(&answer),
            expected,
            "{request:?}: {}",
            String::from_utf8_lossy(&answer)
        );
        let answer = text(answer);
        assert_eq!(value(&answer, "Connection"), Some("close"));
        assert!(answer.ends_with(".\n"), "a sentence: {answer}");
    }
    assert_eq!(teller.count(), 0, "none of them got to the service");
    let lost = teller.lost.lock().unwrap();
    assert_eq!(lost.len(), count);
    let is_tls =
        |reason: &LostReason| matches!(reason, LostReason::Malformed(text) if text.contains("TLS"));
    assert!(is_tls(&lost[count - 1].0), "{lost:?}");
}

/// One step within a limit is served, one step beyond it refused.
#[tokio::test]
async fn limits_are_kept_to_the_byte() {
    let limits = Limits {
        head: 400,
        headers: 10,
        body: 50,
        ..Limits::default()
    };
    let (_server, addr, teller) = Teller::serve(limits);
    let padded = |length: usize| {
        let frame = get("X-Padding: \r\nConnection: close\r\n").len();
        get(&format!(
            "X-Padding: {}\r\nConnection: close\r\n",
            "p".repeat(length - frame)
        ))
    };
    let many = |count: usize| get(&format!("{CLOSE}{}", "X: y\r\n".repeat(count - 2)));
    let post = |length: usize| {
        let body = "b".repeat(length);
        format!("POST / HTTP/1.1\r\nHost: h\r\n{CLOSE}Content-Length: {length}\r\n\r\n{body}")
    };
    let chunked = |length: usize| {
        let chunks = "1\r\nb\r\n".repeat(length);
        format!(
            "POST / HTTP/1.1\r\nHost: h\r\n{CLOSE}Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n"
        )
    };
    for (request, expected) in [
        (padded(400), 200),
        (padded(401), 431),
        (many(10), 200),
        (many(11), 431),
        (post(50), 200),
        (post(51), 413),
        (chunked(50), 200),
        (chunked(51), 413),
        ("G".repeat(10_000), 431),
        ("\r\n".repeat(10_000), 431),
        (
            format!(
                "{}0\r\n{}",
                chunked(1).strip_suffix("0\r\n\r\n").unwrap(),
                "T: x\r\n".repeat(1000)
            ),
            431,
        ),
    ] {
        let (answer, _) = exchange(addr, &request).await;
        assert_eq!(status(&answer), expected, "{request}");
    }
    assert_eq!(teller.count(), 4);
}

#[tokio::test]
async fn bodies_that_do_not_fit_beside_the_others_are_refused_and_room_comes_back() {
    let limits = Limits {
        bodies: 100,
        ..Limits::default()
    };
    let (_server, addr, _) = Teller::serve(limits);
    let post = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 60\r\n\r\n";
    let mut slow = Client::connect(addr).await;
    // The server waits for the last byte, and holds the others.
    slow.send(post.replace("Connection", "Expect: 100-continue\r\nConnection"))
        .await;
    slow.exactly(25).await;
    slow.send("b".repeat(59)).await;
    let whole = format!("{post}{}", "b".repeat(60));
    // Until the first bytes have arrived there, there is room.
    let mut refused = 200;
    for _ in 0..10_000 {
        let (answer, _) = exchange(addr, &whole).await;
        refused = status(&answer);
        if refused != 200 {
            break;
        }
    }
    assert_eq!(refused, 503);
    slow.send("b").await;
    assert_eq!(slow.answer().await.1.len(), 60);
    slow.rest().await;
    let (answer, _) = exchange(addr, &whole).await;
    assert_eq!(status(&answer), 200);
}

#[tokio::test]
async fn a_client_that_is_too_slow_is_told_and_an_idle_one_let_go() {
    let slow = Limits {
        head_time: Duration::from_millis(20),
        body_time: Duration::from_millis(20),
        ..Limits::default()
    };
    let (_server, addr, teller) = Teller::serve(slow);
    let (answer, _) = exchange(addr, "GET / HT").await;
    assert_eq!(status(&answer), 408);
    let half = "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab";
    let (answer, _) = exchange(addr, half).await;
    assert_eq!(status(&answer), 408);
    let idle = Limits {
        idle: Duration::from_millis(20),
        ..Limits::default()
    };
    let (_other, addr, _) = Teller::serve(idle);
    assert_eq!(exchange(addr, "").await, (Vec::new(), End::Closed));
    let timed_out = (LostReason::TimedOut, Some(408));
    assert_eq!(*teller.lost.lock().unwrap(), [timed_out.clone(), timed_out]);
}

#[tokio::test]
async fn a_client_that_goes_in_the_middle_is_noticed_and_one_between_requests_is_not() {
    let (server, addr, teller) = Teller::serve(Limits::default());
    for request in [
        "",
        "GET / HT",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab",
    ] {
        let mut client = Client::connect(addr).await;
        client.send(request).await;
        client.stream.shutdown().await.unwrap();
        assert_eq!(client.rest().await, (Vec::new(), End::Closed));
    }
    assert_eq!(server.shutdown().await, 0);
    let lost = teller.lost.lock().unwrap();
    assert_eq!(
        *lost,
        [(LostReason::Closed, None), (LostReason::Closed, None)]
    );
}
