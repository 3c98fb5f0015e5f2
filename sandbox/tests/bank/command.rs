//! The command, as a process.

use crate::client::{KEY, SECRET, spec};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};

fn signal(child: &Child, name: &str) {
    let mut kill = Command::new("kill");
    let sent = kill.args([name, &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

fn sandbox() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command.args(["--spec", &spec()]);
    command
}

#[test]
fn programs_read_one_line_and_interrupt_it() {
    let mut child = sandbox()
        .args([
            "--bank",
            "banco-caja-social",
            "--listen",
            "127.0.0.1:0",
            "--format",
            "json",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(said["bank"], "banco-caja-social");
    assert_eq!(said["credentials"]["bearer"], "made-up");
    let service = &said["services"]["customers"];
    assert_eq!(
        service["paths"]["get_key"],
        "/undocumented/get_key/{iditem}/{refid}"
    );
    let base = service["base_url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap();
    let to = base.parse().unwrap();
    let answer =
        crate::client::exchange(to, &crate::client::request("GET", "/__sandbox", &[], b""))
            .unwrap();
    assert_eq!(crate::client::read(&answer).status, 200);
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "there is one line");
}

#[test]
fn what_cannot_be_served_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad.yaml");
    std::fs::write(&bad, "checks:\n  - {check: denied, codes: [A999]}\n").unwrap();
    let unread = folder.path().join("none.yaml");
    let short = folder.path().join("short.yaml");
    let key = "credentials:\n  - scheme: firma\n    api_key: abc\n    api_secret: '0123456789abcdef0123456789abcdef'\n";
    std::fs::write(&short, key).unwrap();
    for (arguments, code, words) in [
        (vec!["--bank", "nope"], 2, "banco-plaza"),
        (
            vec!["--bank", "banco-plaza", "--service", "nope"],
            2,
            "cuentas",
        ),
        (
            vec!["--bank", "banco-plaza", "--listen", "0.0.0.0:0"],
            2,
            "--allow-remote",
        ),
        (
            vec!["--bank", "banco-plaza", "--config", bad.to_str().unwrap()],
            1,
            "bad.yaml:2: ",
        ),
        (
            vec!["--bank", "banco-plaza", "--config", short.to_str().unwrap()],
            1,
            "short.yaml:2: `api_key` has 3 characters, those of the scheme `firma` have 32",
        ),
        (
            vec![
                "--bank",
                "banco-plaza",
                "--config",
                unread.to_str().unwrap(),
            ],
            2,
            "cannot be read",
        ),
        (vec!["--bank"], 2, "missing argument"),
    ] {
        let output = sandbox().args(&arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn triggers_and_faults_are_listed_for_people_and_machines() {
    let out = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let spec = spec();
    let list = out(&[
        "triggers",
        "--bank",
        "banco-plaza",
        "--spec",
        &spec,
        "--format",
        "json",
    ]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let operations = list["operations"].as_array().unwrap();
    let rows: usize = operations
        .iter()
        .map(|one| one["rows"].as_array().unwrap().len())
        .sum();
    assert_eq!((operations.len(), rows), (11, 167));
    let mut with_204 = operations.iter().filter(|one| one["statuses"][0] == 204);
    assert_eq!(
        with_204.next().unwrap()["operation"],
        "listar_cuentas_cliente"
    );
    assert!(out(&["triggers", "--bank", "banco-plaza", "--spec", &spec]).contains("monto=1313.10"));
    let faults: serde_json::Value =
        serde_json::from_str(&out(&["faults", "--format", "json"])).unwrap();
    assert!(faults["faults"].as_array().unwrap().len() > 20);
    assert!(out(&["faults"]).contains("cut-answer"));
}

#[test]
fn people_read_at_once_why_a_call_did_not_get_through() {
    let mut child = sandbox()
        .args(["--bank", "banco-plaza", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = out.next().unwrap().unwrap();
    let to = first.strip_prefix("banco-plaza listens on ").unwrap();
    let to = to.parse().unwrap();
    let path = "/v0/cuentas/V12345678";
    let signature = crate::client::sign(SECRET, format!("{path}17").as_bytes());
    let headers = [
        ("api-key", KEY),
        ("nonce", "17"),
        ("api-signature", &*signature),
    ];
    crate::client::exchange(to, &crate::client::request("GET", path, &headers, b"")).unwrap();
    let err = BufReader::new(child.stderr.take().unwrap()).lines();
    let said: Vec<String> = err.take(4).map(Result::unwrap).collect();
    assert_eq!(said[0], "#1 GET /v0/cuentas/***(9): 400, A001");
    assert_eq!(said[2], "    expected to be signed: /v0/cuentas17");
    assert_eq!(said[3], "    the whole path was signed instead of the base");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_pipe_that_nobody_reads_holds_up_neither_the_bank_nor_its_end() {
    let mut child = sandbox()
        .args(["--bank", "banco-plaza", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let to = line.trim().rsplit_once(' ').unwrap().1.parse().unwrap();
    let refused = crate::client::request("GET", "/v0/cuentas/default", &[], b"");
    // More than a pipe holds.
    for _ in 0..1200 {
        let answer = crate::client::exchange(to, &refused).unwrap();
        assert_eq!(crate::client::read(&answer).status, 401);
    }
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn whoever_ends_it_politely_gets_the_answer_in_progress_and_a_good_end() {
    let mut child = sandbox()
        .args(["--bank", "banco-plaza", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let to: SocketAddr = line.trim().rsplit_once(' ').unwrap().1.parse().unwrap();
    // The answer begins at once and takes a while to end; the signal comes between.
    let slow = [("X-Sandbox-Scenario", "fault:drip=20/10ms")];
    let bytes = crate::client::request("GET", "/v1/pagos/p2p/bancos", &slow, b"");
    let mut socket = TcpStream::connect(to).unwrap();
    socket.write_all(&bytes).unwrap();
    let mut answer = vec![0];
    socket.read_exact(&mut answer).unwrap();
    signal(&child, "-TERM");
    socket.read_to_end(&mut answer).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let answer = crate::client::read(&answer);
    assert!(answer.json().to_string().contains("0138"), "a whole answer");
}

#[test]
fn a_sandbox_that_listens_everywhere_names_an_address_that_can_be_called() {
    for (format, words) in [
        (
            "text",
            "listens on 0.0.0.0:0, which is every address of this machine",
        ),
        ("json", "\"base_url\":\"http://127.0.0.1:"),
    ] {
        let mut child = sandbox()
            .args(["--bank", "banco-plaza", "--listen", "0.0.0.0:0"])
            .args(["--allow-remote", "--format", format])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        signal(&child, "-TERM");
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert!(
            !format!("{line}{rest}").contains("http://0.0.0.0"),
            "{rest}"
        );
        // Without the port, which is a free one.
        let said: String = match line.split_once("0.0.0.0:") {
            Some((before, after)) => {
                let after = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
                format!("{before}0.0.0.0:0{after}")
            }
            None => line,
        };
        assert!(said.contains(words), "{said}");
    }
}

#[tokio::test]
async fn services_that_share_a_name_do_not_read_each_others_credentials() {
    let spec = format!("{}/../generator/tests/course", env!("CARGO_MANIFEST_DIR"));
    let config = sandbox::config::Config::new(spec, "banco-obstaculos");
    let sandbox = sandbox::sandbox::Sandbox::start(config).await.unwrap();
    let line: serde_json::Value = serde_json::from_str(&sandbox::greeting::line(&sandbox)).unwrap();
    assert_eq!(line["credentials"]["client_id"], "made-up");
    let services = &line["services"];
    assert_eq!(services["union"]["credentials"]["client_id"], "made-up-id");
    assert!(services["tercero"]["credentials"].is_null());
}
