// A stand-in for the server, for developing and testing the console only. Its data are invented, it keeps nothing, it protects nothing.
// Usage: node mock/server.mjs [--port 5199] [--signed-in] [--fresh]
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as agents from './agents.mjs';
import * as incidents from './incidents.mjs';
import * as findings from './findings.mjs';
import * as intelligence from './intelligence.mjs';
import * as hunt from './hunt.mjs';
import * as playbooks from './playbooks.mjs';
import * as responses from './responses.mjs';
import * as rest from './rest.mjs';
import { identity, state } from './identity.mjs';

const dist = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'dist');
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
// The same policy as the real server: a page that breaks it here would break there.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const traces = new Map();
const listening = new Set();

function tell(event, data) {
  for (const response of listening) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

responses.site.tell = tell;

function startTrace() {
  const trace = rest.trace();
  traces.set(trace.id, trace);
  const step = (after, change) => setTimeout(() => { Object.assign(trace, change()); tell('trace', trace); }, after);
  const now = () => new Date().toISOString();
  step(300, () => ({ durable: now() }));
  step(700, () => ({ stored: now() }));
  step(1100, () => ({ detected: now() }));
  step(1600, () => ({ incident: incidents.incidents[0].id, incidentAt: now() }));
  return trace;
}

function enrol(body) {
  const source = { ...rest.sources[5], id: body.name.toLowerCase().replace(/\W+/g, '-'), name: body.name, silentAfterMinutes: body.silentAfterMinutes ?? null };
  rest.sources.push(source);
  return { source, token: 'hps_example_token_for_development_only' };
}

function change(method, id, body) {
  const index = rest.sources.findIndex((s) => s.id === id);
  if (index < 0) return { status: 404, body: { title: 'Not found', detail: 'There is no such source.' } };
  if (method === 'DELETE') { rest.sources.splice(index, 1); return { status: 204 }; }
  Object.assign(rest.sources[index], body);
  return rest.sources[index];
}

async function answer(method, path, query, body) {
  const me = state.user?.name ?? 'maria';
  const parts = path.split('/');
  if (path === 'session') return { isSetUp: state.isSetUp, user: state.user, needsSetupCode: !state.isSetUp, oidc: state.isSetUp ? { name: 'Clinic account', start: '/api/v1/identity/oidc' } : null, version: '0.0.0' };
  if (parts[0] === 'identity') return identity(method, parts.slice(1).join('/'), body, query);
  if (!state.user) return { status: 401, body: { title: 'Signed out', detail: 'Sign in first.' } };
  switch (`${method} ${path}`) {
    case 'GET overview': return rest.overview();
    case 'GET incidents': return incidents.page(query);
    case 'POST incidents/actions': return incidents.act(body, me);
    case 'POST undo': return incidents.revert(body.token);
    case 'GET findings': return findings.page(query);
    case 'GET findings/groups': return findings.groups(query);
    case 'POST suppressions/preview': return findings.preview(body);
    case 'GET suppressions': return findings.suppressions;
    case 'POST suppressions': findings.suppressions.unshift({ ...body, id: randomUUID(), ruleTitle: findings.findings.find((f) => f.rule === body.rule)?.title ?? null, owner: me, created: new Date().toISOString(), isActive: true, hidden: 0 }); return { changed: findings.preview(body).hidden, undo: null, until: null };
    case 'POST hunt': return hunt.run(body);
    case 'POST hunt/histogram': return hunt.histogram(body);
    case 'POST hunt/statistics': return hunt.statistics(body);
    case 'GET hunt/vocabulary': return hunt.vocabulary;
    case 'GET hunts': return hunt.saved;
    case 'GET detections': return { items: rest.detections, loaded: new Date(Date.now() - 4e6).toISOString(), problems: ['content/rules/custom/broken.yml: line 7: unknown modifier "endwith"'] };
    case 'GET detections/coverage': return rest.coverage();
    case 'GET sources': return { items: rest.sources, listeners: rest.listeners, asOf: new Date().toISOString() };
    case 'POST sources': return enrol(body);
    case 'GET assets': return rest.assets();
    case 'POST trace': return startTrace();
    case 'GET agents/runs': return agents.runs(query);
    case 'GET agents/trust': return agents.trust();
    case 'POST agents/autonomy': return agents.setAutonomy(body);
    case 'GET agents/drill': return agents.drillState();
    case 'POST agents/drill': return agents.startDrill(body);
    case 'POST hunts/ask': return agents.ask(body);
  }
  if (parts[0] === 'intelligence') return intelligence.answer(method, parts.slice(1), query, body);
  if (parts[0] === 'responses') return responses.answer(method, parts.slice(1), query, body);
  if (parts[0] === 'playbooks') return playbooks.answer(method, parts.slice(1), body);
  if (parts[0] === 'playbook-runs') return playbooks.answerRun(method, parts.slice(1), body);
  if (parts[0] === 'agents' && parts[1] === 'runs') return agents.run(parts[2]);
  if (parts[0] === 'ledger' && parts[2] === 'proof') return agents.proof(parts[1]);
  if (parts[0] === 'hunts' && parts[1] === 'ask') return parts[3] === 'run' ? agents.runAsked(parts[2]) : agents.askedReport(parts[2]);
  if (parts[0] === 'incidents' && parts[2] === 'investigation') return agents.investigation(parts[1]);
  if (parts[0] === 'incidents' && parts[2] === 'investigate') return agents.investigate(parts[1]);
  if (parts[0] === 'incidents' && parts[2] === 'notes') return incidents.addNote(parts[1], me, body.text);
  if (parts[0] === 'incidents' && parts.length === 2) return incidents.detail(parts[1]);
  if (parts[0] === 'incidents' && parts[2] === 'export') return incidents.detail(parts[1]);
  if (parts[0] === 'findings') return findings.detail(parts[1]);
  if (parts[0] === 'suppressions' && method === 'DELETE') {
    const one = findings.suppressions.find((s) => s.id === parts[1]);
    return incidents.outcome(one ? [[one, { isActive: one.isActive }]].map((x) => { one.isActive = false; return x; }) : []);
  }
  if (path === 'hunts/sigma') return /summarize/.test(body.query) ? { status: 400, body: { message: 'a rule cannot group', hint: 'leave out summarize', line: 2, column: 3, length: 9 } } : { status: 200, text: `title: Made of a hunt\nlogsource:\n  product: windows\ndetection:\n  selection:\n    Image|endswith: '\\\\powershell.exe'\n  condition: selection\n` };
  if (path === 'notifications/channels') return rest.channels;
  if (parts[0] === 'notifications') return parts[2] === 'mail' ? { status: 502, body: { detail: 'the mail server does not answer' } } : { status: 204 };
  if (parts[0] === 'hunts' && parts[2] === 'run') return hunt.run({ query: 'events | take 500' });
  if (parts[0] === 'hunts' && parts[2] === 'sigma') return { status: 200, text: `title: ${hunt.saved.find((h) => h.id === parts[1])?.title}\nlogsource:\n  category: process_creation\ndetection:\n  selection:\n    ParentImage|endswith: '\\WINWORD.EXE'\n  condition: selection\n` };
  if (parts[0] === 'detections') return rest.detection(parts[1]);
  if (parts[0] === 'sources' && parts[2] === 'rotate') return { source: rest.sources.find((s) => s.id === parts[1]), token: 'hps_example_rotated_token_for_development' };
  if (parts[0] === 'sources') return change(method, parts[1], body);
  if (parts[0] === 'trace') return traces.get(parts[1]);
  return null;
}

async function api(request, response, url) {
  const path = decodeURIComponent(url.pathname.slice('/api/v1/'.length));
  if (path === 'stream') return openStream(request, response);
  if (request.method !== 'GET' && request.headers['x-hoplite'] !== '1') return send(response, 403, { title: 'Forbidden', detail: 'The header X-Hoplite is missing.' });
  let text = '';
  for await (const chunk of request) text += chunk;
  const found = await answer(request.method, path, url.searchParams, text ? JSON.parse(text) : {});
  if (!found) return send(response, 404, { title: 'Not found', detail: 'There is no such thing.' });
  if (typeof found.status === 'number') return found.text === undefined ? send(response, found.status, found.body) : response.writeHead(200, { 'Content-Type': 'text/plain' }).end(found.text);
  return send(response, 200, found);
}

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', 'Cache-Control': 'no-store' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function openStream(request, response) {
  if (!state.user) return send(response, 401, { title: 'Signed out' });
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('event: hello\ndata: {}\n\n');
  listening.add(response);
  request.on('close', () => listening.delete(response));
}

async function file(response, path) {
  let name = normalize(join(dist, path));
  if (!name.startsWith(dist) || extname(name) === '') name = join(dist, 'index.html');
  const bytes = await readFile(name).catch(() => null);
  if (!bytes) return response.writeHead(404).end('not found');
  response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream', 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' });
  response.end(bytes);
}

export function start(port, { signedIn = false, fresh = false } = {}) {
  state.isSetUp = !fresh;
  if (signedIn) identity('POST', 'sign-in/totp', { code: '123456' });
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const done = url.pathname.startsWith('/api/v1/') ? api(request, response, url) : file(response, url.pathname);
    done?.catch?.((cause) => { console.error(cause); if (!response.headersSent) send(response, 500, { title: 'Broken', detail: String(cause) }); });
  });
  const beat = setInterval(() => tell('overview', {}), 15000);
  server.on('close', () => clearInterval(beat));
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve({ server, port: server.address().port, state, listening })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
  const port = process.argv.includes('--port') ? Number(argument('--port')) : 5199;
  await start(port, { signedIn: process.argv.includes('--signed-in'), fresh: process.argv.includes('--fresh') });
  console.log(`Invented data, for development only: http://127.0.0.1:${port}  (password "correct horse", code 123456)`);
}
