// The page of very many events: the same views, each of which shows a part and counts the rest.

import type * as Leaflet from "leaflet";
import { About } from "./about";
import type { Spot } from "./arrange";
import { drawBasemap } from "./basemap";
import { Card } from "./card";
import { Chart, type Box } from "./chart";
import { Columns, NONE } from "./columns";
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
    pick: (row) => this.store.select(this.columns.id(row), "map"),
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

  open(): void {
    if (this.data.basemap) drawBasemap(this.chart, this.data.basemap);
    new About(this.data, this.words);
    find("#tab-story").hidden = true;
    this.tabs.start();
    for (const holder of document.querySelectorAll<HTMLElement>("[data-icon]")) holder.prepend(icon(holder.dataset.icon!));
    if (!this.scale.empty) say(find(".dek"), this.words.range(isoOf(this.firstDay), isoOf(this.lastDay)));
    settleInFrame(this.stage.root, this.chart, this.stage.box);
    for (const kind of this.columns.data.kinds) {
      // folium's layer control switches groups: an empty layer in each tells of it
      this.chart.member(kind, this.chart.elements([], "marks", [0, 0], () => undefined), true);
    }
    this.legend.open(!this.stage.isNarrow, false);
    this.stage.fit(false);
    this.store.watch((state, before, origin) => this.follow(state, before, origin));
    this.chart.onMoved(() => drawScale(this.chart, this.words));
    this.chart.onClick(() => this.store.select(null, "map"));
    addEventListener("hashchange", () => this.store.change(readAddress(location.hash), "address"));
    document.addEventListener("keydown", (press) => {
      if (press.key === "Escape") this.store.select(null, "keys");
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.swarm.forgetColours());
    this.refresh();
    if (this.store.state.selected) this.present(this.store.state.selected, "address");
    this.stage.onResized((turned) => {
      if (turned) this.legend.open(!this.stage.isNarrow, false);
      this.swarm.redraw();
    });
    drawScale(this.chart, this.words);
    this.stage.root.dataset.ready = "true";
  }

  private get firstDay(): number {
    return this.scale.stretches[0]!.firstTold;
  }

  private get lastDay(): number {
    return this.scale.stretches.at(-1)!.lastTold;
  }

  private days(): { days: { first: number | null; last: number | null } }[] {
    const found = new Set<number>();
    for (const day of this.columns.first) if (day !== NONE) found.add(day);
    return [...found].sort((a, b) => a - b).map((day) => ({ days: { first: day, last: day } }));
  }

  private census(): Census {
    const { columns } = this;
    const counts = new Array<number>(columns.data.kinds.length).fill(0);
    for (const kind of columns.kind) counts[kind]!++;
    return {
      total: columns.count,
      kinds: new Map(columns.data.kinds.map((kind, i) => [kind, counts[i]!])),
      statuses: new Set(columns.data.statuses),
      extents: new Set(["point", ...(Object.keys(columns.data.shapes).length ? ["area"] : [])]),
    };
  }

  private follow(state: State, before: State, origin: Origin | null): void {
    if (state.selected !== before.selected) this.present(state.selected, origin);
    const { selected: _, ...filters } = state;
    const { selected: __, ...earlier } = before;
    if (JSON.stringify([...filters.hidden, filters]) !== JSON.stringify([...earlier.hidden, earlier])) this.refresh();
    remember(state);
  }

  private refresh(): void {
    const { state } = this.store;
    for (const kind of this.columns.data.kinds) this.chart.show(kind, !state.hidden.has(kind));
    this.sift(state);
    this.swarm.redraw();
    this.list.update(state, this.shown);
    this.timeline.draw();
    this.legend.update(this.shown);
    say(find(".live"), this.words.say("live.shown", { shown: this.shown, total: this.columns.count }));
  }

  /** Mark the rows that pass, in one walk over the columns. */
  private sift(state: State): void {
    const { columns, passes, scale } = this;
    const { data } = columns;
    const kinds = data.kinds.map((kind) => !state.hidden.has(kind));
    const statuses = data.statuses.map((status) => !state.status || status === state.status);
    const precisions = data.precisions.map((precision) => !state.precision || precision === state.precision);
    const allTimes = state.from <= 0 && state.to >= 1;
    const [from, to] = [scale.dayAt(state.from), scale.dayAt(state.to)];
    const query = fold(state.query);
    this.shown = 0;
    for (let row = 0; row < columns.count; row++) {
      const day = columns.first[row]!;
      const pass =
        kinds[columns.kind[row]!]! &&
        statuses[columns.status[row]!]! &&
        precisions[columns.precision[row]!]! &&
        (allTimes || (day !== NONE && day >= from && day <= to)) &&
        (!query || fold(`${columns.word("headline", row)} ${columns.word("place", row)}`).includes(query));
      passes[row] = pass ? 1 : 0;
      if (pass) this.shown++;
    }
  }

  private present(id: string | null, origin: Origin | null): void {
    const row = id === null ? -1 : this.columns.rowOf(id);
    const item = row >= 0 && row < this.columns.count ? this.columns.item(row) : null;
    this.card.show(item);
    this.stage.forget();
    this.swarm.choose(item ? row : -1, item);
    this.list.mark(item?.id ?? null);
    if (!item) return;
    if (this.stage.isNarrow) this.legend.open(false, false);
    if (item.anchor && origin !== "map") {
      const panels = this.stage.panels([".card", ".legend", ".map-tools"]);
      this.chart.reveal(item.anchor, this.stage.room(), panels, this.data.basemap?.box);
    }
    say(find(".live"), `${this.words.kind(item)}: ${item.headline}`);
  }

  private panelsChanged(): void {
    this.stage.forget();
    this.swarm.redraw();
  }

  private step(by: number): void {
    const { count } = this.columns;
    let row = this.columns.rowOf(this.store.state.selected ?? "");
    for (let tried = 0; tried < count; tried++) {
      row = (row + by + count) % count;
      if (this.passes[row]) break;
    }
    this.store.select(this.columns.id(row), "card");
  }

  private arranged(spots: Spot[], badges: Box[]): void {
    const { origin } = this.chart;
    const fixed = this.stage.panels().map(
      ([l, t, r, b]): Box => [l + origin.x - 2, t + origin.y - 2, r + origin.x + 2, b + origin.y + 2],
    );
    this.labels.place([...fixed, ...badges, ...spots.map(({ x, y }): Box => [x - 18, y - 18, x + 18, y + 18])], []);
  }
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
