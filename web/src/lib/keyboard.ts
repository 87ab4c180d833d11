/** Every key of the console in one table; the help dialog and the handlers both read it. */
export const keys = [
  { key: 'j', does: 'next', says: 'Next line', where: 'Lists' },
  { key: 'k', does: 'previous', says: 'Previous line', where: 'Lists' },
  { key: 'Enter', does: 'open', says: 'Open the line', where: 'Lists' },
  { key: 'x', does: 'select', says: 'Select or deselect the line', where: 'Incidents' },
  { key: 'a', does: 'claim', says: 'Claim: you take care of it', where: 'Incidents' },
  { key: 'c', does: 'close', says: 'Close with a verdict', where: 'Incidents' },
  { key: 'z', does: 'undo', says: 'Undo the last action', where: 'Everywhere' },
  { key: '/', does: 'search', says: 'Go to the filter or query', where: 'Everywhere' },
  { key: 'g o', does: 'go-overview', says: 'Go to the overview', where: 'Everywhere' },
  { key: 'g i', does: 'go-incidents', says: 'Go to the incidents', where: 'Everywhere' },
  { key: 'g f', does: 'go-findings', says: 'Go to the findings', where: 'Everywhere' },
  { key: 'g s', does: 'go-search', says: 'Go to search', where: 'Everywhere' },
  { key: 'g a', does: 'go-agents', says: 'Go to the agents', where: 'Everywhere' },
  { key: 'g r', does: 'go-response', says: 'Go to the responses', where: 'Everywhere' },
  { key: 'g t', does: 'go-intelligence', says: 'Go to threat intelligence', where: 'Everywhere' },
  { key: '?', does: 'help', says: 'Show this help', where: 'Everywhere' },
] as const;

export type Deed = (typeof keys)[number]['does'];
export type Handlers = Partial<Record<Deed, () => void>>;

interface Stroke { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** Finds the deed of a stroke. `before` is the first key of a pair such as `g i`. */
export function deedOf(stroke: Stroke, before: string | null): Deed | 'wait' | null {
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
  if (before) return keys.find((k) => k.key === `${before} ${stroke.key}`)?.does ?? null;
  const one = keys.find((k) => k.key === stroke.key);
  if (one) return one.does;
  return keys.some((k) => k.key.startsWith(`${stroke.key} `)) ? 'wait' : null;
}

/** Whether keys belong to the element: nobody wants a shortcut while writing. */
export function isTyping(target: { tagName?: string; isContentEditable?: boolean; type?: string } | null): boolean {
  if (!target) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return target.tagName === 'INPUT' && target.type !== 'checkbox' && target.type !== 'radio';
}
