//! The command that the greeting offers is one that the bank would accept.

use sandbox::config::Config;
use sandbox::greeting;
use sandbox::sandbox::Sandbox;
use std::fs;
use std::path::Path;

const BANK: &str = r#"bank: banco-saludo
title: {en: Greeting, es: Saludo}
country: PE
documents: [{document: guia, file: guia.txt, sha256: "0000000000000000000000000000000000000000000000000000000000000000", lines: 9, title: {en: a, es: b}}]
"#;
const SERVICE: &str = r#"service: pagos
document: guia
title: {en: a, es: b}
description: {en: a, es: b}
environments: [{name: Prueba, kind: test, scheme: https, host: pruebas.example, base_path: /raiz/v2, source: 1}]
auth:
  - scheme: firma
    kind: signature
    doc: {en: a, es: b}
    source: 2
    algorithm: {value: hmac-sha512, source: 2}
    encoding: {value: base64, source: 2}
    key: {header: X-Llave, source: 2}
    secret: {source: 2}
    nonce: {header: X-Sello, kind: unix-seconds, source: 2}
    signature: {header: X-Firma, source: 2}
    message: {value: [path, {text: "|"}, nonce], source: 2}
operations: [leer, ver]
"#;
/// Two reads, of which only the second has an example to take an argument from.
const OPERATION: &str = r"summary: {en: a, es: b}
description: {en: a, es: b}
source: 3-9
method: {value: GET, source: 3}
auth: {value: firma, source: 3}
effect: {value: read, source: 3}
request: [{name: id, in: path, type: text, required: true, doc: {en: a, es: b}, source: 4}]
responses: [{status: 200, source: 5}]
";
const EXAMPLE: &str = r"examples:
  - example: visto
    summary: {en: a, es: b}
    request: {path: {id: A1}}
    response: {status: 200}
";

#[tokio::test]
async fn the_command_signs_the_path_as_sent_by_the_banks_clock_and_has_its_arguments() {
    let spec = Path::new(env!("CARGO_TARGET_TMPDIR")).join("greeting");
    let service = spec.join("banco-saludo/pagos");
    fs::create_dir_all(service.join("operations")).unwrap();
    let write = |path: &str, text: String| {
        fs::write(spec.join("banco-saludo").join(path), text).unwrap();
    };
    write("bank.yaml", BANK.to_owned());
    write("pagos/service.yaml", SERVICE.to_owned());
    for (id, example) in [("leer", ""), ("ver", EXAMPLE)] {
        let text = format!(
            "operation: {id}\npath: {{value: \"/{id}/{{id}}\", source: 3}}\n{OPERATION}{example}"
        );
        write(&format!("pagos/operations/{id}.yaml"), text);
    }
    let config = Config::new(spec.to_str().unwrap(), "banco-saludo");
    let sandbox = Sandbox::start(config).await.unwrap();
    let greeting = greeting::text(&sandbox);
    for part in [
        "n=$(date +%s); curl",
        "'/raiz/v2/ver/A1|'$n''",
        "/raiz/v2/ver/A1'\n",
    ] {
        assert!(greeting.contains(part), "{part}: {greeting}");
    }
}
