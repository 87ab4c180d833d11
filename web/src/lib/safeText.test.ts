import { describe, expect, it } from 'vitest';
import { cut, flat, pieces } from './safeText';

describe('evidence text', () => {
  it('leaves plain text alone, whatever it says', () => {
    const text = `<img src=x onerror=alert(1)> "quoted" & 'so' שלום 日本 😀`;
    expect(pieces(text)).toEqual([{ text, name: null }]);
  });

  it.each([['\u202e', 'RLO'], ['\u2066', 'LRI'], ['\u200f', 'RLM'], ['\u200b', 'ZWSP'], ['\u0000', 'NUL'], ['\u001b', 'ESC'], ['\ufeff', 'BOM'], ['\n', 'LF'], ['\u2028', 'LS'], ['\u{e0041}', 'U+E0041'], ['\u0080', 'U+0080'], ['\ud800', 'U+D800']])('makes %j visible', (character, name) => {
    expect(pieces(`a${character}b`)).toEqual([{ text: 'a', name: null }, { text: name, name }, { text: 'b', name: null }]);
  });

  it('keeps line breaks when asked, but never a lonely carriage return', () => {
    expect(pieces('a\r\nb\tc\n', true).every((p) => p.name === null || p.name === 'CR')).toBe(true);
    expect(pieces('a\rb', true).some((p) => p.name === 'CR')).toBe(true);
    expect(pieces('a\nb', true)).toEqual([{ text: 'a\nb', name: null }]);
  });

  it('loses nothing that can be seen', () => {
    const text = 'x\u202ey\u0007z';
    expect(pieces(text).filter((p) => p.name === null).map((p) => p.text).join('')).toBe('xyz');
    expect(flat(text)).toBe('x[RLO]y[BEL]z');
  });

  it('cuts long text, and never through a pair', () => {
    expect(cut('abc', 5)).toEqual({ text: 'abc', more: 0 });
    expect(cut('abcdef', 4)).toEqual({ text: 'abcd', more: 2 });
    expect(cut('ab😀cd', 3)).toEqual({ text: 'ab', more: 4 });
  });
});
