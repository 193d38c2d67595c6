// Where the marks of a view stand. Marks never overlap: those of one area take places inside it, nearest to its
// anchor first; those of one town fan out around it. The same view gives the same arrangement.

import type { Item, LonLat, Ring } from "./data";
import { holds, ringsOf } from "./geometry";

export interface Spot {
  item: Item;
  x: number;
  y: number;
  /** The true place, in the same pixels. */
  home: { x: number; y: number };
}

export interface View {
  inPane(at: LonLat): { x: number; y: number };
  placeAt(at: { x: number; y: number }): LonLat;
  /** Whether a mark at this pixel would stand in the open: in the window and under no panel. */
  open(x: number, y: number): boolean;
}

const APART = 37;
const CORE = 9; // pixels around the middle of a mark: when they all miss its area, it seems to stand elsewhere
const REACH = 7; // rings of candidate places around the anchor

/** `taken` holds places that are taken already. */
export function arrange(items: Item[], view: View, taken: { x: number; y: number }[] = []): Spot[] {
  const spots: Spot[] = [];
  for (const item of [...items].sort(bySureness)) {
    const home = view.inPane(item.anchor!);
    const rings = item.extent === "area" ? shapeOf(item) : [];
    spots.push({ item, home, ...choose(home, rings, [...taken, ...spots], view) });
  }
  return spots;
}

/**
 * Events whose area is too small in this view for all of their marks: some would stand outside it, as if they had
 * happened elsewhere. They come as groups, each of one area.
 */
export function crowdedOut(spots: Spot[], view: View): Item[][] {
  return sharing(spots)
    .filter((group) => group.some((spot) => strays(spot, view)))
    .map((group) => group.map(({ item }) => item));
}

/** The spots of events that share an area, two or more of each. */
export function sharing(spots: Spot[]): Spot[][] {
  const groups = new Map<string, Spot[]>();
  for (const spot of spots) {
    if (spot.item.extent !== "area") continue;
    const key = String(spot.item.anchor);
    groups.set(key, [...(groups.get(key) ?? []), spot]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function strays({ item, x, y }: Spot, view: View): boolean {
  return !CORNERS.some(([dx, dy]) => holds(shapeOf(item), view.placeAt({ x: x + dx * CORE, y: y + dy * CORE })));
}

const CORNERS = [[0, 0], [-1, -1], [1, -1], [-1, 1], [1, 1]] as const;

/** The open place nearest to a home that lies under a panel. */
export function openPlace(home: { x: number; y: number }, view: View): { x: number; y: number } {
  const steps = CANDIDATES.map(([dx, dy]) => ({ x: home.x + dx, y: home.y + dy }));
  return steps.find(({ x, y }) => view.open(x, y)) ?? home;
}

/** Exact places are served first, wide areas last: they have the most room. */
function bySureness(a: Item, b: Item): number {
  return rank(a) - rank(b) || a.order - b.order;
}

function rank(item: Item): number {
  if (item.extent === "point") return 0;
  return item.precision === "country" ? 3 : item.extent === "line" ? 1 : 2;
}

function choose(home: { x: number; y: number }, rings: Ring[], taken: { x: number; y: number }[], view: View): { x: number; y: number } {
  let best = { x: home.x, y: home.y };
  let least = Infinity;
  for (const [dx, dy, far] of CANDIDATES) {
    const x = home.x + dx;
    const y = home.y + dy;
    let cost = far;
    if (cost >= least) break;
    if (taken.some((spot) => Math.hypot(spot.x - x, spot.y - y) < APART)) continue;
    if (rings.length && far > 0 && !holds(rings, view.placeAt({ x, y }))) cost += 160;
    if (!view.open(x, y)) cost += 400;
    if (cost < least) {
      least = cost;
      best = { x, y };
    }
  }
  return best;
}

/** The anchor, then places on widening rings, staggered; near ones first. */
const CANDIDATES: [number, number, number][] = [[0, 0, 0]];
for (let ring = 1; ring <= REACH * 2; ring++) {
  const radius = ring * (APART / 2) + 2;
  const count = Math.max(6, Math.round((2 * Math.PI * radius) / 20));
  for (let step = 0; step < count; step++) {
    const angle = ((step + (ring % 2) / 2) / count) * 2 * Math.PI - Math.PI / 2;
    CANDIDATES.push([Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle)), radius]);
  }
}

const shapes = new WeakMap<Item, Ring[]>();

function shapeOf(item: Item): Ring[] {
  let rings = shapes.get(item);
  if (!rings) shapes.set(item, (rings = item.geometry ? ringsOf(item.geometry) : []));
  return rings;
}
