// The timeline of very many events: bars that count them, by family.

import { NONE, type Columns } from "./columns";
import { svg } from "./dom";
import type { Store } from "./state";
import { Timeline } from "./timeline";
import type { TimeScale } from "./timescale";
import type { Words } from "./words";

const BAR = 7; // pixels from bar to bar

export class Histogram extends Timeline {
  constructor(
    private readonly columns: Columns,
    private readonly passes: Uint8Array,
    scale: TimeScale,
    store: Store,
    words: Words,
    calm: boolean,
  ) {
    super([], scale, store, words, () => true, calm);
  }

  protected override marks(width: number, base: number): SVGElement[] {
    const { columns, passes, scale } = this;
    const families = columns.data.kinds.map((_, kind) => columns.familyOf(kind).id);
    const names = [...new Set(families)];
    const places = families.map((family) => names.indexOf(family));
    const bars = Array.from({ length: Math.ceil(width / BAR) + 1 }, () => new Array<number>(names.length).fill(0));
    const barOf = new Map<number, number>();
    for (let row = 0; row < columns.count; row++) {
      const day = columns.first[row]!;
      if (!passes[row] || day === NONE) continue;
      let bar = barOf.get(day);
      if (bar === undefined) barOf.set(day, (bar = Math.floor((scale.at(day + 0.5) * width) / BAR)));
      bars[bar]![places[columns.kind[row]!]!]!++;
    }
    const tallest = Math.max(1, ...bars.map((bar) => bar.reduce((sum, n) => sum + n, 0)));
    return bars.flatMap((bar, i) => this.bar(bar, names, i * BAR, base, (base - 6) / tallest));
  }

  private bar(counts: number[], names: string[], x: number, base: number, scale: number): SVGElement[] {
    let y = base - 1;
    return counts.flatMap((count, i) => {
      if (!count) return [];
      const height = count * scale;
      y -= height;
      return [svg("rect", { class: `bin family-${names[i]}`, x, y, width: BAR - 1, height })];
    });
  }
}
