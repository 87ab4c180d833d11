import { ago, dice } from './random.mjs';
import { hostile, hosts, users } from './world.mjs';

const columns = [['time', 'datetime'], ['host', 'string'], ['user', 'string'], ['logsource', 'string'], ['action', 'string'], ['message', 'string'], ['port', 'long'], ['fields', 'dynamic']].map(([name, type]) => ({ name, type }));
let cache = null;

function make() {
  const d = dice(23);
  const actions = ['process started', 'signed in', 'sign-in failed', 'connection', 'file written', 'dns question'];
  // Busy by day, quiet by night.
  let minutes = 0;
  return Array.from({ length: 100000 }, (_, i) => {
    const hour = (24 + new Date().getHours() - (minutes / 60) % 24) % 24;
    minutes += (d.next() * 0.2) / (0.25 + Math.max(0, Math.sin(((hour - 6) / 14) * Math.PI)) * 1.7);
    const odd = i % 211 === 5;
    return [ago(minutes), d.pick(hosts), d.pick(users), d.pick(['windows/security', 'windows/process_creation', 'linux/sshd', 'zeek/conn', 'dns']), d.pick(actions),
      odd ? d.pick(hostile) : `event ${i} from 10.0.${d.below(20)}.${d.below(250)}`, i % 5 ? d.between(1, 65535) : null, { EventID: String(d.pick([1, 3, 4624, 4625, 4688])), Image: odd ? d.pick(hostile) : 'C:\\Windows\\explorer.exe' }];
  });
}

function wrong(query) {
  const at = query.search(/\bwher\b|\|\s*$|\bnosuch\b/);
  if (at < 0) return null;
  const before = query.slice(0, at).split('\n');
  const word = /^\w+/.exec(query.slice(at))?.[0] ?? '|';
  return {
    message: word === '|' ? 'an operator must follow the pipe' : `there is no operator or field "${word}"`, hint: word === 'wher' ? 'did you mean "where"?' : 'write for example "where" or "take"',
    line: before.length, column: before.at(-1).length + 1, length: word.length,
  };
}

function hits(request) {
  cache ??= make();
  const value = /==\s*"([^"]*)"/.exec(request.query)?.[1] ?? /(?:contains|has)\s*"([^"]*)"/.exec(request.query)?.[1];
  return cache.filter((r) => (!value || r.some((c) => String(typeof c === 'object' ? JSON.stringify(c) : c).includes(value))) && (!request.from || r[0] >= request.from) && (!request.until || r[0] < request.until));
}

export function run(request) {
  const error = wrong(request.query);
  if (error) return { status: 400, body: error };
  if (/summarize/.test(request.query)) {
    const counts = new Map();
    for (const r of hits(request)) counts.set(r[1], (counts.get(r[1]) ?? 0) + 1);
    return { status: 200, body: { columns: [{ name: 'host', type: 'string' }, { name: 'count_', type: 'long' }], rows: [...counts], truncated: false, elapsedMs: 31, warnings: [] } };
  }
  const rows = hits(request);
  const limit = Number(/take\s+(\d+)/.exec(request.query)?.[1] ?? request.limit ?? 10000);
  return { status: 200, body: { columns, rows: rows.slice(0, limit), truncated: rows.length > limit, elapsedMs: 48.2, warnings: /Imag\b/.test(request.query) ? ['the field "Imag" was never seen; did you mean "Image"?'] : [] } };
}

export function histogram(request) {
  if (wrong(request.query)) return { status: 400, body: wrong(request.query) };
  const until = request.until ? Date.parse(request.until) : Date.now();
  const from = request.from ? Date.parse(request.from) : until - 7 * 86400000;
  const size = (until - from) / request.buckets;
  const counts = new Array(request.buckets).fill(0);
  for (const r of hits(request)) {
    const bucket = Math.floor((Date.parse(r[0]) - from) / size);
    if (bucket >= 0 && bucket < counts.length) counts[bucket]++;
  }
  return { status: 200, body: { from: new Date(from).toISOString(), bucketSeconds: size / 1000, counts } };
}

export function statistics(request) {
  const rows = hits(request).slice(0, 20000);
  return request.fields.map((field) => {
    const index = columns.findIndex((c) => c.name === field);
    const counts = new Map();
    let present = 0;
    for (const r of rows) {
      const value = index >= 0 ? r[index] : r[7][field];
      if (value === null || value === undefined || typeof value === 'object') continue;
      present++;
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    return { field, present: rows.length ? present / rows.length : 0, distinct: counts.size, top: [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([value, count]) => ({ value, count })) };
  });
}

const word = (name, doc) => ({ name, doc });
export const vocabulary = {
  operators: [word('where', 'keeps the rows for which the condition holds'), word('project', 'keeps only the columns named'), word('summarize', 'counts or sums by group'), word('order by', 'sorts'), word('take', 'keeps so many rows'), word('extend', 'adds a column'), word('distinct', 'keeps each combination once'), word('count', 'counts the rows'), word('top', 'the first rows by a column')],
  functions: [word('contains', 'text is in it, in whatever case'), word('has', 'the word is in it'), word('startswith', 'begins with'), word('matches regex', 'matches a regular expression'), word('count()', 'how many rows'), word('dcount()', 'how many different values'), word('bin()', 'rounds down to steps'), word('ago()', 'a time so long ago'), word('in', 'is one of'), word('and', 'both'), word('or', 'either')],
  fields: [word('time', 'when it happened'), word('host', 'where'), word('user', 'the account'), word('logsource', 'what kind of event'), word('action', 'what happened'), word('message', 'the text of the event'), word('port', 'port of the other side'), word('Image', 'the program (Windows)'), word('CommandLine', 'how it was started (Windows)'), word('EventID', 'number of the event (Windows)'), word('process.file.path', 'OCSF: path of the program'), word('src_endpoint.ip', 'OCSF: address it came from')],
};

export const saved = [
  { id: 'rare-parents', title: 'Programs started by Office', kind: 'hypothesis', hypothesis: 'Somebody opened a document that starts programs.', techniques: ['T1204.002'], query: 'events\n| where ParentImage endswith "WINWORD.EXE"\n| summarize count() by host, Image\n| order by count_ asc', schedule: 'daily 06:00', lastRun: ago(320), lastRows: 3, advice: 'Ask the person at the machine. A program other than a viewer or printer is not normal.' },
  { id: 'new-countries', title: 'Sign-ins from addresses never seen before', kind: 'baseline', hypothesis: 'A stolen password is used from elsewhere.', techniques: ['T1078'], query: 'events\n| where action == "signed in"\n| summarize first = min(time) by user, src_endpoint.ip\n| where first > ago(1d)', schedule: 'hourly', lastRun: ago(25), lastRows: 0, advice: null },
  { id: 'long-dns', title: 'Very long DNS names', kind: 'hypothesis', hypothesis: `Data leaves inside DNS questions. ${hostile[0]}`, techniques: ['T1071.004', 'T1048'], query: 'events\n| where logsource == "dns"\n| take 500', schedule: null, lastRun: null, lastRows: null, advice: 'Look who asks for them, and how often.' },
];
