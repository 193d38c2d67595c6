// The events on the map: a button for each, its stem to the true place, and the footprint of where it may have been.

import { arrange, crowdedOut, openPlace, type Spot, type View } from "./arrange";
import { meet, type Box, type Chart, type Layer, type Pixel } from "./chart";
import { ALONE, badge, badgeBox, clearOf, gather, sharesOf } from "./clusters";
import type { Item } from "./data";
import { html, oncePerFrame } from "./dom";
import { ringsOf } from "./geometry";
import { glyph, type Mark } from "./glyph";
import type { State } from "./state";
import type { Words } from "./words";

export interface Frame {
  /** Rectangles of the panels over the map, in window pixels: left, top, right, bottom. */
  panels(): Box[];
  pick(item: Item): void;
  hover(item: Item, on: boolean): void;
  arranged(spots: Spot[], badges: Badge[]): void;
}

/** A badge that stands for marks which find no room; `shared` says that it was for want of room in their area. */
export interface Badge {
  members: Item[];
  button: HTMLElement;
  box: Box;
  shared: boolean;
}

interface Pin {
  item: Item;
  button: HTMLButtonElement;
  stem: HTMLElement;
  foot: HTMLElement;
  layers: Layer[];
  footprint: SVGElement[];
}

export class Marks {
  private readonly pins = new Map<string, Pin>();
  private badges: Badge[] = [];
  readonly rearrange = oncePerFrame(() => this.arrange());

  constructor(
    private readonly chart: Chart,
    items: Item[],
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    private readonly frame: Frame,
  ) {
    chart.pane("footprints", 350);
    chart.pane("stems", 610).classList.add("leaflet-zoom-hide");
    chart.pane("marks", 620, true).classList.add("leaflet-zoom-hide");
    for (const item of items) if (item.anchor) this.pins.set(item.id, this.pin(item));
    chart.onMoved(() => this.arrange());
  }

  private pin(item: Item): Pin {
    const { words } = this;
    const label = words.say("marker", {
      kind: words.kind(item),
      headline: item.headline,
      when: words.when(item.when),
      where: `${words.where(item)}, ${words.say(`precision.${item.precision}`)}`,
      status: words.status(item),
    });
    const face = { type: "button", class: "mark", "data-event": item.id, "aria-label": label, tabindex: -1 };
    const button = html("button", face, glyph(this.markOf(item)));
    button.addEventListener("click", () => this.frame.pick(item));
    button.addEventListener("pointerenter", () => this.frame.hover(item, true));
    button.addEventListener("pointerleave", () => this.frame.hover(item, false));
    const stem = html("i", { class: `stem ${item.extent}` });
    const foot = html("i", { class: `foot ${item.extent}` });
    const layers = [
      this.chart.elements([stem, foot], "stems", item.anchor!, this.rearrange),
      this.chart.elements([button], "marks", item.anchor!, this.rearrange),
    ];
    if (item.geometry && !item.geometry.type.endsWith("Point")) {
      const looks = `footprint ${item.extent} ${item.precision} family-${item.family.id}`;
      layers.push(this.chart.outline(item.geometry, `${looks} of-${cssName(item.id)}`, "footprints"));
    }
    return { item, button, stem, foot, layers, footprint: [] };
  }

  /** Bring each event into its kind's group, or out of it when a filter hides it. */
  keep(isKept: (item: Item) => boolean): void {
    for (const { item, layers } of this.pins.values()) {
      const kept = isKept(item);
      for (const layer of layers) this.chart.member(item.kind, layer, kept);
    }
    this.rearrange();
  }

  /** Mark the chosen one and keep one tab stop among the marks. */
  point(state: State): void {
    for (const { item, button } of this.pins.values()) {
      const on = item.id === state.selected;
      button.classList.toggle("selected", on);
      button.setAttribute("aria-pressed", String(on));
    }
    this.dressFootprints(state.selected);
    this.giveTabStop(state.selected);
  }

  glow(id: string, on: boolean): void {
    this.pins.get(id)?.button.classList.toggle("glow", on);
  }

  focus(id: string): void {
    this.pins.get(id)?.button.focus({ preventScroll: true });
  }

  isOnMap(id: string): boolean {
    const pin = this.pins.get(id);
    return Boolean(pin?.button.isConnected && !pin.button.hidden);
  }

  private standing(): Pin[] {
    return [...this.pins.values()].filter(({ button }) => button.isConnected);
  }

  private arrange(): void {
    const { chart } = this;
    const { origin, size } = chart;
    const panels = this.frame.panels().map(([l, t, r, b]) => [l + origin.x, t + origin.y, r + origin.x, b + origin.y]);
    const open = (x: number, y: number, room = 20): boolean =>
      x > origin.x + room &&
      y > origin.y + room &&
      x < origin.x + size.x - room &&
      y < origin.y + size.y - room &&
      !panels.some(([l, t, r, b]) => x > l! - 18 && x < r! + 18 && y > t! - 18 && y < b! + 18);
    const pins = this.standing();
    const inSight = pins.filter(({ item }) => {
      const { x, y } = chart.inWindow(item.anchor!);
      return x > 4 && y > 4 && x < size.x - 4 && y < size.y - 4;
    });
    const view = {
      inPane: (at: [number, number]) => chart.inPane(at),
      placeAt: (at: { x: number; y: number }) => chart.placeAt(at),
      open,
    };
    for (const { button } of this.badges) button.remove();
    this.badges = [];
    const single = this.ungathered(inSight.map(({ item }) => item));
    const spots = this.settled(single, view).filter(({ x, y }) => open(x, y, 4));
    const kept = new Set(spots.map(({ item }) => item));
    for (const pin of pins) this.hide(pin, !kept.has(pin.item));
    for (const spot of spots) this.set(this.pins.get(spot.item.id)!, spot);
    this.dressFootprints(this.selected);
    this.giveTabStop(this.selected);
    this.frame.arranged(spots, this.badges);
  }

  /** Where more marks meet than the eye can tell apart, badges stand for them; the others and the chosen one remain. */
  private ungathered(items: Item[]): Item[] {
    if (items.length <= ALONE) return items;
    const chosen = this.selected;
    const points = items.map((item) => ({ item, ...this.chart.inPane(item.anchor!) }));
    const single = points.filter(({ item }) => item.id === chosen).map(({ item }) => item);
    const cells = gather(points.filter(({ item }) => item.id !== chosen), this.chart.worldOrigin);
    for (const cell of cells) {
      const members = cell.members.map(({ item }) => item);
      if (members.length === 1) single.push(members[0]!);
      else this.badge(members, cell);
    }
    return single;
  }

  /** Place the marks; those that find no room in their own area share a badge on it, but for the chosen one. */
  private settled(items: Item[], view: View): Spot[] {
    const chosen = this.selected;
    for (;;) {
      const middles = this.badges.map(({ box: [l, t, r, b] }) => ({ x: (l + r) / 2, y: (t + b) / 2 }));
      const spots = arrange(items, view, middles);
      const crowded = crowdedOut(spots, view)
        .map((group) => group.filter(({ id }) => id !== chosen))
        .filter((group) => group.length > 1);
      if (!crowded.length) return spots;
      for (const group of crowded) this.share(group, openPlace(view.inPane(group[0]!.anchor!), view));
      const away = new Set(crowded.flat());
      items = items.filter((item) => !away.has(item));
    }
  }

  /** One badge for the events of an area, and of the areas so near to it that their badges would cover each other. */
  private share(members: Item[], at: Pixel): void {
    const near = this.badges.find((other) => other.shared && meet(other.box, badgeBox(at)));
    if (!near) return this.put(members, at, true);
    near.button.remove();
    this.badges = this.badges.filter((other) => other !== near);
    const [left, top, right, bottom] = near.box;
    this.put([...near.members, ...members], { x: (left + right) / 2, y: (top + bottom) / 2 }, true);
  }

  private badge(members: Item[], place: { x: number; y: number }): void {
    const { origin } = this.chart;
    const at = clearOf({ x: place.x - origin.x, y: place.y - origin.y }, this.frame.panels());
    if (at) this.put(members, { x: at.x + origin.x, y: at.y + origin.y });
  }

  private put(members: Item[], at: Pixel, shared = false): void {
    const button = badge(members.length, sharesOf(members.map(({ family }) => family)), this.words);
    button.addEventListener("click", (click) => {
      click.stopPropagation();
      this.chart.zoomInto(members.flatMap(({ geometry, anchor }) => [anchor!, ...(geometry ? ringsOf(geometry).flat() : [])]));
    });
    this.chart.move(button, { x: Math.round(at.x), y: Math.round(at.y) });
    this.chart.pane("marks", 620, true).append(button);
    this.badges.push({ members, button, box: badgeBox(at), shared });
  }

  private get selected(): string | null {
    return this.standing().find(({ button }) => button.classList.contains("selected"))?.item.id ?? null;
  }

  private hide({ button, stem, foot }: Pin, away: boolean): void {
    button.hidden = away;
    stem.hidden = foot.hidden = true;
  }

  private set({ button, stem, foot }: Pin, { x, y, home }: Spot): void {
    this.chart.move(button, { x, y });
    const length = Math.hypot(x - home.x, y - home.y);
    stem.hidden = foot.hidden = length < 8;
    this.chart.move(foot, home);
    stem.style.width = `${length}px`;
    stem.style.transform = `translate(${home.x}px, ${home.y}px) rotate(${Math.atan2(y - home.y, x - home.x)}rad)`;
  }

  /** Events of one area lie over each other: it is filled once, in no family's colour when several share it. */
  private dressFootprints(selected: string | null): void {
    const shapes = new Map<string, Item[]>();
    for (const { item } of this.standing()) shapes.set(shapeKey(item), [...(shapes.get(shapeKey(item)) ?? []), item]);
    for (const items of shapes.values()) {
      const leader = items.find(({ id }) => id === selected) ?? items[0]!;
      const shared = leader.id !== selected && items.some(({ family }) => family !== leader.family);
      for (const item of items) {
        for (const path of document.querySelectorAll(`.footprint.of-${cssName(item.id)}`)) {
          path.classList.toggle("quiet", item !== leader);
          path.classList.toggle("shared", shared);
          path.classList.toggle("selected", item.id === selected);
        }
      }
    }
  }

  private giveTabStop(selected: string | null): void {
    const visible = this.standing().filter(({ button }) => !button.hidden);
    const stop = visible.find(({ item }) => item.id === selected) ?? visible[0];
    for (const pin of this.pins.values()) pin.button.tabIndex = pin === stop ? 0 : -1;
  }
}

const keys = new WeakMap<Item, string>();

function shapeKey(item: Item): string {
  let key = keys.get(item);
  if (key === undefined) keys.set(item, (key = JSON.stringify(item.geometry)));
  return key;
}

/** An id as part of a class name; ids are ours, but a foreign table may bring any. */
export function cssName(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, (char) => `_${char.codePointAt(0)!.toString(16)}`);
}
