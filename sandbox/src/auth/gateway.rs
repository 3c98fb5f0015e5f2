//! Refusals by a gateway that stands before the bank: WSO2's faults, in JSON and in XML, without a response code of the bank.

use crate::config::GatewayFault;
use crate::judgement::Page;
use crate::wire::Received;

/// A fault of the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: u32,
    pub(super) message: &'static str,
    pub(super) description: &'static str,
}

impl Fault {
    pub(super) const MISSING: Self = Self {
        code: 900_902,
        message: "Missing Credentials",
        description: "the call carries no bearer token in the header Authorization",
    };
    pub(super) const INVALID: Self = Self {
        code: 900_901,
        message: "Invalid Credentials",
        description: "nobody was given this token, or it was revoked when its client got another one",
    };
    pub(super) const EXPIRED: Self = Self {
        code: 900_901,
        message: "Invalid Credentials",
        description: "the token has expired",
    };
    pub(super) const DENIED: Self = Self {
        code: 900_908,
        message: "Resource forbidden",
        description: "the client may not call this operation",
    };

    /// The fault as it is sent.
    pub(super) fn page(self, form: Form) -> Page {
        let Self {
            code,
            message,
            description,
        } = self;
        let body = match form {
            Form::Json => format!(
                r#"{{"fault":{{"code":{code},"message":"{message}","description":"{description}"}}}}"#
            ),
            Form::Xml => format!(
                "<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>{code}</ams:code>\
                 <ams:message>{message}</ams:message><ams:description>{description}</ams:description></ams:fault>"
            ),
        };
        let content_type = match form {
            Form::Json => "application/json",
            Form::Xml => "application/xml",
        };
        let forbidden = self == Self::DENIED;
        let mut headers = vec![("Content-Type", content_type.to_owned())];
        if !forbidden {
            let challenge = "Bearer realm=\"sandbox\", error=\"invalid_token\"";
            headers.push(("WWW-Authenticate", challenge.to_owned()));
        }
        Page {
            status: if forbidden { 403 } else { 401 },
            headers,
            body,
        }
    }
}

/// How a gateway writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

impl Form {
    /// The form that the setting says, or what the caller accepts.
    #[must_use]
    pub fn chosen(setting: GatewayFault, received: &Received) -> Self {
        let accepts = |wanted: &str| {
            let accept = received.header("accept").unwrap_or_default();
            String::from_utf8_lossy(accept).contains(wanted)
        };
        match setting {
            GatewayFault::Xml => Self::Xml,
            GatewayFault::Accept if accepts("xml") && !accepts("json") => Self::Xml,
            GatewayFault::Json | GatewayFault::Accept => Self::Json,
        }
    }
}
