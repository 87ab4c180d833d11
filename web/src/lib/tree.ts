/** A tree as a list of the lines that are open, each with its place: simpler to move in than the tree itself. */
export interface Branch<T> { key: string; children: T[] }
export interface TreeLine<T> { node: T; level: number; position: number; siblings: number; parent: number; open: boolean | null }

export function lines<T extends Branch<T>>(roots: readonly T[], closed: ReadonlySet<string>): TreeLine<T>[] {
  const answer: TreeLine<T>[] = [];
  const add = (nodes: readonly T[], level: number, parent: number) => nodes.forEach((node, i) => {
    const open = node.children.length === 0 ? null : !closed.has(node.key);
    const place = answer.push({ node, level, position: i + 1, siblings: nodes.length, parent, open }) - 1;
    if (open) add(node.children, level + 1, place);
  });
  add(roots, 1, -1);
  return answer;
}

/** What a key does in a tree: go to a line, or fold or unfold the one where one is. */
export function step<T>(key: string, at: number, all: readonly TreeLine<T>[]): { to: number } | { fold: boolean } | null {
  const line = all[at];
  if (!line) return null;
  const to = (index: number) => ({ to: Math.min(Math.max(0, index), all.length - 1) });
  switch (key) {
    case 'ArrowDown': return to(at + 1);
    case 'ArrowUp': return to(at - 1);
    case 'Home': return to(0);
    case 'End': return to(all.length - 1);
    case 'ArrowRight': return line.open === false ? { fold: false } : line.open ? to(at + 1) : null;
    case 'ArrowLeft': return line.open ? { fold: true } : line.parent >= 0 ? to(line.parent) : null;
    default: return null;
  }
}
