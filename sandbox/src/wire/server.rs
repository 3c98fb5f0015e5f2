//! A listening port and the connections that come in.

use super::budget::Budget;
use super::connection::{Connection, Phase, Shared};
use super::intake::Intake;
use super::{Limits, Service};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// Connections that the system completes before they are accepted.
const BACKLOG: u32 = 1024;
/// Refusals that wait to be noticed.
const REFUSALS: usize = 16;
/// How long to wait after the system could not give a connection or the port.
const PAUSE: Duration = Duration::from_millis(20);
/// Longest time without new connections.
const LONGEST: Duration = Duration::from_hours(24);

/// A running server. Dropping it ends all its connections.
pub struct Server {
    local_addr: SocketAddr,
    limits: Limits,
    phase: watch::Sender<Phase>,
    refusals: mpsc::Sender<Duration>,
    /// A permit for each connection that may be open.
    room: Arc<Semaphore>,
}

impl Server {
    /// Listens on an address and serves on the current tokio runtime. Port 0 is any free port.
    pub fn bind<S: Service>(addr: SocketAddr, limits: Limits, service: Arc<S>) -> io::Result<Self> {
        let runtime = Handle::try_current().map_err(io::Error::other)?;
        let port = Port::bind(addr)?;
        let (phase, watching) = watch::channel(Phase::Open);
        let (refusals, refused) = mpsc::channel(REFUSALS);
        let room = Arc::new(Semaphore::new(
            limits.connections.min(Semaphore::MAX_PERMITS),
        ));
        let server = Self {
            local_addr: port.addr,
            limits: limits.clone(),
            phase,
            refusals: refusals.clone(),
            room: Arc::clone(&room),
        };
        let shared = Arc::new(Shared {
            service,
            budget: Budget::new(limits.bodies),
            limits,
            requests: AtomicU64::new(0),
            refusals,
        });
        let acceptor = Acceptor {
            shared,
            port,
            room,
            phase: watching,
            connections: 0,
        };
        runtime.spawn(acceptor.run(refused));
        Ok(server)
    }

    /// The address it listens on.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Makes the port refuse new connections for a time, at most a day. Open ones stay.
    pub fn refuse(&self, time: Duration) {
        // If the queue is full, the port is about to refuse anyway.
        let _queued = self.refusals.try_send(time);
    }

    /// Accepts nothing more, finishes the requests in progress and ends. Returns how many connections had to be cut off because they took
    /// longer than [`Limits::drain_time`].
    pub async fn shutdown(self) -> usize {
        self.phase.send_replace(Phase::Draining);
        let room = self.limits.connections.min(Semaphore::MAX_PERMITS);
        let all = u32::try_from(room).unwrap_or(u32::MAX);
        // Every permit back means every connection gone. The semaphore is never closed.
        let drained = timeout(self.limits.drain_time, self.room.acquire_many(all)).await;
        match drained {
            Ok(_) => 0,
            Err(_) => room.saturating_sub(self.room.available_permits()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.phase.send_replace(Phase::Ended);
    }
}

/// A port, and a second socket that holds it while nobody listens.
struct Port {
    addr: SocketAddr,
    listener: TcpListener,
    spare: Option<TcpSocket>,
}

impl Port {
    fn bind(addr: SocketAddr) -> io::Result<Self> {
        let socket = bound(addr)?;
        let addr = socket.local_addr()?;
        // Two sockets may hold one port as long as neither listens; a system that does not allow it has no spare.
        let spare = bound(addr).ok();
        let listener = socket.listen(BACKLOG)?;
        Ok(Self {
            addr,
            listener,
            spare,
        })
    }

    /// Stops listening for a time, or until `phase` is no longer open. Connections are refused meanwhile.
    async fn refuse(
        self,
        time: Duration,
        refused: &mut mpsc::Receiver<Duration>,
        phase: &mut watch::Receiver<Phase>,
    ) -> Option<Self> {
        let Self {
            addr,
            listener,
            spare,
        } = self;
        drop(listener);
        let mut until = Instant::now() + time.min(LONGEST);
        loop {
            tokio::select! {
                () = sleep_until(until) => break,
                Some(more) = refused.recv() => until = until.max(Instant::now() + more.min(LONGEST)),
                () = Phase::closing(phase) => return None,
            }
        }
        let mut held = spare;
        loop {
            let socket = match held.take() {
                Some(socket) => Ok(socket),
                None => bound(addr),
            };
            let listening = socket.and_then(|socket| {
                let spare = bound(addr).ok();
                Ok((socket.listen(BACKLOG)?, spare))
            });
            if let Ok((listener, spare)) = listening {
                return Some(Self {
                    addr,
                    listener,
                    spare,
                });
            }
            tokio::select! {
                () = sleep(PAUSE) => {}
                () = Phase::closing(phase) => return None,
            }
        }
    }
}

fn bound(addr: SocketAddr) -> io::Result<TcpSocket> {
    let socket = if addr.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // Elsewhere the same option would let two servers listen on one port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    Ok(socket)
}

/// Takes connections in.
struct Acceptor<S> {
    shared: Arc<Shared<S>>,
    port: Port,
    room: Arc<Semaphore>,
    phase: watch::Receiver<Phase>,
    /// Number of the latest connection.
    connections: u64,
}

impl<S: Service> Acceptor<S> {
    async fn run(mut self, mut refused: mpsc::Receiver<Duration>) {
        loop {
            tokio::select! {
                accepted = accept(&self.port.listener, &self.room) => match accepted {
                    Ok((stream, peer, permit)) => self.connect(stream, peer, permit),
                    // Too many open files, or a client that was gone already.
                    Err(_) => sleep(PAUSE).await,
                },
                Some(time) = refused.recv() => {
                    match self.port.refuse(time, &mut refused, &mut self.phase).await {
                        Some(port) => self.port = port,
                        None => return,
                    }
                }
                () = Phase::closing(&mut self.phase) => return,
            }
        }
    }

    fn connect(&mut self, stream: TcpStream, peer: SocketAddr, permit: OwnedSemaphorePermit) {
        // An answer leaves at once; if the system does not allow that, it leaves a little later.
        let _delayed = stream.set_nodelay(true);
        self.connections += 1;
        let connection = Connection {
            shared: Arc::clone(&self.shared),
            intake: Intake::new(stream),
            peer,
            number: self.connections,
            phase: self.phase.clone(),
        };
        let mut phase = self.phase.clone();
        tokio::spawn(async move {
            tokio::select! {
                () = connection.run() => {}
                _ = phase.wait_for(|phase| *phase == Phase::Ended) => {}
            }
            drop(permit);
        });
    }
}

/// A connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = Arc::clone(room)
        .acquire_owned()
        .await
        .map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}
