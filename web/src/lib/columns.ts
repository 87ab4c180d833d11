import type { HuntColumn } from '../api/hunting';

/** What people look at first. Events have some thirty columns, most of them empty for any one kind of event. */
const first = ['time', 'host', 'user', 'class', 'action', 'event_code', 'process', 'command_line', 'parent_process', 'src_ip', 'dst_ip', 'dst_port', 'domain', 'url', 'http_status', 'file', 'message', 'logsource', 'product', 'category', 'service', 'source'];
/** So few columns were asked for on purpose. */
const few = 12;
const last = ['position', 'ordinal', 'shape', 'received', 'process_uid', 'fields'];

function rank(name: string): number {
  const early = first.indexOf(name);
  if (early >= 0) return early - first.length;
  const late = last.indexOf(name);
  return late >= 0 ? late + 1 : 0;
}

/** The columns to draw, as places in the answer. Few columns stay as they are. */
export function shownColumns(columns: readonly HuntColumn[], rows: readonly unknown[][], all: boolean): number[] {
  const places = columns.map((_, i) => i);
  if (columns.length <= few) return places;
  const sorted = places.sort((a, b) => rank(columns[a].name) - rank(columns[b].name) || a - b);
  if (all) return sorted;
  const looked = rows.slice(0, 500);
  return sorted.filter((i) => columns[i].name === 'fields' || (!last.includes(columns[i].name) && looked.some((row) => row[i] !== null && row[i] !== undefined && row[i] !== '')));
}

/** Fields whose most frequent values say something: no times, and among many columns no positions and no numbers that are all different. */
export function worthCounting(columns: readonly HuntColumn[]): string[] {
  if (columns.length <= few) return columns.filter((c) => c.type === 'string' || c.type === 'long' || c.type === 'bool').map((c) => c.name);
  return columns.filter((c) => (c.type === 'string' || c.type === 'long') && !last.includes(c.name) && !/_pid$|_uid$/.test(c.name))
    .map((c) => c.name).sort((a, b) => rank(a) - rank(b));
}
