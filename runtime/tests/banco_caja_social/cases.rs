//! A call of each of the twelve operations with every argument, what it should send, and what the document says of its answers.

use crate::server::Bank;
use crate::{customers, keys, merchants, payers};
use banco_caja_social::customers::client::Credenciales;
use banco_caja_social::customers::{Client, Environment};
use bank_client_runtime as rt;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

pub const ID: &str = "made-up-id";
pub const SECRET: &str = "made-up-secret";
pub const TOKEN: &str = "made-up-token";

/// What a caller sees of an outcome.
#[derive(Debug)]
pub struct Seen {
    /// `accepted`, `rejected`, `unknown` or `not sent`.
    pub class: &'static str,
    /// `Debug` of the answer's body, or what the error says.
    pub text: String,
    /// `Debug` of everything.
    pub debug: String,
    pub meta: Option<rt::Meta>,
}

/// One operation.
pub struct Case {
    pub operation: &'static str,
    /// Method, path and query.
    pub line: &'static str,
    /// Headers that its table lists, besides those of the authentication and `Accept`.
    pub headers: &'static [&'static str],
    /// Body as sent; empty where there is none.
    pub sent: &'static str,
    /// Whether a call changes something at the bank.
    pub changes: bool,
    /// Values of `responseType` that its own chapter shows for a refusal, and that do not speak of a failure.
    pub refusals: &'static [&'static str],
    /// Body of a success, without `responseType`.
    pub success: &'static str,
    /// Whether the document shows such a success without `responseType`.
    pub shown_without_type: bool,
    pub call: Called,
}

/// Makes the call with all arguments.
pub type Called = fn(&Client) -> Pin<Box<dyn Future<Output = Seen> + '_>>;

impl Case {
    /// The body of a success with a value of `responseType`.
    pub fn with_type(&self, value: &str) -> String {
        let members = self.success.strip_prefix('{').unwrap();
        let comma = if members == "}" { "" } else { "," };
        format!(r#"{{"responseType":{{"value":"{value}"}}{comma}{members}"#)
    }
}

/// Awaits a call.
pub async fn seen<R: rt::Request>(call: rt::Call<'_, R>) -> Seen
where
    R::Response: Debug,
    R::Code: Debug,
{
    match call.await {
        Ok(accepted) => Seen {
            class: "accepted",
            text: format!("{:?}", accepted.body),
            debug: format!("{accepted:?}"),
            meta: Some(accepted.meta),
        },
        Err(error) => {
            let (text, debug) = (error.to_string(), format!("{error:?}"));
            let (class, meta) = match error {
                rt::Error::NotSent(_) => ("not sent", None),
                rt::Error::Rejected(rejected) => ("rejected", Some(rejected.meta)),
                rt::Error::Unknown(unknown) => ("unknown", unknown.meta),
            };
            Seen {
                class,
                text,
                debug,
                meta,
            }
        }
    }
}

/// The templates that a caller would have from the bank; the paths are made up.
pub const PATHS: &[(&str, &str)] = &[
    ("validate_customer", "/made-up/customer/{mnemonic}/check"),
    ("register_key", "/made-up/keys"),
    ("get_key", "/made-up/keys/{iditem}/{refid}"),
    ("update_key", "/made-up/entities/{iditem}/keys/{refid}"),
    ("create_people", "/made-up/people"),
];

pub fn credentials() -> Credenciales {
    Credenciales {
        client_id: ID.into(),
        client_secret: SECRET.into(),
        authorization: rt::BearerToken::fixed(TOKEN),
    }
}

/// A builder with credentials and all paths.
pub fn builder(url: &str) -> rt::ClientBuilder<Client> {
    let builder = Client::builder(Environment::Sandbox)
        .credentials(credentials())
        .base_url(url);
    let paths = PATHS.iter();
    paths.fold(builder, |builder, (operation, template)| {
        builder.path(operation, template)
    })
}

pub fn client(bank: &Bank) -> Client {
    builder(&bank.url).build().unwrap()
}

/// All of them, in the order of the document.
pub fn cases() -> Vec<Case> {
    let [validate, authentication, form, accounts, device] = customers::cases();
    let [register, get, update] = keys::cases();
    let [create, change, payer] = payers::cases();
    vec![
        validate,
        authentication,
        form,
        register,
        get,
        update,
        create,
        accounts,
        device,
        change,
        payer,
        merchants::case(),
    ]
}
