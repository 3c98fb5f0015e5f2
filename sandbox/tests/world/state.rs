//! What is kept on a disk, and what is forgotten.

use crate::stage::{Sent, Stage, catalogue, file};
use sandbox::config::SandboxFile;
use sandbox::world::{World, WorldError};
use std::fs;
use std::path::PathBuf;

const PAYMENT: &str = r#"{"banco":"9001","idBeneficiario":"V1","telefono":"4149999999","monto":10.00,"motivo":"Prueba","canal":"20","id-externo":"a-1"}"#;

fn pay(stage: &Stage) -> String {
    let sent = Sent {
        body: PAYMENT,
        ..Sent::default()
    };
    stage.code("crear_pago_p2p", sent)
}

fn with_state(state: PathBuf) -> Stage {
    Stage::with("banco-plaza", &file("banco-plaza"), Some(state))
}

#[test]
fn what_was_paid_is_known_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let stage = with_state(path.clone());
    assert_eq!(pay(&stage), "0000");
    let before = stage.world.tables();
    drop(stage);
    let stage = with_state(path.clone());
    assert_eq!(stage.world.tables(), before);
    // Known, so it is not paid again.
    assert_eq!(pay(&stage), "0000");
    assert_eq!(stage.world.tables(), before);
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["state.json"], "nothing else is left behind");
    stage.world.reset().unwrap();
    drop(stage);
    let stage = with_state(path);
    assert_eq!(stage.world.column("pagos", "monto").len(), 0);
    assert_eq!(pay(&stage), "0000");
    assert_eq!(stage.world.column("pagos", "monto").len(), 1);
}

#[test]
fn nothing_is_kept_unless_it_is_asked_for() {
    let stage = Stage::new("banco-plaza");
    assert_eq!(pay(&stage), "0000");
    let other = Stage::new("banco-plaza");
    assert_eq!(other.world.column("pagos", "monto").len(), 0);
    stage.world.reset().unwrap();
    assert_eq!(stage.world.tables(), other.world.tables());
}

#[test]
fn a_refused_call_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let stage = with_state(path.clone());
    let sent = Sent {
        path: &[("id", "V999")],
        ..Sent::default()
    };
    assert_eq!(stage.code("verificar_cliente", sent), "0010");
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_no_state_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    for (text, wrong) in [
        ("", "the value is missing"),
        ("{}", "it has no `serial`"),
        (r#"{"serial":-1,"tables":{}}"#, "`serial` is no count"),
        (
            r#"{"serial":1,"tables":{"pagos":{"columns":["a"],"initial":0,"rows":[]}}}"#,
            "its table `pagos` has other columns",
        ),
        (
            r#"{"serial":1,"tables":{"titulares":{"columns":["llave","cliente"],"initial":0,"rows":[["x"]]}}}"#,
            "a row is none",
        ),
        (
            r#"{"serial":1,"tables":{},"nonces":[]}"#,
            "`nonces` is no object",
        ),
        (
            r#"{"serial":1,"tables":{},"nonces":{"a":-1}}"#,
            "a nonce is no whole number",
        ),
    ] {
        fs::write(&path, text).unwrap();
        let state = Some(path.clone());
        let refused = World::new(&file("banco-plaza").world, &catalogue("banco-plaza"), state);
        let Err(WorldError::State(error)) = refused else {
            panic!("accepted: {text}")
        };
        assert!(error.to_string().contains(wrong), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_state_that_cannot_be_written_is_found_out_before_anything_is_paid() {
    let folder = tempfile::tempdir().unwrap();
    let state = Some(folder.path().join("absent/state.json"));
    let refused = World::new(&file("banco-plaza").world, &catalogue("banco-plaza"), state);
    let Err(WorldError::State(error)) = refused else {
        panic!("accepted")
    };
    assert!(error.to_string().contains("cannot be kept"), "{error}");
}

#[test]
fn a_state_that_cannot_be_written_any_more_is_said_in_the_judgement() {
    let folder = tempfile::tempdir().unwrap();
    let stage = with_state(folder.path().join("state.json"));
    folder.close().unwrap();
    let sent = Sent {
        body: PAYMENT,
        ..Sent::default()
    };
    let judgement = stage.judge("crear_pago_p2p", sent);
    assert_eq!(stage.code_of("crear_pago_p2p", &judgement), "0000");
    assert!(judgement.notes[0].contains("cannot be kept"));
}

#[test]
fn added_rows_have_a_limit_and_the_first_ones_stay() {
    let text = "
world:
  tables:
    - {table: filas, columns: [numero], keep: 3, rows: [{numero: fija}]}
  rules:
    - operations: [listar_bancos]
      steps:
        - {absent: filas, where: {numero: $argument.codigo}, else: ['0096']}
        - {insert: filas, row: {numero: $argument.codigo}}
";
    let file = SandboxFile::parse(text).unwrap();
    let stage = Stage::with("banco-plaza", &file, None);
    let add = |code: &str| {
        let sent = Sent {
            query: &[("codigo", code)],
            ..Sent::default()
        };
        stage.code("listar_bancos", sent)
    };
    for code in ["0001", "0002", "0003", "0004", "0005"] {
        assert_eq!(add(code), "0000");
    }
    let kept: Vec<_> = stage.world.column("filas", "numero");
    let kept: Vec<_> = kept.iter().map(|one| one.as_deref().unwrap()).collect();
    assert_eq!(kept, ["fija", "0003", "0004", "0005"]);
    // What is gone is not found any more, what is there is.
    assert_eq!(add("0005"), "0096");
    assert_eq!(add("0001"), "0000");
}
