//! What is wrong with a file is said with its line.

use crate::stage::{Sent, Stage, body, catalogue, file};
use sandbox::config::SandboxFile;
use sandbox::world::{World, WorldError};

/// A world of two tables with one rule; `steps` and `answer` are its text.
fn text(steps: &str, answer: &str) -> String {
    format!(
        "world:\n  tables:\n    - {{table: bancos, columns: [codigo, nombre, saldo]}}\n    - {{table: otra, columns: [x]}}\n  rules:\n    \
         - operations: [listar_bancos]\n      steps:\n        {steps}\n      answer: {answer}\n"
    )
}

fn problems(text: &str) -> String {
    let file = SandboxFile::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    match World::new(&file.world, &catalogue("banco-plaza"), None) {
        Ok(_) => panic!("accepted:\n{text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_problem_of_a_step_is_said_with_its_line() {
    for (steps, expected) in [
        ("- {as: x}", "line 8: a step has exactly one of"),
        (
            "- {find: bancos, list: bancos, optional: true}",
            "line 8: a step has exactly one of",
        ),
        (
            "- {find: nada, optional: true}",
            "line 8: there is no table `nada`",
        ),
        (
            "- {find: bancos, where: {nada: x}, optional: true}",
            "line 8: the table `bancos` has no column `nada`",
        ),
        (
            "- {find: bancos}",
            "line 8: the step needs the code of its refusal: `else`",
        ),
        (
            "- {find: bancos, optional: true, else: ['0002']}",
            "line 8: a step has `optional` or `else`, not both",
        ),
        (
            "- {find: bancos, else: ['9999', '8888']}",
            "line 8: the code table of `listar_bancos` in `pagos` lists none of these codes",
        ),
        (
            "- {find: bancos, else: ['0002'], assumed: X-1}",
            "line 8: there is no ruling `X-1`",
        ),
        (
            "- {find: bancos, row: {codigo: x}, optional: true}",
            "line 8: `find` has no key `row`",
        ),
        (
            "- {insert: bancos, where: {codigo: x}}",
            "line 8: `insert` has no key `where`",
        ),
        (
            "- {list: bancos, optional: true}",
            "line 8: `list` needs a name: `as`",
        ),
        (
            "- {change: x, set: {codigo: v}}",
            "line 8: no step before names one row `x`",
        ),
        (
            "- {require: x, else: ['0002']}",
            "line 8: `require` has exactly one of",
        ),
        (
            "- {require: x, equals: v, at_most: z, else: ['0002']}",
            "line 8: `require` has exactly one of",
        ),
        (
            "- {require: $argument.monto, equals: v, else: ['0002']}",
            "line 8: `listar_bancos` has no argument `monto` of one value",
        ),
        (
            "- {require: $row.x.y, equals: v, else: ['0002']}",
            "line 8: no step before has the name `x`",
        ),
        (
            "- {require: $count.x, equals: v, else: ['0002']}",
            "line 8: no step `list` has the name `x`",
        ),
        (
            "- {require: $nada, equals: v, else: ['0002']}",
            "line 8: `$nada` is none of",
        ),
        (
            "- {require: $number.0, equals: v, else: ['0002']}",
            "line 8: `$number.0` is none of",
        ),
        (
            "- {find: bancos, as: x, optional: true}\n        - {find: otra, as: x, optional: true}",
            "line 9: `x` names something else already",
        ),
    ] {
        let shown = problems(&text(steps, "{}"));
        assert!(shown.starts_with(expected), "{steps}\n{shown}");
    }
}

#[test]
fn every_problem_of_an_answer_and_of_tables_is_said_with_its_line() {
    let list = "- {list: bancos, as: bancos, optional: true}";
    for (answer, expected) in [
        (
            "{code: '1234'}",
            "line 9: the code table of `listar_bancos` in `pagos` lists none of these codes",
        ),
        (
            "{body: {nada: x}}",
            "line 9: the answer of `listar_bancos` has no field `nada` of one value",
        ),
        (
            "{body: {bancos: x}}",
            "line 9: the answer of `listar_bancos` has no field `bancos` of one value",
        ),
        (
            "{headers: {nada: x}}",
            "line 9: no answer of `listar_bancos` has a header `nada`",
        ),
        (
            "{lists: {nada: {each: bancos, item: {}}}}",
            "line 9: the answer of `listar_bancos` has no list `nada`",
        ),
        (
            "{lists: {bancos: {each: nada, item: {}}}}",
            "line 9: no step `list` has the name `nada`",
        ),
        (
            "{lists: {bancos: {each: bancos, item: {nada: x}}}}",
            "line 9: the answer of `listar_bancos` has no field `nada`",
        ),
    ] {
        let shown = problems(&text(list, answer));
        assert!(shown.starts_with(expected), "{answer}\n{shown}");
    }
    let tables = "world:\n  tables:\n    - {table: a, columns: [x, x]}\n    - {table: a, columns: [y], rows: [{z: '1'}]}\n  rules:\n    - operations: [nada]\n    - operations: [listar_bancos, listar_bancos]\n";
    assert_eq!(
        problems(tables),
        "line 3: the column `x` is there already\n\
         line 4: the table `a` has no column `z`\n\
         line 4: the table `a` is there already\n\
         line 6: no service has an operation `nada`, or two have; write `service/operation`\n\
         line 7: `listar_bancos` has a rule already"
    );
}

#[test]
fn a_key_that_the_format_does_not_know_is_refused_by_line() {
    let error = SandboxFile::parse(&text("- {fnid: bancos}", "{}")).unwrap_err();
    assert!(error.to_string().contains(":8:"), "{error}");
    assert!(error.to_string().contains("fnid"), "{error}");
}

#[test]
fn amounts_that_cannot_be_counted_with_are_neither_accepted_nor_refused() {
    let steps = "- {insert: bancos, as: fila, row: {saldo: '79228162514264337593543950335'}}\n        - {change: fila, add: {saldo: '1'}}";
    let stage = Stage::with(
        "banco-plaza",
        &SandboxFile::parse(&text(steps, "{}")).unwrap(),
        None,
    );
    let judgement = stage.judge("listar_bancos", Sent::default());
    assert_eq!(judgement.verdict, sandbox::judgement::Verdict::Status(500));
    assert_eq!(judgement.notes, ["an amount is too large"]);
    assert!(stage.world.column("bancos", "saldo").is_empty());
}

#[test]
fn texts_that_begin_with_a_dollar_sign_are_texts() {
    let steps = "- {insert: bancos, row: {codigo: $$argument.codigo}}\n        - {list: bancos, as: bancos, optional: true}";
    let stage = Stage::with(
        "banco-plaza",
        &SandboxFile::parse(&text(steps, "{body: {cantidadBancos: $count.bancos}}")).unwrap(),
        None,
    );
    let judgement = stage.judge("listar_bancos", Sent::default());
    // What a call adds, it does not yet find.
    assert_eq!(body(&judgement), r#"{"cantidadBancos":0}"#);
    assert_eq!(
        stage.world.column("bancos", "codigo"),
        [Some("$argument.codigo".to_owned())]
    );
}

#[test]
fn another_file_replaces_tables_and_rules_of_the_same_name() {
    let other = "
world:
  repeated: answer-again
  tables:
    - {table: clientes, columns: [id], rows: [{id: V7}]}
  rules:
    - operations: [verificar_cliente]
      steps:
        - {find: clientes, where: {id: $argument.id}, else: ['0010']}
    - operations: [consultar_cliente]
      steps:
        - {find: clientes, where: {id: $argument.id}, else: ['0010']}
    - operations: [crear_pago_p2p, crear_pago_p2p_tercero]
";
    let merged = file("banco-plaza").overridden(SandboxFile::parse(other).unwrap());
    let stage = Stage::with("banco-plaza", &merged, None);
    let ask = |id: &str| {
        let sent = Sent {
            path: &[("id", id)],
            ..Sent::default()
        };
        stage.code("verificar_cliente", sent)
    };
    assert_eq!(ask("V7"), "0000");
    assert_eq!(ask("V12345678"), "0010");
    let listed = stage.judge("listar_bancos", Sent::default());
    assert!(body(&listed).contains("9001"), "other rules stay");
}

#[test]
fn a_world_without_tables_has_nothing_to_say() {
    let catalogue = catalogue("banco-plaza");
    let world = World::new(&SandboxFile::default().world, &catalogue, None).unwrap();
    assert!(matches!(world.tables(), generator::model::Json::Object(tables) if tables.is_empty()));
    assert!(!matches!(
        World::new(&file("banco-plaza").world, &catalogue, None),
        Err(WorldError::Problems(_))
    ));
}

#[test]
fn settings_that_overflow_a_time_or_fill_the_memory_are_refused() {
    for setting in [
        "token_seconds: 18446744073709551615",
        "latency_millis: 86400001",
        "journal: 1000001",
        "accepted_status: 99",
        "rejected_status: 1000",
    ] {
        let error = SandboxFile::parse(&format!("settings: {{{setting}}}")).unwrap_err();
        assert!(error.to_string().contains("expected here"), "{error}");
    }
    SandboxFile::parse("settings: {token_seconds: 0, journal: 0, accepted_status: 201}").unwrap();
}
