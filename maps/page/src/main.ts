// Puts the views together around one state. The map itself and its groups were made by folium's script before this.

import type * as Leaflet from "leaflet";
import { About } from "./about";
import { sharing, type Spot } from "./arrange";
import { drawBasemap } from "./basemap";
import { Card } from "./card";
import { Chart, type Box } from "./chart";
import { itemsOf, type Item, type LonLat, type PageData } from "./data";
import { find, say } from "./dom";
import { EdgeChips } from "./edges";
import { settleInFrame } from "./frame";
import { icon, type Mark } from "./glyph";
import { Labels, MENTIONED, type Caption } from "./labels";
import { censusOf, Legend } from "./legend";
import { EventList } from "./list";
import { Marks, type Badge } from "./marks";
import { drawMentions, namesOf } from "./mentions";
import { drawScale } from "./scalebar";
import { Share } from "./share";
import { Stage } from "./stage";
import { passes, readAddress, remember, Store, type Origin, type State } from "./state";
import { StoryView } from "./story";
import { Tabs } from "./tabs";
import { Timeline } from "./timeline";
import { TimeScale } from "./timescale";
import { Words } from "./words";

class Page {
  private readonly items = itemsOf(this.data);
  private readonly byId = new Map(this.items.map((item) => [item.id, item]));
  private readonly words = new Words(this.data.lang, this.data.messages);
  private readonly scale = new TimeScale(this.items);
  private readonly store = new Store(location.hash);
  private readonly markOf = (item: Item): Mark => ({
    family: item.family,
    icon: this.data.palette.icons[item.kind] ?? "warning",
    status: item.status,
  });
  private readonly towns = this.data.basemap?.labels ?? [];
  private readonly hover = (item: Item, on: boolean): void => this.marks.glow(item.id, on);
  private readonly stage = new Stage(this.chart, this.data.view, () => this.legend.isOpen);
  private readonly tabs = new Tabs(this.stage.root);
  private readonly labels = new Labels(
    this.chart,
    [...this.towns, ...namesOf(this.data.mentioned, this.towns)],
    () => this.store.state.layers.has(MENTIONED),
  );
  private readonly edges = new EdgeChips(this.stage.box, this.chart, this.words, this.markOf, (item) => this.store.select(item.id, "map"));
  private readonly marks = new Marks(this.chart, this.items, this.words, this.markOf, {
    panels: () => this.stage.panels([".map-tools", ".legend", ".attribution", ".card"]),
    pick: (item) => this.store.select(item.id, "map"),
    hover: this.hover,
    arranged: (spots, badges) => this.arranged(spots, badges),
  });
  private readonly legend = new Legend(this.data, censusOf(this.items), this.store, this.words, this.chart, () => this.panelsChanged());
  private readonly list = new EventList(this.items, this.store, this.words, this.markOf, this.hover);
  private readonly story = new StoryView(this.data.stories, this.items, this.store, this.words, this.markOf, this.hover);
  private readonly card = new Card(
    this.items.length,
    this.data.stories,
    this.words,
    this.markOf,
    (by) => this.step(by, "card"),
    () => this.close(),
  );
  private readonly timeline = new Timeline(
    this.items,
    this.scale,
    this.store,
    this.words,
    (item) => this.isShown(item),
    this.chart.calm,
  );

  constructor(
    private readonly data: PageData,
    private readonly chart: Chart,
  ) {}

  open(): void {
    if (this.data.basemap) drawBasemap(this.chart, this.data.basemap);
    drawMentions(this.chart, this.data.mentioned);
    new About(this.data, this.words);
    new Share(this.data, this.items, this.store, this.words);
    this.tabs.start();
    for (const holder of document.querySelectorAll<HTMLElement>("[data-icon]")) holder.prepend(icon(holder.dataset.icon!));
    say(find(".dek"), this.summary());
    this.keys();
    settleInFrame(this.stage.root, this.chart, this.stage.box);
    this.legend.open(!this.stage.isNarrow, false);
    this.stage.fit(false);
    this.store.watch((state, before, origin) => this.follow(state, before, origin));
    this.chart.onMoved(() => drawScale(this.chart, this.words));
    this.chart.onClick(() => this.close());
    addEventListener("hashchange", () => this.store.change(readAddress(location.hash), "address"));
    this.refresh(this.store.state);
    const chosen = this.byId.get(this.store.state.selected ?? "");
    if (chosen) this.present(chosen, "address");
    this.stage.onResized((turned) => {
      if (turned) this.legend.open(!this.stage.isNarrow, false);
      this.marks.rearrange();
    });
    drawScale(this.chart, this.words);
    this.stage.root.dataset.ready = "true";
  }

  // What is shown

  private isShown(item: Item): boolean {
    return !this.store.state.hidden.has(item.kind) && this.isKept(item);
  }

  private isKept(item: Item): boolean {
    const { state } = this.store;
    return passes(item, state, (event) => this.scale.holds(event, state.from, state.to));
  }

  private follow(state: State, before: State, origin: Origin | null): void {
    if (state.selected !== before.selected) {
      const item = this.byId.get(state.selected ?? "") ?? null;
      if (item) this.present(item, origin);
      else {
        this.card.show(null);
        this.panelsChanged();
      }
    }
    this.refresh(state);
    remember(state);
  }

  private refresh(state: State): void {
    for (const kind of new Set(this.items.map((item) => item.kind))) this.chart.show(kind, !state.hidden.has(kind));
    this.marks.keep((item) => this.isKept(item));
    this.marks.point(state);
    const isShown = (item: Item): boolean => this.isShown(item);
    this.list.update(state, isShown);
    this.story.update(state, isShown);
    this.timeline.draw();
    const shown = this.items.filter(isShown).length;
    this.legend.update(shown);
    if (!state.selected) this.announce(this.words.say("live.shown", { shown, total: this.items.length }));
  }

  private panelsChanged(): void {
    this.stage.forget();
    this.marks.rearrange();
  }

  private announce(words: string): void {
    say(find(".live"), words);
  }

  // Choosing an event

  private present(item: Item, origin: Origin | null): void {
    this.card.show(item);
    this.panelsChanged();
    if (this.stage.isNarrow) this.legend.open(false, false);
    this.announce(
      this.words.say("live.selected", {
        position: this.words.say("card.position", { n: item.order + 1, total: this.items.length }),
        kind: this.words.kind(item),
        headline: item.headline,
      }),
    );
    if (origin !== "story") this.story.reveal(item.id);
    if (origin !== "list") this.list.reveal(item.id);
    if (item.anchor) this.revealPlace(item.anchor);
  }

  private step(by: number, origin: Origin): void {
    const shown = this.items.filter((item) => this.isShown(item) || item.id === this.store.state.selected);
    if (!shown.length) return;
    const at = shown.findIndex((item) => item.id === this.store.state.selected);
    const next = shown[(Math.max(at, by > 0 ? at : 0) + by + shown.length) % shown.length]!;
    this.store.select(next.id, origin);
  }

  private close(): void {
    const { selected } = this.store.state;
    if (!selected) return;
    const hadFocus = find(".card").contains(document.activeElement);
    this.store.select(null, "card");
    if (!hadFocus) return;
    if (this.marks.isOnMap(selected)) this.marks.focus(selected);
    else this.tabs.current() === "events" ? this.list.focus(selected) : this.story.focus(selected);
  }

  private keys(): void {
    document.addEventListener("keydown", (press) => {
      if (press.key === "Escape") this.escape();
    });
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    this.chart.pane("marks", 620, true).addEventListener("keydown", (press) => {
      const by = steps[press.key];
      if (!by) return;
      press.preventDefault();
      press.stopPropagation();
      this.walk(by, press.target as HTMLElement);
    });
  }

  /** From mark to mark in order of time; what is out of sight is brought into it. */
  private walk(by: number, from: HTMLElement): void {
    const onMap = this.items.filter((item) => item.anchor && this.isShown(item));
    const at = onMap.findIndex((item) => item.id === from.dataset.event);
    const next = onMap[(at + by + onMap.length) % onMap.length];
    if (!next) return;
    this.store.select(next.id, "keys");
    requestAnimationFrame(() => requestAnimationFrame(() => this.marks.focus(next.id)));
  }

  private escape(): void {
    if (this.tabs.drawerOpen) this.tabs.closeDrawer();
    else if (this.store.state.selected) this.close();
    else if (this.stage.isNarrow && this.legend.isOpen) this.legend.open(false);
  }

  private revealPlace(at: LonLat): void {
    this.chart.reveal(at, this.stage.room(), this.stage.panels([".card", ".legend", ".map-tools"]), this.data.basemap?.box);
  }

  private arranged(spots: Spot[], badges: Badge[]): void {
    const { origin, size } = this.chart;
    const panels = this.stage.panels();
    const [left, , right] = this.stage.room();
    const inSight = new Set([...spots.map(({ item }) => item), ...badges.flatMap(({ members }) => members)]);
    const outside = this.items.filter((item) => item.anchor && this.isShown(item) && !inSight.has(item));
    const faces = [...spots.map(boxOf), ...badges.map(({ box }) => box)];
    this.edges.draw(outside, [left - 14, 4, right + 14, size.y - 30], [...panels, ...faces.map((box) => moved(box, -origin.x, -origin.y))]);
    const fixed = [...panels, ...this.stage.boxes(".chip")].map((box) => grown(moved(box, origin.x, origin.y), 4));
    this.labels.place([...fixed, ...faces], this.captions(spots, badges), spots);
  }

  /** Where several events share an area, the map says so beside their marks, or beside the badge that stands for them. */
  private captions(spots: Spot[], badges: Badge[]): Caption[] {
    const groups = sharing(spots).map((group) => ({ n: group.length, around: hull(group.map(boxOf)) }));
    const told = groups.filter(({ n, around: [left, , right] }) => n > 2 && right - left < 276);
    const gathered = badges.filter(({ shared }) => shared).map(({ members, box }) => ({ n: members.length, around: box }));
    return [...told, ...gathered].map(({ n, around }) => ({ words: this.words.say("count.somewhere", { n }), around }));
  }

  private summary(): string {
    const { words, items, data } = this;
    const unplaced = items.filter(({ anchor }) => !anchor).length;
    // several articles have no headline in common: how many events they tell of is the title already
    const told = `${words.say("count.events", { n: items.length })} ${words.say("count.articles", { n: 1 })}`;
    const parts = data.stories.length === 1 ? [told] : [];
    const dates = data.stories.map(({ published }) => published).filter((date): date is string => Boolean(date)).sort();
    if (dates.length) parts.push(words.say("published", { date: words.range(dates[0]!, dates.at(-1)!) }));
    if (unplaced) parts.push(words.say("count.unplaced", { n: unplaced }));
    return parts.join(" · ");
  }
}

function boxOf({ x, y }: Spot): Box {
  return [x - 18, y - 18, x + 18, y + 18];
}

function moved([left, top, right, bottom]: Box, x: number, y: number): Box {
  return [left + x, top + y, right + x, bottom + y];
}

function grown([left, top, right, bottom]: Box, by: number): Box {
  return [left - by, top - by, right + by, bottom + by];
}

function hull(boxes: Box[]): Box {
  const side = (i: number): number[] => boxes.map((box) => box[i]!);
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
}

declare global {
  interface Window {
    araxes: { open(map: Leaflet.Map, groups: Record<string, Leaflet.FeatureGroup>): void };
  }
}

window.araxes = {
  /** Called by the page's last script, once folium has made the map and a group for each kind. */
  open(map, groups) {
    const data = JSON.parse(find("#araxes-data").textContent ?? "") as PageData;
    new Page(data, new Chart(map, groups)).open();
  },
};
