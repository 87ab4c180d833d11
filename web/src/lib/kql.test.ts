import { describe, expect, it } from 'vitest';
import { addCondition, quote, rangeOf, stepPerLine, tokens, wordAt } from './kql';

const split = (text: string) => tokens(text).map((t) => [t.kind, text.slice(t.from, t.to)]);

describe('KQL', () => {
  it('tells the words apart', () => {
    expect(split('events | where host == "a b" and count() > 3d // why')).toEqual([
      ['keyword', 'events'], ['operator', '|'], ['keyword', 'where'], ['name', 'host'], ['operator', '=='], ['text', '"a b"'], ['keyword', 'and'], ['keyword', 'count'], ['operator', '('], ['operator', ')'], ['operator', '>'], ['number', '3d'], ['comment', '// why'],
    ]);
  });

  it('knows functions by their bracket, and negated words', () => {
    expect(split('dcount(user)')[0]).toEqual(['function', 'dcount']);
    expect(split('x !contains "y"')[1]).toEqual(['keyword', '!contains']);
  });

  it('does not fail on half a text', () => {
    expect(split('where a == "open')).toContainEqual(['text', '"open']);
    for (const text of ['"', "'\\", '|||', '\u202e<script>', '"a\nb"', '']) expect(() => tokens(text)).not.toThrow();
  });

  it('gives words in order and without overlap', () => {
    const text = 'events | where Image endswith @"\\x.exe" | summarize n=count() by bin(time, 1h)';
    let end = 0;
    for (const token of tokens(text)) {
      expect(token.from).toBeGreaterThanOrEqual(end);
      end = token.to;
    }
  });

  it('finds the word to complete', () => {
    expect(wordAt('events | wh', 11)).toEqual({ from: 9, word: 'wh', afterPipe: true });
    expect(wordAt('events | where src_endpoint.i', 29)).toEqual({ from: 15, word: 'src_endpoint.i', afterPipe: false });
  });

  it('adds a condition before what groups or cuts', () => {
    expect(addCondition('events\n| take 10', 'host', 'A')).toBe('events\n| where host == "A"\n| take 10');
    expect(addCondition('events', 'host', 'A "b" \\', true)).toBe('events\n| where host != "A \\"b\\" \\\\"');
    expect(addCondition('', "odd name'", '1')).toBe(`events\n| where ['odd name\\''] == "1"`);
  });

  it('writes values so that none of them ends the text', () => {
    expect(quote('C:\\a "b"')).toBe('"C:\\\\a \\"b\\""');
    expect(quote('x\ny\u001b')).toBe('"x\\u000ay\\u001b"');
  });

  it('finds the place of an error', () => {
    expect(rangeOf('events\n| wher x', 2, 3, 4)).toEqual({ from: 9, to: 13 });
    expect(rangeOf('ab', 9, 9, 9)).toEqual({ from: 2, to: 2 });
  });

  it('writes one step a line, and leaves texts whole', () => {
    expect(stepPerLine('logon | where a == 1 | take 5')).toBe('logon\n| where a == 1\n| take 5');
    expect(stepPerLine('search "a | b" | take 5')).toBe('search "a | b"\n| take 5');
    expect(stepPerLine('where a == "x \\" | y" | take 1')).toBe('where a == "x \\" | y"\n| take 1');
    expect(stepPerLine('events\n| take 5')).toBe('events\n| take 5');
    expect(stepPerLine('')).toBe('');
  });
});
