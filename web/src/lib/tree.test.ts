import { describe, expect, it } from 'vitest';
import { lines, step } from './tree';

interface Node { key: string; children: Node[] }
const node = (key: string, ...children: Node[]): Node => ({ key, children });
const roots = [node('a', node('b', node('c')), node('d')), node('e')];
const keysOf = (closed: string[]) => lines(roots, new Set(closed)).map((l) => l.node.key).join('');

describe('a tree of programs', () => {
  it('lists what is open', () => {
    expect(keysOf([])).toBe('abcde');
    expect(keysOf(['b'])).toBe('abde');
    expect(keysOf(['a'])).toBe('ae');
  });

  it('knows levels, places and parents', () => {
    const all = lines(roots, new Set<string>());
    expect(all.map((l) => l.level)).toEqual([1, 2, 3, 2, 1]);
    expect(all.map((l) => l.parent)).toEqual([-1, 0, 1, 0, -1]);
    expect(all.map((l) => `${l.position}/${l.siblings}`)).toEqual(['1/2', '1/2', '1/1', '2/2', '2/2']);
    expect(all.map((l) => l.open)).toEqual([true, true, null, null, null]);
  });

  it('moves and folds by keys', () => {
    const all = lines(roots, new Set(['b']));
    expect(step('ArrowDown', 0, all)).toEqual({ to: 1 });
    expect(step('ArrowRight', 1, all)).toEqual({ fold: false });
    expect(step('ArrowLeft', 2, all)).toEqual({ to: 0 });
    expect(step('ArrowLeft', 0, all)).toEqual({ fold: true });
    expect(step('ArrowUp', 0, all)).toEqual({ to: 0 });
    expect(step('End', 0, all)).toEqual({ to: 3 });
    expect(step('Tab', 0, all)).toBeNull();
    expect(step('ArrowDown', 0, [])).toBeNull();
  });
});
