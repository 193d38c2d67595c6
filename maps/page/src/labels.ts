// Names on the map: placed greedily by rank, never over a mark, a panel or each other.

import type { Spot } from "./arrange";
import type { PlaceLabel } from "./basemap";
import { meet, type Box, type Chart, type Pixel } from "./chart";
import { sitesOf, type Item } from "./data";
import { html } from "./dom";

/** At which zoom a kind of name begins to show. */
const FROM_ZOOM: Record<string, number> = { country: 3, region: 6.3, sea: 4, lake: 6, river: 6.5, capital: 4, city: 5.2, town: 6.8, village: 8.6 };
export const MENTIONED = "mentioned";
const AREAS = new Set(["country", "region", "sea", "lake", "river"]);
/** Pixels below which a mark stands on its place. */
const SHORT = 8;
/** How far a name keeps from its place when a mark covers that. */
const COVER = 18;

interface Label extends PlaceLabel {
  element: HTMLElement;
  width: number;
}

/** Whether a mark covers the town of a name. */
type Scenes = Map<Label, boolean>;

/** A note on marks that share an area, and the box around them, in pane pixels. */
export interface Caption {
  words: string;
  around: Box;
}

export class Labels {
  private readonly labels: Label[];
  /** Names of towns that the basemap does not name, made when an event stands there. */
  private readonly added = new Map<string, Label>();
  private captions: HTMLElement[] = [];
  private readonly pane: HTMLElement;

  constructor(
    private readonly chart: Chart,
    labels: PlaceLabel[],
    /** Whether the names of places that are only mentioned are asked for. */
    private readonly mentioned: () => boolean = () => false,
  ) {
    const pane = (this.pane = chart.pane("names", 450));
    pane.setAttribute("aria-hidden", "true");
    pane.classList.add("leaflet-zoom-hide");
    this.labels = [...labels]
      .sort((a, b) => b.rank - a.rank)
      .map((label) => this.made(label));
  }

  private made(label: PlaceLabel): Label {
    const element = html("span", { class: `place-name ${label.kind}` }, label.name);
    this.pane.append(element);
    return { ...label, element, width: 0 };
  }

  /** `taken` holds what names must not touch, in pane pixels; the towns of `spots` are named before all others. */
  place(taken: Box[], captions: Caption[], spots: Spot[] = []): void {
    const { origin, size, zoom } = this.chart;
    const window: Box = [origin.x + 3, origin.y + 3, origin.x + size.x - 3, origin.y + size.y - 3];
    const boxes = [...taken];
    for (const old of this.captions) old.remove();
    this.captions = captions.flatMap((caption) => this.caption(caption, boxes, window) ?? []);
    const scenes = this.scenes(spots);
    for (const label of this.added.values()) label.element.hidden = true;
    for (const label of [...scenes.keys(), ...this.labels.filter((other) => !scenes.has(other))]) {
      const shows = scenes.has(label) || (label.kind === MENTIONED ? this.mentioned() : zoom >= (FROM_ZOOM[label.kind] ?? 6));
      const covered = scenes.get(label) ?? false;
      label.element.classList.toggle("covered", covered);
      const placed = shows ? this.spot(label, boxes, window, covered ? COVER : 0) : null;
      label.element.hidden = !placed;
      if (placed) boxes.push(placed);
    }
  }

  /** The towns where events stand: a mark that covers a town must not hide its name. */
  private scenes(spots: Spot[]): Scenes {
    const scenes: Scenes = new Map();
    for (const { item, x, y, home } of spots) {
      if (item.extent !== "point") continue;
      const label = this.townAt(home, [...scenes.keys()]) ?? this.unnamed(item);
      if (label) scenes.set(label, scenes.get(label) || Math.hypot(x - home.x, y - home.y) < SHORT);
    }
    return scenes;
  }

  private townAt(home: Pixel, scenes: Label[]): Label | undefined {
    return [...scenes, ...this.labels].find((label) => {
      if (AREAS.has(label.kind)) return false;
      const { x, y } = this.chart.inPane([label.lon, label.lat]);
      return Math.abs(x - home.x) < SHORT && Math.abs(y - home.y) < SHORT;
    });
  }

  private unnamed(item: Item): Label | null {
    const names = new Set(sitesOf(item).map(({ name }) => name));
    if (names.size !== 1) return null;
    const [name] = [...names] as [string];
    const [lon, lat] = item.anchor!;
    const key = `${lon} ${lat} ${name}`;
    const label = this.added.get(key) ?? this.made({ name, lon, lat, kind: "town", rank: 0 });
    this.added.set(key, label);
    return label;
  }

  /** Under the marks it speaks of, or over them; left out where there is no room. */
  private caption({ words, around: [left, top, right, bottom] }: Caption, boxes: Box[], window: Box): HTMLElement | null {
    const element = html("span", { class: "place-name caption", "data-side": "middle" }, words);
    this.pane.append(element);
    const width = element.offsetWidth;
    const x = (left + right) / 2;
    for (const [cx, cy] of [[x, bottom + 11], [x, top - 11]] as [number, number][]) {
      const box: Box = [cx - width / 2, cy - 8, cx + width / 2, cy + 8];
      if (!inside(box, window) || boxes.some((other) => meet(box, other))) continue;
      boxes.push(box);
      this.chart.move(element, { x: Math.round(cx), y: Math.round(cy) });
      return element;
    }
    element.remove();
    return null;
  }

  private spot(label: Label, boxes: Box[], window: Box, off: number): Box | null {
    const { x, y } = this.chart.inPane([label.lon, label.lat]);
    if (x < window[0] || x > window[2] || y < window[1] || y > window[3]) return null;
    label.element.hidden = false;
    label.width ||= label.element.offsetWidth;
    const isArea = AREAS.has(label.kind);
    for (const [side, box] of isArea ? around(x, y, label.width) : beside(x, y, label.width, off)) {
      if (!inside(box, window) || boxes.some((other) => meet(box, other))) continue;
      label.element.dataset.side = side;
      const at = isArea ? { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 } : { x, y };
      this.chart.move(label.element, { x: Math.round(at.x), y: Math.round(at.y) });
      return box;
    }
    return null;
  }
}

/** Names of areas stand on their middle, or near it. */
function around(x: number, y: number, width: number): [string, Box][] {
  const shifts = [[0, 0], [0, 22], [0, -22], [40, 10], [-40, 10], [0, 44], [0, -44], [70, -20], [-70, -20]];
  return shifts.map(([dx, dy]) => ["middle", [x + dx! - width / 2, y + dy! - 8, x + dx! + width / 2, y + dy! + 8]]);
}

/** Names of towns stand beside their dot: right, left, below, above; `off` pixels out when a mark covers it. */
function beside(x: number, y: number, width: number, off: number): [string, Box][] {
  const inner = off || -4;
  const half = width / 2 + 2;
  return [
    ["right", [x + inner, y - 8, x + off + width + 10, y + 8]],
    ["left", [x - off - width - 10, y - 8, x - inner, y + 8]],
    ["below", [x - half, y + inner, x + half, y + off + 21]],
    ["above", [x - half, y - off - 21, x + half, y - inner]],
  ];
}

function inside(box: Box, window: Box): boolean {
  return box[0] > window[0] && box[1] > window[1] && box[2] < window[2] && box[3] < window[3];
}
