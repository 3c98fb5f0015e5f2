use super::*;

/// Line and keys of every row.
fn keys(text: &str) -> Vec<(u32, String)> {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let rows = find(&lines).into_iter();
    let text = |keys: &[Key]| {
        keys.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    rows.map(|row| (row.line, text(&row.keys))).collect()
}

fn rows(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
    expected
        .iter()
        .map(|(line, keys)| (*line, (*keys).to_owned()))
        .collect()
}

#[test]
fn a_name_broken_before_its_type_is_one_row() {
    let text = "Argumentos\nRequeridos\n\nmonto Double Cuánto.\n\n idBenefi\ncio\n\nString Quién.";
    assert_eq!(keys(text), rows(&[(4, "`monto`"), (6, "`idbeneficio`")]));
}

#[test]
fn the_mark_of_a_list_is_no_part_of_a_name() {
    let text = "lineas[].precio Double Precio.\n| lineas[].nota | String |";
    assert_eq!(
        keys(text),
        rows(&[(1, "`lineas.precio`"), (2, "`lineas.nota`")])
    );
}

#[test]
fn marks_hold_until_the_next_heading() {
    let text = "Argumentos Requeridos\na String x\nOpcionales\nb String x\nCampo Tipo Descripción\nc String x";
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let marks: Vec<_> = find(&lines).iter().map(|row| row.required).collect();
    assert_eq!(marks, [Some(true), Some(false), None]);
}

#[test]
fn prose_is_no_row() {
    let text = "Requiere un String como argumento.\nunix timestamp en milisegundos\nHTTP/1.1 201 Created\nPOST /v1/x HTTP/1.1\n2026 fue un año\ncodigoRespuesta: 0000\nReferencia 20";
    assert_eq!(keys(text), rows(&[]));
}

#[test]
fn every_shape_of_a_row_is_seen() {
    let text = "Prueba HTTPS api.bank.example 8585\nSí /v1/x/{id} GET READ\nPermisos READ\nMétodo\nHTTP\n\nPOST\n  201 Created\nE013 EXCEDE 500\n● \"20\" para POS\nA para Activa.\n?codigo=[valor] Filtra";
    let expected = [
        (1, "host `api.bank.example`"),
        (2, "path `/v1/x/{id}` method GET permission READ"),
        (3, "permission READ"),
        (4, "method POST"),
        (8, "status 201"),
        (9, "code `E013`"),
        (10, "value `20`"),
        (11, "value `A`"),
        (12, "`codigo`"),
    ];
    assert_eq!(keys(text), rows(&expected));
}

#[test]
fn cells_between_bars_and_tabs_are_rows() {
    let text = "Name | Description | Required |\nX-Id | Id | YES |\n# | Field | Type |\n7 | cust.status | String | |\nPOST: /v1/x/auth:\nRequest Example:\nGET: /v1/x/1\n\tArgumento\tTipo\nRequeridos\tid\tString\tQuién.\nHTTP Status Code\t204 No Content 400 Bad Request";
    let expected = [
        (2, "`x-id`"),
        (4, "`cust.status`"),
        (5, "method POST path `/v1/x/auth`"),
        (9, "`id`"),
        (10, "status 204"),
        (10, "status 400"),
    ];
    assert_eq!(keys(text), rows(&expected));
}

#[test]
fn columns_apart_by_spaces_are_cells() {
    let text = "Campo      Tipo          Long.   Oblig.  Descripcion\nidPago     Alfanumerico  1-20    Si      Identificador. Unico por dia\nmonto      Decimal       12,2    Si      Mayor que cero\nglosa      Texto         30      No\nfecha      Fecha         10      Dia del pago\n0101    400   Campo ausente\n9999    ---   Error no catalogado\nUna  frase con  huecos";
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert_eq!(
        keys(text),
        rows(&[
            (2, "`idpago`"),
            (3, "`monto`"),
            (4, "`glosa`"),
            (5, "`fecha`"),
            (6, "code `0101`"),
            (7, "code `9999`"),
        ])
    );
    let marks: Vec<_> = find(&lines).iter().map(|row| row.required).collect();
    assert_eq!(
        marks,
        [Some(true), Some(true), Some(false), None, None, None]
    );
}
