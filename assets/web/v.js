// The page behind every seal's link. The seal stands in the address's fragment, which browsers never send; it is taken out
// of the address at once and kept in this tab's history entry, so that a reload still knows it.
import { Refusal, checkSeal, isSm2, openKeySet, openSeal, tokenOf } from './seal.js';
import { WORDS } from './words.js';

const TIMEOUT_MS = 8000;  // a phone on a poor network; longer, and people put it away
const $ = id => document.getElementById(id);

let language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
let shown = { kind: 'wait' };

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i]);

async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS), credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!answer.ok && answer.status >= 500) throw new TypeError('the hall has trouble');
  return answer;
}

// --- learning what is so

const secondsOf = text => text ? Date.parse(text) / 1000 : undefined;

function fromHall(answer) {  // openapi: Verification
  const { verdict } = answer;
  return {
    seal: verdict.seal, status: verdict.status, asOf: secondsOf(verdict.status_as_of), acceptance: verdict.acceptance,
    acceptances: verdict.acceptances, content: verdict.content, title: answer.title,
    claims: answer.serial ? {
      serial: answer.serial, short: answer.short_serial, process: answer.process_code, holder: answer.holder,
      page: answer.page, pages: answer.pages, iat: secondsOf(answer.issued_at), exp: secondsOf(answer.expires_at),
    } : undefined,
  };
}

async function askHallToCheck(carrier, why) {
  const answer = await ask('/api/v1/verifications', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ carrier }),
  });
  if (!answer.ok) throw new TypeError('the hall gave no verdict');
  return { ...fromHall(await answer.json()), checkedBy: 'hall', why };
}

async function addStatus(result) {
  const expired = result.claims.exp !== undefined && Date.now() / 1000 >= result.claims.exp;
  result.status = expired ? 'expired' : 'unknown';
  result.acceptance = 'unknown';
  try {
    const answer = await ask('/api/v1/printouts/' + result.claims.serial + '/status');
    if (!answer.ok) return;
    const { status, asOf, acceptance, acceptances, title, claims } = fromHall(await answer.json());
    Object.assign(result, { status: expired && status === 'valid' ? 'expired' : status, asOf, acceptance, acceptances, title });
    result.claims.short = claims && claims.short;
  } catch (error) {
    result.asOf = undefined;  // no answer: the status stays unknown
  }
}

async function learn(carrier) {
  let seal;
  try {
    seal = openSeal(tokenOf(carrier));
  } catch (error) {
    if (error instanceof Refusal) return { seal: 'not_a_hall_seal' };
    throw error;
  }
  const keys = openKeySet(new Uint8Array(await (await ask('/api/v1/keys')).arrayBuffer()));
  let result;
  try {
    result = { ...await checkSeal(seal, keys, Date.now() / 1000), checkedBy: 'browser' };
  } catch (error) {
    if (error instanceof Refusal) return { seal: 'not_a_hall_seal' };
    return askHallToCheck(carrier, isSm2(seal) ? 'askedSm2' : 'askedBrowser');  // no WebCrypto here, or none that knows this algorithm
  }
  if (result.claims) await addStatus(result);
  return result;
}

// --- showing it

const GRADES = {  // of each line's states; 'eyes': nothing speaks for or against, a person has to look
  seal: { genuine: 'good', altered: 'bad', unknown_key: 'bad', key_revoked: 'bad', not_a_hall_seal: 'caution' },
  status: { valid: 'good', void: 'bad', superseded: 'bad', suspended: 'bad', expired: 'bad', unknown: 'caution' },
  acceptance: { free: 'good', accepted_here: 'caution', accepted_elsewhere: 'caution', unknown: 'eyes' },
  content: { not_compared: 'eyes' },
};

const timeText = (seconds, words) => new Intl.DateTimeFormat(words.zone, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(seconds * 1000));
const dayText = (seconds, words) => new Intl.DateTimeFormat(words.zone, { dateStyle: 'long' }).format(new Date(seconds * 1000));

// The answer in one word: its grade, headline and sentence.
function headline(state, words) {
  if (state.kind !== 'result') {
    const grade = { wait: 'wait', none: 'none', unreachable: 'caution' }[state.kind];
    return [grade, words[state.kind], words[state.kind + 'Sentence']];
  }
  const { seal, status } = state.result;
  if (seal !== 'genuine') return [GRADES.seal[seal], words[seal], words[seal + 'Sentence']];
  if (status === 'valid') return ['good', words.good, words.goodSentence];
  if (status === 'unknown') return ['caution', words.unsure, words.unsureSentence];
  return ['bad', words[status], words.notCounts];
}

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

function acceptedText(result, words) {
  return (result.acceptances || []).map(one => fill(words.atOffice, one.office, timeText(secondsOf(one.at), words))).join('；');
}

function verdictLine(line, state, detail, words) {
  const [word, sentence] = words[line][state] || [state, ''];
  const grade = GRADES[line][state] || 'eyes';
  return element('article', { class: 'verdict', 'data-grade': grade, 'data-line': line, 'data-state': state },
    element('span', { class: 'tile' }, icon(line)),
    element('h3', {}, words.line[line], element('span', { class: 'word' }, icon(grade === 'eyes' ? 'content' : grade), word)),
    element('p', {}, fill(sentence, detail)));
}

function showLines(result, words) {
  const known = result.claims !== undefined;
  const asOf = timeText(result.asOf || Date.now() / 1000, words);
  $('lines').replaceChildren(verdictLine('seal', result.seal, '', words));
  if (known) {
    $('lines').append(verdictLine('status', result.status, asOf, words),
      verdictLine('acceptance', result.acceptance, acceptedText(result, words), words),
      verdictLine('content', 'not_compared', '', words));
  }
}

function showPaper({ claims, title }, words) {
  $('title').textContent = (title && (title[language] || title.zh)) || fill(words.document, claims.process);
  const facts = [[words.holder, claims.holder], [words.issued, timeText(claims.iat, words)],
                 [words.pageOf, fill(words.nOfM, claims.page, claims.pages)]];
  if (claims.exp !== undefined) facts.splice(2, 0, [words.expires, dayText(claims.exp, words)]);
  $('facts').replaceChildren(...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
  $('short').textContent = claims.short || shortSerial(claims.serial);
  $('long').textContent = claims.serial;
}

// The first 5 bytes in base32, 4-4, as printed beside the code.
function shortSerial(serial) {
  const bits = BigInt('0x' + serial.slice(0, 10)).toString(2).padStart(40, '0');
  const letters = bits.match(/.{5}/g).map(five => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five, 2)]).join('');
  return letters.slice(0, 4) + '-' + letters.slice(4);
}

function privacyText(words) {
  if (shown.kind !== 'result') return words.privateNone;
  if (shown.result.checkedBy === 'hall') return words[shown.result.why];
  return shown.result.claims ? words.privateLocal : words.privateNone;
}

function draw() {
  const words = WORDS[language];
  const [grade, head, sentence] = headline(shown, words);
  document.documentElement.lang = words.zone;
  document.body.dataset.grade = grade;
  document.body.dataset.kind = shown.kind;
  document.title = words.page + ' · ' + words.hall;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = words[node.dataset.text];
  for (const code of ['zh', 'en']) $(code).setAttribute('aria-pressed', String(code === language));
  $('sign').setAttribute('href', '#i-' + (grade === 'wait' ? 'none' : grade));
  $('headline').textContent = head;
  $('sentence').textContent = sentence;
  const result = shown.kind === 'result' ? shown.result : undefined;
  $('again').textContent = words.again;
  $('again').hidden = !(shown.kind === 'unreachable' || (result && result.seal === 'genuine' && result.status === 'unknown'));
  $('paper').hidden = !(result && result.claims);
  $('lines').hidden = !result;
  $('steps').hidden = !(shown.kind === 'none' || (result && result.seal === 'not_a_hall_seal'));
  if (result) showLines(result, words);
  if (result && result.claims) showPaper(result, words);
  $('privacy').textContent = privacyText(words);
  $('host').textContent = fill(words.host, location.host);
}

function show(state) {
  shown = state;
  draw();
}

// --- the way through

function takeCarrier() {
  const fragment = location.hash.slice(1);
  if (!fragment) return history.state && history.state.carrier;
  history.replaceState({ carrier: fragment }, '', location.pathname);
  return fragment;
}

async function run() {
  const carrier = takeCarrier();
  if (!carrier) return show({ kind: 'none' });
  show({ kind: 'wait' });
  try {
    show({ kind: 'result', result: await learn(carrier) });
  } catch (error) {
    show({ kind: 'unreachable' });
  }
}

for (const code of ['zh', 'en']) $(code).addEventListener('click', () => { language = code; draw(); });
$('again').addEventListener('click', run);
window.addEventListener('hashchange', run);
run();
