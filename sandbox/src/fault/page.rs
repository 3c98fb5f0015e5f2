//! Answers of whoever stands between a client and a bank.

use super::GatewayForm;
use crate::wire::Reply;

/// A page for people.
pub(super) fn html(reply: &mut Reply, status: u16) {
    let page = "<!DOCTYPE html>\n<html>\n<head><title>Servicio no disponible</title></head>\n\
                <body><h1>Servicio no disponible</h1><p>Int\u{e9}ntelo m\u{e1}s tarde.</p></body>\n</html>\n";
    replace(reply, status, "text/html; charset=utf-8", page.into());
}

/// Another address.
pub(super) fn redirect(reply: &mut Reply, status: u16, to: Option<&str>) {
    replace(reply, status, "text/plain; charset=utf-8", Vec::new());
    let to = to.unwrap_or("http://otro-servidor.invalid/");
    reply
        .headers
        .push(("Location".to_owned(), to.as_bytes().to_vec()));
}

/// A request to wait.
pub(super) fn wait(reply: &mut Reply, status: u16, seconds: u32) {
    let sentence: &[u8] = b"Demasiadas solicitudes o servicio en mantenimiento.\n";
    replace(reply, status, "text/plain; charset=utf-8", sentence.into());
    let seconds = seconds.to_string().into_bytes();
    reply.headers.push(("Retry-After".to_owned(), seconds));
}

/// An error of a gateway, in the shape of the widespread WSO2 API Manager.
pub(super) fn gateway(reply: &mut Reply, form: GatewayForm, status: u16, error: u32) {
    let (kind, message, description) = (
        "Status report",
        "Runtime Error",
        "The sandbox plays a gateway that failed",
    );
    match form {
        GatewayForm::Json => {
            let body = format!(
                r#"{{"fault":{{"code":{error},"type":"{kind}","message":"{message}","description":"{description}"}}}}"#
            );
            replace(
                reply,
                status,
                "application/json; charset=UTF-8",
                body.into(),
            );
        }
        GatewayForm::Xml => {
            let body = format!(
                "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>{error}</am:code><am:type>{kind}</am:type>\
                 <am:message>{message}</am:message><am:description>{description}</am:description></am:fault>"
            );
            replace(reply, status, "application/xml; charset=UTF-8", body.into());
        }
    }
}

/// Nothing of the bank's own answer is left.
fn replace(reply: &mut Reply, status: u16, content_type: &str, body: Vec<u8>) {
    let content_type = content_type.as_bytes().to_vec();
    reply.status = status;
    reply.headers = vec![("Content-Type".to_owned(), content_type)];
    reply.body = body;
}
