// The page of very many events: the same views, each of which shows a part and counts the rest.

import type * as Leaflet from "leaflet";
import { About } from "./about";
import type { Spot } from "./arrange";
import { drawBasemap } from "./basemap";
import { Card } from "./card";
import { Chart, type Box } from "./chart";
import { Columns, NONE, ROW, type Field } from "./columns";
import { CrowdList } from "./crowdlist";
import type { Item, PageData } from "./data";
import { find, say } from "./dom";
import { settleInFrame } from "./frame";
import { icon, type Mark } from "./glyph";
import { Histogram } from "./histogram";
import { Labels } from "./labels";
import { Legend, type Census } from "./legend";
import { drawScale } from "./scalebar";
import { Stage } from "./stage";
import { fold, readAddress, remember, Store, type Origin, type State } from "./state";
import { Swarm } from "./swarm";
import { Tabs } from "./tabs";
import { isoOf } from "./timeline";
import { TimeScale } from "./timescale";
import { Words } from "./words";

const SEARCHED: Field[] = ["headline", "place", "quote", "attribution"];
const ASCII = /^[\x00-\x7f]*$/;
/** Milliseconds after which a search lets the page breathe, and after which it shows what it has found so far. */
const PATIENCE = 30;
const TELL = 500;

class Crowd {
  private readonly words = new Words(this.data.lang, this.data.messages);
  private readonly store = new Store(location.hash);
  /** Which rows pass all filters, and which all but the layer tree. */
  private readonly passes = new Uint8Array(this.columns.count);
  private shown = 0;
  private readonly scale = new TimeScale(this.days());
  private readonly stage = new Stage(this.chart, this.data.view, () => this.legend.isOpen);
  private readonly tabs = new Tabs(this.stage.root);
  private readonly labels = new Labels(this.chart, this.data.basemap?.labels ?? []);
  private readonly markOf = ({ kind, family, status }: Item): Mark => ({
    family,
    icon: this.data.palette.icons[kind] ?? "warning",
    status,
  });
  private readonly swarm = new Swarm(this.chart, this.columns, this.words, this.markOf, this.passes, {
    panels: () => this.stage.panels(),
    pick: (row) => void this.choose(row, "map"),
    arranged: (spots, badges) => this.arranged(spots, badges),
  });
  private readonly legend = new Legend(this.data, this.census(), this.store, this.words, this.chart, () => this.panelsChanged());
  private readonly list = new CrowdList(this.columns, this.passes, this.store, this.words, this.markOf);
  private readonly card = new Card(
    this.columns.count,
    this.data.stories,
    this.words,
    this.markOf,
    (by) => this.step(by),
    () => this.store.select(null, "card"),
  );
  private readonly timeline = new Histogram(this.columns, this.passes, this.scale, this.store, this.words, this.chart.calm);

  constructor(
    private readonly data: PageData,
    private readonly columns: Columns,
    private readonly chart: Chart,
  ) {}

  async open(): Promise<void> {
    const { data, chart, columns, words, store, stage } = this;
    const { basemap } = data;
    new About(data, words);
    find("#tab-story").hidden = true;
    this.tabs.start();
    for (const holder of document.querySelectorAll<HTMLElement>("[data-icon]")) holder.prepend(icon(holder.dataset.icon!));
    if (!this.scale.empty) say(find(".dek"), words.range(isoOf(this.firstDay), isoOf(this.lastDay)));
    settleInFrame(stage.root, chart, stage.box);
    for (const kind of columns.data.codes.kind) {
      // folium's layer control switches groups: an empty layer in each tells of it
      chart.member(kind, chart.elements([], "marks", [0, 0], () => undefined), true);
    }
    this.legend.open(!stage.isNarrow, false);
    if (basemap && !basemap.world) chart.stayWithin(basemap.box);
    stage.fit(false);
    if (basemap) drawBasemap(chart, basemap); // only now: what is drawn before would be drawn twice
    store.watch((state, before, origin) => this.follow(state, before, origin));
    chart.onMoved(() => drawScale(chart, words));
    chart.onClick(() => store.select(null, "map"));
    addEventListener("hashchange", () => store.change(readAddress(location.hash), "address"));
    document.addEventListener("keydown", (press) => {
      if (press.key === "Escape") store.select(null, "keys");
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.swarm.forgetColours());
    await this.search(store.state.query);
    if (store.state.selected) await this.present(store.state.selected, "address");
    stage.onResized((turned) => {
      if (turned) this.legend.open(!stage.isNarrow, false);
      this.swarm.redraw();
    });
    drawScale(chart, words);
    requestAnimationFrame(() => (stage.root.dataset.ready = "true")); // once the swarm, which asked before, is drawn
  }

  private get firstDay(): number {
    return this.scale.stretches[0]!.firstTold;
  }

  private get lastDay(): number {
    return this.scale.stretches.at(-1)!.lastTold;
  }

  private days(): { days: { first: number; last: number } }[] {
    const found: number[] = [];
    for (const day of this.columns.day) if (day !== found.at(-1) && day !== NONE) found.push(day); // in order of time
    return found.map((day) => ({ days: { first: day, last: day } }));
  }

  private census(): Census {
    const { count, kind, data } = this.columns;
    const counts = new Array<number>(data.codes.kind.length).fill(0);
    for (let row = 0; row < count; row++) counts[kind[row]!]!++;
    return {
      total: count,
      kinds: new Map(data.codes.kind.map((name, i) => [name, counts[i]!])),
      statuses: new Set(data.codes.status),
      extents: new Set(["point", ...(data.shapes.length ? ["area"] : [])]),
    };
  }

  private follow(state: State, before: State, origin: Origin | null): void {
    if (state.selected !== before.selected) void this.present(state.selected, origin);
    const filters = (of: State): string => JSON.stringify({ ...of, selected: null, hidden: [...of.hidden] });
    if (state.query !== before.query) void this.search(state.query);
    else if (filters(state) !== filters(before)) this.refresh();
    remember(state);
  }

  private refresh(): void {
    const { state } = this.store;
    for (const kind of this.columns.data.codes.kind) this.chart.show(kind, !state.hidden.has(kind));
    this.sift(state);
    this.swarm.redraw();
    this.list.update(state, this.shown);
    this.timeline.draw();
    this.legend.update(this.shown);
    if (!this.searching) say(find(".live"), this.words.say("live.shown", { shown: this.shown, total: this.columns.count }));
  }

  /** The rows whose words hold what is looked for; null when nothing is. */
  private found: Uint8Array | null = null;
  private searching = false;

  /** Look through the words block by block; of very many events the first found are shown meanwhile. */
  private async search(query: string): Promise<void> {
    const wanted = fold(query);
    this.searching = Boolean(wanted);
    this.found = wanted ? new Uint8Array(this.columns.count) : null;
    let rested = performance.now();
    let told = rested;
    for await (const block of wanted ? this.columns.everyBlock() : []) {
      for (const field of SEARCHED) {
        folded(block.text(field), wanted).forEach((words, i) => {
          if (words.includes(wanted)) this.found![block.start + i] = 1;
        });
      }
      if (performance.now() - rested < PATIENCE) continue;
      if (performance.now() - told > TELL) {
        this.refresh();
        told = performance.now();
      }
      await new Promise((done) => setTimeout(done));
      if (this.store.state.query !== query) return; // another search has begun
      rested = performance.now();
    }
    this.searching = false;
    this.refresh();
  }

  /** Mark the rows that pass, in one walk over the columns. */
  private sift(state: State): void {
    const { columns, passes, scale, found } = this;
    const { codes } = columns.data;
    const kinds = codes.kind.map((kind) => !state.hidden.has(kind));
    const statuses = codes.status.map((status) => !state.status || status === state.status);
    const precisions = codes.precision.map((precision) => !state.precision || precision === state.precision);
    const allTimes = state.from <= 0 && state.to >= 1;
    const [from, to] = [scale.dayAt(state.from), scale.dayAt(state.to)];
    this.shown = 0;
    for (let row = 0; row < columns.count; row++) {
      const day = columns.day[row]!;
      const pass =
        kinds[columns.kind[row]!]! &&
        statuses[columns.status[row]!]! &&
        precisions[columns.precision[row]!]! &&
        (allTimes || (day !== NONE && day >= from && day <= to)) &&
        (!found || found[row] === 1);
      passes[row] = pass ? 1 : 0;
      if (pass) this.shown++;
    }
  }

  // Choosing an event

  private row = -1;

  private async present(id: string | null, origin: Origin | null): Promise<void> {
    const row = id === null ? -1 : await this.columns.rowOf(id);
    if (this.store.state.selected !== id) return; // another choice since
    this.row = row;
    const item = row >= 0 ? this.columns.item(row) : null;
    this.card.show(item);
    this.stage.forget();
    this.swarm.choose(row, item);
    this.list.mark(item?.id ?? null);
    if (!item) return;
    if (this.stage.isNarrow) this.legend.open(false, false);
    if (item.anchor && origin !== "map") {
      const panels = this.stage.panels([".card", ".legend", ".map-tools"]);
      this.chart.reveal(item.anchor, this.stage.room(), panels, this.data.basemap?.box);
    }
    say(find(".live"), `${this.words.kind(item)}: ${item.headline}`);
  }

  private async choose(row: number, origin: Origin): Promise<void> {
    await this.columns.load([row]);
    this.store.select(this.columns.id(row), origin);
  }

  private panelsChanged(): void {
    this.stage.forget();
    this.swarm.redraw();
  }

  private step(by: number): void {
    const { count } = this.columns;
    let { row } = this;
    for (let tried = 0; tried < count; tried++) {
      row = (row + by + count) % count;
      if (this.passes[row]) break;
    }
    void this.choose(row, "card");
  }

  private arranged(spots: Spot[], badges: Box[]): void {
    const { origin } = this.chart;
    const fixed = this.stage.panels().map(
      ([l, t, r, b]): Box => [l + origin.x - 2, t + origin.y - 2, r + origin.x + 2, b + origin.y + 2],
    );
    this.labels.place([...fixed, ...badges, ...spots.map(({ x, y }): Box => [x - 18, y - 18, x + 18, y + 18])], []);
  }
}

/** The rows of a column of words as a search reads them; none when it cannot be in there. */
function folded(column: string, wanted: string): string[] {
  const words = ASCII.test(column) ? column.toLowerCase() : fold(column);
  return words.includes(wanted) ? words.split(ROW) : [];
}

declare global {
  interface Window {
    araxes: { open(map: Leaflet.Map, groups: Record<string, Leaflet.FeatureGroup>): void };
  }
}

window.araxes = {
  open(map, groups) {
    const data = JSON.parse(find("#araxes-data").textContent ?? "") as PageData;
    void Columns.unpack(data).then((columns) => new Crowd(data, columns, new Chart(map, groups)).open());
  },
};
