// The places that the articles name, as rings: the more often named, the wider. No event is said to have been there.

import type { PlaceLabel } from "./basemap";
import type { Chart } from "./chart";
import type { MentionedPlace } from "./data";
import { MENTIONED } from "./labels";

const SMALLEST = 6; // pixels, the radius of a place named once
const WIDEST = 26;

export function drawMentions(chart: Chart, places: MentionedPlace[]): void {
  chart.pane("mentions", 340);
  for (const { lon, lat, n, wide } of places) {
    const radius = Math.min(WIDEST, SMALLEST * Math.sqrt(n));
    chart.add(chart.ring([lon, lat], radius, wide ? "mention wide" : "mention", "mentions"));
  }
}

/** The names of the rings that the map does not name by itself. */
export function namesOf(places: MentionedPlace[], known: PlaceLabel[]): PlaceLabel[] {
  return places
    .filter(({ name, lon, lat }) => !known.some((label) => label.name === name || (label.lon === lon && label.lat === lat)))
    .map(({ name, lon, lat, n }) => ({ name, lon, lat, kind: MENTIONED, rank: n }));
}
