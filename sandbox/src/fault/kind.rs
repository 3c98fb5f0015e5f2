//! Every kind of fault, for readers.

/// One kind of fault, for readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name, which the text begins with.
    pub name: &'static str,
    /// What may follow the name, in the form of `=N`; in square brackets what may be left out.
    pub argument: &'static str,
    /// A text that is understood.
    pub example: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// What it does, in Spanish.
    pub es: &'static str,
}

/// Every kind of fault.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "refuse",
        argument: "[=TIME]",
        example: "refuse=2s",
        en: "Resets the connection and refuses new ones for a time, 1 s unless given. Nothing is executed.",
        es: "Corta la conexión y rechaza conexiones nuevas durante un tiempo, 1 s si no se indica. No se ejecuta nada.",
    },
    Kind {
        name: "cut-request",
        argument: "=BYTES",
        example: "cut-request=300",
        en: "Resets the connection when so many bytes of the request have arrived. Nothing is executed.",
        es: "Corta la conexión cuando han llegado tantos bytes de la solicitud. No se ejecuta nada.",
    },
    Kind {
        name: "reset-before",
        argument: "",
        example: "reset-before",
        en: "Reads the request and resets the connection. Nothing is executed.",
        es: "Lee la solicitud y corta la conexión. No se ejecuta nada.",
    },
    Kind {
        name: "reset-after",
        argument: "",
        example: "reset-after",
        en: "Executes the request and resets the connection without an answer.",
        es: "Ejecuta la solicitud y corta la conexión sin responder.",
    },
    Kind {
        name: "cut-answer",
        argument: "=BYTES[/close|/reset|/silence]",
        example: "cut-answer=120",
        en: "Ends the answer after so many bytes, head included: closes the connection in order, resets it, or says nothing more.",
        es: "Termina la respuesta tras tantos bytes, cabeceras incluidas: cierra la conexión, la corta, o calla.",
    },
    Kind {
        name: "cut-body",
        argument: "=BYTES[/close|/reset|/silence]",
        example: "cut-body=0/reset",
        en: "The same, counted from the first byte of the body.",
        es: "Lo mismo, contado desde el primer byte del cuerpo.",
    },
    Kind {
        name: "delay",
        argument: "=TIME",
        example: "delay=5s",
        en: "Executes the request at once and answers later.",
        es: "Ejecuta la solicitud de inmediato y responde más tarde.",
    },
    Kind {
        name: "endless-body",
        argument: "[=BYTES/TIME]",
        example: "endless-body=64/100ms",
        en: "Sends head and body, and then spaces without end: so many bytes at a time, 64 each 100 ms unless given.",
        es: "Envía la respuesta y luego espacios sin fin: tantos bytes cada vez, 64 cada 100 ms si no se indica.",
    },
    Kind {
        name: "drip",
        argument: "[=BYTES/TIME]",
        example: "drip=1/1s",
        en: "Sends the answer a few bytes at a time, 1 each second unless given.",
        es: "Envía la respuesta de a pocos bytes, 1 por segundo si no se indica.",
    },
    Kind {
        name: "wrong-length",
        argument: "=±BYTES",
        example: "wrong-length=+10",
        en: "States a Content-Length that is off by so many bytes. If it is too large the connection is closed behind the body, else it stays open.",
        es: "Indica un Content-Length errado por tantos bytes. Si sobra, la conexión se cierra tras el cuerpo; si falta, sigue abierta.",
    },
    Kind {
        name: "malformed-header",
        argument: "[=no-colon|no-name|nul|status]",
        example: "malformed-header=nul",
        en: "Writes a line in the head that is not HTTP: without a colon unless given, without a name, with a zero byte, or a status in letters.",
        es: "Escribe en la cabecera una línea que no es HTTP: sin dos puntos si no se indica, sin nombre, con un byte cero, o un estado en letras.",
    },
    Kind {
        name: "truncated-json",
        argument: "[=BYTES]",
        example: "truncated-json=7",
        en: "The body stops after so many bytes, half-way unless given; its length is stated rightly.",
        es: "El cuerpo se detiene tras tantos bytes, a la mitad si no se indica; su longitud es la correcta.",
    },
    Kind {
        name: "html",
        argument: "[=STATUS]",
        example: "html=502",
        en: "A page in HTML instead of the answer, with the status of the answer unless given. Whether it is executed cannot be told.",
        es: "Una página HTML en lugar de la respuesta, con su estado si no se indica otro. No se sabe si se ejecuta.",
    },
    Kind {
        name: "missing-code",
        argument: "",
        example: "missing-code",
        en: "The answer says no response code.",
        es: "La respuesta no trae código.",
    },
    Kind {
        name: "repeated-code",
        argument: "",
        example: "repeated-code",
        en: "The response code is said twice.",
        es: "El código de respuesta viene dos veces.",
    },
    Kind {
        name: "contradictory-code",
        argument: "",
        example: "contradictory-code",
        en: "Two response codes that differ: one in the header and one in the body where the answer has both, else two in one place.",
        es: "Dos códigos distintos: uno en la cabecera y otro en el cuerpo si la respuesta tiene ambos, si no dos en el mismo lugar.",
    },
    Kind {
        name: "unlisted-code",
        argument: "[=CODE]",
        example: "unlisted-code=Z99",
        en: "A response code that no table lists.",
        es: "Un código que ninguna tabla lista.",
    },
    Kind {
        name: "status-at-odds",
        argument: "[=STATUS]",
        example: "status-at-odds",
        en: "A status that says the opposite of the code: 500 where it was accepted and 200 where not, unless given.",
        es: "Un estado que contradice al código: 500 si fue aceptado y 200 si no, salvo que se indique.",
    },
    Kind {
        name: "latin1",
        argument: "",
        example: "latin1",
        en: "Accents in the header texts for people, in Latin-1.",
        es: "Acentos en los textos de las cabeceras, en Latin-1.",
    },
    Kind {
        name: "utf8",
        argument: "",
        example: "utf8",
        en: "Accents in the header texts for people, in UTF-8.",
        es: "Acentos en los textos de las cabeceras, en UTF-8.",
    },
    Kind {
        name: "redirect",
        argument: "[=STATUS[/URL]]",
        example: "redirect=302/http://otro-servidor.invalid/",
        en: "A redirect to another host, 307 unless given. Nothing is executed.",
        es: "Una redirección a otro servidor, 307 si no se indica. No se ejecuta nada.",
    },
    Kind {
        name: "429",
        argument: "[=SECONDS]",
        example: "429=30",
        en: "Status 429 with Retry-After, 1 second unless given. Nothing is executed.",
        es: "Estado 429 con Retry-After, 1 segundo si no se indica. No se ejecuta nada.",
    },
    Kind {
        name: "503",
        argument: "[=SECONDS]",
        example: "503=30",
        en: "Status 503 with Retry-After, 1 second unless given. Whether it is executed cannot be told.",
        es: "Estado 503 con Retry-After, 1 segundo si no se indica. No se sabe si se ejecuta.",
    },
    Kind {
        name: "skew",
        argument: "=±TIME",
        example: "skew=-10m",
        en: "The time in Date is off.",
        es: "La hora de Date está errada.",
    },
    Kind {
        name: "gateway-json",
        argument: "[=STATUS[/ERROR]]",
        example: "gateway-json=401/900901",
        en: "A gateway's error in JSON without a response code, 503/303001 unless given.",
        es: "Un error de la pasarela en JSON sin código de respuesta, 503/303001 si no se indica.",
    },
    Kind {
        name: "gateway-xml",
        argument: "[=STATUS[/ERROR]]",
        example: "gateway-xml=503",
        en: "A gateway's error in XML without a response code, 503/303001 unless given.",
        es: "Un error de la pasarela en XML sin código de respuesta, 503/303001 si no se indica.",
    },
];

#[cfg(test)]
mod tests {
    use super::KINDS;

    /// The page for users and the table of the program are one.
    #[test]
    fn the_page_of_faults_lists_every_kind_as_it_is() {
        let rows = KINDS.iter().map(|kind| {
            let argument = kind.argument.replace('|', "\\|");
            format!(
                "| `{}{argument}` | `fault:{}` | {} |",
                kind.name, kind.example, kind.en
            )
        });
        let page = include_str!("../../FAULTS.md");
        let listed = page.lines().filter(|line| line.starts_with("| `"));
        assert_eq!(
            listed.collect::<Vec<_>>(),
            rows.collect::<Vec<_>>(),
            "write the right-hand side into FAULTS.md"
        );
    }
}
