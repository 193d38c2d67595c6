// The fourth view: one mark per dated event on a folded axis, bars for stretches, a window with two handles, play.

import type { Item } from "./data";
import { find, say, svg } from "./dom";
import { icon, look, shape } from "./glyph";
import type { Store } from "./state";
import type { Stretch, TimeScale } from "./timescale";
import type { Words } from "./words";

const DAY = 86_400_000;
const STEPS = 1000;

export class Timeline {
  private readonly frame = find(".time");
  private readonly picture = find<SVGSVGElement>(".time-axis");
  private readonly handles = [find<HTMLInputElement>("#time-from"), find<HTMLInputElement>("#time-to")] as const;
  private readonly play = find<HTMLButtonElement>(".play");
  private playing = 0;
  private free = 0;

  constructor(
    protected readonly items: Item[],
    protected readonly scale: TimeScale,
    protected readonly store: Store,
    private readonly words: Words,
    private readonly isShown: (item: Item) => boolean,
    private readonly calm: boolean,
  ) {
    this.frame.hidden = scale.empty;
    this.handles.forEach((handle) => {
      handle.max = String(STEPS);
      handle.addEventListener("input", () => this.slide(handle));
    });
    this.play.addEventListener("click", () => (this.playing ? this.stop() : this.start()));
    const undated = items.filter(({ days }) => days.first === null && days.last === null).length;
    say(find(".time-undated"), undated ? words.say("count.undated", { n: undated }) : "");
    new ResizeObserver(() => this.draw()).observe(this.picture);
  }

  private slide(moved: HTMLInputElement): void {
    const [low, high] = this.handles;
    if (Number(low.value) > Number(high.value)) {
      if (moved === low) low.value = high.value;
      else high.value = low.value;
    }
    this.store.change({ from: Number(low.value) / STEPS, to: Number(high.value) / STEPS }, "time");
  }

  private start(): void {
    if (this.store.state.to >= 1) this.store.change({ to: this.store.state.from }, "time");
    this.playing = window.setInterval(() => this.step(), this.calm ? 900 : 120);
    this.play.replaceChildren(icon("pause"));
    this.play.setAttribute("aria-label", this.words.say("time.pause"));
  }

  private step(): void {
    const to = Math.min(1, this.store.state.to + (this.calm ? 0.1 : 0.012));
    this.store.change({ to }, "time");
    if (to >= 1) this.stop();
  }

  private stop(): void {
    window.clearInterval(this.playing);
    this.playing = 0;
    this.play.replaceChildren(icon("play"));
    this.play.setAttribute("aria-label", this.words.say("time.play"));
  }

  draw(): void {
    const { clientWidth: width, clientHeight: height } = this.picture;
    if (!width || this.scale.empty) return;
    const { from, to } = this.store.state;
    this.setHandles(from, to);
    const base = height - 22;
    let size = 7;
    let marks: SVGElement[] | null = null;
    while (!marks) marks = this.marks(width, base, size, size <= 3) ?? ((size -= 0.5), null);
    this.picture.replaceChildren(
      svg("rect", { class: "window", x: from * width, y: 0, width: Math.max(0, to - from) * width, height: base }),
      ...this.axis(width, base),
      ...marks,
      ...[from, to].flatMap((share) => this.handle(share * width, base)),
    );
  }

  private setHandles(from: number, to: number): void {
    [from, to].forEach((share, i) => {
      const handle = this.handles[i]!;
      handle.value = String(Math.round(share * STEPS));
      handle.setAttribute("aria-valuetext", this.words.date(isoOf(this.scale.dayAt(share)), "day", true));
    });
  }

  private handle(x: number, base: number): SVGElement[] {
    return [
      svg("line", { class: "edge", x1: x, x2: x, y1: 0, y2: base }),
      svg("rect", { class: "grip", x: x - 4, y: base - 8, width: 8, height: 16, rx: 4 }),
    ];
  }

  /** One mark per event, stacked where they meet; null when the tallest stack does not fit. */
  protected marks(width: number, base: number, size: number, last: boolean): SVGElement[] | null {
    const taken: [number, number][] = [];
    const drawn: SVGElement[] = [];
    for (const item of this.items) {
      const start = item.days.first ?? item.days.last;
      if (start === null) continue;
      const x = Math.min(width - size, Math.max(size, this.scale.at(start + 0.5) * width));
      let y = base - size - 3;
      while (taken.some(([tx, ty]) => Math.abs(tx - x) < size * 2 + 1 && Math.abs(ty - y) < size * 2)) y -= size * 2 + 1;
      if (y < size && !last) return null;
      taken.push([x, y]);
      drawn.push(this.mark(item, x, Math.max(y, size), size, width));
    }
    return drawn;
  }

  private mark(item: Item, x: number, y: number, size: number, width: number): SVGElement {
    const selected = this.store.state.selected === item.id;
    const states = [look(item.status), this.isShown(item) ? "" : "off", selected ? "selected" : ""];
    const classes = `moment family-${item.family.id} ${states.join(" ")}`;
    const parts: SVGElement[] = [svg("title", {}, `${this.words.when(item.when)} – ${item.headline}`)];
    const { first, last } = item.days;
    if (first !== null && last !== null && last > first) {
      const reach = this.scale.at(last + 1) * width - x;
      parts.push(svg("rect", { class: "stretch", x, y: y - 2, width: Math.max(0, reach), height: 4, rx: 2 }));
    }
    // an arrow where only one end is known: it went on, or it had happened by then
    if (last === null) parts.push(svg("path", { class: "open-end", d: `M${x} ${y}h${size + 11}m-4 -3.5l4 3.5l-4 3.5` }));
    if (first === null) parts.push(svg("path", { class: "open-end", d: `M${x} ${y}h${-size - 11}m4 -3.5l-4 3.5l4 3.5` }));
    const scale = (size / 15).toFixed(3);
    const place = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale}) translate(-18 -18)`;
    parts.push(svg("g", { transform: place }, shape(item.family.shape, "body")));
    const group = svg("g", { class: classes, "data-event": item.id }, parts);
    group.addEventListener("click", () => this.store.select(item.id, "time"));
    return group;
  }

  private axis(width: number, base: number): SVGElement[] {
    const parts: SVGElement[] = [];
    this.free = -6;
    this.scale.stretches.forEach((stretch, i) => {
      const { from, to } = stretch;
      parts.push(svg("line", { class: "axis", x1: from * width, x2: to * width, y1: base, y2: base }));
      if (i) {
        const x = from * width - 0.015 * width;
        parts.push(svg("path", { class: "axis", d: `M${x - 5} ${base + 4}l4 -8M${x + 1} ${base + 4}l4 -8` }));
      }
      parts.push(...this.ticks(stretch, width, base));
    });
    return parts;
  }

  /** Small ticks for days, long ones for months or years with a name where there is room for it. */
  private ticks(stretch: Stretch, width: number, base: number): SVGElement[] {
    const { first, last, from, to } = stretch;
    const unit = unitFor(((to - from) * width) / (last - first + 1));
    const parts: SVGElement[] = [];
    let named = false;
    for (let day = first; day <= last; day++) {
      const kind = tickKind(day, unit);
      if (!kind) continue;
      const x = this.scale.at(day) * width;
      parts.push(svg("line", { class: "tick", x1: x, x2: x, y1: base, y2: base + (kind === "minor" ? 3 : 6) }));
      if (kind === "minor" || day > stretch.lastTold) continue;
      const words = this.tickWords(day, kind, unit, named);
      if (!words || !this.fits(words, x, width)) continue;
      parts.push(svg("text", { class: kind === "day" ? "" : "strong", x, y: base + 17 }, words));
      named ||= kind !== "day";
    }
    return named ? parts : [...parts, ...this.title(stretch, width, base)];
  }

  /** Whether words fit at `x` after those written before; their room is then taken. */
  private fits(words: string, x: number, width: number): boolean {
    const end = x + words.length * 6.6;
    if (x < this.free || end > width + 12) return false;
    this.free = end + 9;
    return true;
  }

  /** A stretch in which no month or year begins still says when it is. */
  private title({ from, to, firstTold }: Stretch, width: number, base: number): SVGElement[] {
    const iso = isoOf(firstTold);
    const x = from * width;
    const words = [this.words.date(iso, "month", true), this.words.date(iso, "year")].find(
      (text, i) => (i || (to - from) * width > 60) && this.fits(text, x, width),
    );
    return words ? [svg("text", { class: "strong", x, y: base + 17 }, words)] : [];
  }

  private tickWords(day: number, kind: string, unit: Unit, named: boolean): string {
    const iso = isoOf(day);
    if (unit === "year" || kind === "year") return this.words.date(iso, "year");
    if (kind === "day") return named ? this.words.count(Number(iso.slice(8))) : "";
    return named ? this.words.monthName(iso) : this.words.date(iso, "month", true);
  }
}

type Unit = "day" | "month" | "year";

function unitFor(pixelsPerDay: number): Unit {
  return pixelsPerDay > 3.5 ? "day" : pixelsPerDay > 0.4 ? "month" : "year";
}

function tickKind(day: number, unit: Unit): "year" | "month" | "day" | "minor" | null {
  const iso = isoOf(day);
  if (iso.endsWith("-01-01")) return "year";
  if (unit === "year") return null;
  if (iso.endsWith("-01")) return "month";
  if (unit === "month") return null;
  const date = Number(iso.slice(8));
  return date === 10 || date === 20 ? "day" : "minor";
}

export function isoOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
