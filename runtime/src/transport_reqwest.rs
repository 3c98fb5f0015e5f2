//! The built-in transport: reqwest on tokio, TLS by rustls.

use crate::transport::{Answer, Body, BodyEnd, Delivery, Pending, Transport, TransportError};
use crate::url;
use bytes::{Bytes, BytesMut};
use reqwest::{redirect, retry};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::Verifier;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Carries requests by reqwest. Must be used within a tokio runtime.
///
/// It has two connection pools: one that keeps idle connections for at most 15 s, and one that keeps none, for requests
/// that must not be sent twice. The library below sends a request again by itself if a kept connection turns out to be
/// closed; on a fresh connection it has no reason to.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    kept: reqwest::Client,
    fresh: reqwest::Client,
}

impl ReqwestTransport {
    /// With the roots of the operating system and these further ones (PEM). `connect` limits the time until a
    /// connection stands, TLS included.
    pub fn new(roots: &[Vec<u8>], connect: Duration) -> Result<Self, BoxError> {
        let tls = tls(roots)?;
        Ok(Self {
            kept: client(tls.clone(), connect, 8)?,
            fresh: client(tls, connect, 0)?,
        })
    }
}

/// TLS 1.2 and 1.3, certificates checked by the operating system's rules. There is no switch to turn that off.
fn tls(roots: &[Vec<u8>]) -> Result<rustls::ClientConfig, BoxError> {
    let mut extra = Vec::new();
    for pem in roots {
        for certificate in CertificateDer::pem_slice_iter(pem) {
            extra.push(certificate?);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(extra, Arc::clone(&provider))?;
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn client(
    tls: rustls::ClientConfig,
    connect: Duration,
    idle: usize,
) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .referer(false)
        .connect_timeout(connect)
        .pool_idle_timeout(Duration::from_secs(15))
        .pool_max_idle_per_host(idle)
        .http1_only()
        // One malformed header line must not cost the whole answer to a payment.
        .http1_ignore_invalid_headers_in_responses(true)
        .tls_backend_preconfigured(tls)
        .build()
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        delivery: Delivery,
    ) -> Pending<'_, Result<Answer, TransportError>> {
        let client = if delivery.once {
            &self.fresh
        } else {
            &self.kept
        };
        Box::pin(async move {
            let request = checked(request)?;
            let started = Instant::now();
            let limits = delivery.limits;
            let end = started + limits.total;
            let head_end = end.min(started + limits.head);
            let response = match timeout_at(head_end, client.execute(request)).await {
                Ok(Ok(response)) => response,
                // Name resolution, connection and TLS only: none of them carries a byte of the request.
                Ok(Err(error)) if error.is_connect() => {
                    return Err(TransportError::not_sent(error.without_url()));
                }
                Ok(Err(error)) => return Err(TransportError::no_answer(error.without_url())),
                Err(_) => return Err(TransportError::timed_out()),
            };
            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.version_mut() = response.version();
            head.headers_mut().clone_from(response.headers());
            Ok(Answer {
                head,
                body: Box::pin(body(response, delivery, end)),
            })
        })
    }
}

/// The request as reqwest has it, provided that it still is the one that was prepared.
fn checked(request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    if !url::is_allowed(request.uri()) {
        return Err(TransportError::not_sent("only https leaves this machine"));
    }
    let prepared = request.uri().to_string();
    let request = reqwest::Request::try_from(request)
        .map_err(|error| TransportError::not_sent(error.without_url()))?;
    let url = request.url();
    // The URL parser below may drop a default port and adds the slash of an empty path; path and query must stay.
    let sent = match url.query() {
        Some(query) => [url.path(), "?", query].concat(),
        None => url.path().to_owned(),
    };
    if prepared.ends_with(&sent) || sent == "/" {
        Ok(request)
    } else {
        Err(TransportError::not_sent("the URL would change on its way"))
    }
}

async fn body(mut response: reqwest::Response, delivery: Delivery, end: Instant) -> Body {
    let limits = delivery.limits;
    let mut bytes = BytesMut::new();
    let end = loop {
        let idle_end = end.min(Instant::now() + limits.body_idle);
        match timeout_at(idle_end, response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                let room = limits.max_body.saturating_sub(bytes.len());
                if chunk.len() > room {
                    bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
                    break BodyEnd::TooLarge;
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(Ok(None)) => break BodyEnd::Complete,
            Ok(Err(_)) => break BodyEnd::Broken,
            Err(_) => break BodyEnd::TimedOut,
        }
    };
    Body {
        bytes: bytes.freeze(),
        end,
    }
}
