// What Python hands over, and the events as the page works with them.

export type LonLat = [number, number];
export type Ring = LonLat[];
export type Geometry =
  | { type: "Point"; coordinates: LonLat }
  | { type: "MultiPoint" | "LineString"; coordinates: LonLat[] }
  | { type: "Polygon" | "MultiLineString"; coordinates: Ring[] }
  | { type: "MultiPolygon"; coordinates: Ring[][] }
  | { type: "GeometryCollection"; geometries: Geometry[] };

export interface Actor {
  name: string;
  kind: string;
  country: string | null;
}
export interface When {
  edtf: string | null;
  start: string | null;
  end: string | null;
  text: string | null;
  precision: string;
  basis: string;
}
export interface EventPlace {
  name: string;
  id: string;
  lon: number;
  role: string;
  precision: string;
  uncertainty_km: number;
  stated: boolean;
  words?: string;
  named?: string | null;
}
export interface Evidence {
  article: string;
  start: number;
  end: number;
  quote: string;
  url?: string | null;
}
export interface Claim {
  attribution: string | null;
  status: string;
  quantities?: Quantity[];
}
export interface Quantity {
  kind: string;
  value: number;
  qualifier: string | null;
}
export interface Properties {
  id: string;
  kind: string;
  mode: string;
  headline: string;
  actors: Actor[];
  targets: Actor[];
  when: When;
  places: EventPlace[];
  anchor: LonLat | null;
  /** "point" where the text names a town or site, "line" and "area" where only a stretch or a region is known. */
  extent: "point" | "line" | "area" | "none";
  status: string;
  aspect: string;
  attribution: string | null;
  claims: Claim[];
  quantities: Quantity[];
  source: Evidence;
  evidence: Evidence[];
}
export interface Feature {
  type: "Feature";
  id: string;
  geometry: Geometry | null;
  properties: Properties;
}
export interface Passage {
  start: number;
  text: string;
  gap: boolean;
}
export interface Story {
  id: string;
  headline: string | null;
  published: string | null;
  url: string | null;
  publisher: string | null;
  language: string;
  whole: boolean;
  passages: Passage[];
}
/** A place that the articles name, an event's or not, and how often. */
export interface MentionedPlace {
  name: string;
  lon: number;
  lat: number;
  n: number;
  /** Whether it is a country or a region, which the ring only stands for. */
  wide: boolean;
}
export interface Family {
  id: string;
  shape: "square" | "hexagon" | "circle" | "diamond";
  kinds: string[];
}
export interface PageData {
  lang: string;
  view: [number, number, number, number];
  events: { type: "FeatureCollection"; features: Feature[] };
  stories: Story[];
  basemap: import("./basemap").Basemap | null;
  mentioned: MentionedPlace[];
  palette: { families: Family[]; icons: Record<string, string> };
  messages: import("./words").Messages;
  /** `embed` holds the lines that put map.html into another page. */
  about: { version: string; attribution: string[]; embed: string; borders?: string; tiles?: string };
  /** In place of `events` where there are too many to be told one by one. */
  crowd?: import("./columns").CrowdData;
}

/** An event as the views share it. `order` is its place in the list, by time; the undated come last. */
export interface Item extends Properties {
  order: number;
  family: Family;
  geometry: Geometry | null;
  days: Days;
  /** The coarsest precision among the places that say where it was; "none" when the text names no place. */
  precision: string;
}
/** Day numbers since 1970, inclusive; null where open. */
export interface Days {
  first: number | null;
  last: number | null;
}

const COARSENESS = ["site", "settlement", "line", "border_zone", "district", "region", "country"];

export function itemsOf(page: PageData): Item[] {
  const families = new Map(page.palette.families.flatMap((family) => family.kinds.map((kind) => [kind, family])));
  const fallback = page.palette.families[0]!;
  const items = page.events.features.map(({ properties, geometry }) => ({
    ...properties,
    geometry,
    order: 0,
    family: families.get(properties.kind) ?? fallback,
    days: daysOf(properties.when),
    precision: precisionOf(properties),
  }));
  items.sort((a, b) => placeInTime(a.days) - placeInTime(b.days));
  items.forEach((item, order) => (item.order = order));
  return items;
}

export function sitesOf(event: Properties): EventPlace[] {
  return event.places.filter((place) => place.role !== "about");
}

function precisionOf(event: Properties): string {
  if (!event.anchor) return "none";
  const ranks = sitesOf(event).map((place) => COARSENESS.indexOf(place.precision));
  return COARSENESS[Math.max(...ranks, 0)]!;
}

export function dayNumber(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
}

function daysOf(when: When): Days {
  return {
    first: when.start ? dayNumber(when.start) : null,
    last: when.end ? dayNumber(when.end) - 1 : null,
  };
}

function placeInTime({ first, last }: Days): number {
  return first ?? last ?? Infinity;
}
