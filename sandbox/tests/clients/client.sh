#!/usr/bin/env bash
# Calls both banks with curl and openssl, as the OpenAPI files describe them, and then makes the usual mistakes.
#
# Each call must succeed; each mistake must be refused, and the sandbox's journal must name it. README.md lists the environment.
set -uo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
last_nonce=0
payments=0
p2p=/v1/pagos/p2p
key=$PLAZA_API_KEY
secret=$PLAZA_API_SECRET

# A number that grows, in `nonce`.
next_nonce() {
  nonce=$(date +%s%3N)
  [ "$nonce" -gt "$last_nonce" ] || nonce=$((last_nonce + 1))
  last_nonce=$nonce
}

# A body with an id of its own, in `body`.
next_payment() {
  payments=$((payments + 1))
  body='{"banco":"0138","idBeneficiario":"J000000025","telefono":"4140000002","monto":7.00,"motivo":"Peaje","canal":"23","id-externo":"bash-'$(date +%s%N)-$payments'"}'
}

mac() { openssl dgst -sha384 -hmac "${1-$secret}" -r | cut -d ' ' -f 1; }

# call METHOD URL [CURL OPTION...]: the status in `status`, the answer in files.
call() {
  local method=$1 url=$2
  shift 2
  status=$(curl --silent --show-error --max-time 10 --request "$method" "$url" \
    --dump-header "$folder/head" --output "$folder/answer" --write-out '%{http_code}' "$@")
  code=$(sed -n 's/^codigoRespuesta: *\([^\r]*\).*/\1/Ip' "$folder/head")
}

# pay PATH BODY NONCE SIGNATURE
pay() {
  call POST "$PLAZA_PAGOS$1" --header "api-key: $key" --header "nonce: $3" --header "api-signature: $4" \
    --header 'Content-Type: application/json' --data-binary "$2"
}

verdict() {
  if [ "$1" = yes ]; then
    printf '  ok   %s: %s\n' "$2" "$3"
  else
    printf '  FAIL %s: %s\n' "$2" "$3"
    failures=$((failures + 1))
  fi
}

# succeeds NAME STATUS WORDS
succeeds() {
  local good=no
  [ "$status" = "$2" ] && grep -qF -- "$3" "$folder/answer" && good=yes
  verdict "$good" "$1" "$status $code $(head -c 90 "$folder/answer" 2>/dev/null)"
}

# refused NAME JOURNAL WORDS: what the journal's last entry says.
refused() {
  local good=no said
  said=$(curl --silent "$2?last=1" | grep -oE '"(mistakes|notes|steps)":\[[^]]*\]' | sed 's/^"[a-z]*"://' | tr '\n' ' ')
  [ "$status" -ge 400 ] && [ "$status" -le 500 ] && grep -qF -- "$3" <<<"$said" && good=yes
  verdict "$good" "$1" "$status $code $said"
}

next_payment
next_nonce
pay $p2p "$body" "$nonce" "$(printf %s "$p2p$nonce$body" | mac)"
succeeds payment 201 numeroReferencia
next_nonce
call GET "$PLAZA_CUENTAS/v0/cuentas/default" --header "api-key: $key" --header "nonce: $nonce" \
  --header "api-signature: $(printf %s "/v0/cuentas$nonce" | mac)"
succeeds accounts 200 '"conteoCuentas"'

next_payment
next_nonce
text=$p2p$nonce$body
third=$p2p/V12345678
right=$(printf %s "$text" | mac)
# What was signed, what is sent, and words of the explanation.
while IFS='|' read -r name path signature words; do
  pay "$path" "$body" "$nonce" "$signature"
  refused "$name" "$PLAZA_JOURNAL" "$words"
done <<CASES
echo instead of printf|$p2p|$(echo "$text" | mac)|line break behind
whole path with id|$third|$(printf %s "$third$nonce$body" | mac)|whole path was signed
slash behind the base|$p2p|$(printf %s "$p2p/$nonce$body" | mac)|slash was signed behind
query|$p2p?a=b|$(printf %s "$p2p?a=b$nonce$body" | mac)|signed with its query
nonce missing|$p2p|$(printf %s "$p2p$body" | mac)|nonce is missing
body missing|$p2p|$(printf %s "$p2p$nonce" | mac)|body is missing
upper case|$p2p|${right^^}|upper-case hexadecimal
sha256|$p2p|$(printf %s "$text" | openssl dgst -sha256 -hmac "$secret" -r | cut -d ' ' -f 1)|HMAC-SHA256 instead of HMAC-SHA384
no hmac|$p2p|$(printf %s "$text" | openssl dgst -sha384 -r | cut -d ' ' -f 1)|plain hash of the text alone
hexkey|$p2p|$(printf %s "$text" | openssl dgst -sha384 -mac HMAC -macopt "hexkey:$secret" -r | cut -d ' ' -f 1)|hexadecimal digits stand for
base64|$p2p|$(printf %s "$text" | openssl dgst -sha384 -hmac "$secret" -binary | openssl base64 -A)|base64 instead of
openssl's name before|$p2p|$(printf %s "$text" | openssl dgst -sha384 -hmac "$secret")|only a part of
openssl's name behind|$p2p|$(printf %s "$text" | openssl dgst -sha384 -hmac "$secret" -r)|only a part of
secret of another account|$p2p|$(printf %s "$text" | mac "$PLAZA_OTHER_SECRET")|secret of another key
secret with a line break|$p2p|$(printf %s "$text" | mac "$secret"$'\n')|line break behind it
CASES

# The line breaks that \`curl --data @FILE\` leaves out.
printf '{\n  "banco": "0138",\n  "monto": 7.00\n}\n' >"$folder/file.json"
call POST "$PLAZA_PAGOS$p2p" --header "api-key: $key" --header "nonce: $nonce" \
  --header "api-signature: $( (printf %s "$p2p$nonce" && cat "$folder/file.json") | mac)" \
  --header 'Content-Type: application/json' --data @"$folder/file.json"
refused 'file without its line breaks' "$PLAZA_JOURNAL" 'indented by 2 spaces'

pay $p2p "$body" "$nonce" "$right"
succeeds 'then right' 201 numeroReferencia
pay $p2p "$body" "$nonce" "$right"
refused 'nonce used again' "$PLAZA_JOURNAL" 'is not greater than'
nonce=$(date +%s)
pay $p2p "$body" "$nonce" "$(printf %s "$p2p$nonce$body" | mac)"
refused 'nonce in seconds' "$PLAZA_JOURNAL" 'other units'
next_nonce
call GET "$PLAZA_CUENTAS/v0/cuentas/default" --header "api-key: $key" --header "nonce: $nonce" \
  --header "api-signature: $(echo "/v0/cuentas$nonce" | mac)"
refused 'accounts: echo instead of printf' "$PLAZA_JOURNAL" 'line break behind'

call POST "$PLAZA_TOKEN_URL" --user "$PLAZA_CLIENT_ID:$PLAZA_CLIENT_SECRET" --data grant_type=client_credentials
succeeds token 200 '"access_token"'
token=$(sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p' "$folder/answer")
customer=$PLAZA_CLIENTES/clientes/v1/v0/clientes/V12345678
call GET "$customer" --header "Authorization: Bearer $token"
succeeds customer 200 '"id":"V12345678"'
call GET "$customer" --header "Authorization: Bearer"
refused 'empty token' "$PLAZA_JOURNAL" 'no bearer token'
call GET "$customer" --header "Authorization: Token $token"
refused 'another word before the token' "$PLAZA_JOURNAL" '`Bearer`'
call POST "$PLAZA_TOKEN_URL" --data grant_type=client_credentials --data "client_id=$PLAZA_CLIENT_ID" --data "client_secret=$PLAZA_CLIENT_SECRET"
refused 'credentials in the form' "$PLAZA_JOURNAL" 'Basic header'

merchant=$CAJA_CUSTOMERS/customers-management/v1/businessinfo/100017
headers=(--header 'X-Invoker-Channel: 017' --header 'X-Invoker-ReferencedNumber: 10000017' --header 'X-Invoker-UserIPAddress: 192.0.2.17'
  --header 'X-Invoker-UserMACAddress: 00-00-5E-00-53-17' --header 'X-Invoker-subChannel: 17')
call GET "$merchant" "${headers[@]}" --header "client_id: $CAJA_CLIENT_ID" --header "client_secret: $CAJA_CLIENT_SECRET" --header "Authorization: Bearer $CAJA_BEARER"
succeeds merchant 200 '"orgIdNum":"100017"'
call GET "$merchant" "${headers[@]}" --header "client_id: $CAJA_CLIENT_ID" --header "client_secret: wrong" --header "Authorization: Bearer $CAJA_BEARER"
refused 'wrong client_secret' "$CAJA_JOURNAL" 'wrong: client_secret'
call GET "$merchant" "${headers[@]}" --user "$CAJA_CLIENT_ID:$CAJA_CLIENT_SECRET"
refused 'Basic instead of the headers' "$CAJA_JOURNAL" 'client_id: it is missing'

if [ "$failures" -gt 0 ]; then
  echo "$failures expectations failed" >&2
  exit 1
fi
