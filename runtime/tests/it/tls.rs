//! Certificates: a bank that cannot prove its name gets no byte of the request.

use crate::mini::pagos::client::{Client, Environment};
use crate::requests::pago;
use bank_client_runtime as rt;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const KEY: &str = "tlstlstlstlstlstlstlstlstlstls34";

/// A made-up authority.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let text = STANDARD.encode(certificate.der());
        Self {
            issuer: Issuer::new(params, key),
            pem: format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n"),
        }
    }

    /// A server's certificate for a name, with years of validity.
    fn issue(
        &self,
        name: &str,
        years: (i32, i32),
    ) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
        params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        (certificate.der().clone(), key)
    }
}

/// Serves one certificate; gives its URL by name and what it got after each handshake.
async fn serve(
    (certificate, key): (CertificateDer<'static>, PrivateKeyDer<'static>),
) -> (String, Arc<Mutex<Vec<u8>>>) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let got = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&got);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut chunk = [0; 4096];
            let read = stream.read(&mut chunk).await.unwrap_or(0);
            kept.lock().unwrap().extend_from_slice(&chunk[..read]);
            let answer =
                b"HTTP/1.1 201 Created\r\ncodigoRespuesta: 0000\r\ncontent-length: 2\r\n\r\n{}";
            let _closed = stream.write_all(answer).await;
            let _closed = stream.shutdown().await;
        }
    });
    (url, got)
}

fn client(url: &str, root: Option<&str>) -> Client {
    let key = rt::SigningKey::new(KEY, KEY).unwrap();
    let mut builder = Client::builder(Environment::Prueba)
        .credentials(key)
        .base_url(url);
    if let Some(root) = root {
        builder = builder.root_certificate(root);
    }
    builder.build().unwrap()
}

#[tokio::test]
async fn a_further_root_makes_its_servers_known() {
    let authority = Authority::new();
    let (url, got) = serve(authority.issue("localhost", (2020, 2090))).await;
    let accepted = client(&url, Some(&authority.pem))
        .crear_pago(&pago())
        .await
        .unwrap();
    assert_eq!(accepted.meta.status, 201);
    assert!(got.lock().unwrap().starts_with(b"POST /v1/pagos/p2p"));
}

#[tokio::test]
async fn an_unknown_expired_or_misnamed_certificate_gets_no_request() {
    let (known, unknown) = (Authority::new(), Authority::new());
    for (who, name, years) in [
        (&unknown, "localhost", (2020, 2090)),
        (&known, "localhost", (2020, 2021)),
        (&known, "localhost", (2089, 2090)),
        (&known, "otro.example", (2020, 2090)),
    ] {
        let (url, got) = serve(who.issue(name, years)).await;
        let error = client(&url, Some(&known.pem))
            .crear_pago(&pago())
            .await
            .unwrap_err();
        assert!(matches!(error, rt::Error::NotSent(_)), "{error:?}");
        assert!(got.lock().unwrap().is_empty(), "{name} {years:?}");
    }
}

#[test]
fn a_root_that_is_none_is_refused_when_the_client_is_built() {
    let builder = Client::builder(Environment::Prueba);
    let builder =
        builder.root_certificate("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n");
    assert!(matches!(
        builder.build(),
        Err(rt::ConfigError::Transport(_))
    ));
}
