/** Lays a graph of steps out in layers, so that a line goes down unless it goes back. */
export interface FlowNode { id: string; next: readonly { to: string; label: string }[] }
export interface FlowPlace { id: string; layer: number; x: number; y: number }
export interface FlowLine { from: string; to: string; label: string; path: string; at: { x: number; y: number }; isBack: boolean }
export interface Flow { places: FlowPlace[]; lines: FlowLine[]; width: number; height: number }

export const box = { width: 176, height: 54, gapX: 34, gapY: 50, edge: 14 };

interface Cell { id: string; isReal: boolean; layer: number; up: Cell[]; down: Cell[]; x: number }
interface Edge { from: string; to: string; label: string; isBack: boolean }

/** Goes through everything from the start; a line to a step that is still being gone through leads back. */
function edgesOf(nodes: readonly FlowNode[], start: string): Edge[] {
  const known = new Map(nodes.map((n) => [n.id, n]));
  const state = new Map<string, 'open' | 'done'>();
  const edges: Edge[] = [];
  const order = [start, ...nodes.map((n) => n.id)].filter((id) => known.has(id));
  for (const root of order) {
    if (state.has(root)) continue;
    const stack: { id: string; at: number }[] = [{ id: root, at: 0 }];
    state.set(root, 'open');
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const next = known.get(top.id)!.next[top.at++];
      if (!next) { state.set(top.id, 'done'); stack.pop(); continue; }
      if (!known.has(next.to)) continue;
      const seen = state.get(next.to);
      edges.push({ from: top.id, to: next.to, label: next.label, isBack: seen === 'open' });
      if (!seen) { state.set(next.to, 'open'); stack.push({ id: next.to, at: 0 }); }
    }
  }
  return edges;
}

function layersOf(nodes: readonly FlowNode[], edges: readonly Edge[]): Map<string, number> {
  const layer = new Map(nodes.map((n) => [n.id, 0]));
  const waits = new Map(nodes.map((n) => [n.id, 0]));
  const forward = edges.filter((e) => !e.isBack);
  for (const e of forward) waits.set(e.to, waits.get(e.to)! + 1);
  const ready = nodes.filter((n) => waits.get(n.id) === 0).map((n) => n.id);
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    for (const e of forward.filter((one) => one.from === id)) {
      layer.set(e.to, Math.max(layer.get(e.to)!, layer.get(id)! + 1));
      waits.set(e.to, waits.get(e.to)! - 1);
      if (waits.get(e.to) === 0) ready.push(e.to);
    }
  }
  return layer;
}

/** The mean place of what a cell hangs on; its own when it hangs on nothing. */
const mean = (cell: Cell, of: readonly Cell[]) => (of.length === 0 ? cell.x : of.reduce((sum, c) => sum + c.x, 0) / of.length);

/** Moves cells of a row apart, keeping their order and coming as near to their wishes as that allows. */
function settle(row: Cell[], wishes: readonly number[]): void {
  const room = (cell: Cell) => (cell.isReal ? box.width : 24);
  const step = (a: Cell, b: Cell) => (room(a) + room(b)) / 2 + box.gapX;
  const right = row.map((c, i) => wishes[i]);
  for (let i = 1; i < row.length; i++) right[i] = Math.max(right[i], right[i - 1] + step(row[i - 1], row[i]));
  const lefts = row.map((c, i) => wishes[i]);
  for (let i = row.length - 2; i >= 0; i--) lefts[i] = Math.min(lefts[i], lefts[i + 1] - step(row[i], row[i + 1]));
  row.forEach((c, i) => { c.x = (right[i] + lefts[i]) / 2; });
}

export function layOut(nodes: readonly FlowNode[], start: string): Flow {
  if (nodes.length === 0) return { places: [], lines: [], width: 0, height: 0 };
  const edges = edgesOf(nodes, start);
  const layer = layersOf(nodes, edges);
  const cells = new Map<string, Cell>(nodes.map((n) => [n.id, { id: n.id, isReal: true, layer: layer.get(n.id)!, up: [], down: [], x: 0 }]));
  const rows: Cell[][] = Array.from({ length: Math.max(...layer.values()) + 1 }, () => []);
  for (const id of [start, ...nodes.map((n) => n.id)]) { const cell = cells.get(id); if (cell && !rows[cell.layer].includes(cell)) rows[cell.layer].push(cell); }

  // A line over several rows goes through a small cell in each of them, so that nothing stands in its way.
  const chains = edges.map((e) => {
    if (e.isBack) return [];
    let last = cells.get(e.from)!;
    const chain = [last];
    for (let at = last.layer + 1; at <= layer.get(e.to)!; at++) {
      const isEnd = at === layer.get(e.to)!;
      const cell: Cell = isEnd ? cells.get(e.to)! : { id: '', isReal: false, layer: at, up: [], down: [], x: 0 };
      if (!isEnd) rows[at].push(cell);
      last.down.push(cell); cell.up.push(last);
      chain.push(cell); last = cell;
    }
    return chain;
  });

  rows.forEach((row) => row.forEach((c, i) => { c.x = (i - (row.length - 1) / 2) * (box.width + box.gapX); }));
  for (let turn = 0; turn < 8; turn++) {
    const down = turn % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      const wish = new Map(row.map((c) => [c, mean(c, down ? c.up : c.down)]));
      row.sort((a, b) => wish.get(a)! - wish.get(b)!);
      settle(row, row.map((c) => wish.get(c)!));
    }
  }

  // A line that leads back goes around on the side where less stands in its way.
  const isLeft = (e: Edge) => [e.from, e.to].map((id) => cells.get(id)!).reduce((sum, c) => sum + rows[c.layer].filter((o) => o.isReal && o.x > c.x).length - rows[c.layer].filter((o) => o.isReal && o.x < c.x).length, 0) > 0;
  const isShort = (e: Edge) => layer.get(e.from)! - layer.get(e.to)! === 1;
  const backs = edges.filter((e) => e.isBack && !isShort(e));
  const lefts = backs.filter(isLeft);
  const margin = (lanes: number) => (lanes > 0 ? 46 + lanes * 16 : 0);
  const least = Math.min(...rows.flat().map((c) => c.x - box.width / 2)) - box.edge - margin(lefts.length);
  rows.flat().forEach((c) => { c.x -= least; });
  const right = Math.max(...rows.flat().map((c) => c.x + box.width / 2)) + box.edge;
  const width = right + margin(backs.length - lefts.length);
  const top = (c: Cell) => box.edge + c.layer * (box.height + box.gapY);
  const lanes = { left: 0, right: 0 };
  const lines = edges.map((e, i): FlowLine => {
    const base = { from: e.from, to: e.to, label: e.label, isBack: e.isBack };
    if (e.isBack) {
      const [a, b] = [cells.get(e.from)!, cells.get(e.to)!];
      if (isShort(e)) {
        // Around the outer corner of the lower box, through the space between the rows, into the side of the upper one.
        const out = a.x <= b.x ? -1 : 1;
        const [x1, x2] = [a.x + (out * box.width) / 2, b.x + (out * box.width) / 2];
        const [y1, y2, between] = [top(a) + box.height / 2, top(b) + box.height / 2, top(a) - box.gapY / 2];
        return { ...base, path: `M${round(x1)} ${y1}H${round(x1 + out * 14)}V${between}H${round(x2 + out * 16)}V${y2}H${round(x2 + out * 3)}`, at: { x: round((x1 + x2) / 2 + out * 15), y: between } };
      }
      const turn = lefts.includes(e) ? -1 : 1;
      const side = turn < 0 ? box.edge + margin(lefts.length) - 14 - lanes.left++ * 16 : right + lanes.right++ * 16;
      const [y1, y2] = [top(a) + box.height / 2, top(b) + box.height / 2];
      const [out, into] = [a.x + (turn * box.width) / 2, b.x + turn * (box.width / 2 + 3)];
      const up = y1 > y2 ? -10 : 10;
      return { ...base, path: `M${round(out)} ${y1}H${round(side - turn * 10)}Q${round(side)} ${y1} ${round(side)} ${y1 + up}V${y2 - up}Q${round(side)} ${y2} ${round(side - turn * 10)} ${y2}H${round(into)}`, at: { x: round(side), y: round((y1 + y2) / 2) } };
    }
    const points = chains[i].flatMap((c, n, all) => (n === 0 ? [{ x: c.x, y: top(c) + box.height }] : n === all.length - 1 ? [{ x: c.x, y: top(c) - 3 }] : [{ x: c.x, y: top(c) }, { x: c.x, y: top(c) + box.height }]));
    let path = `M${round(points[0].x)} ${round(points[0].y)}`;
    for (let n = 1; n < points.length; n++) {
      const [p, q] = [points[n - 1], points[n]];
      const half = (p.y + q.y) / 2;
      path += p.x === q.x ? `V${round(q.y)}` : `C${round(p.x)} ${round(half)} ${round(q.x)} ${round(half)} ${round(q.x)} ${round(q.y)}`;
    }
    // The words stand where lines of the same step have parted already.
    const [p, q] = [points[0], points[1]];
    return { ...base, path, at: { x: round(p.x + (q.x - p.x) * 0.62), y: round(p.y + (q.y - p.y) * 0.6) } };
  });
  return {
    places: [...cells.values()].map((c) => ({ id: c.id, layer: c.layer, x: round(c.x - box.width / 2), y: top(c) })),
    lines, width: round(width), height: rows.length * (box.height + box.gapY) - box.gapY + box.edge * 2,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Breaks a name into lines that fit a box; what is too long ends in dots. */
export function wrapped(text: string, most = 25, lines = 2): string[] {
  const answer: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = answer[answer.length - 1];
    if (last !== undefined && last.length + 1 + word.length <= most) answer[answer.length - 1] = `${last} ${word}`;
    else answer.push(word);
  }
  const shown = answer.slice(0, lines).map((line) => (line.length > most ? `${line.slice(0, most - 1)}…` : line));
  if (answer.length > lines) shown[lines - 1] = `${shown[lines - 1].slice(0, most - 1)}…`.replace(/……$/, '…');
  return shown;
}
