"""Calls both banks with nothing but Python's own library, as the OpenAPI files describe them, and then makes the usual mistakes.

Each call must succeed; each mistake must be refused, and the sandbox's journal must name it. README.md lists the environment.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ENV = os.environ
KEY, SECRET = ENV["PLAZA_API_KEY"], ENV["PLAZA_API_SECRET"]
P2P, CUENTAS = "/v1/pagos/p2p", "/v0/cuentas"
ACCOUNT = f"{CUENTAS}/01380000000000000017"
PAYMENT = {
    "banco": "0138",
    "idBeneficiario": "J000000025",
    "telefono": "4140000002",
    "monto": 12.5,
    "motivo": "Café y piñata",
    "canal": "20",
}

failures = 0
last_nonce = 0
last_payment = time.time_ns()


def nonce():
    global last_nonce
    last_nonce = max(last_nonce + 1, time.time_ns() // 1_000_000)
    return str(last_nonce)


def payment(**changes):
    """A payment with an id of its own."""
    global last_payment
    last_payment += 1
    return PAYMENT | {"id-externo": f"python-{last_payment}"} | changes


def compact(body):
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def hexmac(text, secret=SECRET.encode(), algorithm="sha384"):
    return hmac.new(secret, text, algorithm).hexdigest()


def signed(number, signature, key=KEY):
    return {"api-key": key, "nonce": number, "api-signature": signature}


def call(base, method, target, headers, body=None):
    """Status, headers and body of the answer."""
    if body is not None:
        headers = {"Content-Type": "application/json"} | headers
    request = urllib.request.Request(base + target, method=method, headers=headers, data=body)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def told(journal):
    """What the journal says of the last call."""
    with urllib.request.urlopen(f"{journal}?last=1", timeout=10) as answer:
        entry = json.load(answer)["entries"][0]
    verification = entry["verification"] or {}
    expected = verification.get("expected", {})
    said = verification.get("steps", []) + expected.get("explanation", {}).get("mistakes", []) + entry["notes"]
    return "; ".join(said)


def verdict(name, good, what):
    global failures
    failures += not good
    print(f"  {'ok  ' if good else 'FAIL'} {name}: {what}")


def succeeds(name, answer, wanted, has=None):
    status, headers, body = answer
    good = status == wanted and (has is None or has(json.loads(body or b"null")))
    verdict(name, good, f"{status} {headers.get('codigoRespuesta', '')} {body.decode()[:90]}")


def refused(name, journal, answer, words):
    status, headers, _ = answer
    said = told(journal)
    verdict(name, 400 <= status <= 500 and words in said, f"{status} {headers.get('codigoRespuesta', '')} {said}")


def plaza():
    base, journal = ENV["PLAZA_PAGOS"], ENV["PLAZA_JOURNAL"]

    def pay(target=P2P, body=None):
        number, body = nonce(), body or compact(payment())
        return call(base, "POST", target, signed(number, hexmac(P2P.encode() + number.encode() + body)), body)

    has_reference = lambda body: body["numeroReferencia"].isdigit()
    succeeds("payment", pay(), 201, has_reference)
    succeeds("payment for somebody else", pay(f"{P2P}/V12345678"), 201, has_reference)
    succeeds("payment, body with spaces, signed as sent", pay(body=json.dumps(payment()).encode()), 201, has_reference)
    number = nonce()
    account = call(ENV["PLAZA_CUENTAS"], "GET", ACCOUNT, signed(number, hexmac(f"{CUENTAS}{number}".encode())))
    succeeds("account", account, 200, lambda body: body["numero"] == ACCOUNT.rpartition("/")[2])

    # Mistakes in the text. Each is (name, target, text to sign, body to send, words of the explanation).
    number, body = nonce(), compact(payment())
    spaced, n = json.dumps(json.loads(body)).encode(), number.encode()
    third = f"{P2P}/V12345678"
    texts = [
        ("whole path with id", third, third.encode() + n + body, body, "whole path was signed"),
        ("slash behind the base", P2P, P2P.encode() + b"/" + n + body, body, "slash was signed behind the base"),
        ("no slash before the base", P2P, P2P[1:].encode() + n + body, body, "without its first slash"),
        ("signed json.dumps, sent compact", P2P, P2P.encode() + n + spaced, body, "space after commas and colons, accents escaped"),
        ("signed compact, sent json.dumps", P2P, P2P.encode() + n + body, spaced, "written anew between signing and sending: without white space"),
        ("repr of the dict signed", P2P, P2P.encode() + n + repr(json.loads(body)).encode(), body, "as Python writes"),
        ("sort_keys", P2P, P2P.encode() + n + json.dumps(json.loads(body), sort_keys=True).encode(), body, "members sorted"),
        ("nonce not in the text", P2P, P2P.encode() + body, body, "nonce is missing"),
        ("body not in the text", P2P, P2P.encode() + n, body, "body is missing"),
        ("query in the text", f"{P2P}?canal=20", f"{P2P}?canal=20".encode() + n + body, body, "signed with its query"),
        ("str of bytes", P2P, P2P.encode() + n + str(body).encode(), body, "as Python writes"),
        ("body in Latin-1", P2P, P2P.encode() + n + body.decode().encode("latin-1"), body, "Latin-1"),
        ("spaces between the parts", P2P, b" ".join([P2P.encode(), n, body]), body, "spaces between"),
        ("api-key in the text", P2P, P2P.encode() + n + KEY.encode() + body, body, "public key was signed"),
        ("nonce of another moment", P2P, P2P.encode() + str(int(number) - 3).encode() + body, body, "clock was read twice"),
    ]  # fmt: skip
    for name, target, text, sent, words in texts:
        refused(name, journal, call(base, "POST", target, signed(number, hexmac(text)), sent), words)

    # Mistakes in the hash, over the right text.
    text = P2P.encode() + n + body
    mac = hmac.new(SECRET.encode(), text, "sha384")
    hashes = [
        ("upper-case hexadecimal", mac.hexdigest().upper(), "upper-case hexadecimal instead of lower-case"),
        ("base64", base64.b64encode(mac.digest()).decode(), "base64 instead of lower-case"),
        ("base64 of the hexadecimal digits", base64.b64encode(mac.hexdigest().encode()).decode(), "base64 of its hexadecimal digits"),
        ("sha256", hexmac(text, algorithm="sha256"), "HMAC-SHA256 instead of HMAC-SHA384"),
        ("sha512", hexmac(text, algorithm="sha512"), "HMAC-SHA512 instead of HMAC-SHA384"),
        ("no HMAC", hashlib.sha384(text).hexdigest(), "plain hash of the text alone"),
        ("secret as bytes", hexmac(text, bytes.fromhex(SECRET)), "hexadecimal digits stand for"),
        ("key instead of secret", hexmac(text, KEY.encode()), "public key signed instead of the secret"),
        ("secret and text swapped", hmac.new(text, SECRET.encode(), "sha384").hexdigest(), "swapped"),
        ("0x before the digits", "0x" + mac.hexdigest(), "`0x`"),
        ("secret of another account", hexmac(text, ENV["PLAZA_OTHER_SECRET"].encode()), "secret of another key"),
    ]  # fmt: skip
    for name, signature, words in hashes:
        refused(name, journal, call(base, "POST", P2P, signed(number, signature), body), words)
    other = signed(number, hexmac(text), ENV["PLAZA_OTHER_KEY"])
    refused("key of another account", journal, call(base, "POST", P2P, other, body), "secret of another key")
    swapped = signed(number, hexmac(text, KEY.encode()), SECRET)
    refused("key and secret swapped", journal, call(base, "POST", P2P, swapped, body), "swapped")
    named = {"api_key": KEY, "nonce": number, "api-signature": mac.hexdigest()}
    refused("underscore in a header", journal, call(base, "POST", P2P, named, body), "`api_key`")
    prefixed = {"X-API-KEY": KEY, "X-NONCE": number, "X-API-SIGNATURE": mac.hexdigest()}
    refused("X- before the headers", journal, call(base, "POST", P2P, prefixed, body), "`x-api-key`")
    refused("two mistakes", journal, call(base, "POST", third, signed(number, hexmac(third.encode() + n + spaced)), body), "whole path was signed instead of the base; the body was written anew")  # fmt: skip
    # Nothing of this has used up the nonce.
    succeeds("then right", call(base, "POST", P2P, signed(number, mac.hexdigest()), body), 201, has_reference)
    again = call(base, "POST", P2P, signed(number, mac.hexdigest()), body)
    refused("nonce used again", journal, again, "is not greater than")
    seconds = str(int(time.time()))
    late = signed(seconds, hexmac(P2P.encode() + seconds.encode() + body))
    refused("nonce in seconds", journal, call(base, "POST", P2P, late, body), "other units")
    number = f"{time.time() * 1000}"
    broken = signed(number, hexmac(P2P.encode() + number.encode() + body))
    refused("nonce with a fraction", journal, call(base, "POST", P2P, broken, body), "no whole number")

    base, number = ENV["PLAZA_CUENTAS"], nonce()
    gets = [
        ("account: whole path", ACCOUNT, f"{ACCOUNT}{number}", "whole path was signed"),
        ("account: slash behind the base", ACCOUNT, f"{CUENTAS}/{number}", "slash was signed behind"),
        ("account: query", f"{ACCOUNT}?moneda=VES", f"{CUENTAS}?moneda=VES{number}", "query was signed behind the base"),
        ("account: whole path and query", f"{ACCOUNT}?moneda=VES", f"{ACCOUNT}?moneda=VES{number}", "with its query"),
        ("account: empty object as body", ACCOUNT, f"{CUENTAS}{number}{{}}", "empty object"),
        ("account: None as body", ACCOUNT, f"{CUENTAS}{number}None", "`None` was signed as the body"),
        ("account: nonce first", ACCOUNT, f"{number}{CUENTAS}", "in the order nonce, base"),
    ]
    for name, target, text, words in gets:
        refused(name, journal, call(base, "GET", target, signed(number, hexmac(text.encode()))), words)


def oauth2():
    base, journal = ENV["PLAZA_CLIENTES"], ENV["PLAZA_JOURNAL"]
    client, secret = ENV["PLAZA_CLIENT_ID"], ENV["PLAZA_CLIENT_SECRET"]
    target = "/clientes/v1/v0/clientes/V12345678"

    def token(fields, credentials=(client, secret), media="application/x-www-form-urlencoded"):
        headers = {"Content-Type": media}
        if credentials is not None:
            pair = base64.b64encode(":".join(credentials).encode()).decode()
            headers["Authorization"] = f"Basic {pair}"
        data = urllib.parse.urlencode(fields) if media.endswith("urlencoded") else json.dumps(fields)
        return call(ENV["PLAZA_TOKEN_URL"], "POST", "", headers, data.encode())

    grant = {"grant_type": "client_credentials"}
    issued = token(grant)
    succeeds("token", issued, 200, lambda body: body["token_type"] == "Bearer")
    bearer = {"Authorization": f"Bearer {json.loads(issued[2])['access_token']}"}
    succeeds("customer", call(base, "GET", target, bearer), 200, lambda body: body["id"] == "V12345678")
    succeeds("customer exists", call(base, "HEAD", target, bearer), 204)

    whole = grant | {"client_id": client, "client_secret": secret}
    refused("wrong secret", journal, token(grant, (client, "another")), "secret is another one")
    refused("unknown client", journal, token(grant, ("nobody", secret)), "no such client")
    refused("credentials in the form", journal, token(whole, None), "they travel in a Basic header")
    refused("form as JSON", journal, token(grant, media="application/json"), "the body is no form")
    refused("no grant_type", journal, token({}), "no grant_type")
    refused("another grant_type", journal, token({"grant_type": "password"}), "not client_credentials")
    refused("no token", journal, call(base, "GET", target, {}), "no bearer token")
    token_as_key = {"Authorization": bearer["Authorization"].partition(" ")[2]}
    refused("token without the word Bearer", journal, call(base, "GET", target, token_as_key), "without the word `Bearer`")
    pair = {"Authorization": "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()}
    refused("credentials instead of a token", journal, call(base, "GET", target, pair), "Basic credentials instead of a token")
    refused("made-up token", journal, call(base, "GET", target, {"Authorization": "Bearer abc"}), "nobody was given this token")


def caja():
    base, journal = ENV["CAJA_CUSTOMERS"], ENV["CAJA_JOURNAL"]
    target = "/customers-management/v1/businessinfo/100017"
    credentials = {
        "client_id": ENV["CAJA_CLIENT_ID"],
        "client_secret": ENV["CAJA_CLIENT_SECRET"],
        "Authorization": f"Bearer {ENV['CAJA_BEARER']}",
    }
    headers = {
        "X-Invoker-Channel": "017",
        "X-Invoker-subChannel": "17",
        "X-Invoker-ReferencedNumber": "10000017",
        "X-Invoker-UserIPAddress": "192.0.2.17",
        "X-Invoker-UserMACAddress": "00-00-5E-00-53-17",
    }
    answer = call(base, "GET", target, headers | credentials)
    succeeds("merchant", answer, 200, lambda body: body["businessInfo"]["orgIdNum"] == "100017")
    for name in credentials:
        rest = {own: value for own, value in credentials.items() if own != name}
        refused(f"no {name}", journal, call(base, "GET", target, headers | rest), name)
        spoilt = credentials | {name: f"{credentials[name]}x"}
        refused(f"wrong {name}", journal, call(base, "GET", target, headers | spoilt), f"wrong: {name}")
    hyphen = {name.replace("_", "-"): value for name, value in credentials.items()}
    refused("hyphens in the headers", journal, call(base, "GET", target, headers | hyphen), "`client-id`")
    for name in headers:
        rest = {own: value for own, value in headers.items() if own != name}
        refused(f"no {name}", journal, call(base, "GET", target, rest | credentials), f"{name}: it is missing")


plaza()
oauth2()
caja()
sys.exit(f"{failures} expectations failed" if failures else 0)
