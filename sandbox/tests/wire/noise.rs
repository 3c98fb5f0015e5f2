//! Bytes that mean nothing, or nearly something: the server answers or hangs up, and the next client notices nothing.

use crate::client::{Client, exchange, get};
use crate::teller::{BODY, Teller};
use sandbox::wire::Limits;
use std::panic::{self, Location};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

/// `xorshift64*`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// What HTTP is made of.
const WORDS: &[&[u8]] = &[
    b"GET ",
    b"POST ",
    b"HEAD ",
    b"/",
    b" HTTP/1.1",
    b" HTTP/1.0",
    b" HTTP/9.9",
    b"\r\n",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\r",
    b"Host: h",
    b"Content-Length: ",
    b"Transfer-Encoding: chunked",
    b"Expect: 100-continue",
    b"Connection: close",
    b"Connection: keep-alive",
    b"0",
    b"1",
    b"5",
    b"a",
    b"ffffffffffffffff",
    b"18446744073709551616",
    b"-1",
    b";",
    b":",
    b" ",
    b"\t",
    b"\0",
    b"\xff\xfe",
    b"\x16\x03\x01",
    b"X-Early: cut-request=30",
    b"X-Status: 99",
    b"X-Status: 999",
];

fn noise(random: &mut Random) -> Vec<u8> {
    let sound: &[u8] = b"POST /v1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n";
    let mut bytes = match random.below(3) {
        0 => (0..random.below(300))
            .map(|_| random.next().to_le_bytes()[3])
            .collect(),
        1 => (0..random.below(40))
            .flat_map(|_| WORDS[random.below(WORDS.len())].to_vec())
            .collect(),
        _ => sound.to_vec(),
    };
    for _ in 0..random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(3) {
            0 => bytes.truncate(at),
            1 => {
                bytes.splice(at..at, WORDS[random.below(WORDS.len())].iter().copied());
            }
            _ if at < bytes.len() => bytes[at] = random.next().to_le_bytes()[2],
            _ => {}
        }
    }
    bytes
}

/// Panics outside of tests. A task that panics takes its connection with it, which looks like a connection that ended.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        let file = panicked.location().map_or("", Location::file);
        if !file.contains("tests") {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        usual(panicked);
    }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_bytes_make_the_server_panic_or_hang() {
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let seed = u64::try_from(seed % u128::from(u64::MAX)).unwrap() | 1;
    println!("seed {seed}");
    count_panics();
    let limits = Limits {
        head: 2_000,
        body: 2_000,
        head_time: Duration::from_millis(500),
        body_time: Duration::from_millis(500),
        ..Limits::default()
    };
    let (server, addr, _) = Teller::serve(limits);
    let mut random = Random(seed);
    let mut set = JoinSet::new();
    for _ in 0..3_000 {
        let bytes = noise(&mut random);
        let pieces = 1 + random.below(bytes.len() + 1);
        if set.len() >= 64 {
            set.join_next().await.unwrap().unwrap();
        }
        set.spawn(async move {
            let mut client = Client::connect(addr).await;
            for piece in bytes.chunks(pieces.max(bytes.len() / 4 + 1)) {
                client.send(piece).await;
            }
            let _gone = client.stream.shutdown().await;
            let (answer, _) = client.rest().await;
            let known = answer.is_empty() || answer.starts_with(b"HTTP/1.1 ");
            assert!(
                known,
                "{:?} to {:?}",
                String::from_utf8_lossy(&answer),
                String::from_utf8_lossy(&bytes)
            );
        });
    }
    while let Some(done) = set.join_next().await {
        done.unwrap();
    }
    let (answer, _) = exchange(addr, get("Connection: close\r\n")).await;
    assert!(answer.ends_with(BODY.as_bytes()));
    assert_eq!(server.shutdown().await, 0, "nothing hangs");
    assert_eq!(PANICS.load(Ordering::SeqCst), 0);
}
