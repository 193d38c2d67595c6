// Names on the map: placed greedily by rank, never over a mark, a panel or each other.

import type { PlaceLabel } from "./basemap";
import { meet, type Box, type Chart } from "./chart";
import { html } from "./dom";

/** At which zoom a kind of name begins to show. */
const FROM_ZOOM: Record<string, number> = { country: 3, region: 6.3, sea: 4, lake: 6, river: 6.5, capital: 4, city: 5.2, town: 6.8, village: 8.6 };
const AREAS = new Set(["country", "region", "sea", "lake", "river"]);

interface Label extends PlaceLabel {
  element: HTMLElement;
  width: number;
}

/** A note on marks that share an area, and the box around them, in pane pixels. */
export interface Caption {
  words: string;
  around: Box;
}

export class Labels {
  private readonly labels: Label[];
  private captions: HTMLElement[] = [];
  private readonly pane: HTMLElement;

  constructor(
    private readonly chart: Chart,
    labels: PlaceLabel[],
  ) {
    const pane = (this.pane = chart.pane("names", 450));
    pane.setAttribute("aria-hidden", "true");
    pane.classList.add("leaflet-zoom-hide");
    this.labels = [...labels]
      .sort((a, b) => b.rank - a.rank)
      .map((label) => {
        const element = html("span", { class: `place-name ${label.kind}` }, label.name);
        pane.append(element);
        return { ...label, element, width: 0 };
      });
  }

  /** `taken` holds what names must not touch, in pane pixels. */
  place(taken: Box[], captions: Caption[]): void {
    const { origin, size, zoom } = this.chart;
    const window: Box = [origin.x + 3, origin.y + 3, origin.x + size.x - 3, origin.y + size.y - 3];
    const boxes = [...taken];
    for (const old of this.captions) old.remove();
    this.captions = captions.flatMap((caption) => this.caption(caption, boxes, window) ?? []);
    for (const label of this.labels) {
      const placed = zoom >= (FROM_ZOOM[label.kind] ?? 6) ? this.spot(label, boxes, window) : null;
      label.element.hidden = !placed;
      if (placed) boxes.push(placed);
    }
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

  private spot(label: Label, boxes: Box[], window: Box): Box | null {
    const { x, y } = this.chart.inPane([label.lon, label.lat]);
    if (x < window[0] || x > window[2] || y < window[1] || y > window[3]) return null;
    label.element.hidden = false;
    label.width ||= label.element.offsetWidth;
    const isArea = AREAS.has(label.kind);
    for (const [side, box] of isArea ? around(x, y, label.width) : beside(x, y, label.width)) {
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

/** Names of towns stand beside their dot: right, left, below, above. */
function beside(x: number, y: number, width: number): [string, Box][] {
  return [
    ["right", [x - 4, y - 8, x + width + 10, y + 8]],
    ["left", [x - width - 10, y - 8, x + 4, y + 8]],
    ["below", [x - width / 2 - 2, y - 4, x + width / 2 + 2, y + 21]],
    ["above", [x - width / 2 - 2, y - 21, x + width / 2 + 2, y + 4]],
  ];
}

function inside(box: Box, window: Box): boolean {
  return box[0] > window[0] && box[1] > window[1] && box[2] < window[2] && box[3] < window[3];
}
