//! The types.

use super::*;

pub(super) const IDENTIFICACION: TypeId = TypeId(0);
pub(super) const MONTO: TypeId = TypeId(1);
pub(super) const CANAL: TypeId = TypeId(2);
pub(super) const ESTADO: TypeId = TypeId(3);
pub(super) const CUENTA: TypeId = TypeId(4);
pub(super) const CLAVE: TypeId = TypeId(5);
pub(super) const CODIGO: TypeId = TypeId(6);

pub(super) fn listed(value: &str, line: u32) -> Listed {
    Listed {
        value: value.to_owned(),
        ident: VariantIdent::derive(&format!("V{value}")).expect("a name"),
        doc: Some(text(&format!("Value {value}"), &format!("Valor {value}"))),
        provenance: at(line),
    }
}

pub(super) fn types() -> Vec<Type> {
    let rules = TextRules {
        min_length: Some(2),
        max_length: Some(12),
        pattern: Some("[A-Z][0-9]{1,11}".to_owned()),
        zero_padded: Some(ZeroPadded {
            length: 12,
            after: 1,
        }),
    };
    let mut identificacion = ty(
        "Identificacion",
        Scope::Bank,
        Shape::Text(rules),
        Some("V12345678"),
        10,
    );
    identificacion.sensitive = Some(Sensitive::Personal);
    identificacion.provenance.source = vec![lines(1, 3, 5), lines(0, 10, 12)];
    let monto = DecimalRules {
        scale: Some(2),
        digits: Some(15),
        minimum: Some("0.01".to_owned()),
        maximum: None,
        wire: WireForm::Number,
    };
    let cuenta = vec![
        field("numero", Place::Body, TypeRef::Text, Required::Yes, 20),
        Field {
            aliases: vec![vec!["curAmt".to_owned(), "rate".to_owned()]],
            ..field(
                "saldo",
                Place::Body,
                TypeRef::Named(MONTO),
                Required::Undocumented,
                21,
            )
        },
        field(
            "estado",
            Place::Body,
            TypeRef::Named(ESTADO),
            Required::No,
            22,
        ),
        field(
            "fecha",
            Place::Body,
            TypeRef::Date(DateFormat("YYYYMMDD".to_owned())),
            Required::Undocumented,
            23,
        ),
        Field {
            provenance: assumed("P-02"),
            ..field(
                "activa",
                Place::Body,
                TypeRef::Boolean {
                    wire: WireForm::Boolean,
                    lenient: true,
                    words: None,
                },
                Required::Undocumented,
                0,
            )
        },
    ];
    let mut clave = ty(
        "Clave",
        Scope::Service(0),
        Shape::Text(TextRules::default()),
        Some("x"),
        13,
    );
    clave.sensitive = Some(Sensitive::Secret);
    let operation = Scope::Operation {
        service: 0,
        operation: 0,
    };
    let four = TextRules {
        min_length: Some(4),
        max_length: Some(4),
        ..TextRules::default()
    };
    vec![
        identificacion,
        ty(
            "Monto",
            Scope::Bank,
            Shape::Decimal(monto),
            Some("1234.50"),
            11,
        ),
        ty(
            "Canal",
            Scope::Bank,
            Shape::Enum {
                open: true,
                values: vec![listed("20", 30), listed("NO", 31)],
            },
            Some("20"),
            12,
        ),
        ty(
            "Estado",
            Scope::Service(0),
            Shape::Enum {
                open: false,
                values: vec![listed("A", 32), listed("0000", 33)],
            },
            None,
            14,
        ),
        ty("Cuenta", Scope::Service(0), Shape::Object(cuenta), None, 15),
        clave,
        ty(
            "CodigoRespuesta",
            operation,
            Shape::Text(four),
            Some("0000"),
            16,
        ),
    ]
}
