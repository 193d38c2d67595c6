// What lies outside the view is announced at its edge, in the direction where it is; nothing is lost out of sight.

import type { Chart } from "./chart";
import type { Item } from "./data";
import { html, svg } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { Words } from "./words";

interface Bundle {
  name: string;
  items: Item[];
  x: number;
  y: number;
}

export class EdgeChips {
  private chips: HTMLElement[] = [];

  constructor(
    private readonly holder: HTMLElement,
    private readonly chart: Chart,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    private readonly pick: (item: Item) => void,
  ) {}

  /** `room` is the free part of the window in pixels: left, top, right, bottom. */
  draw(outside: Item[], room: [number, number, number, number]): void {
    for (const chip of this.chips) chip.remove();
    const taken: [number, number][] = [];
    this.chips = this.bundles(outside).map((bundle) => this.chip(bundle, room, taken));
    this.holder.append(...this.chips);
  }

  /** Events of one place leave the view together. */
  private bundles(outside: Item[]): Bundle[] {
    const bundles = new Map<string, Bundle>();
    for (const item of outside) {
      const name = this.words.where(item);
      const key = `${name} ${item.anchor}`;
      const known = bundles.get(key);
      if (known) known.items.push(item);
      else bundles.set(key, { name, items: [item], ...this.chart.inWindow(item.anchor!) });
    }
    return [...bundles.values()];
  }

  private chip({ name, items, x, y }: Bundle, [left, top, right, bottom]: [number, number, number, number], taken: [number, number][]): HTMLElement {
    const middle = Math.min(90, (right - left) / 4);
    const at: [number, number] = [clamp(x, left + middle, right - middle), clamp(y, top + 18, bottom - 18)];
    while (taken.some(([tx, ty]) => Math.abs(tx - at[0]) < middle * 2 && Math.abs(ty - at[1]) < 32)) {
      at[1] += y > (top + bottom) / 2 ? -33 : 33;
    }
    taken.push(at);
    const turn = (Math.atan2(y - at[1], x - at[0]) * 180) / Math.PI + 90;
    const arrow = svg("svg", { class: "arrow", viewBox: "0 0 10 10", "aria-hidden": "true" });
    arrow.append(svg("path", { d: "M5 0 9 10 5 7.5 1 10Z", transform: `rotate(${turn.toFixed(0)} 5 5)` }));
    const label = this.words.say("count.outside", { n: items.length, place: name });
    const text = items.length > 1 ? `${name} · ${this.words.count(items.length)}` : name;
    const face = { type: "button", class: "chip", "aria-label": label };
    const chip = html("button", face, [glyph(this.markOf(items[0]!)), html("span", {}, text), arrow]);
    chip.style.left = `${at[0]}px`;
    chip.style.top = `${at[1]}px`;
    chip.addEventListener("click", () => this.pick(items[0]!));
    return chip;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
