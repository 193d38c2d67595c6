// Too many marks for one view are gathered by the cells of a grid that stays put while the map is dragged.

import { meet, type Box, type Pixel } from "./chart";
import { html, say } from "./dom";
import type { Family } from "./data";
import type { Words } from "./words";

/** The width of a cell in pixels: a badge and a little room. */
export const CELL = 58;
/** Up to so many marks stand by themselves. */
export const ALONE = 60;

export interface Gathered<T> {
  members: T[];
  x: number;
  y: number;
}

/** Points in pane pixels, gathered; `offset` ties the grid to the world: the pane's origin moves with every zoom. */
export function gather<T extends { x: number; y: number }>(points: T[], offset: { x: number; y: number }): Gathered<T>[] {
  const cells = new Map<string, Gathered<T>>();
  for (const point of points) {
    const key = `${Math.floor((point.x + offset.x) / CELL)} ${Math.floor((point.y + offset.y) / CELL)}`;
    const cell = cells.get(key);
    if (!cell) cells.set(key, { members: [point], x: point.x, y: point.y });
    else {
      const n = cell.members.push(point);
      cell.x += (point.x - cell.x) / n;
      cell.y += (point.y - cell.y) / n;
    }
  }
  return joined([...cells.values()]);
}

/** Neighbours across a cell's edge that would cover each other become one. */
function joined<T>(cells: Gathered<T>[]): Gathered<T>[] {
  const kept: Gathered<T>[] = [];
  for (const cell of cells.sort((a, b) => b.members.length - a.members.length)) {
    const near = kept.find(({ x, y }) => Math.hypot(x - cell.x, y - cell.y) < CELL * 0.66);
    if (near) near.members.push(...cell.members);
    else kept.push(cell);
  }
  return kept;
}

/** A round badge: how many, and a ring that says of which families. */
export function badge(count: number, shares: [Family, number][], words: Words): HTMLButtonElement {
  return dress(html("button", { type: "button" }), count, shares, words);
}

/** Make a button a badge. One element each: there may be hundreds. */
export function dress(button: HTMLButtonElement, count: number, shares: [Family, number][], words: Words): HTMLButtonElement {
  button.className = `cluster digits-${Math.min(4, String(count).length)}`;
  button.setAttribute("aria-label", words.say("count.cluster", { n: count }));
  say(button, words.count(count));
  let from = 0;
  const stops = shares.map(([family, n]) => {
    const stop = `var(--fill-${family.id}) ${turn(from)} ${turn(from + n / count)}`;
    from += n / count;
    return stop;
  });
  button.style.setProperty("--ring", `conic-gradient(${stops.join(",")})`);
  return button;
}

function turn(share: number): string {
  return `${share.toFixed(3)}turn`;
}

/** The room a badge takes around its middle. */
export function badgeBox({ x, y }: Pixel): Box {
  return [x - 21, y - 21, x + 21, y + 21];
}

/** Where a badge stands clear of the panels: moved a little, or nowhere when a panel covers its place for good. */
export function clearOf(at: Pixel, panels: Box[]): Pixel | null {
  const met = panels.find((panel) => meet(badgeBox(at), panel));
  if (!met) return at;
  const [left, top, right, bottom] = met;
  const ways = [
    { x: left - 22, y: at.y },
    { x: right + 22, y: at.y },
    { x: at.x, y: top - 22 },
    { x: at.x, y: bottom + 22 },
  ];
  ways.sort((a, b) => Math.hypot(a.x - at.x, a.y - at.y) - Math.hypot(b.x - at.x, b.y - at.y));
  const best = ways.find((way) => !panels.some((panel) => meet(badgeBox(way), panel)));
  return best && Math.hypot(best.x - at.x, best.y - at.y) < CELL * 0.7 ? best : null;
}

/** The families of some events, largest share first. */
export function sharesOf(families: Family[]): [Family, number][] {
  const counts = new Map<Family, number>();
  for (const family of families) counts.set(family, (counts.get(family) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
