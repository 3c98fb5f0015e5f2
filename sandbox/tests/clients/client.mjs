// Calls both banks with nothing but what Node brings along, as the OpenAPI files describe them, and then makes the usual mistakes.
//
// Each call must succeed; each mistake must be refused, and the sandbox's journal must name it. README.md lists the environment.

import { createHash, createHmac } from 'node:crypto';

const env = process.env;
const KEY = env.PLAZA_API_KEY;
const SECRET = env.PLAZA_API_SECRET;
const JOURNAL = env.PLAZA_JOURNAL;
let failures = 0;
let lastNonce = 0;
let payments = 0;

const nonce = () => String((lastNonce = Math.max(lastNonce + 1, Date.now())));

const payment = (changes = {}) => ({
  banco: '9001',
  idBeneficiario: 'V87654321',
  telefono: '4160000099',
  monto: 3.75,
  motivo: 'Año nuevo',
  canal: '21',
  'id-externo': `node-${Date.now()}-${(payments += 1)}`,
  ...changes,
});

const mac = (text, { secret = SECRET, hash = 'sha384', encoding = 'hex' } = {}) =>
  createHmac(hash, secret).update(text).digest(encoding);

const headersOf = (number, signature) => ({ 'api-key': KEY, nonce: number, 'api-signature': signature });

async function call(url, { method = 'GET', headers = {}, body } = {}) {
  const typed = body === undefined ? headers : { 'Content-Type': 'application/json', ...headers };
  const answer = await fetch(url, { method, headers: typed, body, redirect: 'manual' });
  return { status: answer.status, code: answer.headers.get('codigoRespuesta') ?? '', text: await answer.text() };
}

// What the journal says of the last call.
async function told(journal) {
  const { entries } = await (await fetch(`${journal}?last=1`)).json();
  const { verification, notes } = entries.at(-1);
  return [...(verification?.steps ?? []), ...(verification?.expected?.explanation.mistakes ?? []), ...notes].join('; ');
}

function verdict(name, good, what) {
  if (!good) failures += 1;
  console.log(`  ${good ? 'ok  ' : 'FAIL'} ${name}: ${what}`);
}

function succeeds(name, answer, status, has = () => true) {
  const good = answer.status === status && has(answer.text === '' ? null : JSON.parse(answer.text));
  verdict(name, good, `${answer.status} ${answer.code} ${answer.text.slice(0, 90)}`);
}

async function refused(name, journal, answer, words) {
  const said = await told(journal);
  const good = answer.status >= 400 && answer.status <= 500 && said.includes(words);
  verdict(name, good, `${answer.status} ${answer.code} ${said}`);
}

const pagos = env.PLAZA_PAGOS;
const p2p = '/v1/pagos/p2p';
const hasReference = (body) => /^\d+$/.test(body.numeroReferencia);

async function banks() {
  const pay = (path, body, number, signature) =>
    call(pagos + path, { method: 'POST', headers: headersOf(number, signature), body });
  const right = async (path, body) => {
    const number = nonce();
    return pay(path, body, number, mac(p2p + number + body));
  };
  succeeds('payment', await right(p2p, JSON.stringify(payment())), 201, hasReference);
  succeeds('payment for somebody else', await right(`${p2p}/V12345678`, JSON.stringify(payment())), 201, hasReference);
  succeeds('payment, indented', await right(p2p, JSON.stringify(payment(), null, 2)), 201, hasReference);

  const number = nonce();
  const value = payment();
  const body = JSON.stringify(value);
  const third = `${p2p}/V12345678`;
  const tenths = body.replace('3.75', '3.750');
  const texts = [
    ['whole path with id', third, third + number + body, body, 'whole path was signed'],
    ['encoded path', p2p, encodeURIComponent(p2p) + number + body, body, 'percent-encoded'],
    ['whole URL', p2p, pagos + p2p + number + body, body, 'whole URL was signed'],
    ['slash behind the base', p2p, `${p2p}/${number}${body}`, body, 'slash was signed behind'],
    ['query', `${p2p}?x=1`, `${p2p}?x=1${number}${body}`, body, 'signed with its query'],
    ['object in a template', p2p, `${p2p}${number}${value}`, body, '`[object Object]` was signed as the body'],
    ['stringified twice', p2p, p2p + number + JSON.stringify(body), body, 'as a JSON text of its own'],
    ['indented, sent compact', p2p, p2p + number + JSON.stringify(value, null, 2), body, 'indented by 2 spaces'],
    ['indented with tabs', p2p, p2p + number + JSON.stringify(value, null, '\t'), body, 'indented by tabs'],
    ['parsed and written anew', p2p, p2p + number + JSON.stringify(JSON.parse(tenths)), tenths, 'written anew'],
    ['form signed', p2p, p2p + number + new URLSearchParams(value), body, 'as a form'],
    ['no nonce', p2p, p2p + body, body, 'nonce is missing'],
    ['undefined nonce', p2p, `${p2p}undefined${body}`, body, '`undefined` was signed as the nonce'],
    ['nonce in seconds', p2p, p2p + number.slice(0, -3) + body, body, 'nonce was signed in seconds'],
    ['clock read twice', p2p, p2p + (Number(number) + 2) + body, body, 'clock was read twice'],
    ['method first', p2p, `POST${p2p}${number}${body}`, body, 'method was signed before the base'],
    ['line breaks', p2p, [p2p, number, body].join('\n'), body, 'line breaks between'],
    ['hash of the body', p2p, p2p + number + createHash('sha256').update(body).digest('hex'), body, "body's hash was signed"],
  ];
  for (const [name, path, text, sent, words] of texts) {
    await refused(name, JOURNAL, await pay(path, sent, number, mac(text)), words);
  }
  const text = p2p + number + body;
  const hashes = [
    ['secret as bytes', mac(text, { secret: Buffer.from(SECRET, 'hex') }), 'hexadecimal digits stand for'],
    ['base64', mac(text, { encoding: 'base64' }), 'base64 instead of'],
    ['base64url', mac(text, { encoding: 'base64url' }), 'base64 '],
    ['upper case', mac(text).toUpperCase(), 'upper-case hexadecimal'],
    ['sha256', mac(text, { hash: 'sha256' }), 'HMAC-SHA256 instead of HMAC-SHA384'],
    ['sha512 cut', mac(text, { hash: 'sha512' }).slice(0, 96), 'beginning of an HMAC-SHA512'],
    ['no HMAC', createHash('sha384').update(text).digest('hex'), 'plain hash of the text alone'],
    ['secret before the text', createHash('sha384').update(SECRET + text).digest('hex'), 'plain hash of secret and text'],
    ['secret in quotation marks', mac(text, { secret: `"${SECRET}"` }), 'secret signed in quotation marks'],
    ['secret with a line break', mac(text, { secret: `${SECRET}\n` }), 'line break behind it'],
    ['secret of another account', mac(text, { secret: env.PLAZA_OTHER_SECRET }), 'secret of another key'],
    ['hash of half the length', mac(text).slice(0, 48), 'beginning of the right'],
    ['signature in quotation marks', `"${mac(text)}"`, 'only a part of'],
    ['undefined', 'undefined', 'no hash'],
  ];
  for (const [name, signature, words] of hashes) {
    await refused(name, JOURNAL, await pay(p2p, body, number, signature), words);
  }
  for (const [name, path, words] of [
    ['slash behind the path', `${p2p}/`, 'a slash at its end'],
    ['two slashes', `/${p2p}`, 'two slashes'],
    ['path in capitals', '/V1/Pagos/P2P', 'capital'],
    ['path without its version', '/pagos/p2p', 'no operation that is served has this path'],
  ]) {
    await refused(name, JOURNAL, await pay(path, body, number, mac(text)), words);
  }
  const put = await call(pagos + p2p, { method: 'PUT', headers: headersOf(number, mac(text)), body });
  await refused('another method', JOURNAL, put, 'other methods only: POST');
  succeeds('then right', await pay(p2p, body, number, mac(text)), 201, hasReference);
  await refused('nonce used again', JOURNAL, await pay(p2p, body, number, mac(text)), 'is not greater than');
  // The bank reads the body, not what its media type says; a form is no JSON.
  const form = new URLSearchParams(value).toString();
  await refused('form sent', JOURNAL, await right(p2p, form), 'no JSON');
  await refused('text in text sent', JOURNAL, await right(p2p, JSON.stringify(body)), 'no JSON object');
  await refused('amount as a text', JOURNAL, await right(p2p, JSON.stringify(payment({ monto: '3.75' }))), 'monto: it is no JSON number');
  await refused('no amount', JOURNAL, await right(p2p, JSON.stringify(payment({ monto: undefined }))), 'monto: it is missing');
}

async function accounts() {
  const base = '/v0/cuentas';
  const path = `${base}/V12345678`;
  const number = nonce();
  const get = (target, signature) => call(env.PLAZA_CUENTAS + target, { headers: headersOf(number, signature) });
  for (const [name, target, text, words] of [
    ['accounts: whole path', path, path + number, 'whole path was signed'],
    ['accounts: undefined as body', path, `${base}${number}${undefined}`, '`undefined` was signed as the body'],
    ['accounts: null as body', path, `${base}${number}${null}`, '`null` was signed as the body'],
    ['accounts: empty object as body', path, `${base}${number}{}`, 'empty object was signed'],
    ['accounts: slash behind the base', path, `${base}/${number}`, 'slash was signed behind'],
    ['accounts: one segment less', path, `/v0${number}`, 'only the beginning of the whole path'],
  ]) {
    await refused(name, JOURNAL, await get(target, mac(text)), words);
  }
  succeeds('accounts', await get(path, mac(base + number)), 200, (body) => body.cuentas.length === body.conteoCuentas);
}

async function customers() {
  const ask = (form, authorization) =>
    fetch(env.PLAZA_TOKEN_URL, {
      method: 'POST',
      headers: authorization === undefined ? {} : { Authorization: authorization },
      body: form,
    });
  const grant = new URLSearchParams({ grant_type: 'client_credentials' });
  const pair = `${env.PLAZA_CLIENT_ID}:${env.PLAZA_CLIENT_SECRET}`;
  const issued = await ask(grant, `Basic ${btoa(pair)}`);
  const { access_token: token } = await issued.json();
  verdict('token', issued.status === 200 && typeof token === 'string', `${issued.status}`);
  const url = `${env.PLAZA_CLIENTES}/clientes/v1/v0/clientes/V12345678`;
  const get = (authorization, query = '') => call(url + query, { headers: { Authorization: authorization } });
  succeeds('customer', await get(`Bearer ${token}`), 200, (body) => body.id === 'V12345678');
  const other = await get(`Bearer ${token}`, '?telefono=4140000099');
  verdict('customer with another phone', other.status === 400 && other.code === '0011', `${other.status} ${other.code}`);
  await refused('pair not encoded', JOURNAL, await ask(grant, `Basic ${pair}`).then(settled), 'not in base64');
  await refused('pair of a bearer', JOURNAL, await ask(grant, `Bearer ${btoa(pair)}`).then(settled), 'Basic header');
  await refused('token in capitals', JOURNAL, await get(`Bearer ${token.toUpperCase()}`), 'in capitals');
  await refused('undefined token', JOURNAL, await get('Bearer undefined'), '`undefined`');
  await refused('token in quotation marks', JOURNAL, await get(`Bearer "${token}"`), 'quotation marks');
  await ask(grant, `Basic ${btoa(pair)}`);
  await refused('former token', JOURNAL, await get(`Bearer ${token}`), 'another one');
}

const settled = async (answer) => ({ status: answer.status, code: '', text: await answer.text() });

async function merchants() {
  const credentials = {
    client_id: env.CAJA_CLIENT_ID,
    client_secret: env.CAJA_CLIENT_SECRET,
    Authorization: `Bearer ${env.CAJA_BEARER}`,
  };
  const headers = {
    'X-Invoker-Channel': '017',
    'X-Invoker-ATMId': '0017',
    'X-Invoker-BranchId': '0017',
    'X-Invoker-TerminalId': 'T0000017',
    'X-Invoker-subChannel': '17',
    'x-invoker-ally': 'aliado',
  };
  const body = JSON.stringify({
    govIssueIdent: { mnemonic: 'CC1000000017' },
    custPswdInfo: {
      cryptPswd: 'cifrado-17',
      pswdInfo: { type: 'Biometric' },
      transaction: { trnType: 'Login', cryptPswd: 'rostro-17', code: '17' },
    },
  });
  const url = `${env.CAJA_CUSTOMERS}/customers-management/v1/customer/authentication`;
  const post = (more, text = body) => call(url, { method: 'POST', headers: { ...headers, ...more }, body: text });
  succeeds('authentication', await post(credentials), 200, (answer) => answer.responseType.value === 'OK');
  const { Authorization: _, ...rest } = credentials;
  await refused('no bearer', env.CAJA_JOURNAL, await post(rest), 'Authorization: it is missing');
  await refused('token without Bearer', env.CAJA_JOURNAL, await post({ ...rest, Authorization: env.CAJA_BEARER }), '`Bearer `');
  const swapped = { client_id: 'x', client_secret: env.CAJA_CLIENT_ID };
  await refused('wrong client', env.CAJA_JOURNAL, await post({ ...credentials, ...swapped }), 'wrong: client_id');
  await refused('body cut', env.CAJA_JOURNAL, await post(credentials, body.slice(0, -1)), 'no JSON');
}

await banks();
await accounts();
await customers();
await merchants();
if (failures > 0) {
  console.error(`${failures} expectations failed`);
  process.exit(1);
}
