/** Which rows of a long list are drawn. All maths, no DOM, so that it can be tested. */
export interface Slice { start: number; end: number; offset: number; height: number }

export function slice(total: number, rowHeight: number, scrollTop: number, viewHeight: number, spare = 8): Slice {
  const height = total * rowHeight;
  const top = Math.min(Math.max(0, scrollTop), Math.max(0, height - viewHeight));
  const first = Math.floor(top / rowHeight);
  const start = Math.max(0, first - spare);
  const end = Math.min(total, first + Math.ceil(viewHeight / rowHeight) + 1 + spare);
  return { start, end, offset: start * rowHeight, height };
}

/** Where to scroll so that a row is seen; the same place when it is seen already. */
export function reveal(row: number, rowHeight: number, scrollTop: number, viewHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
  return scrollTop;
}

/** The cell a key leads to, kept inside the table. */
export function move(key: string, row: number, column: number, rows: number, columns: number, page: number): { row: number; column: number } | null {
  const at = (r: number, c: number) => ({ row: Math.min(Math.max(0, r), Math.max(0, rows - 1)), column: Math.min(Math.max(0, c), Math.max(0, columns - 1)) });
  switch (key) {
    case 'ArrowDown': return at(row + 1, column);
    case 'ArrowUp': return at(row - 1, column);
    case 'ArrowRight': return at(row, column + 1);
    case 'ArrowLeft': return at(row, column - 1);
    case 'PageDown': return at(row + page, column);
    case 'PageUp': return at(row - page, column);
    case 'Home': return at(row, 0);
    case 'End': return at(row, columns - 1);
    default: return null;
  }
}
