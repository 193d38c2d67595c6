// The map under the events, drawn from the page's own data: no tile, no server.

import type { Chart } from "./chart";
import type { LonLat } from "./data";

/** Whole numbers: the first two a point, the rest steps from point to point, in units of 1 / `scale` degree. */
export type Coded = number[];

export interface PlaceLabel {
  name: string;
  lon: number;
  lat: number;
  kind: string;
  rank: number;
}

export interface Basemap {
  scale: number;
  /** West, south, east, north of what is drawn in detail. */
  box: [number, number, number, number];
  /** The scale of the coarse map of the world that lies under it; nought where none does. */
  world: number;
  /** Former lines that are drawn, with their years. */
  former: string[];
  layers: Record<string, Coded[]>;
  labels: PlaceLabel[];
}

/** How each layer is drawn, from below: its class in CSS, its pane, and whether its lines enclose an area. */
const STYLES: Record<string, { pane: string; closed: boolean }> = {
  world: { pane: "land", closed: true },
  sea: { pane: "land", closed: true },
  countries: { pane: "land", closed: true },
  lakes: { pane: "water", closed: true },
  rivers: { pane: "water", closed: false },
  provinces: { pane: "borders", closed: false },
  former: { pane: "borders", closed: false },
  borders: { pane: "borders", closed: false },
};

export function drawBasemap(chart: Chart, { scale, layers, box, world }: Basemap): void {
  ["land", "water", "borders"].forEach((name, i) => chart.pane(name, 200 + i * 10));
  for (const [name, { pane, closed }] of Object.entries(STYLES)) {
    const rings = layers[name];
    const unit = name === "world" ? world : scale;
    if (rings?.length) chart.add(chart.rings(rings.map((ring) => decode(ring, unit)), `base-${name}`, pane, closed));
  }
  if (!world) chart.stayWithin(box);
}

export function decode(coded: Coded, scale: number): LonLat[] {
  const points: LonLat[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < coded.length; i += 2) {
    x += coded[i]!;
    y += coded[i + 1]!;
    points.push([x / scale, y / scale]);
  }
  return points;
}
