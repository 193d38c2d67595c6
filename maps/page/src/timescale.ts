// Days to places along the timeline. Long empty stretches are folded, so that a war of last year and the drills of
// last week share one axis.

import type { Days } from "./data";

/** Anything that happened at some time. */
interface Dated {
  days: Days;
}

export interface Stretch {
  first: number;
  last: number;
  /** The first and last day of which something is told; the stretch itself is a little longer. */
  firstTold: number;
  lastTold: number;
  /** Where it lies on the axis, 0 to 1. */
  from: number;
  to: number;
}

const FOLD = 0.03; // share of the axis given to each fold

export class TimeScale {
  readonly stretches: Stretch[];

  constructor(items: Dated[]) {
    this.stretches = lay(fold(stays(items)), items);
  }

  get empty(): boolean {
    return this.stretches.length === 0;
  }

  /** The share of the axis at which a day begins. */
  at(day: number): number {
    const { stretches } = this;
    for (let i = 0; i < stretches.length; i++) {
      const { first, last, from, to } = stretches[i]!;
      if (day < first) return i ? (stretches[i - 1]!.to + from) / 2 : 0;
      if (day <= last + 1) return from + ((day - first) / (last + 1 - first)) * (to - from);
    }
    return 1;
  }

  dayAt(share: number): number {
    for (const { first, last, from, to } of this.stretches) {
      if (share < from) return first;
      if (share <= to) return Math.min(last, Math.floor(first + ((share - from) / (to - from)) * (last + 1 - first)));
    }
    return this.stretches.at(-1)?.last ?? 0;
  }

  /** Whether an event falls into a window of the axis. The undated show only when the window is fully open. */
  holds({ days }: Dated, from: number, to: number): boolean {
    if (from <= 0 && to >= 1) return true;
    const first = days.first ?? days.last;
    if (first === null) return false;
    const last = days.first === null ? first : (days.last ?? Infinity);
    return this.at(first) <= to && (last === Infinity || this.at(last + 1) > from);
  }
}

/** The days that must be seen: ends of short stays in full, of longer ones their beginning. */
function stays(items: Dated[]): [number, number][] {
  const found: [number, number][] = [];
  for (const { days } of items) {
    const first = days.first ?? days.last;
    if (first === null) continue;
    const last = days.last ?? first;
    found.push(last - first <= 400 ? [first, last] : [first, first]);
    if (last - first > 400) found.push([last, last]);
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/** Join stays into stretches; a gap is folded when it is long beside all that lies on the axis. */
function fold(stays: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [first, last] of stays) {
    const tail = joined.at(-1);
    if (tail && first <= tail[1] + 1) tail[1] = Math.max(tail[1], last);
    else joined.push([first, last]);
  }
  const covered = joined.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const folded: [number, number][] = [];
  for (const stay of joined) {
    const tail = folded.at(-1);
    if (tail && stay[0] - tail[1] <= Math.max(21, covered * 0.6)) tail[1] = stay[1];
    else folded.push([...stay]);
  }
  return folded;
}

/** Give each stretch room by its length and by the number of its events. */
function lay(stretches: [number, number][], items: Dated[]): Stretch[] {
  const weights = stretches.map(([first, last]) => {
    const held = items.filter(({ days }) => {
      const start = days.first ?? days.last;
      return start !== null && start >= first && start <= last;
    });
    return Math.sqrt(last - first + 1) * 0.6 + held.length * 2 + 2;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const room = 1 - FOLD * (stretches.length - 1);
  let at = 0;
  return stretches.map(([first, last], i) => {
    const from = at;
    const to = from + (weights[i]! / total) * room;
    at = to + FOLD;
    // a single day in the middle of a stretch of its own, not at its very edge
    const pad = last - first < 6 ? 3 : Math.ceil((last - first) * 0.03);
    return { first: first - pad, last: last + pad, firstTold: first, lastTold: last, from, to };
  });
}
