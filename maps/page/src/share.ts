// Ways out of the page: its events as files made here, the link to this view, the lines that embed the map.

import { sitesOf, type Item, type PageData } from "./data";
import { find, html, say } from "./dom";
import { drawn, snapshot, written } from "./snapshot";
import { writeAddress, type Store } from "./state";
import type { Words } from "./words";

type Cell = string | number | null | undefined;

const COLUMNS = [
  "id", "kind", "mode", "headline", "start", "end", "status", "attribution", "places", "lat", "lon", "precision", "quote", "source",
];
/** What a spreadsheet would run as a formula; the Python writer of tables guards the same cells. */
const RISKY = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export class Share {
  private readonly told = html("p", { class: "share-told", role: "status" });

  constructor(
    private readonly page: PageData,
    private readonly items: Item[],
    private readonly store: Store,
    private readonly words: Words,
  ) {
    find(".about").append(html("h2", {}, words.say("share.title")), ...this.ways(), this.told);
  }

  private ways(): HTMLElement[] {
    const buttons = isSandboxed()
      ? []
      : [
          this.button("geojson", () => save("events.geojson", "application/geo+json", this.geojson())),
          this.button("csv", () => save("events.csv", "text/csv", tableOf(this.items, this.page))),
          // a picture made here has no tiles in it: those of a server may not be read back
          ...(this.page.basemap ? this.pictures() : []),
        ];
    // a page without an address of its own, as in a notebook, cannot be linked to
    if (/^(https?|file):$/.test(location.protocol)) {
      buttons.push(this.button("link", () => this.copy(this.link())));
      buttons.push(this.button("embed", () => this.copy(embedding(this.page.about.embed))));
    }
    const kept = isSandboxed() ? [html("p", { class: "share-kept" }, this.words.say("share.kept"))] : [];
    return [...kept, html("div", { class: "share" }, buttons)];
  }

  private pictures(): HTMLElement[] {
    const picture = (): SVGSVGElement => snapshot(find(".map-box"), find("h1").textContent!, find(".attribution").textContent!);
    return [
      this.button("png", async () => keep("map.png", await drawn(picture()))),
      this.button("svg", () => save("map.svg", "image/svg+xml", written(picture()))),
    ];
  }

  private button(name: string, act: () => unknown): HTMLElement {
    const button = html("button", { type: "button", "data-share": name }, this.words.say(`share.${name}`));
    button.addEventListener("click", act);
    return button;
  }

  private geojson(): string {
    const { attribution } = this.page.about;
    const credit = attribution.length ? { attribution: attribution.join("; ") } : {};
    return `${JSON.stringify({ type: "FeatureCollection", ...credit, features: this.page.events.features }, onGlobe, 1)}\n`;
  }

  private link(): string {
    const state = writeAddress(this.store.state);
    return location.href.split("#")[0]! + (state ? `#${state}` : "");
  }

  private async copy(text: string): Promise<void> {
    say(this.told, "");
    const copied = await inClipboard(text);
    say(this.told, this.words.say(copied ? "share.copied" : "share.refused"));
  }
}

/** A page over the antimeridian counts longitudes on past 180; a file does not. */
function longitude(lon: number): number {
  return lon > 180 ? lon - 360 : lon;
}

/** For JSON. Spans of text are pairs of numbers too, but their second is the larger. */
function onGlobe(key: string, value: unknown): unknown {
  if (Array.isArray(value) && value[1] <= 90) return [longitude(value[0]), value[1]];
  return key === "lon" ? longitude(value as number) : value;
}

/** A frame that may not touch the page around it is not allowed to save files either. */
function isSandboxed(): boolean {
  return window.self !== window.top && window.origin === "null";
}

function save(name: string, type: string, text: string): void {
  keep(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

function keep(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  html("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Rows for a spreadsheet, with the mark by which it knows UTF-8. */
function tableOf(items: Item[], page: PageData): string {
  const addresses = new Map(page.stories.map(({ id, url }) => [id, url]));
  const rows = items.map((item): Cell[] => [
    item.id, item.kind, item.mode, item.headline, item.when.start, item.when.end, item.status, item.attribution,
    [...new Set(sitesOf(item).map(({ name }) => name))].join("; "),
    item.anchor?.[1], item.anchor && longitude(item.anchor[0]), item.precision, item.source.quote,
    item.source.url ?? addresses.get(item.source.article) ?? item.source.article,
  ]);
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

function cell(value: Cell): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  return `"${(RISKY.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** The lines `araxes embed` gives, for this file or, on the web, for its whole address. */
function embedding(lines: string): string {
  const { protocol, origin, pathname, search } = location;
  const file = pathname.split("/").at(-1)!;
  // "./" keeps such a name from being read as an address of another kind ("javascript:x.html")
  const address = protocol === "file:" ? (file.includes(":") ? `./${file}` : file) : origin + pathname + search;
  const escaped = address.replaceAll("&", "&amp;").replaceAll("'", "&#x27;");
  return lines.replace('src="map.html"', () => `src="${escaped}"`);
}

/** To the clipboard; where a frame is refused it, by the older way of a selection. */
async function inClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const field = html("textarea", { class: "unseen", readonly: true, "aria-hidden": "true", tabindex: -1 }, text);
    find(".share").append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
  }
}
