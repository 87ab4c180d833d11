import { describe, expect, it } from 'vitest';
import { shownColumns, worthCounting } from './columns';

const columns = ['ordinal', 'source', 'host', 'user', 'class', 'domain', 'url', 'file', 'time', 'message', 'fields', 'odd', 'shape'].map((name) => ({ name, type: 'string' as const }));
const row = columns.map((c) => (c.name === 'url' || c.name === 'domain' ? null : 'x'));
const names = (places: number[]) => places.map((i) => columns[i].name);

describe('the columns of an answer', () => {
  it('leaves a small answer as it was asked for', () => {
    expect(names(shownColumns(columns.slice(0, 5), [row], false))).toEqual(['ordinal', 'source', 'host', 'user', 'class']);
  });

  it('puts what people look at first, and leaves out what is empty', () => {
    expect(names(shownColumns(columns, [row], false))).toEqual(['time', 'host', 'user', 'class', 'file', 'message', 'source', 'odd', 'fields']);
  });

  it('shows everything when asked', () => {
    expect(names(shownColumns(columns, [row], true)).sort()).toEqual(columns.map((c) => c.name).sort());
  });

  it('counts the few columns that were asked for, in their order', () => {
    const asked = [{ name: 'time', type: 'datetime' as const }, { name: 'process_uid', type: 'string' as const }, { name: 'admin', type: 'bool' as const }, { name: 'host', type: 'string' as const }, { name: 'fields', type: 'dynamic' as const }];
    expect(worthCounting(asked)).toEqual(['process_uid', 'admin', 'host']);
  });

  it('counts no positions', () => {
    expect(worthCounting(columns)).not.toContain('ordinal');
    expect(worthCounting(columns)[0]).toBe('time');
  });
});
