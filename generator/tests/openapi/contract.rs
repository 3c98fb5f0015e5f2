//! What the files promise beyond OpenAPI.

use super::{at, bank, document, documents, file, operation, operations, resolved};
use serde_json::{Value, json};
use std::process::Command;

#[test]
fn two_paths_of_one_shape_are_both_kept() {
    let document = document();
    let second = at(&document, "/paths/~1v0~1cuentas~1{cuenta}#cuenta");
    assert_eq!(second["x-wire-path"], "/v0/cuentas/{cuenta}");
    assert_eq!(second["get"]["operationId"], "consultar_cuenta");
    assert_eq!(
        at(&document, "/paths/~1v0~1cuentas~1{id}/get/operationId"),
        "listar_cuentas"
    );
}

#[test]
fn an_undocumented_path_is_not_invented() {
    let document = document();
    let operation = at(&document, "/components/pathItems/validar/get");
    assert_eq!(operation["x-undocumented"], json!(["path"]));
    assert_eq!(operation["x-rulings"], json!(["P-03"]));
}

#[test]
fn no_answer_to_head_and_no_204_has_a_body() {
    let document = document();
    let head = operation(&document, "verificar");
    assert_eq!(at(head, "/responses/200").get("content"), None);
    let list = operation(&document, "listar_cuentas");
    assert_eq!(at(list, "/responses/204").get("content"), None);
    assert!(at(list, "/responses/200").get("content").is_some());
}

#[test]
fn every_answer_carries_the_envelope_headers_with_the_lines_of_its_own_table() {
    let document = document();
    let payment = operation(&document, "crear_pago");
    for status in ["201", "400", "500"] {
        let headers = &payment["responses"][status]["headers"];
        let code = resolved(&document, &headers["codigoRespuesta"]);
        assert_eq!(
            code["x-source"],
            json!({"document": "pagos.txt", "lines": "122"})
        );
        let time = resolved(&document, &headers["fechaHora"]);
        assert_eq!(
            time["x-source"],
            json!({"document": "pagos.txt", "lines": "123"})
        );
    }
    let accounts = operation(&document, "listar_cuentas");
    let code = &accounts["responses"]["404"]["headers"]["codigoRespuesta"];
    assert_eq!(resolved(&document, code)["x-source"]["lines"], "40");
}

#[test]
fn the_code_header_is_limited_to_the_codes_of_its_status() {
    let document = document();
    let payment = operation(&document, "crear_pago");
    let codes = |status: &str| {
        let header = &payment["responses"][status]["headers"]["codigoRespuesta"];
        resolved(&document, header)["schema"]["oneOf"].clone()
    };
    let row = |code: &str| json!([{"const": code, "title": format!("DESCRIPCIÓN DE {code}"), "description": "Validación | de sistema."}]);
    assert_eq!(codes("201"), row("0000"));
    // Listed twice in the table, limited once, or neither row would be the one that matches.
    assert_eq!(codes("400"), row("E001"));
    assert_eq!(codes("500"), row("0084"));
}

#[test]
fn the_code_table_keeps_its_order_its_repetitions_and_its_columns() {
    let document = document();
    let payment = operation(&document, "crear_pago");
    let rows: Vec<Value> = at(payment, "/x-response-codes")
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| json!([row["code"], row["source"]["lines"]]))
        .collect();
    assert_eq!(
        json!(rows),
        json!([
            ["0000", "130"],
            ["E001", "131"],
            ["0084", "132"],
            ["E001", "133"]
        ])
    );
    let fee = at(operation(&document, "listar_bancos"), "/x-response-codes/0");
    assert_eq!(fee["status"], Value::Null);
    assert_eq!(fee["undocumented"], json!(["status"]));
    assert_eq!(fee["extra"], json!({"¿Aplica comisión castigo?": "NO"}));
    assert_eq!(
        fee["source"],
        json!({"document": "pagos.txt", "lines": "404"})
    );
}

#[test]
fn an_answer_claims_no_success_that_its_codes_deny() {
    let document = document();
    let says = |id: &str, status: &str| -> String {
        let response = &operation(&document, id)["responses"][status];
        let description = response["description"].as_str().expect("a description");
        description.lines().next().expect("a sentence").to_owned()
    };
    assert_eq!(says("crear_pago", "201"), "El banco hizo lo pedido.");
    let unsure = "El código de respuesta decide si el banco hizo lo pedido.";
    assert_eq!(says("listar_bancos", "200"), unsure);
}

#[test]
fn a_value_of_two_places_is_published_in_both() {
    let document = document();
    let answer = at(operation(&document, "listar_bancos"), "/responses/200");
    let header = resolved(&document, &answer["headers"]["bancos"]);
    let member = at(
        answer,
        "/content/application~1json/schema/properties/bancos",
    );
    for value in [header, member] {
        assert_eq!(value["x-rulings"], json!(["P-01"]));
        assert_eq!(value["x-source"]["lines"], "402");
    }
}

/// A reader of the file is asked for parameters, and tools drop header parameters of these names without a word.
#[test]
fn what_nobody_can_choose_and_what_tools_ignore_is_no_parameter() {
    let document = document();
    let head = operation(&document, "verificar");
    let names = |key: &str| -> Vec<String> {
        let rows = head[key].as_array().into_iter().flatten();
        rows.map(|row| row["name"].to_string()).collect()
    };
    assert_eq!(names("parameters"), ["\"id\""]);
    assert_eq!(names("x-fixed-parameters"), ["\"Content-Type\""]);
    let fixed = &head["x-fixed-parameters"][0];
    assert_eq!(fixed["value"], "application/json");
    assert_eq!(fixed["in"], "header");
    assert_eq!(names("x-ignored-header-parameters"), ["\"authorization\""]);
    assert_eq!(head["x-ignored-header-parameters"][0]["required"], true);
}

/// What the bank requires stays required, whoever gives it in our own client.
#[test]
fn a_header_that_the_client_supplies_is_an_ordinary_parameter() {
    let document = document();
    let pay = operation(&document, "crear_pago");
    let parameters = pay["parameters"].as_array().expect("parameters");
    let header = |name: &str| {
        let mut named = parameters.iter().filter(|one| one["name"] == name);
        named.next().expect(name)
    };
    let keys = |name: &str| {
        let header = header(name);
        ["required", "x-profile", "x-generated"].map(|key| header[key].clone())
    };
    assert_eq!(keys("X-Sucursal"), [json!(true), json!(true), Value::Null]);
    assert_eq!(keys("X-Id"), [Value::Null, Value::Null, json!("uuid")]);
    assert_eq!(keys("clave"), [Value::Null, Value::Null, Value::Null]);
}

#[test]
fn every_fact_names_its_lines_or_its_ruling() {
    let sourced = |value: &Value, what: &str| {
        let (lines, ruling) = (value.get("x-source"), value.get("x-assumed"));
        assert!(lines.is_some() != ruling.is_some(), "{what}");
    };
    let members = |value: &Value, what: &str| {
        for (name, member) in value.as_object().into_iter().flatten() {
            sourced(member, &format!("{what}/{name}"));
        }
    };
    for (name, document) in documents() {
        for server in at(document, "/servers").as_array().expect("servers") {
            sourced(server, name);
        }
        for kind in ["schemas", "headers", "securitySchemes"] {
            members(&document["components"][kind], name);
        }
        for (id, schema) in at(document, "/components/schemas")
            .as_object()
            .expect("schemas")
        {
            members(&schema["properties"], &format!("{name}/{id}"));
        }
        for (id, operation) in operations(document) {
            let what = format!("{name}/{id}");
            sourced(operation, &what);
            for kind in [
                "parameters",
                "x-fixed-parameters",
                "x-ignored-header-parameters",
            ] {
                for parameter in operation[kind].as_array().into_iter().flatten() {
                    sourced(parameter, &what);
                }
            }
            let json = "/content/application~1json/schema/properties";
            if let Some(body) = operation["requestBody"].pointer(json) {
                members(body, &what);
            }
            members(&operation["responses"], &what);
            for response in operation["responses"]
                .as_object()
                .expect("responses")
                .values()
            {
                if let Some(body) = response.pointer(json) {
                    members(body, &what);
                }
            }
            members(&operation["x-fact-sources"], &what);
            for row in operation["x-response-codes"]
                .as_array()
                .into_iter()
                .flatten()
            {
                assert!(
                    row.get("source").is_some() != row.get("assumed").is_some(),
                    "{what}"
                );
            }
        }
    }
}

#[test]
fn every_answer_of_an_operation_with_an_envelope_carries_its_headers() {
    for (name, document) in documents() {
        for (id, operation) in operations(document) {
            let Some(envelope) = operation.get("x-envelope") else {
                continue;
            };
            let mut envelopes = at(document, "/x-envelopes")
                .as_array()
                .expect("envelopes")
                .iter();
            let places = envelopes
                .find(|known| known["name"] == *envelope)
                .expect("the envelope");
            let header = |place: &&Value| place["in"] == "header";
            let mut codes = places["code"].as_array().expect("places").iter();
            // A code that travels in the body alone limits no header.
            let Some(code) = codes.find(header) else {
                continue;
            };
            let code = code["path"][0].as_str().expect("its name");
            for (status, response) in operation["responses"].as_object().expect("responses") {
                let header = resolved(document, &response["headers"][code]);
                assert!(header.get("schema").is_some(), "{name}/{id}/{status}");
                let limits = header["schema"]["oneOf"]
                    .as_array()
                    .map_or(&[][..], Vec::as_slice);
                let rows = operation["x-response-codes"]
                    .as_array()
                    .map_or(&[][..], Vec::as_slice);
                for limit in limits {
                    let fits = |row: &&Value| {
                        let number = limit["const"].as_u64().map(|code| code.to_string());
                        (row["code"] == limit["const"]
                            || number.is_some_and(|code| row["code"] == code))
                            && (row["status"].is_null()
                                || row["status"].as_u64() == status.parse().ok())
                    };
                    assert!(
                        rows.iter().any(|row| fits(&row)),
                        "{name}/{id}/{status} {limit}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_record_of_every_ruling_that_is_named_is_published() {
    let text = file("pagos.en.json");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let ids: Vec<&str> = at(&document, "/x-rulings")
        .as_array()
        .expect("rulings")
        .iter()
        .filter_map(|ruling| ruling["id"].as_str())
        .collect();
    assert_eq!(ids, ["P-01", "P-02", "P-03"]);
    assert!(!text.contains("P-04"), "nothing refers to it");
}

#[test]
fn open_lists_stay_open_and_closed_ones_are_closed() {
    let document = document();
    let open = at(&document, "/components/schemas/Canal");
    assert_eq!(open.get("enum"), None);
    assert_eq!(open["examples"], json!(["20", "NO"]));
    assert_eq!(open["x-listed-values"][1]["value"], "NO");
    let closed = at(&document, "/components/schemas/Estado");
    assert_eq!(closed["enum"], json!(["A", "0000"]));
}

#[test]
fn all_parts_of_a_scheme_are_needed_together() {
    let document = document();
    assert_eq!(
        operation(&document, "crear_pago")["security"],
        json!([{"firma.api-key": [], "firma.nonce": [], "firma.api-signature": []}])
    );
    assert_eq!(
        operation(&document, "verificar")["security"],
        json!([{"oauth2": ["clientes"]}])
    );
    assert_eq!(operation(&document, "listar_bancos")["security"], json!([]));
    let signing = at(
        &document,
        "/components/securitySchemes/firma.api-signature/x-signing",
    );
    assert_eq!(signing["message"], json!(["signing-base", "nonce", "body"]));
    let oauth2 = at(&document, "/components/securitySchemes/oauth2");
    let token = at(oauth2, "/flows/clientCredentials/tokenUrl");
    assert_eq!(token, "https://produccion.bank.test/token");
    let description = oauth2["description"].as_str().expect("a description");
    assert!(
        description.contains("https://prueba.bank.test/token"),
        "{description}"
    );
}

/// Runs a shell sample with a clock that stands still and a curl that prints its arguments.
pub(super) fn run(sample: &str, nonce: &str) -> String {
    // Ten digits of seconds until 2286; what follows them are the zeros of a finer unit.
    let date = match nonce.split_at_checked(10) {
        Some((seconds, zeros)) if zeros.bytes().all(|digit| digit == b'0') => {
            format!("printf '%s' \"$1\" | sed 's/+%s/{seconds}/'")
        }
        Some(_) | None => format!("printf '%s' {nonce}"),
    };
    let script = format!("date() {{ {date}; }}\ncurl() {{ printf '%s\\n' \"$@\"; }}\n{sample}\n");
    let output = Command::new("sh")
        .args(["-eu", "-c", &script])
        .output()
        .expect("a shell");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_shell_sample_signs_for_real() {
    let document = document();
    let payment = operation(&document, "crear_pago");
    let sample = at(payment, "/x-codeSamples/1/source")
        .as_str()
        .expect("a script");
    let [key, _, nonce, signature] = bank::VECTOR;
    let (first, rest) = sample.split_once('\n').expect("lines");
    assert!(
        first.starts_with("body='{\"idBeneficiario\":\"V12345678\""),
        "{first}"
    );
    let sent = run(&format!("body='{{}}'\n{rest}"), nonce);
    assert!(sent.contains(&format!("api-key: {key}\n")), "{sent}");
    assert!(sent.contains(&format!("nonce: {nonce}\n")), "{sent}");
    assert!(
        sent.contains(&format!("api-signature: {signature}\n")),
        "{sent}"
    );
}

#[test]
fn quotes_in_a_made_up_value_do_not_leave_the_shell_word() {
    let document = document();
    let payment = operation(&document, "crear_pago");
    let sample = at(payment, "/x-codeSamples/1/source")
        .as_str()
        .expect("a script");
    let sent = run(sample, "1700000000000");
    assert!(
        sent.contains(r#""id-externo":"it's a \"test\" — ñandú""#),
        "{sent}"
    );
    let accounts = operation(&document, "listar_cuentas");
    let sample = at(accounts, "/x-codeSamples/1/source")
        .as_str()
        .expect("a script");
    let sent = run(sample, "1700000000000");
    let url = "https://prueba.bank.test:8282/base/v0/cuentas/V1?moneda=V%26S%20%C3%B1\n";
    assert!(sent.contains(url), "{sent}");
}

#[test]
fn shell_samples_give_the_signatures_of_the_vectors() {
    let mut checked = 0;
    for (name, document) in documents() {
        let schemes = at(document, "/components/securitySchemes");
        let schemes = schemes.as_object().expect("schemes").values();
        let vectors = schemes.flat_map(|scheme| {
            let signing = &scheme["x-signing"];
            let vectors = signing["vectors"].as_array().into_iter().flatten();
            vectors.map(|vector| (&signing["message"], vector))
        });
        for (message, vector) in vectors {
            let text = |key: &str| vector[key].as_str().expect("text");
            let call = operation(document, text("operation"));
            let sample = at(call, "/x-codeSamples/1/source")
                .as_str()
                .expect("a script");
            // Where the path is signed, a vector can be of another environment than the sample.
            let parts = message.as_array().expect("parts");
            let signs_path = parts.contains(&json!("path")) || parts.contains(&json!("target"));
            let (_, target) = text("request").split_once(' ').expect("a request");
            if signs_path && !sample.contains(target.split('?').next().expect("a path")) {
                continue;
            }
            let mut lines: Vec<String> = Vec::new();
            for line in sample.lines() {
                lines.push(match line.split_once('=') {
                    Some((name @ ("body" | "key" | "secret"), _)) => {
                        format!("{name}='{}'", text(name))
                    }
                    Some(_) | None => line.to_owned(),
                });
            }
            let sent = run(&lines.join("\n"), text("nonce"));
            let signature = format!(": {}\n", text("signature"));
            assert!(sent.contains(&signature), "{name}: {sent}");
            checked += 1;
        }
    }
    assert!(checked > 20, "only {checked} vectors");
}
