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

  /** A path for each family: few elements, however many bars. */
  protected override marks(width: number, base: number): SVGElement[] {
    const families = this.columns.data.codes.kind.map((_, kind) => this.columns.familyOf(kind).id);
    const names = [...new Set(families)];
    const bars = this.bars(width, families.map((family) => names.indexOf(family)), names.length);
    const tallest = Math.max(1, ...bars.map((bar) => bar.reduce((sum, n) => sum + n, 0)));
    const tops = bars.map(() => base - 1);
    return names.map((name, i) => {
      const blocks = bars.map((counts, bar) => {
        if (!counts[i]) return "";
        const height = (counts[i] * (base - 6)) / tallest;
        tops[bar]! -= height;
        return `M${bar * BAR} ${tops[bar]!.toFixed(1)}h${BAR - 1}v${height.toFixed(1)}h${1 - BAR}z`;
      });
      return svg("path", { class: `bin family-${name}`, fill: "var(--stroke)", opacity: 0.85, d: blocks.join("") });
    });
  }

  /** How many events of each family fall into each bar. */
  private bars(width: number, familyOf: number[], families: number): number[][] {
    const { columns, passes, scale } = this;
    const bars = Array.from({ length: Math.ceil(width / BAR) + 1 }, () => new Array<number>(families).fill(0));
    let day = NONE;
    let bar: number[] = [];
    for (let row = 0; row < columns.count; row++) {
      if (!passes[row] || columns.day[row] === NONE) continue;
      if (columns.day[row] !== day) {
        day = columns.day[row]!;
        bar = bars[Math.floor((scale.at(day + 0.5) * width) / BAR)]!;
      }
      bar[familyOf[columns.kind[row]!]!]!++;
    }
    return bars;
  }
}
