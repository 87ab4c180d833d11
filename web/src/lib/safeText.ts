/** A piece of evidence text: either plain, or one character that must be seen rather than obeyed. */
export interface Piece { text: string; name: string | null }

const names: Record<number, string> = {
  0x00: 'NUL', 0x07: 'BEL', 0x08: 'BS', 0x09: 'TAB', 0x0a: 'LF', 0x0d: 'CR', 0x1b: 'ESC', 0x7f: 'DEL', 0x85: 'NEL', 0xad: 'SHY',
  0x061c: 'ALM', 0x180e: 'MVS', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM', 0x2028: 'LS', 0x2029: 'PS',
  0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI',
  0xfeff: 'BOM',
};

// Control characters, invisible ones, everything that turns the direction of writing, tags, and halves of pairs.
const special = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

/** Splits text so that nothing in it can hide, reorder or disguise the rest. Line breaks stay when `lines` is asked for. */
export function pieces(text: string, lines = false): Piece[] {
  const answer: Piece[] = [];
  let begin = 0;
  for (const match of text.matchAll(special)) {
    const code = match[0].codePointAt(0)!;
    if (lines && (code === 0x0a || code === 0x09 || (code === 0x0d && text[match.index + 1] === '\n'))) continue;
    if (match.index > begin) answer.push({ text: text.slice(begin, match.index), name: null });
    answer.push({ text: shown(code), name: names[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` });
    begin = match.index + match[0].length;
  }
  if (begin < text.length) answer.push({ text: text.slice(begin), name: null });
  return answer;
}

/** The same as one string, for titles, aria-labels and the clipboard of a person who does not want surprises. */
export function flat(text: string): string {
  return pieces(text).map((p) => (p.name === null ? p.text : `[${p.name}]`)).join('');
}

export function cut(text: string, most: number): { text: string; more: number } {
  if (text.length <= most) return { text, more: 0 };
  // Never between the two halves of a pair.
  const end = /[\ud800-\udbff]/.test(text[most - 1]) ? most - 1 : most;
  return { text: text.slice(0, end), more: text.length - end };
}

function shown(code: number): string {
  return names[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
