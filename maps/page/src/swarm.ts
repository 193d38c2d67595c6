// Very many events on the map: every one a dot of its family's colour, stamped straight into a picture, and over them
// badges that count the cells of a grid; where few enough are in view, each gets its mark again.

import { arrange, type Spot } from "./arrange";
import type { Box, Chart, Layer } from "./chart";
import { ALONE, badge, badgeBox, CELL, clearOf } from "./clusters";
import type { Columns } from "./columns";
import type { Family, Item } from "./data";
import { html, oncePerFrame } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { Words } from "./words";

export interface SwarmFrame {
  panels(): Box[];
  pick(row: number): void;
  arranged(spots: Spot[], badges: Box[]): void;
}

const DOT = 3; // pixels of a dot's side

export class Swarm {
  readonly redraw = oncePerFrame(() => this.draw());
  private readonly canvas = html("canvas", { class: "swarm leaflet-zoom-hide", "aria-hidden": "true" });
  private readonly marks: HTMLElement;
  private readonly stems: HTMLElement;
  private shown: HTMLElement[] = [];
  private badges: Box[] = [];
  private footprint: Layer | null = null;
  private chosen = -1;
  private readonly families: Family[];

  constructor(
    private readonly chart: Chart,
    private readonly columns: Columns,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    private readonly passes: Uint8Array,
    private readonly frame: SwarmFrame,
  ) {
    chart.pane("footprints", 350);
    chart.pane("dots", 560).append(this.canvas);
    this.stems = chart.pane("stems", 610);
    this.marks = chart.pane("marks", 620, true);
    for (const pane of [this.stems, this.marks]) pane.classList.add("leaflet-zoom-hide");
    this.families = [...new Set(columns.data.kinds.map((_, kind) => columns.familyOf(kind)))];
    chart.onMoved(() => this.draw());
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
    this.badges = [];
    const { rows, cells, across } = this.census();
    this.stamp(rows);
    const single: number[] = [];
    if (rows.length <= ALONE) single.push(...rows);
    else {
      for (const [number, cell] of cells) {
        if (cell.count === 1) single.push(cell.row);
        else this.badge(cell, number % across, Math.floor(number / across));
      }
      if (this.chosen >= 0 && rows.includes(this.chosen) && !single.includes(this.chosen)) single.push(this.chosen);
    }
    const badges = this.badges.map(([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 }));
    const spots = arrange(single.map((row) => this.columns.item(row)), this.view(), badges);
    for (const spot of spots) this.mark(spot);
    this.frame.arranged(spots, this.badges);
  }

  /** The rows in view, and what each cell of the grid holds. */
  private census(): { rows: number[]; cells: Map<number, Cell>; across: number } {
    const { chart, columns, passes, families } = this;
    const { size } = chart;
    const left = chart.worldOrigin.x + chart.origin.x;
    const top = chart.worldOrigin.y + chart.origin.y;
    const scale = chart.worldSize;
    const across = Math.ceil(size.x / CELL) + 2;
    const [shiftX, shiftY] = [modulo(left, CELL), modulo(top, CELL)];
    const familyOf = columns.data.kinds.map((_, kind) => families.indexOf(columns.familyOf(kind)));
    const rows: number[] = [];
    const cells = new Map<number, Cell>();
    for (let row = 0; row < columns.count; row++) {
      if (!passes[row] || !columns.placed(row)) continue;
      const x = columns.x[row]! * scale - left;
      const y = columns.y[row]! * scale - top;
      if (x < 0 || y < 0 || x >= size.x || y >= size.y) continue;
      rows.push(row);
      const number = Math.floor((y + shiftY) / CELL) * across + Math.floor((x + shiftX) / CELL);
      let cell = cells.get(number);
      if (!cell) cells.set(number, (cell = { count: 0, x: 0, y: 0, row, west: row, east: row, shares: new Array(families.length).fill(0) }));
      cell.count++;
      cell.x += (x - cell.x) / cell.count;
      cell.y += (y - cell.y) / cell.count;
      cell.shares[familyOf[columns.kind[row]!]!]!++;
      if (columns.x[row]! + columns.y[row]! < columns.x[cell.west]! + columns.y[cell.west]!) cell.west = row;
      if (columns.x[row]! + columns.y[row]! > columns.x[cell.east]! + columns.y[cell.east]!) cell.east = row;
    }
    return { rows, cells, across };
  }

  /** Stamp every dot into one picture: no shape, no path, a few numbers each. */
  private stamp(rows: number[]): void {
    const { chart, columns, canvas } = this;
    const { x: width, y: height } = chart.size;
    const { origin, worldOrigin, worldSize } = chart;
    canvas.width = width;
    canvas.height = height;
    chart.move(canvas, origin);
    if (rows.length <= ALONE) return;
    const context = canvas.getContext("2d")!;
    const picture = context.createImageData(width, height);
    const pixels = new Uint32Array(picture.data.buffer);
    const colours = columns.data.kinds.map((_, kind) => this.colourOf(columns.familyOf(kind)));
    const left = worldOrigin.x + origin.x;
    const top = worldOrigin.y + origin.y;
    for (const row of rows) {
      const x = Math.floor(columns.x[row]! * worldSize - left) - 1;
      const y = Math.floor(columns.y[row]! * worldSize - top) - 1;
      if (x < 0 || y < 0 || x + DOT > width || y + DOT > height) continue;
      const colour = colours[columns.kind[row]!]!;
      for (let down = 0; down < DOT; down++) pixels.fill(colour, (y + down) * width + x, (y + down) * width + x + DOT);
    }
    context.putImageData(picture, 0, 0);
  }

  private readonly inks = new Map<string, number>();

  /** The family's colour as one number, as the browser lays out a pixel. */
  private colourOf(family: Family): number {
    const known = this.inks.get(family.id);
    if (known !== undefined) return known;
    const probe = html("i", { class: `family-${family.id} ink` });
    this.marks.append(probe);
    const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g)!.map(Number) as [number, number, number];
    probe.remove();
    const ink = new Uint32Array(new Uint8Array([red, green, blue, 200]).buffer)[0]!;
    this.inks.set(family.id, ink);
    return ink;
  }

  forgetColours(): void {
    this.inks.clear();
    this.redraw();
  }

  private badge(cell: Cell, column: number, line: number): void {
    const { origin, worldOrigin } = this.chart;
    const shares = this.families.map((family, i): [Family, number] => [family, cell.shares[i]!]).filter(([, n]) => n);
    const button = badge(cell.count, shares.sort((a, b) => b[1] - a[1]), this.words);
    button.addEventListener("click", (click) => {
      click.stopPropagation();
      this.chart.zoomInto([cell.west, cell.east].map((row) => this.columns.item(row).anchor!));
    });
    // near the middle of its events, and never across the edge of its cell
    const cellLeft = column * CELL - modulo(worldOrigin.x + origin.x, CELL);
    const cellTop = line * CELL - modulo(worldOrigin.y + origin.y, CELL);
    const x = clamp(cell.x, cellLeft + CELL * 0.38, cellLeft + CELL * 0.62);
    const y = clamp(cell.y, cellTop + CELL * 0.38, cellTop + CELL * 0.62);
    const free = clearOf({ x, y }, this.frame.panels());
    if (!free) return;
    const at = { x: Math.round(free.x + origin.x), y: Math.round(free.y + origin.y) };
    this.chart.move(button, at);
    this.badges.push(badgeBox(at));
    this.put(button, this.marks);
  }

  private mark({ item, x, y, home }: Spot): void {
    const on = item.order === this.chosen;
    const label = [this.words.kind(item), item.headline, this.words.when(item.when), this.words.where(item)].join(". ");
    const face = { type: "button", class: `mark${on ? " selected" : ""}`, "data-event": item.id, "aria-label": label, "aria-pressed": on };
    const button = html("button", face, glyph(this.markOf(item)));
    button.addEventListener("click", (click) => {
      click.stopPropagation();
      this.frame.pick(item.order);
    });
    this.chart.move(button, { x, y });
    this.put(button, this.marks);
    const length = Math.hypot(x - home.x, y - home.y);
    if (length < 8) return;
    const stem = html("i", { class: `stem ${item.extent}` });
    stem.style.width = `${length}px`;
    stem.style.transform = `translate(${home.x}px, ${home.y}px) rotate(${Math.atan2(y - home.y, x - home.x)}rad)`;
    const foot = html("i", { class: `foot ${item.extent}` });
    this.chart.move(foot, home);
    this.put(stem, this.stems);
    this.put(foot, this.stems);
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

interface Cell {
  count: number;
  x: number;
  y: number;
  row: number;
  west: number;
  east: number;
  shares: number[];
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
