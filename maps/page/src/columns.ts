// Very many events, as columns: numbers in typed arrays, words packed and unpacked once. Rows come in order of time.

import type { Family, Geometry, Item, PageData } from "./data";

/** Base64 of packed (deflate) bytes. */
type Packed = string;

export interface CrowdData {
  count: number;
  kinds: string[];
  statuses: string[];
  precisions: string[];
  /** Millionths of a degree and days since 1970, 32 bit; `NONE` where there is none. */
  lon: Packed;
  lat: Packed;
  first: Packed;
  last: Packed;
  /** Bytes that point into `kinds`, `statuses`, `precisions`. */
  kind: Packed;
  status: Packed;
  precision: Packed;
  /** JSON: a list for each field, a value for each row; fields that say nothing are left out. */
  words: Packed;
  /** Footprints that are more than a point, by row. */
  shapes: Record<number, Geometry>;
}

type Field = "id" | "headline" | "place" | "placeId" | "quote" | "url" | "attribution" | "text";

export const NONE = -(2 ** 31);
const WORLD = 1e6;

export class Columns {
  readonly count: number;
  /** Web Mercator, the whole world from 0 to 1. */
  readonly x: Float64Array;
  readonly y: Float64Array;

  private constructor(
    readonly data: CrowdData,
    private readonly families: Map<string, Family>,
    readonly lon: Int32Array,
    readonly lat: Int32Array,
    readonly first: Int32Array,
    readonly last: Int32Array,
    readonly kind: Uint8Array,
    readonly status: Uint8Array,
    readonly precision: Uint8Array,
    private readonly words: Partial<Record<Field, string[]>>,
  ) {
    this.count = data.count;
    this.x = new Float64Array(this.count);
    this.y = new Float64Array(this.count);
    for (let row = 0; row < this.count; row++) {
      if (lon[row] === NONE) continue;
      const sine = Math.sin(((lat[row]! / WORLD) * Math.PI) / 180);
      this.x[row] = lon[row]! / WORLD / 360 + 0.5;
      this.y[row] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }
  }

  static async unpack(page: PageData): Promise<Columns> {
    const data = page.crowd!;
    const families = new Map(page.palette.families.flatMap((family) => family.kinds.map((kind) => [kind, family])));
    const numbers = await Promise.all([data.lon, data.lat, data.first, data.last].map(unpacked));
    const bytes = await Promise.all([data.kind, data.status, data.precision].map(unpacked));
    const words = JSON.parse(new TextDecoder().decode(await unpacked(data.words)));
    const [lon, lat, first, last] = numbers.map((buffer) => new Int32Array(buffer)) as [Int32Array, Int32Array, Int32Array, Int32Array];
    const [kind, status, precision] = bytes.map((buffer) => new Uint8Array(buffer)) as [Uint8Array, Uint8Array, Uint8Array];
    return new Columns(data, families, lon, lat, first, last, kind, status, precision, words);
  }

  placed(row: number): boolean {
    return this.lon[row] !== NONE;
  }

  familyOf(kind: number): Family {
    return this.families.get(this.data.kinds[kind]!)!;
  }

  word(field: Field, row: number): string {
    return this.words[field]?.[row] ?? "";
  }

  rowOf(id: string): number {
    return this.words.id ? this.words.id.indexOf(id) : Number(id);
  }

  id(row: number): string {
    return this.word("id", row) || String(row);
  }

  /** A row as an event like any other. */
  item(row: number): Item {
    const placed = this.placed(row);
    const geometry = this.data.shapes[row] ?? null;
    const precision = this.data.precisions[this.precision[row]!]!;
    const [first, last] = [this.first[row]!, this.last[row]!].map((day) => (day === NONE ? null : day)) as [number | null, number | null];
    const place = { name: this.word("place", row), id: this.word("placeId", row), role: "in", precision, uncertainty_km: 0, stated: true };
    const source = { article: "", start: 0, end: 0, quote: this.word("quote", row), url: this.word("url", row) || null };
    return {
      id: this.id(row),
      kind: this.data.kinds[this.kind[row]!]!,
      mode: "",
      headline: this.word("headline", row),
      actors: [],
      targets: [],
      when: {
        edtf: null,
        start: first === null ? null : isoDay(first),
        end: last === null ? null : isoDay(last + 1),
        text: this.word("text", row) || null,
        precision: "day",
        basis: "none",
      },
      places: place.name ? [place] : [],
      anchor: placed ? [this.lon[row]! / WORLD, this.lat[row]! / WORLD] : null,
      status: this.data.statuses[this.status[row]!]!,
      aspect: "single",
      attribution: this.word("attribution", row) || null,
      claims: [],
      quantities: [],
      source,
      evidence: [],
      order: row,
      family: this.familyOf(this.kind[row]!),
      geometry,
      days: { first, last },
      extent: !placed ? "none" : geometry ? (geometry.type.includes("Line") ? "line" : "area") : "point",
      precision,
    };
  }
}

async function unpacked(packed: Packed): Promise<ArrayBuffer> {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
