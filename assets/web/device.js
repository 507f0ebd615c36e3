// The page on which somebody signs in for a terminal (RFC 8628 section 3.3). The hall knows how far this browser has come,
// by a cookie that scripts can't read; the page shows it and sends the next answer, with the proof that it belongs to it.
import { WORDS } from './device_words.js';

const TIMEOUT_MS = 20000;  // the hall asks the campus sign-in meanwhile
const GRADES = { allowed: 'good', denied: 'caution', wait: 'wait', leaving: 'wait' };
const $ = id => document.getElementById(id);

let language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
let page = { step: 'wait', ways: [] };
let problem = null;  // { code, args }

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i] ?? '');

async function ask(where, body) {
  let answer;
  try {
    answer = await fetch('/api/v1/device-sign-in' + where, {
      method: body ? 'POST' : 'GET', headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS), credentials: 'same-origin', referrerPolicy: 'no-referrer', cache: 'no-store',
    });
  } catch (error) {
    throw { code: 'unreachable', args: [] };
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw { code: said.code || 'other', args: said.args || [] };
}

// --- showing it

function problemText({ code, args }, words) {
  const known = words.problems[code] || (code.startsWith('provider_') && words.problems.provider) ||
    (code.startsWith('id_token_') && words.problems.id_token_bad);
  return fill(known || words.problems.other, ...args);
}

function wayButton({ id, title }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'primary';
  button.dataset.way = id;
  button.append($('kind-icon').ownerSVGElement.cloneNode(true), title[language]);
  button.querySelector('use').removeAttribute('id');
  button.querySelector('use').setAttribute('href', '#i-campus');
  button.addEventListener('click', () => send('/way', { way: id }));
  return button;
}

function drawCards(words) {
  const { step } = page;
  const campus = page.ways.filter(way => way.id !== 'password'), local = campus.length < page.ways.length;
  $('terminal').hidden = !['sign_in', 'consent'].includes(step);
  $('code-card').hidden = step !== 'code';
  $('ways-card').hidden = step !== 'sign_in';
  $('consent-card').hidden = step !== 'consent';
  $('kind-icon').setAttribute('href', '#i-' + (page.kind === 'kiosk' ? 'kiosk' : 'desk'));
  $('kind').textContent = words.kind[page.kind] || '';
  $('terminal-name').textContent = page.terminal || '';
  $('office').textContent = page.office || '';
  $('code').textContent = page.user_code || '';
  $('person').textContent = page.person_name || '';
  $('campus').replaceChildren(...campus.map(wayButton));
  $('or').hidden = !(campus.length && local);
  $('password-form').hidden = !local;
}

function draw() {
  const words = WORDS[language];
  const { step } = page;
  const [headline, sentence] = words[step];
  document.documentElement.lang = words.zone;
  document.body.dataset.step = step;
  document.body.dataset.grade = GRADES[step] || 'ask';
  document.title = words.page + ' · ' + words.hall;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = words[node.dataset.text];
  for (const code of ['zh', 'en']) $(code).setAttribute('aria-pressed', String(code === language));
  $('sign').setAttribute('href', '#i-' + (step === 'leaving' ? 'wait' : step));
  $('headline').textContent = fill(headline, (page.terminal || '').replaceAll('-', '\u2011'));  // a name isn't broken
  $('sentence').textContent = sentence;
  drawCards(words);
  $('problem').hidden = !problem;
  if (problem) $('problem-text').textContent = problemText(problem, words);
  $('host').textContent = fill(words.host, location.host);
}

function show(next, trouble) {
  const moved = next.step !== page.step;
  page = next;
  problem = trouble || (next.problem ? { code: next.problem, args: [] } : null);
  $('password').value = '';
  draw();
  if (moved && next.step === 'code') $('user-code').focus();
  else if (moved) $('headline').focus();
}

// --- the way through

function busy(is) {
  for (const button of document.querySelectorAll('main button')) button.disabled = is;
}

async function send(where, body) {
  busy(true);
  try {
    const next = await ask(where, { proof: page.proof, ...body });
    if (!next.go) return show(next);
    show({ ...next, step: 'leaving', problem: '' });
    location.assign(next.go);
  } catch (trouble) {
    // Over, or another tab's by now: whatever this page showed counts no longer.
    if (trouble.code === 'sign_in_ended') show(await ask('').catch(() => ({ ...page, step: 'code' })), trouble);
    else show(page, trouble);
  } finally {
    busy(false);
  }
}

async function enter(typed) {
  busy(true);
  try {
    show(await ask('', { user_code: typed }));
  } catch (trouble) {
    $('user-code').value = typed;
    show({ step: 'code', ways: [] }, trouble);
  } finally {
    busy(false);
  }
}

async function begin() {
  draw();
  const typed = new URLSearchParams(location.search).get('user_code');
  if (location.search) history.replaceState(null, '', location.pathname);
  if (typed) return enter(typed.slice(0, 20));
  try {
    show(await ask(''));
  } catch (trouble) {
    show({ step: 'code', ways: [] }, trouble);
  }
}

for (const code of ['zh', 'en']) $(code).addEventListener('click', () => { language = code; draw(); });
$('code-form').addEventListener('submit', event => { event.preventDefault(); enter($('user-code').value); });
$('password-form').addEventListener('submit', event => {
  event.preventDefault();
  send('/password', { account: $('account').value.trim(), password: $('password').value });
});
$('allow').addEventListener('click', () => send('/consent', { allow: true }));
$('deny').addEventListener('click', () => send('/consent', { allow: false }));
$('not-mine').addEventListener('click', () => send('/consent', { allow: false }));
window.addEventListener('pageshow', event => { if (event.persisted) begin(); });  // back from a campus sign-in
begin();
