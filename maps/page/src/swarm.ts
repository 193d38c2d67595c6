// Very many events on the map: every one a dot of its family's colour, stamped straight into a picture, and over them
// badges that count the cells of a grid; where few enough are in view, each gets its mark again.

import { arrange, type Spot } from "./arrange";
import type { Box, Chart, Layer } from "./chart";
import { ALONE, badgeBox, CELL, clearOf, dress } from "./clusters";
import type { Columns } from "./columns";
import type { Family, Item, LonLat } from "./data";
import { html, oncePerFrame, say } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { Words } from "./words";

export interface SwarmFrame {
  panels(): Box[];
  pick(row: number): void;
  arranged(spots: Spot[], badges: Box[]): void;
}

/** What one walk over the rows finds in the window. */
interface Survey {
  count: number;
  /** The rows in view, no more than one too many to stand alone. */
  rows: number[];
  cells: Cell[];
}

interface Cell {
  count: number;
  /** The middle of its events, in window pixels. */
  x: number;
  y: number;
  left: number;
  top: number;
  row: number;
  shares: [Family, number][];
}

const MUCH = 10_000; // events of a cell, which do not fit its badge in full
const OPACITY = 200; // of 255

export class Swarm {
  /** Moving the map tells of it several times: it is drawn once. */
  readonly redraw = oncePerFrame(() => this.draw());
  private readonly canvas = html("canvas", { class: "swarm leaflet-zoom-hide", "aria-hidden": "true" });
  private readonly marks: HTMLElement;
  private readonly stems: HTMLElement;
  private readonly badges: HTMLButtonElement[] = [];
  private readonly cellOf = new WeakMap<Element, Cell>();
  private shown: HTMLElement[] = [];
  private footprint: Layer | null = null;
  private chosen = -1;
  private readonly families: Family[];
  /** A large count in few letters: 12K. */
  private readonly short = new Intl.NumberFormat(this.words.lang, { notation: "compact", maximumFractionDigits: 0 });
  private inks: number[] = [];

  constructor(
    private readonly chart: Chart,
    private readonly columns: Columns,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    private readonly passes: Uint8Array,
    private readonly frame: SwarmFrame,
  ) {
    chart.pane("footprints", 350);
    Object.assign(this.canvas.style, { position: "absolute", left: "0", top: "0" });
    chart.pane("dots", 560).append(this.canvas);
    this.stems = chart.pane("stems", 610);
    this.marks = chart.pane("marks", 620, true);
    for (const pane of [this.stems, this.marks]) pane.classList.add("leaflet-zoom-hide");
    this.families = [...new Set(columns.data.codes.kind.map((_, kind) => columns.familyOf(kind)))];
    this.marks.addEventListener("click", (click) => {
      const cell = this.cellOf.get(click.target as Element);
      if (!cell) return;
      click.stopPropagation();
      this.chart.zoomInto(this.corners(cell));
    });
    chart.onMoved(() => this.redraw());
  }

  choose(row: number, item: Item | null): void {
    this.chosen = row;
    if (this.footprint) this.chart.remove(this.footprint);
    this.footprint = null;
    if (item?.geometry) {
      const looks = `footprint ${item.extent} selected family-${item.family.id}`;
      this.footprint = this.chart.outline(item.geometry, looks, "footprints");
      this.chart.add(this.footprint);
    }
    this.redraw();
  }

  focus(): void {
    this.marks.querySelector<HTMLElement>(".mark.selected")?.focus({ preventScroll: true });
  }

  private draw(): void {
    for (const old of this.shown) old.remove();
    this.shown = [];
    const { count, rows, cells } = this.survey();
    const few = count <= ALONE;
    this.canvas.hidden = few;
    const single = few ? rows : cells.filter((cell) => cell.count === 1).map(({ row }) => row);
    if (!few && this.chosen >= 0 && this.inView(this.chosen) && !single.includes(this.chosen)) single.push(this.chosen);
    const middles = this.showBadges(few ? [] : cells.filter((cell) => cell.count > 1));
    const spots = arrange(single.map((row) => this.columns.item(row)), this.view(), middles);
    this.name(spots.map((spot) => [spot.item.order, this.mark(spot)]));
    this.frame.arranged(spots, middles.map(badgeBox));
  }

  // Dots and cells

  private picture: ImageData | null = null;

  /** Stamp a dot for every row in view, no shape, no path, a few numbers each, and count the cells of the grid. */
  private survey(): Survey {
    const { chart, columns, passes, families, canvas } = this;
    const { x: width, y: height } = chart.size;
    const left = chart.worldOrigin.x + chart.origin.x;
    const top = chart.worldOrigin.y + chart.origin.y;
    const scale = chart.worldSize;
    const across = Math.ceil(width / CELL) + 2;
    const down = Math.ceil(height / CELL) + 2;
    // the grid stays put while the map is dragged
    const [shiftX, shiftY] = [modulo(left, CELL), modulo(top, CELL)];
    const counts = new Uint32Array(across * down);
    const firsts = new Int32Array(across * down);
    const [sumX, sumY] = [new Float64Array(across * down), new Float64Array(across * down)];
    const shares = new Uint32Array(across * down * families.length);
    const familyOf = Uint8Array.from(columns.data.codes.kind, (_, kind) => families.indexOf(columns.familyOf(kind)));
    const inks = Uint32Array.from(this.familyInks());
    const pixels = this.blank(width, height);
    const rows: number[] = [];
    let count = 0;
    const { kind, x: worldX, y: worldY } = columns;
    for (let row = 0; row < columns.count; row++) {
      if (!passes[row]) continue;
      const x = worldX[row]! * scale - left;
      const y = worldY[row]! * scale - top;
      if (!(x >= 0 && y >= 0 && x < width && y < height)) continue; // nor where there is no place: NaN
      if (count++ <= ALONE) rows.push(row);
      const family = familyOf[kind[row]!]!;
      const cell = Math.floor((y + shiftY) / CELL) * across + Math.floor((x + shiftX) / CELL);
      if (!counts[cell]!++) firsts[cell] = row;
      sumX[cell]! += x;
      sumY[cell]! += y;
      shares[cell * families.length + family]!++;
      if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
      stamp(pixels, (y | 0) * width + (x | 0), width, inks[family]!);
    }
    if (count > ALONE) canvas.getContext("2d")!.putImageData(this.picture!, 0, 0);
    const cells: Cell[] = [];
    counts.forEach((n, i) => {
      if (!n) return;
      const own = families.map((family, j): [Family, number] => [family, shares[i * families.length + j]!]);
      cells.push({
        count: n,
        x: sumX[i]! / n,
        y: sumY[i]! / n,
        left: (i % across) * CELL - shiftX,
        top: Math.floor(i / across) * CELL - shiftY,
        row: firsts[i]!,
        shares: own.filter(([, share]) => share).sort((a, b) => b[1] - a[1]),
      });
    });
    return { count, rows, cells };
  }

  /** The pixels of an empty picture of the window. */
  private blank(width: number, height: number): Uint32Array {
    const { canvas, chart } = this;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    chart.move(canvas, chart.origin);
    if (this.picture?.width !== width || this.picture.height !== height) this.picture = new ImageData(width, height);
    return new Uint32Array(this.picture.data.buffer).fill(0);
  }

  /** The families' colours as numbers, as the browser lays out a pixel. */
  private familyInks(): number[] {
    if (this.inks.length) return this.inks;
    const probes = this.families.map(({ id }) => html("i", { class: `family-${id}` }));
    for (const probe of probes) probe.style.color = "var(--stroke)";
    this.marks.append(...probes);
    this.inks = probes.map((probe) => {
      const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g)!.map(Number) as [number, number, number];
      return new Uint32Array(new Uint8Array([red, green, blue, OPACITY]).buffer)[0]!;
    });
    for (const probe of probes) probe.remove();
    return this.inks;
  }

  forgetColours(): void {
    this.inks = [];
    this.redraw();
  }

  private inView(row: number): boolean {
    const { x, y } = this.chart.size;
    const at = this.windowPixel(row);
    return at.x >= 0 && at.y >= 0 && at.x < x && at.y < y;
  }

  private windowPixel(row: number): { x: number; y: number } {
    const { chart, columns } = this;
    return {
      x: columns.x[row]! * chart.worldSize - chart.worldOrigin.x - chart.origin.x,
      y: columns.y[row]! * chart.worldSize - chart.worldOrigin.y - chart.origin.y,
    };
  }

  /** South-west and north-east corner of the events in a cell. */
  private corners(cell: Cell): LonLat[] {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let row = 0; row < this.columns.count; row++) {
      if (!this.passes[row] || !this.columns.placed(row)) continue;
      const { x, y } = this.windowPixel(row);
      if (x < cell.left || y < cell.top || x >= cell.left + CELL || y >= cell.top + CELL) continue;
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [north, south] = [Math.max(north, y), Math.min(south, y)];
    }
    const { x, y } = this.chart.origin;
    return [
      this.chart.placeAt({ x: west + x, y: south + y }),
      this.chart.placeAt({ x: east + x, y: north + y }),
    ];
  }

  // Badges and marks

  /** Badges for these cells; the buttons are used again, so that the focus stays where it was. */
  private showBadges(cells: Cell[]): { x: number; y: number }[] {
    const { origin } = this.chart;
    const panels = this.frame.panels();
    const middles: { x: number; y: number }[] = [];
    for (const cell of cells) {
      // near the middle of its events, and never across the edge of its cell
      const x = clamp(cell.x, cell.left + CELL * 0.38, cell.left + CELL * 0.62);
      const y = clamp(cell.y, cell.top + CELL * 0.38, cell.top + CELL * 0.62);
      const free = clearOf({ x, y }, panels);
      if (!free) continue;
      const at = { x: Math.round(free.x + origin.x), y: Math.round(free.y + origin.y) };
      const button = (this.badges[middles.length] ??= html("button", { type: "button" }));
      dress(button, cell.count, cell.shares, this.words);
      if (cell.count >= MUCH) say(button, this.short.format(cell.count));
      this.chart.move(button, at);
      this.cellOf.set(button, cell);
      if (!button.isConnected) this.marks.append(button);
      middles.push(at);
    }
    for (const button of this.badges.slice(middles.length)) button.remove();
    return middles;
  }

  private mark({ item, x, y, home }: Spot): HTMLElement {
    const on = item.order === this.chosen;
    const face = { type: "button", class: `mark${on ? " selected" : ""}`, "aria-pressed": on };
    const button = html("button", face, glyph(this.markOf(item)));
    button.addEventListener("click", (click) => {
      click.stopPropagation();
      this.frame.pick(item.order);
    });
    this.chart.move(button, { x, y });
    this.put(button, this.marks);
    const length = Math.hypot(x - home.x, y - home.y);
    if (length < 8) return button;
    const stem = html("i", { class: `stem ${item.extent}` });
    stem.style.width = `${length}px`;
    stem.style.transform = `translate(${home.x}px, ${home.y}px) rotate(${Math.atan2(y - home.y, x - home.x)}rad)`;
    const foot = html("i", { class: `foot ${item.extent}` });
    this.chart.move(foot, home);
    this.put(stem, this.stems);
    this.put(foot, this.stems);
    return button;
  }

  /** Give marks their names, as soon as the words are there. */
  private name(marks: [number, HTMLElement][]): void {
    void this.columns.load(marks.map(([row]) => row)).then(() => {
      for (const [row, button] of marks) {
        const item = this.columns.item(row);
        const label = [this.words.kind(item), item.headline, this.words.when(item.when), this.words.where(item)].join(". ");
        button.setAttribute("aria-label", label);
        button.dataset.event = item.id;
      }
    });
  }

  private put(element: HTMLElement, pane: HTMLElement): void {
    pane.append(element);
    this.shown.push(element);
  }

  private view(): Parameters<typeof arrange>[1] {
    const { chart } = this;
    const { origin, size } = chart;
    const panels = this.frame.panels();
    return {
      inPane: (at) => chart.inPane(at),
      placeAt: (at) => chart.placeAt(at),
      open: (px, py) => {
        const [x, y] = [px - origin.x, py - origin.y];
        if (x < 20 || y < 20 || x > size.x - 20 || y > size.y - 20) return false;
        return !panels.some(([l, t, r, b]) => x > l - 18 && x < r + 18 && y > t - 18 && y < b + 18);
      },
    };
  }
}

/** A dot of three by three pixels around the one at `middle`. */
function stamp(pixels: Uint32Array, middle: number, width: number, ink: number): void {
  for (let line = middle - width; line <= middle + width; line += width) {
    pixels[line - 1] = ink;
    pixels[line] = ink;
    pixels[line + 1] = ink;
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
