import { describe, expect, it } from 'vitest';
import { box, layOut, wrapped } from './flow';

const node = (id: string, ...next: string[]) => ({ id, next: next.map((to) => ({ to, label: `to ${to}` })) });

describe('layOut', () => {
  it('puts every step below what leads to it', () => {
    const flow = layOut([node('start', 'if'), node('if', 'yes', 'no'), node('yes', 'end'), node('no', 'end'), node('end')], 'start');
    const layer = Object.fromEntries(flow.places.map((p) => [p.id, p.layer]));
    expect(layer).toEqual({ start: 0, if: 1, yes: 2, no: 2, end: 3 });
    expect(flow.lines).toHaveLength(5);
  });

  it('knows a loop, and ends', () => {
    const flow = layOut([node('start', 'while'), node('while', 'body', 'end'), node('body', 'while'), node('end')], 'start');
    expect(flow.lines.filter((l) => l.isBack).map((l) => [l.from, l.to])).toEqual([['body', 'while']]);
    expect(flow.places.every((p) => p.x >= 0 && p.x + box.width <= flow.width && p.y + box.height <= flow.height)).toBe(true);
  });

  it('lets no two boxes touch', () => {
    const many = Array.from({ length: 7 }, (_, i) => `s${i}`);
    const flow = layOut([node('start', ...many, 'end'), ...many.map((id) => node(id, 'end')), node('end')], 'start');
    for (const a of flow.places) for (const b of flow.places) if (a.id < b.id && a.layer === b.layer) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(box.width + 10);
  });

  it('leaves out lines to nowhere, keeps what nothing leads to, and takes nothing', () => {
    const flow = layOut([node('start', 'gone'), node('alone')], 'start');
    expect(flow.lines).toEqual([]);
    expect(flow.places.map((p) => p.id).sort()).toEqual(['alone', 'start']);
    expect(layOut([], '').places).toEqual([]);
  });

  it('handles a thousand steps in a row', () => {
    const long = Array.from({ length: 1000 }, (_, i) => node(`n${i}`, `n${i + 1}`));
    expect(Math.max(...layOut([...long, node('n1000')], 'n0').places.map((p) => p.layer))).toBe(1000);
  });
});

describe('wrapped', () => {
  it('fits names into two lines', () => {
    expect(wrapped('Block the address at the edge')).toEqual(['Block the address at the', 'edge']);
    expect(wrapped('a'.repeat(60))).toEqual([`${'a'.repeat(24)}…`]);
    expect(wrapped('one two three four five six seven eight nine ten eleven twelve')[1]).toMatch(/…$/);
  });
});
