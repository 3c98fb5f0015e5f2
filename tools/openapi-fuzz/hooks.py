"""Signs what schemathesis sends, and holds answers to what the OpenAPI file says of headers.

Everything about the signature is read from the published file (`x-signing`, `x-signing-base`); nothing is shared with
the clients or the sandbox. The environment gives the credentials of the sandbox as it printed them:

    SANDBOX   the line of JSON that `sandbox --format json` prints
    SERVICE   the service under test
"""

import base64
import hashlib
import hmac
import json
import math
import os
import re
import threading
import time
import urllib.parse

import requests
import schemathesis

SANDBOX = json.loads(os.environ["SANDBOX"])
CREDENTIALS = SANDBOX["credentials"]
SERVICE = SANDBOX["services"][os.environ["SERVICE"]]
HASHES = {"hmac-sha256": hashlib.sha256, "hmac-sha384": hashlib.sha384, "hmac-sha512": hashlib.sha512}
# What any HTTP/1.1 server may add to any answer; everything else has to be documented.
STANDARD_HEADERS = {"date", "content-length", "content-type", "connection", "allow"}

_lock = threading.Lock()
_last_nonce = 0
_token = None


def nonce():
    """Strictly increasing, whatever thread asks."""
    global _last_nonce
    with _lock:
        _last_nonce = max(_last_nonce + 1, time.time_ns() // 1_000_000)
        return str(_last_nonce)


def token():
    """A bearer token: as given, or from the token endpoint, fetched once."""
    global _token
    with _lock:
        if _token is None:
            if "token_url" in SERVICE:
                answer = requests.post(
                    SERVICE["token_url"],
                    data={"grant_type": "client_credentials"},
                    auth=(CREDENTIALS["client_id"], CREDENTIALS["client_secret"]),
                    timeout=10,
                )
                answer.raise_for_status()
                _token = answer.json()["access_token"]
            else:
                _token = CREDENTIALS["bearer"]
        return _token


def signature(signing, base, request, number):
    """The signature as `x-signing` describes it."""
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    path, _, query = request.path_url.partition("?")
    parts = {
        "signing-base": base,
        "method": request.method,
        "path": path,
        "query": query,
        "target": f"{path}?{query}" if query else path,
        "nonce": number,
        "key": CREDENTIALS["api_key"],
    }

    def signed(part):
        if part == "body":
            return body if request.method in signing["bodyMethods"] else b""
        return (part["text"] if isinstance(part, dict) else parts[part]).encode()

    text = b"".join(map(signed, signing["message"]))
    digest = hmac.new(CREDENTIALS["api_secret"].encode(), text, HASHES[signing["algorithm"]]).digest()
    forms = {
        "hex-lower": digest.hex(),
        "hex-upper": digest.hex().upper(),
        "base64": base64.b64encode(digest).decode(),
    }
    return forms[signing["encoding"]]


class Authentication(requests.auth.AuthBase):
    """Sees the request when its bytes are final, as a signature needs them."""

    def __init__(self, operation):
        self.definition = operation.definition.raw
        self.schemes = operation.schema.raw_schema["components"].get("securitySchemes", {})
        wanted = self.definition.get("security", operation.schema.raw_schema.get("security", []))
        self.wanted = list(wanted[0]) if wanted else []

    def __call__(self, request):
        number = nonce()
        for name in self.wanted:
            scheme = self.schemes[name]
            if scheme["type"] == "oauth2" or (scheme["type"] == "http" and scheme["scheme"] == "bearer"):
                request.headers["Authorization"] = f"Bearer {token()}"
            elif scheme["type"] == "apiKey":
                request.headers[scheme["name"]] = self.value(scheme, request, number)
            else:
                raise AssertionError(f"a security scheme that this hook does not know: {scheme}")
        return request

    def value(self, scheme, request, number):
        signing = scheme.get("x-signing")
        if signing is not None:
            return signature(signing, self.definition.get("x-signing-base", ""), request, number)
        known = {
            "api-key": CREDENTIALS.get("api_key"),
            "nonce": number,
            "client_id": CREDENTIALS.get("client_id"),
            "client_secret": CREDENTIALS.get("client_secret"),
        }
        return known[scheme["name"].lower()]


@schemathesis.hook
def before_call(context, case, kwargs):
    kwargs["auth"] = Authentication(case.operation)
    # A redirect would be an answer that no document has.
    kwargs["allow_redirects"] = False


@schemathesis.hook
def map_body(context, body):
    """Makes amounts of made-up numbers: rounds them to `x-decimal-scale`, which no keyword of JSON Schema says without binary fractions.

    They stay below a thousand million, since Python writes greater ones with exponents, which the sandbox takes for no amount.
    """
    content = context.operation.definition.raw["requestBody"]["content"]["application/json"]
    return rounded(context.operation.schema.raw_schema, content["schema"], body)


def rounded(document, schema, value):
    schema = resolved(document, schema)
    if isinstance(value, dict):
        inner = schema.get("properties", {})
        return {name: rounded(document, inner.get(name, {}), member) for name, member in value.items()}
    if isinstance(value, list):
        return [rounded(document, schema.get("items", {}), item) for item in value]
    scale = schema.get("x-decimal-scale")
    if scale is None or not isinstance(value, float):
        return value
    return round(math.fmod(value, 1e9), scale)


@schemathesis.hook
def filter_case(context, case):
    """Leaves out what is called valid and is not: the patterns of headers are not always kept."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return True
    document = case.operation.schema.raw_schema
    for parameter in case.operation.definition.raw.get("parameters", []):
        parameter = resolved(document, parameter)
        value = (case.headers or {}).get(parameter["name"]) if parameter["in"] == "header" else None
        pattern = resolved(document, parameter["schema"]).get("pattern") if value is not None else None
        if pattern is not None and re.search(pattern, str(value)) is None:
            return False
    return True


def resolved(document, node):
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[urllib.parse.unquote(part).replace("~1", "/").replace("~0", "~")]
        node = target
    return node


@schemathesis.check
def only_documented_headers(context, response, case):
    """Every header of the answer is documented for its status, or one that HTTP itself knows."""
    document = case.operation.schema.raw_schema
    responses = case.operation.definition.raw["responses"]
    status = str(response.status_code)
    described = responses.get(status, responses.get(f"{status[0]}XX", responses.get("default")))
    if described is None:
        return  # `status_code_conformance` says so.
    documented = {name.lower() for name in resolved(document, described).get("headers", {})}
    unknown = sorted(set(name.lower() for name in response.headers) - documented - STANDARD_HEADERS)
    assert not unknown, f"undocumented headers: {', '.join(unknown)}"


@schemathesis.check
def right_requests_are_refused_by_a_code(context, response, case):
    """A request as described is refused with a code of the table only, and for its balance or its customer: never for its form."""
    positive = case.meta is None or case.meta.generation.mode.is_positive
    if positive and 400 <= response.status_code < 500:
        has_a_listed_code(response, case)
        scheme, _, host, *_ = SERVICE["base_url"].split("/")
        entry = requests.get(f"{scheme}//{host}/__sandbox/journal?last=1", timeout=10).json()["entries"][0]
        assert entry["status"] == response.status_code, "the journal's last entry is about another request"
        assert entry["rule"] != "check", f"refused for its form: {'; '.join(entry['notes'])}"


@schemathesis.check
def server_errors_are_documented(context, response, case):
    """A 5xx has a code that the table lists with this status, and never answers a request that breaks the description."""
    if response.status_code < 500:
        return
    positive = case.meta is None or case.meta.generation.mode.is_positive
    assert positive, f"status {response.status_code} for a request that breaks the description"
    has_a_listed_code(response, case)


def has_a_listed_code(response, case):
    """A code that the table lists with this status is the whole value of a header or of a member of the body."""
    said = {value for values in response.headers.values() for value in values}
    if response.content:
        said |= set(texts(response.json()))
    rows = case.operation.definition.raw.get("x-response-codes", [])
    listed = {row["code"] for row in rows if row["status"] in (None, response.status_code)}
    assert said & listed, f"status {response.status_code} without a code that the table lists with it"


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from texts(member)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


_proven = set()


@schemathesis.check
def refuses_without_proof(context, response, case):
    """What was accepted once is refused without each part of its authentication, with a spoilt one, and sent again as it was."""
    operation = case.operation
    label = operation.label
    authentication = Authentication(operation)
    if label in _proven or not authentication.wanted or not 200 <= response.status_code < 300:
        return
    _proven.add(label)
    fresh = response.request.copy()
    authentication(fresh)
    names = {
        "Authorization" if scheme["type"] in ("oauth2", "http") else scheme["name"]
        for scheme in (authentication.schemes[name] for name in authentication.wanted)
    }
    for name in sorted(names):
        missing, spoilt = fresh.copy(), fresh.copy()
        del missing.headers[name]
        value = fresh.headers[name]
        spoilt.headers[name] = value[:-1] + ("0" if value[-1] != "0" else "1")
        for kind, request in (("without", missing), ("with a spoilt", spoilt)):
            refused = send(request)
            documented = operation.definition.raw["responses"]
            assert 400 <= refused.status_code < 600, f"{kind} {name}: {refused.status_code}"
            known = {str(refused.status_code), "default"} & set(documented)
            assert known, f"{kind} {name}: undocumented status {refused.status_code}"
    if any("x-signing" in authentication.schemes[name] for name in authentication.wanted):
        assert send(fresh).status_code < 300, "the same request, newly signed, is refused"
        assert send(fresh).status_code >= 400, "a nonce counts twice"


def send(request):
    with requests.Session() as session:
        return session.send(request, allow_redirects=False, timeout=10)
