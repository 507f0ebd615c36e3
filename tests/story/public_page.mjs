// The public page in a real browser, in front of a real hall: node public_page.mjs HALL_PROGRAM ASSETS [PICTURES]
// A kiosk has two documents printed, the codes are read off the paper, and a phone follows them. With a folder, pictures
// of every state are left there.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { chromium } from 'playwright-core';

const [program, assets, pictures] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'public-page-'));
const environment = { ...process.env, HALL_ASSETS: assets, HALL_ROOT_PASSPHRASE: 'the root of this test',
                      HALL_KEY_PASSPHRASE: 'the keys of this test' };
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
               '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const WAIT_MS = 30000;  // a busy machine with sanitizers; everything is awaited, nothing slept for

const run = (file, ...words) => execFileSync(file, words, { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const halls = [];

// A hall with demonstration data whose issuing keys are of this algorithm.
async function startHall(algorithm) {
  const data = path.join(folder, algorithm), device = path.join(data, 'kiosk');
  const command = (...words) => run(program, ...words, '--data', data);
  command('keys', 'init', '--algorithm', algorithm);
  const hall = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--demo'],
                     { env: environment, stdio: ['ignore', 'pipe', fs.openSync(data + '.log', 'w')] });
  halls.push(hall);
  for await (const line of readline.createInterface({ input: hall.stdout }))
    if (line.startsWith('listening on ')) {
      command('device', 'add', 'KIOSK-01', '--kind', 'kiosk', '--out', device);
      return { address: line.slice('listening on '.length), device, command };
    }
  throw new Error('the hall never listened: ' + fs.readFileSync(data + '.log', 'utf8'));
}

// The kiosk's half, over mutual TLS.
function kiosk({ address, device }) {
  const identity = {
    ca: fs.readFileSync(path.join(device, 'ca.pem')), cert: fs.readFileSync(path.join(device, 'KIOSK-01.crt.pem')),
    key: fs.readFileSync(path.join(device, 'KIOSK-01.key.pem')),
  };
  let token = '', calls = 0;
  const call = (method, where, body) => new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    if (token) headers.Authorization = 'Bearer ' + token;
    if (method === 'POST') headers['Idempotency-Key'] = 'public-page-' + ++calls;
    const request = https.request(address + where, { method, headers, ...identity }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => answer.statusCode < 300 ? resolve(Buffer.concat(parts))
        : reject(new Error(`${method} ${where}: ${answer.statusCode} ${Buffer.concat(parts)}`)));
    });
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
  const json = async (...words) => JSON.parse(await call(...words));
  return {
    async signIn() { token = (await json('POST', '/api/v1/sessions', { account: '20230001', password: 'hall-demo-2026' })).token; },
    async print(prefix) {  // -> the printout, and the code's text of every page as it stands on the paper
      const documents = await json('GET', '/api/v1/documents');
      const document = documents.items.find(one => one.id.startsWith(prefix) && one.printable);
      const printout = await json('POST', `/api/v1/documents/${document.id}/printouts`);
      const pdf = path.join(folder, printout.serial + '.pdf');
      fs.writeFileSync(pdf, await call('GET', `/api/v1/printouts/${printout.serial}/pdf`));
      run('pdftoppm', '-r', '200', '-gray', '-png', pdf, pdf.slice(0, -4));
      const pages = fs.readdirSync(folder).filter(name => name.startsWith(printout.serial) && name.endsWith('.png')).sort();
      const texts = pages.map(name => run('ZXingReader', '-format', 'QRCode', path.join(folder, name)).match(/https:\/\/\S+?\/v#[A-Z2-7]+/)[0]);
      return { ...printout, texts };
    },
  };
}

const fragmentOf = text => text.slice(text.indexOf('#') + 1);

// A phone with everything it sent written down. prepare may change the browser before the page runs.
async function visit(browser, address, fragment, { locale = 'zh-CN', prepare, picture } = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const sent = [], wrong = [];
  page.on('request', request => sent.push({ url: request.url(), body: request.postData() || '', headers: JSON.stringify(request.headers()) }));
  page.on('pageerror', error => wrong.push(error.message));
  page.on('console', message => { if (/Content.Security|Refused/i.test(message.text())) wrong.push(message.text()); });
  if (prepare) await prepare(page);
  await page.goto(`${address}/v${fragment ? '#' + fragment : ''}`);
  await page.waitForFunction(() => !['wait', undefined].includes(document.body.dataset.kind), null, { timeout: WAIT_MS });
  if (picture && pictures) await page.screenshot({ path: path.join(pictures, picture + '.png'), fullPage: true });
  return {
    page, sent, close: () => { assert.deepEqual(wrong, []); return context.close(); },
    grade: await page.evaluate(() => document.body.dataset.grade),
    kind: await page.evaluate(() => document.body.dataset.kind),
    states: await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.verdict')].map(one => [one.dataset.line, one.dataset.state]))),
    text: await page.innerText('body'),
  };
}

// Any 24 letters of the seal anywhere in what was sent would be a leak.
function neverSent(sent, fragment, { inBodies = true } = {}) {
  const tell = fragment.slice(40, 64).toLowerCase();
  for (const { url, body, headers } of sent) {
    assert.ok(!url.toLowerCase().includes(tell), 'the seal stood in a URL: ' + url);
    assert.ok(!headers.toLowerCase().includes(tell), 'the seal stood in a header');
    if (inBodies) assert.ok(!body.toLowerCase().includes(tell), 'the seal stood in a body');
  }
}

const stories = {
  async 'a genuine page is genuine and valid, and its seal never leaves the browser'({ browser, address, certificate }) {
    const fragment = fragmentOf(certificate.texts[0]);
    const seen = await visit(browser, address, fragment, { picture: 'genuine-zh' });
    assert.equal(seen.grade, 'good');
    assert.deepEqual({ seal: seen.states.seal, status: seen.states.status, content: seen.states.content },
                     { seal: 'genuine', status: 'valid', content: 'not_compared' });
    for (const part of ['真实有效', '在读证明', '张*华', '第 1 页，共 1 页', certificate.short_serial, certificate.serial])
      assert.ok(seen.text.includes(part), part);
    assert.ok(!seen.text.includes('张德华'));
    assert.ok(!seen.page.url().includes('#'), 'the fragment is out of the address');
    neverSent(seen.sent, fragment);
    assert.ok(seen.sent.some(({ url }) => url.endsWith(`/printouts/${certificate.serial}/status`)));
    await seen.page.reload();
    await seen.page.waitForFunction(() => document.body.dataset.grade === 'good', null, { timeout: WAIT_MS });
    neverSent(seen.sent, fragment);
    await seen.close();
  },
  async 'the second of three pages says so'({ browser, address, transcript }) {
    const seen = await visit(browser, address, fragmentOf(transcript.texts[1]));
    assert.ok(seen.text.includes(`第 2 页，共 ${transcript.texts.length} 页`));
    await seen.close();
  },
  async 'English by the browser, and by the switch'({ browser, address, certificate }) {
    const fragment = fragmentOf(certificate.texts[0]);
    const english = await visit(browser, address, fragment, { locale: 'en-GB', picture: 'genuine-en' });
    assert.ok(english.text.includes('Genuine and valid') && english.text.includes('Certificate of enrolment'));
    await english.close();
    const chinese = await visit(browser, address, fragment);
    await chinese.page.click('#en');
    assert.equal(await chinese.page.innerText('#headline'), 'Genuine and valid');
    assert.equal(await chinese.page.getAttribute('html', 'lang'), 'en-GB');
    await chinese.page.click('#zh');
    assert.equal(await chinese.page.innerText('#headline'), '真实有效');
    await chinese.close();
  },
  async 'one bit changed is altered, and nothing it claims is shown'({ browser, address, certificate }) {
    const fragment = fragmentOf(certificate.texts[0]), at = 90;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const changed = fragment.slice(0, at) + alphabet[alphabet.indexOf(fragment[at]) ^ 1] + fragment.slice(at + 1);
    const seen = await visit(browser, address, changed, { picture: 'altered-zh' });
    assert.equal(seen.grade, 'bad');
    assert.deepEqual(seen.states, { seal: 'altered' });
    assert.ok(!seen.text.includes('张*华'));
    neverSent(seen.sent, changed);
    await seen.close();
  },
  async 'a browser without WebCrypto asks the hall, in a body and never in a URL'({ browser, address, certificate }) {
    const fragment = fragmentOf(certificate.texts[0]);
    const seen = await visit(browser, address, fragment, {
      prepare: page => page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined })),
    });
    assert.equal(seen.grade, 'good');
    assert.equal(seen.states.seal, 'genuine');
    assert.ok(seen.sent.some(({ url }) => url.endsWith('/api/v1/verifications')));
    neverSent(seen.sent, fragment, { inBodies: false });
    await seen.close();
  },
  async 'an SM2 seal, which no browser can check, is sent to the hall, and both languages say so'({ browser, sm2 }) {
    const fragment = fragmentOf(sm2.certificate.texts[0]);
    const seen = await visit(browser, sm2.address, fragment, { picture: 'sm2-zh' });
    assert.equal(seen.grade, 'good');
    assert.deepEqual([seen.states.seal, seen.states.status], ['genuine', 'valid']);
    assert.ok(seen.text.includes('张*华') && seen.text.includes('在读证明'));
    assert.ok(seen.sent.some(({ url }) => url.endsWith('/api/v1/verifications')));
    assert.ok(seen.text.includes('国密 SM2') && seen.text.includes('发送给大厅'), seen.text);
    await seen.page.click('#en');
    assert.ok((await seen.page.innerText('#privacy')).includes('SM2'));
    neverSent(seen.sent, fragment, { inBodies: false });
    await seen.close();
  },
  async 'no fragment explains how to scan'({ browser, address }) {
    const seen = await visit(browser, address, '', { picture: 'none-zh' });
    assert.equal(seen.kind, 'none');
    assert.ok(seen.text.includes('请扫描纸上的二维码'));
    assert.ok(!seen.sent.some(({ url }) => url.includes('/api/')));
    await seen.close();
  },
  async 'hostile fragments are not hall seals'({ browser, address }) {
    for (const fragment of ['HELLO', '%3Cscript%3Ealert(1)%3C/script%3E', 'A'.repeat(5000), '2KCF77777777777777777', 'PO7X777777777777777Q']) {
      const seen = await visit(browser, address, fragment);
      assert.equal(seen.grade, 'caution', fragment);
      assert.deepEqual(seen.states, { seal: 'not_a_hall_seal' }, fragment);
      await seen.close();
    }
  },
  async 'a hall that is gone makes the paper neither genuine nor forged, and trying again helps'({ browser, address, certificate }) {
    let gone = true;
    const seen = await visit(browser, address, fragmentOf(certificate.texts[0]), {
      prepare: page => page.route('**/api/**', route => gone ? route.abort() : route.continue()), picture: 'unreachable-zh',
    });
    assert.equal(seen.kind, 'unreachable');
    assert.equal(seen.grade, 'caution');
    gone = false;
    await seen.page.click('#again');
    await seen.page.waitForFunction(() => document.body.dataset.grade === 'good', null, { timeout: WAIT_MS });
    await seen.close();
  },
  async 'a genuine seal whose status nobody answers stays unknown'({ browser, address, certificate }) {
    const seen = await visit(browser, address, fragmentOf(certificate.texts[0]), {
      prepare: page => page.route('**/status', route => route.abort()), picture: 'unknown-zh',
    });
    assert.equal(seen.grade, 'caution');
    assert.deepEqual([seen.states.seal, seen.states.status], ['genuine', 'unknown']);
    await seen.close();
  },
  async 'a voided copy is void on its next visit'({ browser, address, command, transcript }) {
    command('printout', 'void', transcript.serial, '--reason', 'test');
    const seen = await visit(browser, address, fragmentOf(transcript.texts[0]), { picture: 'void-zh' });
    assert.equal(seen.grade, 'bad');
    assert.deepEqual([seen.states.seal, seen.states.status], ['genuine', 'void']);
    assert.ok(seen.text.includes('已作废'));
    await seen.close();
  },
};

async function printedBy(hall, ...prefixes) {
  const terminal = kiosk(hall);
  await terminal.signIn();
  const out = [];
  for (const prefix of prefixes) out.push(await terminal.print(prefix));
  return out;
}

let browser, failed = 0;
try {
  const hall = await startHall('ed25519'), sm2 = await startHall('sm2');
  const [certificate, transcript] = await printedBy(hall, 'ZD-', 'CJ-');
  [sm2.certificate] = await printedBy(sm2, 'ZD-');
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  for (const [name, story] of Object.entries(stories)) {
    try {
      await story({ browser, ...hall, certificate, transcript, sm2 });
      console.log('ok      ' + name);
    } catch (error) {
      ++failed;
      console.log('FAILED  ' + name + '\n' + error.stack);
    }
  }
} finally {
  if (browser) await browser.close();
  for (const hall of halls) hall.kill('SIGTERM');
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
