// Very many events, as columns: numbers in typed arrays, words unpacked block by block when they are asked for. Rows
// come in order of time.

import type { Family, Geometry, Item, PageData } from "./data";

/** Base64 of packed (deflate) bytes. */
type Packed = string;
export type Field = "id" | "headline" | "place" | "placeId" | "quote" | "source" | "url" | "attribution" | "text";
type Code = "kind" | "status" | "precision" | "time";

export interface CrowdData {
  count: number;
  /** The names that a row's byte in each of these columns points to. */
  codes: Record<Code, string[]>;
  /**
   * 32-bit columns `numbers`, each as its lowest bytes, then the next, then the byte columns `codes`. Longitude and
   * latitude are millionths of a degree, first and last days since 1970, `NONE` where there is none.
   */
  columns: Packed;
  /** Footprints that are more than a point; a row's number in the column "shape" says which is its own. */
  shapes: Geometry[];
  /** Words in blocks of so many rows: `COLUMN` stands between the fields, `ROW` between the rows of each. */
  block: number;
  fields: Field[];
  words: Packed[];
}

export const NONE = -(2 ** 31);
const COLUMN = "\x1e";
export const ROW = "\x1f";
const WORLD = 1e6;
const KEPT = 200; // blocks whose words stay unpacked

export class Columns {
  readonly count: number;
  /** Web Mercator, the whole world from 0 to 1. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** When a row stands in time: its first day, or its last where only that is known. */
  readonly day: Int32Array;
  private readonly lon: Int32Array;
  private readonly lat: Int32Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly shape: Int32Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  readonly precision: Uint8Array;
  private readonly time: Uint8Array;
  private readonly families: Map<string, Family>;
  private readonly blocks = new Map<number, Block>();

  private constructor(
    readonly data: CrowdData,
    page: PageData,
    bytes: Uint8Array,
  ) {
    const count = (this.count = data.count);
    this.families = new Map(page.palette.families.flatMap((family) => family.kinds.map((kind) => [kind, family])));
    let at = 0;
    const numbers = (): Int32Array => wholeNumbers(bytes.subarray(at, (at += 4 * count)), count);
    const codes = (): Uint8Array => bytes.subarray(at, (at += count));
    [this.lon, this.lat, this.first, this.last, this.shape] = [numbers(), numbers(), numbers(), numbers(), numbers()];
    [this.kind, this.status, this.precision, this.time] = [codes(), codes(), codes(), codes()];
    this.day = this.first.map((day, row) => (day === NONE ? this.last[row]! : day));
    this.x = new Float64Array(count).fill(NaN);
    this.y = new Float64Array(count).fill(NaN);
    for (let row = 0; row < count; row++) {
      if (this.lon[row] === NONE) continue;
      const sine = Math.sin(((this.lat[row]! / WORLD) * Math.PI) / 180);
      this.x[row] = this.lon[row]! / WORLD / 360 + 0.5;
      this.y[row] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }
  }

  static async unpack(page: PageData): Promise<Columns> {
    const columns = new Columns(page.crowd!, page, await unpacked(page.crowd!.columns));
    await columns.load([0]);
    return columns;
  }

  placed(row: number): boolean {
    return this.lon[row] !== NONE;
  }

  familyOf(kind: number): Family {
    return this.families.get(this.data.codes.kind[kind]!)!;
  }

  // Words

  /** Unpack the words of these rows, unless they are there. */
  async load(rows: Iterable<number>): Promise<void> {
    const wanted = new Set([...rows].map((row) => Math.floor(row / this.data.block)));
    await Promise.all([...wanted].map((number) => this.block(number)));
  }

  isLoaded(row: number): boolean {
    return this.blocks.has(Math.floor(row / this.data.block));
  }

  private async block(number: number): Promise<Block> {
    const known = this.blocks.get(number);
    if (known) return known;
    const text = new TextDecoder().decode(await unpacked(this.data.words[number]!));
    const block = new Block(number * this.data.block, text.split(COLUMN), this.data.fields);
    this.blocks.set(number, block);
    // the oldest goes; a Map keeps the order in which things came
    if (this.blocks.size > KEPT) this.blocks.delete(this.blocks.keys().next().value!);
    return block;
  }

  /** The words of a row that is loaded. */
  word(field: Field, row: number): string {
    const { block } = this.data;
    return this.blocks.get(Math.floor(row / block))?.column(field)[row % block] ?? "";
  }

  /** Every block of words in turn, for a search through all of them. */
  async *everyBlock(): AsyncGenerator<Block> {
    for (let number = 0; number < this.data.words.length; number++) yield await this.block(number);
  }

  async rowOf(id: string): Promise<number> {
    for (const block of [...this.blocks.values()].reverse()) {
      const at = block.column("id").indexOf(id);
      if (at >= 0) return block.start + at;
    }
    for await (const block of this.everyBlock()) {
      const at = block.column("id").indexOf(id);
      if (at >= 0) return block.start + at;
    }
    return -1;
  }

  id(row: number): string {
    return this.word("id", row);
  }

  /** A row as an event like any other; its words are empty until they are loaded. */
  item(row: number): Item {
    const { codes, shapes } = this.data;
    const placed = this.placed(row);
    const geometry = shapes[this.shape[row]!] ?? null;
    const precision = codes.precision[this.precision[row]!]!;
    const [first, last] = [this.first[row]!, this.last[row]!].map((day) => (day === NONE ? null : day)) as [number | null, number | null];
    const lon = this.lon[row]! / WORLD;
    const place = { name: this.word("place", row), id: this.word("placeId", row), lon, role: "in", precision, uncertainty_km: 0, stated: true };
    const source = { article: this.word("source", row), start: 0, end: 0, quote: this.word("quote", row), url: this.word("url", row) || null };
    return {
      id: this.id(row),
      kind: codes.kind[this.kind[row]!]!,
      mode: "",
      headline: this.word("headline", row),
      actors: [],
      targets: [],
      when: {
        edtf: null,
        start: first === null ? null : isoDay(first),
        end: last === null ? null : isoDay(last + 1),
        text: this.word("text", row) || null,
        precision: codes.time[this.time[row]!]!,
        basis: "none",
      },
      places: place.name ? [place] : [],
      anchor: placed ? [lon, this.lat[row]! / WORLD] : null,
      status: codes.status[this.status[row]!]!,
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

/** The words of some rows; a field is taken apart when it is first asked for. */
export class Block {
  private readonly columns: Partial<Record<Field, string[]>> = {};

  constructor(
    readonly start: number,
    private readonly texts: string[],
    private readonly fields: Field[],
  ) {}

  text(field: Field): string {
    return this.texts[this.fields.indexOf(field)] ?? "";
  }

  column(field: Field): string[] {
    return (this.columns[field] ??= this.text(field).split(ROW));
  }
}

async function unpacked(packed: Packed): Promise<Uint8Array> {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  void writer.write(bytes);
  void writer.close();
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

function wholeNumbers(bytes: Uint8Array, count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    numbers[row] = bytes[row]! | (bytes[row + count]! << 8) | (bytes[row + 2 * count]! << 16) | (bytes[row + 3 * count]! << 24);
  }
  return numbers;
}

function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
