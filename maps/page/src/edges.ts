// What lies outside the view is announced at its edge, in the direction where it is; nothing is lost out of sight.

import { meet, type Box, type Chart } from "./chart";
import type { Item } from "./data";
import { find, html, svg } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { Words } from "./words";

interface Bundle {
  name: string;
  items: Item[];
  x: number;
  y: number;
}

const MANY = 4; // chips a reader can take in

export class EdgeChips {
  private chips: HTMLElement[] = [];

  constructor(
    private readonly holder: HTMLElement,
    private readonly chart: Chart,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    private readonly pick: (item: Item) => void,
  ) {}

  /** `room` is the free part of the window, `panels` what lies over it, both in window pixels. */
  draw(outside: Item[], room: Box, panels: Box[]): void {
    for (const chip of this.chips) chip.remove();
    const taken = [...panels];
    this.chips = this.bundles(outside).map((bundle) => {
      const chip = this.chip(bundle);
      this.holder.append(chip);
      this.settle(chip, bundle, room, taken);
      return chip;
    });
  }

  /** Events of one place leave the view together; where many places do, those of one direction do. */
  private bundles(outside: Item[]): Bundle[] {
    const places = this.places(outside);
    if (places.length <= MANY) return places;
    const { x: width, y: height } = this.chart.size;
    const sides = new Map<number, Bundle>();
    for (const place of places) {
      const side = Math.round(Math.atan2(place.y - height / 2, place.x - width / 2) / (Math.PI / 4));
      const known = sides.get(side);
      if (known) known.items.push(...place.items);
      else sides.set(side, place);
    }
    return [...sides.values()];
  }

  private places(outside: Item[]): Bundle[] {
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

  private chip({ name, items }: Bundle): HTMLElement {
    const label = this.words.say("count.outside", { n: items.length, place: name });
    const more = items.some((item) => this.words.where(item) !== name) ? " …" : "";
    const text = items.length > 1 ? `${name}${more} · ${this.words.count(items.length)}` : name;
    const arrow = svg("svg", { class: "arrow", viewBox: "0 0 10 10", "aria-hidden": "true" });
    const face = { type: "button", class: "chip", "aria-label": label };
    const chip = html("button", face, [glyph(this.markOf(items[0]!)), html("span", {}, text), arrow]);
    chip.addEventListener("click", () => this.pick(items[0]!));
    return chip;
  }

  /** Stand at the edge nearest to what the chip tells of, beside whatever stands there already. */
  private settle(chip: HTMLElement, { x, y }: Bundle, [left, top, right, bottom]: Box, taken: Box[]): void {
    const halfWidth = chip.offsetWidth / 2 + 3;
    const halfHeight = chip.offsetHeight / 2 + 3;
    const home: [number, number] = [
      clamp(x, left + halfWidth, right - halfWidth),
      clamp(y, top + halfHeight, bottom - halfHeight),
    ];
    const boxAt = ([cx, cy]: [number, number]): Box => [cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight];
    let at = home;
    for (let step = 0; step < 120; step++) {
      const far = Math.ceil(step / 4) * 10;
      const [dx, dy] = [[far, 0], [-far, 0], [0, far], [0, -far]][step % 4]!;
      at = [home[0] + dx!, home[1] + dy!];
      const [l, t, r, b] = boxAt(at);
      if (l >= left && r <= right && t >= top && b <= bottom && !taken.some((box) => meet([l, t, r, b], box))) break;
      at = home;
    }
    taken.push(boxAt(at));
    chip.style.left = `${at[0]}px`;
    chip.style.top = `${at[1]}px`;
    const turn = (Math.atan2(y - at[1], x - at[0]) * 180) / Math.PI + 90;
    find(".arrow", chip).replaceChildren(svg("path", { d: "M5 0 9 10 5 7.5 1 10Z", transform: `rotate(${turn.toFixed(0)} 5 5)` }));
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
