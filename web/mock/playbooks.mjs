import { ago, guid } from './random.mjs';
import { hostile } from './world.mjs';

const at = (n) => `action--${guid(91000 + n)}`;
const step = (id, type, name, next = [], commands = [], description = '') => ({ id, type, name, description, next, commands });
const guessing = [
  step('start--1', 'start', 'start', [{ to: at(1), label: '' }]),
  step(at(1), 'action', 'Look whether a guess worked', [{ to: 'if--1', label: 'done' }, { to: at(8), label: 'failed' }], ['kql: logon | where src_ip == "$$address$$" and status == 1'], 'Counts the logons that worked from the same address.'),
  step('if--1', 'if-condition', 'A guess worked', [{ to: 'parallel--1', label: 'yes' }, { to: at(2), label: 'no' }]),
  step('parallel--1', 'parallel', 'Act on both sides', [{ to: at(2), label: '' }, { to: at(3), label: '' }]),
  step(at(2), 'action', 'Block the address at the edge for an hour', [{ to: 'while--1', label: 'done' }, { to: at(8), label: 'failed' }], ['openc2-http: deny ipv4_net $$address$$ duration 3600000'], 'Reversible. The kernel ends it by itself.'),
  step(at(3), 'action', `Lock the account ${hostile[0]}`, [{ to: at(4), label: 'done' }, { to: at(8), label: 'failed' }], ['bash: usermod --lock -- "$$account$$"']),
  step(at(4), 'action', 'Ask the person by telephone', [{ to: 'end--1', label: 'done' }], ['manual: Call the owner of the account. Did they sign in themselves?']),
  step('while--1', 'while-condition', 'Guesses still arrive', [{ to: at(5), label: 'yes' }, { to: 'switch--1', label: 'no' }]),
  step(at(5), 'action', 'Wait and count again', [{ to: 'while--1', label: 'done' }], ['kql: logon | where src_ip == "$$address$$" | count']),
  step('switch--1', 'switch-condition', 'How many machines', [{ to: 'playbook--1', label: 'many' }, { to: 'end--1', label: 'otherwise' }]),
  step('playbook--1', 'playbook-action', 'Search everywhere for the same', [{ to: 'end--1', label: 'done' }], ['playbook hoplite/look-for-guessing']),
  step(at(8), 'action', 'Tell the people on duty', [{ to: 'end--1', label: 'done' }], ['manual: Something failed. Look at the notes of this run.']),
  step('end--1', 'end', 'end'),
];
const short = [
  step('start--1', 'start', 'start', [{ to: at(20), label: '' }]),
  step(at(20), 'action', 'Cut the workstation off the network', [{ to: at(21), label: 'done' }, { to: 'end--1', label: 'failed' }], ['openc2-http: deny ipv4_net $$machine$$']),
  step(at(21), 'action', 'Collect what is in memory', [{ to: 'end--1', label: 'done' }], ['ssh: collect --memory']),
  step('end--1', 'end', 'end'),
];
const variables = [
  { name: '$$address$$', type: 'ipv4-addr', value: null, external: true, description: 'The address the guesses come from' }, { name: '$$account$$', type: 'string', value: '', external: true, description: 'The account that was guessed' },
  { name: '$$limit$$', type: 'integer', value: '20', external: false, description: 'From how many guesses on it counts as an attack' },
];
const text = (id, name, steps) => JSON.stringify({ type: 'playbook', spec_version: 'cacao-2.0', id, name, workflow_start: steps[0].id, workflow: Object.fromEntries(steps.map((s) => [s.id, { type: s.type, name: s.name || undefined, commands: s.commands.length ? s.commands : undefined, next: s.next.map((n) => n.to) }])) }, null, 2);
const made = (n, name, description, types, steps, problems, more = {}) => {
  const id = `playbook--${guid(90000 + n)}`;
  return { id, name, description, types, steps, problems, start: steps[0].id, json: text(id, name, steps), destructive: true, signers: [], file: `content/playbooks/${name.toLowerCase().replace(/\W+/g, '-').slice(0, 30)}.json`, variables, runs: [], ...more };
};
const problem = (pointer, check, severity, sentence) => ({ pointer, check, severity, sentence });
const all = [
  made(1, 'Answer password guessing', 'Looks whether a guess worked, blocks the address, and asks the owner of the account.', ['detection', 'mitigation'], guessing, [problem(`/workflow/${at(3)}`, 'missing-rollback', 'warning', 'The account is locked, and no step unlocks it.')], { signers: ['Hoplite content, 2026'] }),
  made(2, 'Cut a workstation off', 'Cuts a workstation off the network and keeps what is in its memory.', ['mitigation'], short, []),
  made(3, 'Look for the same elsewhere', 'Searches every machine for what one of them did. Changes nothing.', ['investigation'], short.filter((_, i) => i !== 1).map((s, i) => (i === 0 ? { ...s, next: [{ to: at(21), label: '' }] } : s)), [], { destructive: false, signers: ['Hoplite content, 2026'] }),
  made(4, `Broken: ${hostile[1]}`, 'A file that came from outside.', ['remediation'], [step('start--1', 'start', 'start', [{ to: 'nowhere', label: '' }]), step(at(30), 'action', 'Nobody comes here', [], ['bash: rm -rf "$$folder$$"'])], [
    problem('/workflow/start--1/on_completion', 'missing-step', 'error', 'It leads to a step that is not there: nowhere.'), problem(`/workflow/${at(30)}`, 'unreachable', 'error', 'No path leads to this step.'), problem(`/workflow/${at(30)}/commands/0`, 'unapproved', 'error', `It destroys something, and no step asks a person before: ${hostile[2]}`)], { variables: [] }),
];
const run = (n, p, name, state, began, ended, note = '') => ({ id: guid(92000 + n), playbook: p.id, name, state, started: ago(began), ended: ended === null ? null : ago(ended), note });
const runs = new Map();
function keep(row, p, states) {
  p.runs.unshift(row);
  runs.set(row.id, { run: row, playbook: p, steps: p.steps.filter((s) => s.type !== 'start' && s.type !== 'end').slice(0, states.length).map((s, i) => ({ id: s.id, name: s.name, state: states[i][0], started: ago(states[i][1]), ended: states[i][2] === null ? null : ago(states[i][2]), note: states[i][3] ?? '' })) });
}
keep(run(1, all[0], all[0].name, 'failed', 2900, 2899, 'a step failed and nothing caught it'), all[0], [['done', 2900, 2900], ['failed', 2900, 2899, 'the search took longer than it may']]);
keep(run(2, all[0], all[0].name, 'done', 900, 890), all[0], [['done', 900, 900, '3 logons worked'], ['done', 900, 900, 'yes'], ['done', 900, 899], ['done', 899, 895], ['done', 895, 890]]);
keep(run(3, all[0], all[0].name, 'unknown', 120, 118, 'the program ended while a step was being done'), all[0], [['done', 120, 120], ['done', 120, 120, 'no'], ['done', 120, 119], ['unknown', 119, 118, `nobody knows whether it was done: ${hostile[3]}`]]);
keep(run(4, all[0], all[0].name, 'waiting', 14, null, 'a person is asked'), all[0], [['done', 14, 14, '1 logon worked'], ['done', 14, 14, 'yes'], ['done', 14, 13], ['done', 13, 13], ['done', 13, 13], ['waiting', 13, null, 'Call the owner of the account. Did they sign in themselves?']]);

const row = ({ id, name, description, types, steps, problems, destructive, signers, file }) => ({ id, name, description, types, steps: steps.length, isUsable: !problems.some((p) => p.severity === 'error'), problems: problems.length, destructive, signers, file });
const detail = ({ id, name, description, json, steps, start, variables: v, problems, signers, runs: r }) => ({ id, name, description, json, steps, start, variables: v, problems, signers, runs: r });

/** Answers for everything below `playbooks`. */
export function answer(method, [id, deed], body) {
  if (!id) return { items: [...all.map(row), { id: '', name: 'torn.json', description: 'It cannot be read.', types: [], steps: 0, isUsable: false, problems: 1, destructive: false, signers: [], file: 'torn.json' }] };
  const p = all.find((x) => x.id === id);
  if (!p) return null;
  if (!deed) return detail(p);
  const missing = p.variables.find((v) => v.external && !body.variables?.[v.name]);
  if (!row(p).isUsable) return deed === 'run' ? { status: 400, body: { title: 'Bad request', detail: 'the playbook has errors' } } : { lines: [], refusal: 'the playbook has errors', variables: {} };
  if (missing) return deed === 'run' ? { status: 400, body: { title: 'Bad request', detail: `${missing.name} has no value` } } : { lines: [], refusal: `${missing.name} has no value`, variables: {} };
  const filled = (line) => line.replace(/\$\$\w+\$\$/g, (name) => body.variables[name] ?? name);
  if (deed === 'rehearse') return { lines: p.steps.filter((s) => s.type !== 'start' && s.type !== 'end').flatMap((s) => [`${s.name}`, ...s.commands.map((c) => `    ${filled(c)}`)]), refusal: null, variables: body.variables };
  const started = run(Date.now() & 0xffff, p, p.name, 'running', 0, null);
  keep(started, p, [['done', 0, 0], ['running', 0, null]]);
  setTimeout(() => { const r = runs.get(started.id); r.steps[1].state = 'done'; r.steps[1].ended = ago(0); Object.assign(r.run, { state: 'done', ended: ago(0) }); }, 2500);
  return { run: started.id };
}
/** Answers for everything below `playbook-runs`. */
export function answerRun(method, [id, deed], body) {
  const r = runs.get(id);
  if (!r) return null;
  if (!deed) return { run: r.run, steps: r.steps };
  if (deed === 'cancel') Object.assign(r.run, { state: 'cancelled', ended: ago(0), note: 'ended by a person' });
  if (deed === 'answer') {
    const s = r.steps.find((x) => x.id === body.step);
    Object.assign(s, { state: body.isDone ? 'done' : 'failed', ended: ago(0), note: body.note });
    Object.assign(r.run, { state: body.isDone ? 'done' : 'failed', ended: ago(0), note: '' });
  }
  return { status: 204 };
}
