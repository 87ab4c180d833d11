import { describe, expect, it } from 'vitest';
import { deedOf, isTyping, keys } from './keyboard';

const stroke = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('the keyboard table', () => {
  it('has each key once', () => {
    expect(new Set(keys.map((k) => k.key)).size).toBe(keys.length);
    expect(new Set(keys.map((k) => k.does)).size).toBe(keys.length);
  });

  it('has no single key that is also the beginning of a pair', () => {
    const pairs = keys.filter((k) => k.key.includes(' ')).map((k) => k.key.split(' ')[0]);
    expect(keys.filter((k) => pairs.includes(k.key))).toEqual([]);
  });

  it.each([['j', 'next'], ['k', 'previous'], ['x', 'select'], ['a', 'claim'], ['c', 'close'], ['Enter', 'open'], ['?', 'help']])('knows %s', (key, deed) => {
    expect(deedOf(stroke(key), null)).toBe(deed);
  });

  it('waits for the second key of a pair', () => {
    expect(deedOf(stroke('g'), null)).toBe('wait');
    expect(deedOf(stroke('i'), 'g')).toBe('go-incidents');
    expect(deedOf(stroke('q'), 'g')).toBeNull();
  });

  it('leaves the shortcuts of the browser alone', () => {
    expect(deedOf(stroke('c', { ctrlKey: true }), null)).toBeNull();
    expect(deedOf(stroke('a', { metaKey: true }), null)).toBeNull();
  });

  it('is silent while somebody writes', () => {
    expect(isTyping({ tagName: 'INPUT', type: 'search' })).toBe(true);
    expect(isTyping({ tagName: 'TEXTAREA' })).toBe(true);
    expect(isTyping({ tagName: 'DIV', isContentEditable: true })).toBe(true);
    expect(isTyping({ tagName: 'INPUT', type: 'checkbox' })).toBe(false);
    expect(isTyping({ tagName: 'A' })).toBe(false);
  });
});
