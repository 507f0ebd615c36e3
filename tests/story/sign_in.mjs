// Signing in for a terminal with the real servers: node sign_in.mjs HALL_PROGRAM ASSETS [PICTURES]
// A desk and a kiosk show codes; people sign in with a browser by a hall account, by Debian's django-cas-server and by npm's
// oidc-provider, and allow it or not. With a folder, pictures of every step are left there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as oauth from 'openid-client';
import { chromium } from 'playwright-core';
import { Hall, Plain, WAIT_MS, cleanUp, folder, request, start, stop } from './sign_in/harness.mjs';

const [program, assets, pictures] = process.argv.slice(2);
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
               '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const HALL_PASSWORD = 'hall-demo-2026', CAMPUS_PASSWORD = 'campus-2026';
const here = name => new URL('./sign_in/' + name, import.meta.url).pathname;

const casTable = cas => `[cas]\nurl = "${cas.address}"\n`;
const oidcTable = (oidc, client, more = '') => `[oidc]\nissuer = "${oidc.address}"\nclient_id = "${client}"\n${more}`;

// A phone, or a PC's browser; what it may not do is written down.
async function visit(browser, address, { wide = false, locale = 'zh-CN' } = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale, deviceScaleFactor: wide ? 1 : 2,
    viewport: wide ? { width: 1280, height: 860 } : { width: 390, height: 844 } });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const wrong = [], seen = [];
  await context.route(url => url.hostname !== '127.0.0.1', route => route.abort());  // CAS's pages want a CDN
  page.on('pageerror', error => { if (page.url().startsWith(new URL(address).origin)) wrong.push(error.message); });
  page.on('console', message => { if (/Content.Security|Refused/i.test(message.text())) wrong.push(message.text()); });
  page.on('request', one => seen.push(one.url()));
  await page.goto(address);
  const step = name => page.waitForSelector(`body[data-step="${name}"]`);
  return {
    page, context, seen, step,
    picture: async name => { if (pictures) await page.screenshot({ path: path.join(pictures, name + '.png'), fullPage: true }); },
    signInHere: async (account, password) => {
      await step('sign_in');
      await page.fill('#account', account);
      await page.fill('#password', password);
      await page.click('#password-form button');
    },
    decide: async allow => { await step('consent'); await page.click(allow ? '#allow' : '#deny'); await step(allow ? 'allowed' : 'denied'); },
    close: async () => { assert.deepEqual(wrong, []); await context.close(); },
  };
}

async function signInAtCas(phone, account) {
  await phone.page.click('[data-way="cas"]');
  await phone.page.waitForURL(/\/cas\/login/);
  await phone.page.fill('#id_username', account);
  await phone.page.fill('#id_password', CAMPUS_PASSWORD);
  await phone.page.press('#id_password', 'Enter');
}

async function signInAtOidc(phone, account) {
  await phone.page.click('[data-way="oidc"]');
  await phone.page.waitForURL(/\/interaction\//);
  await phone.page.fill('[name="login"]', account);
  await phone.page.fill('[name="password"]', 'any');
  await phone.page.press('[name="password"]', 'Enter');
  await phone.page.waitForSelector('form[action*="interaction"] button:has-text("Continue")');
  await phone.page.click('form[action*="interaction"] button:has-text("Continue")');
}

// fetch(), as openid-client calls it, with a device's certificate.
const fetchWith = tls => async (url, { method, headers, body }) => {
  const answer = await request(url, { ...tls, rejectUnauthorized: true, method, headers, body: body && String(body) });
  return new Response(answer.text, { status: answer.status, headers: answer.headers });
};

async function until(true_now) {
  for (const end = Date.now() + WAIT_MS; !await true_now();) {
    assert.ok(Date.now() < end, 'it never came true');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function signedInAs(terminal, grant, account) {
  const answer = await terminal.wait(grant);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual([answer.json.token_type, answer.headers['cache-control']], ['Bearer', 'no-store']);
  const me = await terminal.me(answer.json.access_token);
  assert.equal(me.json.account, account);
  return answer.json.access_token;
}

const stories = {
  async 'a hall account, on a phone, by the QR code: allowed, and the desk is signed in'({ browser, desk, kiosk, hall }) {
    await hall.serve();
    const grant = await desk.begin();
    assert.match(grant.user_code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    assert.equal((await desk.poll(grant)).json.error, 'authorization_pending');
    const phone = await visit(browser, grant.verification_uri_complete);
    await phone.step('sign_in');
    assert.ok(!phone.page.url().includes('user_code'), 'the code is out of the address');
    for (const part of ['DESK-ACADEMIC-1', '教务处', grant.user_code]) assert.ok((await phone.page.innerText('body')).includes(part), part);
    await phone.picture('phone-sign-in-zh');
    await phone.signInHere('t1008', 'wrong password');
    await phone.page.waitForSelector('#problem:not([hidden])');
    await phone.picture('phone-wrong-password-zh');
    await phone.signInHere('t1008', HALL_PASSWORD);
    await phone.step('consent');
    await phone.picture('phone-consent-zh');
    await phone.decide(true);
    await phone.picture('phone-allowed-zh');
    const token = await signedInAs(desk, grant, 't1008');
    assert.equal((await kiosk.me(token)).json.code, 'session_expired', 'the token counts beside the desk\'s certificate alone');
    assert.equal((await desk.poll(grant)).json.error, 'invalid_grant', 'and the code once');
    assert.ok(!phone.seen.some(url => /t1008|hall-demo/.test(url)));
    await phone.close();
  },
  async 'typed on a PC, in English, and refused: the desk hears it'({ browser, desk }) {
    const grant = await desk.begin();
    const pc = await visit(browser, grant.verification_uri, { wide: true, locale: 'en-GB' });
    await pc.step('code');
    await pc.picture('pc-code-en');
    await pc.page.fill('#user-code', 'bbbb bbbb');
    await pc.page.click('#code-form button');
    await pc.page.waitForSelector('#problem:not([hidden])');
    await pc.picture('pc-wrong-code-en');
    await pc.page.fill('#user-code', grant.user_code.toLowerCase().replace('-', ' '));
    await pc.page.click('#code-form button');
    await pc.step('sign_in');
    await pc.picture('pc-sign-in-en');
    await pc.signInHere('t1008', HALL_PASSWORD);
    await pc.step('consent');
    await pc.picture('pc-consent-en');
    await pc.decide(false);
    await pc.picture('pc-denied-en');
    assert.equal((await desk.wait(grant)).json.error, 'access_denied');
    await pc.close();
  },
  async 'CAS: signed in, allowed, and the browser is signed out of CAS again'({ browser, hall, kiosk, cas }) {
    await hall.serve(casTable(cas));
    assert.ok(hall.log().includes('people sign in for a terminal by account and password, CAS at ' + cas.address));
    const grant = await kiosk.begin();
    const phone = await visit(browser, grant.verification_uri_complete);
    await phone.step('sign_in');
    await phone.picture('phone-campus-zh');
    await signInAtCas(phone, '20230001');
    await phone.decide(true);
    assert.ok(phone.seen.some(url => url.startsWith(cas.address + '/logout?service=')), 'it was led through /logout');
    await signedInAs(kiosk, grant, '20230001');
    await phone.page.goto(cas.address + '/login');
    assert.ok(await phone.page.isVisible('#id_password'), 'nobody is signed in at CAS on this phone');
    await phone.close();
  },
  async 'CAS knows somebody whom the hall doesn\'t: refused with words, and signed out'({ browser, kiosk, cas }) {
    const phone = await visit(browser, (await kiosk.begin()).verification_uri_complete);
    await phone.step('sign_in');
    await signInAtCas(phone, 'stranger');
    await phone.page.waitForSelector('#problem:not([hidden])');
    assert.ok((await phone.page.innerText('#problem')).includes('大厅没有您的档案'));
    await phone.picture('phone-not-on-file-zh');
    await phone.page.goto(cas.address + '/login');
    assert.ok(await phone.page.isVisible('#id_password'));
    await phone.close();
  },
  async 'a ticket, a code or an answer is worth nothing in another browser, twice, or for another service'({ hall, kiosk, cas, browser }) {
    const { user_code } = await kiosk.begin();
    const victim = new Plain(hall), thief = new Plain(hall);
    await victim.step('', { user_code });
    await thief.step('', { user_code });
    const go = (await victim.step('/way', { way: 'cas' })).json.go;
    assert.ok(go.startsWith(cas.address + '/login?service=' + encodeURIComponent(hall.address + '/sign-in/cas?state=')));
    const phone = await visit(browser, go);
    await phone.page.route(url => url.href.startsWith(hall.address), route => route.abort());  // the ticket stays unused
    const back = phone.page.waitForRequest(request => request.url().startsWith(hall.address));
    await phone.page.fill('#id_username', '20230001');
    await phone.page.fill('#id_password', CAMPUS_PASSWORD);
    await phone.page.press('#id_password', 'Enter');
    const arrival = (await back).url();
    assert.match(arrival, /ticket=ST-/);

    await thief.step('/way', { way: 'cas' });
    await thief.ask(arrival);
    assert.equal((await thief.step('')).json.step, 'sign_in', 'another browser: the state isn\'t its own');
    const own = new URL((await thief.step('/way', { way: 'cas' })).json.go).searchParams.get('service');
    const swapped = new URL(own);
    swapped.searchParams.set('ticket', new URL(arrival).searchParams.get('ticket'));
    await thief.ask(swapped.href);
    assert.deepEqual([(await thief.step('')).json.step, thief.page.problem], ['sign_in', 'sign_in_refused'], 'CAS: the ticket is for another service address');

    await victim.ask(arrival.replace(/ST-[^&]*/, 'ST-forged'));
    assert.equal((await victim.step('')).json.problem, 'sign_in_refused');
    await phone.context.close();
  },
  async 'OpenID Connect with each way to sign and to prove the client, and the provider\'s session ends'({ browser, hall, desk, oidc }) {
    const secret = path.join(hall.data, 'oidc.secret');
    fs.writeFileSync(secret, 'a secret: with %+ in it\n', { mode: 0o600 });
    for (const [client, more] of [['hall', 'client_secret_file = "oidc.secret"\n'], ['hall-public', ''], ['hall-es256', '']]) {
      await hall.serve(oidcTable(oidc, client, more));
      const grant = await desk.begin();
      const pc = await visit(browser, grant.verification_uri_complete, { wide: true, locale: 'en-GB' });
      await pc.step('sign_in');
      await signInAtOidc(pc, 't1008');
      await pc.step('consent');
      await pc.page.click('#allow');
      await pc.page.waitForURL(/\/session\/end/);
      await pc.page.click('button[name="logout"], button[value="yes"], button:has-text("Yes")');
      await pc.step('allowed');
      await pc.picture('pc-allowed-en');
      await signedInAs(desk, grant, 't1008');
      const again = await visit(browser, (await desk.begin()).verification_uri_complete);
      await again.step('sign_in');
      await again.page.click('[data-way="oidc"]');
      await again.page.waitForSelector('[name="login"]');
      await again.close();
      await pc.close();
    }
  },
  async 'CAS: where the browser stays signed in, signing out there signs the kiosk out (single logout)'({ browser, hall, kiosk, cas }) {
    await hall.serve(casTable(cas) + 'sign_out_after = false\n');
    const grant = await kiosk.begin();
    const phone = await visit(browser, grant.verification_uri_complete);
    await phone.step('sign_in');
    await signInAtCas(phone, '20230001');
    await phone.decide(true);
    assert.ok(!phone.seen.some(url => url.includes('/logout')));
    const token = await signedInAs(kiosk, grant, '20230001');
    await phone.page.goto(cas.address + '/logout');
    await until(async () => (await kiosk.me(token)).json.code === 'session_expired');
    await phone.close();
  },
  async 'OpenID Connect: the same by back-channel logout'({ browser, hall, desk, oidc }) {
    await hall.serve(oidcTable(oidc, 'hall-public', 'sign_out_after = false\n'));
    const grant = await desk.begin();
    const phone = await visit(browser, grant.verification_uri_complete);
    await phone.step('sign_in');
    await signInAtOidc(phone, 't1008');
    await phone.decide(true);
    const token = await signedInAs(desk, grant, 't1008');
    await phone.page.goto(oidc.address + '/session/end');
    await phone.page.click('button[name="logout"]');
    await until(async () => (await desk.me(token)).json.code === 'session_expired');
    await phone.close();
  },
  async 'openid-client, which knows nothing of this hall, signs in by the device grant with a certificate'({ browser, hall, desk }) {
    const config = await oauth.discovery(new URL(hall.address), desk.name, undefined, oauth.TlsClientAuth(),
      { algorithm: 'oauth2', [oauth.customFetch]: fetchWith(desk.tls) });
    const grant = await oauth.initiateDeviceAuthorization(config, {});
    const answer = oauth.pollDeviceAuthorizationGrant(config, grant);
    const phone = await visit(browser, grant.verification_uri_complete);
    await phone.signInHere('t1008', HALL_PASSWORD);
    await phone.decide(true);
    const token = await answer;
    assert.equal(token.token_type, 'bearer');
    assert.equal((await desk.me(token.access_token)).json.account, 't1008');
    await phone.close();
    const refused = await oauth.initiateDeviceAuthorization(config, {});
    const waiting = assert.rejects(oauth.pollDeviceAuthorizationGrant(config, refused), { error: 'access_denied' });
    const other = new Plain(hall);
    await other.step('', { user_code: refused.user_code });
    await other.step('/consent', { allow: false });
    await waiting;
  },
};

const needed = Object.entries(stories);
let failed = 0;
const hall = new Hall(program, assets);
await hall.serve();
const context = {
  hall, desk: hall.device('DESK-ACADEMIC-1', 'desk', '教务处'), kiosk: hall.device('KIOSK-07', 'kiosk'),
  cas: await start('cas', '/usr/bin/python3', ['-B', here('campus_cas.py'), folder, hall.address], { REQUESTS_CA_BUNDLE: path.join(hall.data, 'ca.pem') }),
  oidc: await start('oidc', process.execPath, [here('campus_oidc.mjs'), hall.address], { NODE_EXTRA_CA_CERTS: path.join(hall.data, 'ca.pem') }),
  browser: await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS }),
};
for (const [name, story] of needed) {
  try {
    await story(context);
    console.log('ok   ' + name);
  } catch (error) {
    failed++;
    console.log('FAIL ' + name + '\n' + error.stack);
  }
}
await context.browser.close();
await stop(hall.running);
cleanUp();
process.exit(failed ? 1 : 0);
