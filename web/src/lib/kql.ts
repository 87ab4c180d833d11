/** Splits KQL into coloured words. It never fails: whatever it does not know is plain. */
export type TokenKind = 'keyword' | 'function' | 'text' | 'number' | 'comment' | 'operator' | 'name';
export interface Token { kind: TokenKind; from: number; to: number }

const keywords = new Set(['where', 'project', 'project-away', 'project-rename', 'extend', 'summarize', 'by', 'order', 'sort', 'take', 'limit', 'top', 'distinct', 'count', 'join', 'kind', 'on', 'let', 'union', 'asc', 'desc', 'and', 'or', 'not', 'in', 'has', 'has_any', 'has_all', 'contains', 'startswith', 'endswith', 'matches', 'regex', 'between', 'events', 'true', 'false', 'null', 'mv-expand', 'parse']);

const rule = /(\/\/[^\n]*)|("(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|@"[^"\n]*"?)|(\d+(?:\.\d+)?(?:ms|[smhd])?\b)|(!?[A-Za-z_][\w]*(?:-(?:away|rename|expand)\b)?)|([=!<>~|]+|[-+*\/%(),.[\]])/g;

export function tokens(text: string): Token[] {
  const answer: Token[] = [];
  for (const match of text.matchAll(rule)) {
    const from = match.index;
    const to = from + match[0].length;
    answer.push({ kind: kindOf(match, text, to), from, to });
  }
  return answer;
}

function kindOf(match: RegExpMatchArray, text: string, to: number): TokenKind {
  if (match[1]) return 'comment';
  if (match[2]) return 'text';
  if (match[3]) return 'number';
  if (match[5]) return 'operator';
  const word = match[4].replace(/^!/, '').toLowerCase();
  if (keywords.has(word) && text[match.index! - 1] !== '.') return 'keyword';
  return /^\s*\(/.test(text.slice(to)) ? 'function' : 'name';
}

/** The word being written, and whether an operator is expected there (after a pipe). */
export function wordAt(text: string, position: number): { from: number; word: string; afterPipe: boolean } {
  const from = position - (/[\w.-]*$/.exec(text.slice(0, position))?.[0].length ?? 0);
  return { from, word: text.slice(from, position), afterPipe: /\|\s*$/.test(text.slice(0, from)) };
}

/** A value as KQL writes it: backslashes, quotes and control characters escaped. */
export function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** A field as KQL writes it. */
export function fieldName(name: string): string {
  return /^[A-Za-z_][\w.]*$/.test(name) ? name : `['${name.replace(/['\\]/g, '\\$&')}']`;
}

/** Adds a condition to a query: after the source, or before anything that groups or cuts rows. */
export function addCondition(query: string, field: string, value: string, not = false): string {
  const line = `| where ${fieldName(field)} ${not ? '!=' : '=='} ${quote(value)}`;
  const text = query.trim() || 'events';
  const later = /\n?\s*\|\s*(summarize|project|extend|order|sort|take|limit|top|distinct|count)\b/.exec(text);
  return later ? `${text.slice(0, later.index).trimEnd()}\n${line}\n${text.slice(later.index).trim()}` : `${text}\n${line}`;
}

/** The place a message of the server points to, as positions in the text. */
export function rangeOf(text: string, line: number, column: number, length: number): { from: number; to: number } {
  const lines = text.split('\n');
  const row = Math.min(Math.max(1, line), lines.length);
  const begin = lines.slice(0, row - 1).reduce((sum, l) => sum + l.length + 1, 0);
  const from = Math.min(begin + Math.max(0, column - 1), text.length);
  return { from, to: Math.min(Math.max(from + Math.max(1, length), from), text.length) };
}

/** One step of a query a line. A pipe inside a text is no step, and stays where it is. */
export function stepPerLine(text: string): string {
  let answer = '';
  let done = 0;
  for (const token of tokens(text)) {
    if (token.kind !== 'operator' || text.slice(token.from, token.to) !== '|' || !/\S/.test(text.slice(done, token.from))) continue;
    answer += `${text.slice(done, token.from).trimEnd()}\n`;
    done = token.from;
  }
  return answer + text.slice(done);
}
