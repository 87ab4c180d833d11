// Numbers that only look random: the same seed gives the same world, so that tests and pictures can be repeated.
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)], between: (a, b) => a + below(b - a + 1) };
}

export function guid(seed) {
  const d = dice(seed);
  const hex = (n) => Array.from({ length: n }, () => d.below(16).toString(16)).join('');
  return `0193${hex(4)}-${hex(4)}-7${hex(3)}-a${hex(3)}-${hex(12)}`;
}

export const ago = (minutes) => new Date(Date.now() - minutes * 60000).toISOString();
