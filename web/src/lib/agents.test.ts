import { describe, expect, it } from 'vitest';
import type { DrillProperty } from '../api/agents';
import { actionLabel, bound, drillTone, lease, originOf, outcomeOf, scopeCounts, sourceOf, stepAt, stepTo, took, verdictOf } from './agents';

const property = (state: DrillProperty['state']): DrillProperty => ({ id: 'P1', title: '', state, trials: 0, failures: 0, bound: null, note: '' });

describe('the words of agents', () => {
  it.each([['verdict', verdictOf('splendid')], ['source', sourceOf('constructor')], ['outcome', outcomeOf('toString')], ['outcome', outcomeOf(null)]])('calls an unknown %s unknown, never good', (_, said) => {
    expect(said.tone).toBe('unknown');
    expect(said.label).toBeTruthy();
  });

  it('says that an undetermined verdict is no all-clear', () => {
    expect(verdictOf('undetermined').tone).toBe('unknown');
    expect(verdictOf('benign-explained').label).toBe('Benign, explained');
  });

  it('shows an action it does not know as it came', () => {
    expect(actionLabel('blockAddress')).toBe('Block an address');
    expect(actionLabel('launchRocket')).toBe('launchRocket');
    expect(actionLabel('constructor')).toBe('constructor');
  });

  it('has no drill that passed without a measurement', () => {
    expect(drillTone([])).toBe('unknown');
    expect(drillTone([property('not-measured')])).toBe('unknown');
    expect(drillTone([property('held'), property('not-measured')])).toBe('good');
    expect(drillTone([property('held'), property('broken')])).toBe('bad');
  });

  it.each([[null, '–'], [0, '0 %'], [0.00001, '< 0.01 %'], [0.0098, '0.98 %'], [0.25, '25.0 %']])('writes the bound %s as %s', (share, text) => expect(bound(share)).toBe(text));
  it.each([[0.2, '< 1 ms'], [12.4, '12 ms'], [1300, '1.3 s'], [125_000, '2 min']])('writes %s ms as %s', (ms, text) => expect(took(ms)).toBe(text));
  it.each([[0, 'once'], [900, '15 min'], [3600, '1 h'], [14400, '4 h']])('writes a lease of %s s as %s', (seconds, text) => expect(lease(seconds)).toBe(text));
});

describe('where a label comes from', () => {
  const incident = '0193aaaa-0000-7000-a000-000000000001';
  const finding = '0193aaaa-0000-7000-a000-000000000002';
  it('leads to findings and incidents, and nowhere else', () => {
    expect(originOf(finding, incident)).toEqual({ kind: 'finding', id: finding, href: `/incidents/${incident}?finding=${finding}` });
    expect(originOf(incident, incident).href).toBe(`/incidents/${incident}`);
    expect(originOf('ev-0123456789abcdef', incident).href).toBeNull();
    expect(originOf('model:gemma', incident)).toEqual({ kind: 'model', id: 'gemma', href: null });
    expect(originOf('javascript:alert(1)', incident)).toEqual({ kind: 'other', id: 'javascript:alert(1)', href: null });
  });

  it('counts the scope by kind, with the least trust', () => {
    const members = [['host', 2], ['host', 1], ['address', 2]].map(([kind, integrity]) => ({ kind: String(kind), label: { integrity: Number(integrity) } }));
    expect(scopeCounts(members)).toEqual([{ kind: 'host', count: 2, least: 1 }, { kind: 'address', count: 1, least: 2 }]);
    expect(scopeCounts([])).toEqual([]);
  });
});

describe('stepping', () => {
  it('stays within the steps', () => {
    expect(stepTo(0, -1, 5)).toBe(0);
    expect(stepTo(4, 1, 5)).toBe(4);
    expect(stepTo(1, 1, 5)).toBe(2);
  });

  it('reads an address and forgives nonsense', () => {
    expect(stepAt('3', 5)).toBe(2);
    expect(stepAt('99', 5)).toBe(4);
    expect(stepAt('-1', 5)).toBe(0);
    expect(stepAt('', 5)).toBe(0);
    expect(stepAt('0', 5)).toBe(0);
  });
});
