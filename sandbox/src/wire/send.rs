//! Carries out a plan on a socket.

use super::intake::Intake;
use super::plan::{End, Plan};
use std::io;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// How long a client may go on sending after its connection has been closed from this side, and how much.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 1024 * 1024;
/// Most bytes of an endless body at a time.
const ENDLESS: usize = 64 * 1024;

/// Sends what is planned. Returns whether another request may follow.
pub(super) async fn send(intake: &mut Intake, plan: &Plan, write_time: Duration) -> bool {
    if !plan.delay.is_zero() {
        sleep(plan.delay).await;
    }
    if paced(&mut intake.stream, plan, write_time).await.is_err() {
        return false;
    }
    match plan.end {
        End::Next => return true,
        End::Close => close(intake).await,
        End::Reset => reset(&intake.stream),
        End::Silence => intake.drain(usize::MAX).await,
        End::Endless {
            bytes,
            every,
            chunked,
        } => endless(&mut intake.stream, bytes, every, chunked, write_time).await,
    }
    false
}

/// Ends a connection in order. Unread bytes would turn the end into a reset, which may take the answer with it: they are read.
async fn close(intake: &mut Intake) {
    if intake.stream.shutdown().await.is_ok() {
        // Whether the client ended in time or not, nothing is left to do.
        let _ended = timeout(LINGER, intake.drain(LINGER_BYTES)).await;
    }
}

/// Makes dropping the stream a reset.
pub(super) fn reset(stream: &TcpStream) {
    // If this fails, the connection is gone already.
    let _gone = stream.set_zero_linger();
}

async fn paced(stream: &mut TcpStream, plan: &Plan, write_time: Duration) -> io::Result<()> {
    let Some((bytes, every)) = plan.pace else {
        return write(stream, &plan.bytes, write_time).await;
    };
    for (index, piece) in plan.bytes.chunks(bytes).enumerate() {
        if index > 0 {
            sleep(every).await;
        }
        write(stream, piece, write_time).await?;
    }
    Ok(())
}

async fn endless(
    stream: &mut TcpStream,
    bytes: usize,
    every: Duration,
    chunked: bool,
    write_time: Duration,
) {
    let spaces = vec![b' '; bytes.min(ENDLESS)];
    let piece = if chunked {
        let mut piece = format!("{:x}\r\n", spaces.len()).into_bytes();
        piece.extend_from_slice(&spaces);
        piece.extend_from_slice(b"\r\n");
        piece
    } else {
        spaces
    };
    while write(stream, &piece, write_time).await.is_ok() {
        // Even without a pause between them the pieces leave other connections their turn.
        tokio::task::yield_now().await;
        if !every.is_zero() {
            sleep(every).await;
        }
    }
}

/// Writes all bytes, unless the client does not take any for too long.
async fn write(stream: &mut TcpStream, mut bytes: &[u8], write_time: Duration) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = timeout(write_time, stream.write(bytes)).await??;
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = bytes.get(count..).unwrap_or_default();
    }
    Ok(())
}
