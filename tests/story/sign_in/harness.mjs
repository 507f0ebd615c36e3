// What the sign-in stories share: a hall with terminals, a browser, and the campus's own sign-in servers.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export const WAIT_MS = 30000;  // a busy machine; everything is awaited, nothing slept for
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sign-in-'));
const running = [];

export function cleanUp() {
  for (const child of running) child.kill('SIGTERM');
  if (!process.env.HALL_TEST_KEEP) fs.rmSync(folder, { recursive: true, force: true });
}

// A program that says where it listens; -> that address.
export async function start(name, file, words, environment = {}) {
  const log = path.join(folder, name + '.log');
  const child = spawn(file, words, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', fs.openSync(log, 'a')] });
  running.push(child);
  for await (const line of readline.createInterface({ input: child.stdout }))
    if (line.startsWith('listening on ')) return { address: line.slice('listening on '.length), child, log };
  throw new Error(`${name} never listened: ${fs.readFileSync(log, 'utf8').slice(-2000)}`);
}

export async function stop({ child }) {
  if (child.exitCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

export class Hall {
  constructor(program, assets) {
    this.program = program;
    this.data = path.join(folder, 'hall');
    this.environment = { ...process.env, HALL_ASSETS: assets };
    fs.mkdirSync(this.data, { recursive: true });
  }
  // toml: its sign-in.toml, or nothing. The port stays from the first start on: seals and providers know it.
  async serve(toml) {
    if (this.running) await stop(this.running);
    fs.rmSync(path.join(this.data, 'sign-in.toml'), { force: true });
    if (toml) fs.writeFileSync(path.join(this.data, 'sign-in.toml'), toml);
    this.running = await start('hall', this.program, ['serve', '--data', this.data, '--demo', '--listen', this.listen || '127.0.0.1:0'], this.environment);
    this.address = this.running.address;
    this.listen = this.address.slice('https://'.length);
  }
  command(...words) { return execFileSync(this.program, [...words, '--data', this.data], { env: this.environment, encoding: 'utf8' }); }
  device(name, kind, office) {
    const out = path.join(folder, name);
    this.command('device', 'add', name, '--kind', kind, ...(office ? ['--office', office] : []), '--out', out);
    return new Terminal(this, name, out);
  }
  log() { return fs.readFileSync(this.running.log, 'utf8'); }
}

// A request over TLS; -> { status, headers, text, json }. Redirects are not followed.
export function request(address, { method = 'GET', headers = {}, body, ...tls } = {}) {
  return new Promise((resolve, reject) => {
    const asked = https.request(address, { method, headers, rejectUnauthorized: false, ...tls }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const json = /json/.test(answer.headers['content-type'] || '') && text ? JSON.parse(text) : undefined;
        resolve({ status: answer.statusCode, headers: answer.headers, text, json });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export class Terminal {
  constructor(hall, name, out) {
    this.hall = hall;
    this.name = name;
    this.files = { ca: path.join(out, 'ca.pem'), cert: path.join(out, name + '.crt.pem'), key: path.join(out, name + '.key.pem') };
    this.tls = Object.fromEntries(Object.entries(this.files).map(([key, file]) => [key, fs.readFileSync(file)]));
  }
  ask(where, fields) {
    const body = fields && new URLSearchParams(fields).toString();
    return request(this.hall.address + where, { ...this.tls, rejectUnauthorized: true, method: fields ? 'POST' : 'GET', body,
      headers: fields ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {} });
  }
  async begin() { return (await this.ask('/oauth/device_authorization', { client_id: this.name })).json; }
  poll({ device_code }) {
    return this.ask('/oauth/token', { client_id: this.name, device_code, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' });
  }
  // Waits as RFC 8628 asks, until there is an answer that isn't "later".
  async wait(grant) {
    for (let interval_s = grant.interval;;) {
      const answer = await this.poll(grant);
      if (!['authorization_pending', 'slow_down'].includes(answer.json.error)) return answer;
      if (answer.json.error === 'slow_down') interval_s += 5;
      await new Promise(resolve => setTimeout(resolve, interval_s * 1000));
    }
  }
  me(token) {
    return request(this.hall.address + '/api/v1/me', { ...this.tls, headers: { Authorization: 'Bearer ' + token } });
  }
}

// A browser that keeps its cookies and does nothing by itself, for what a person's wouldn't do.
export class Plain {
  constructor(hall) { this.hall = hall; this.cookie = ''; this.page = undefined; }
  async ask(where, body, headers = {}) {
    const answer = await request(where.startsWith('https:') ? where : this.hall.address + where, {
      method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
      headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(this.cookie ? { Cookie: this.cookie } : {}), ...headers },
    });
    for (const line of answer.headers['set-cookie'] || []) this.cookie = line.split(';')[0];
    if (answer.json?.step) this.page = answer.json;
    return answer;
  }
  step(where, body) { return this.ask('/api/v1/device-sign-in' + where, where ? { proof: this.page?.proof || '', ...body } : body); }
}
