// The events as a list by year: the same data in words, which is also what a screen reader and a printer get.

import type { Item } from "./data";
import { find, html, say } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { State, Store } from "./state";
import type { Words } from "./words";

interface Row {
  item: Item;
  line: HTMLElement;
  button: HTMLElement;
}

export class EventList {
  private readonly list = find("ol.events");
  private readonly rows: Row[] = [];
  private readonly headings: [HTMLElement, Row[]][] = [];

  constructor(
    items: Item[],
    private readonly store: Store,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    hover: (item: Item, on: boolean) => void,
  ) {
    this.list.replaceChildren();
    let year: string | null = null;
    for (const item of items) {
      const heading = this.yearOf(item);
      if (heading !== year) {
        year = heading;
        const line = html("li", { class: "year" }, heading);
        this.headings.push([line, []]);
        this.list.append(line);
      }
      const row = this.row(item, hover);
      this.rows.push(row);
      this.headings.at(-1)![1].push(row);
      this.list.append(row.line);
    }
    this.filters(items);
  }

  private yearOf({ when }: Item): string {
    const day = when.start ?? when.end;
    return day ? this.words.date(day, "year") : this.words.say("undated");
  }

  private row(item: Item, hover: (item: Item, on: boolean) => void): Row {
    const { words } = this;
    const dated = words.dated(item.when) || item.when.text;
    const status = item.status === "asserted" && item.aspect !== "repeated" ? null : words.status(item);
    const facts = [dated, words.where(item), status].filter(Boolean).join(" · ");
    const button = html("button", { type: "button", class: "event", "data-event": item.id }, [
      glyph(this.markOf(item)),
      html("b", { dir: "auto" }, item.headline),
      html("span", {}, facts),
    ]);
    button.addEventListener("click", () => this.store.select(item.id, "list"));
    for (const [start, end] of [["pointerenter", "pointerleave"], ["focus", "blur"]] as const) {
      button.addEventListener(start, () => hover(item, true));
      button.addEventListener(end, () => hover(item, false));
    }
    return { item, button, line: html("li", {}, button) };
  }

  private filters(items: Item[]): void {
    const search = find<HTMLInputElement>("#search");
    search.addEventListener("input", () => this.store.change({ query: search.value }, "list"));
    find(".list-reset").addEventListener("click", () => this.store.reset());
    const choices: [keyof State & ("status" | "actor" | "precision"), string[], (value: string) => string][] = [
      ["status", ranked(items.map(({ status }) => status)), (value) => this.words.say(`status.${value}`)],
      ["actor", ranked(items.flatMap(({ actors }) => actors.map(({ name }) => name))), (value) => value],
      ["precision", ranked(items.map(({ precision }) => precision)), (value) => this.words.say(`precision.${value}`)],
    ];
    for (const [name, values, label] of choices) {
      const select = find<HTMLSelectElement>(`#filter-${name}`);
      select.append(...values.map((value) => html("option", { value }, label(value))));
      select.addEventListener("change", () => this.store.change({ [name]: select.value }, "list"));
    }
  }

  update(state: State, isShown: (item: Item) => boolean): void {
    for (const { item, line, button } of this.rows) {
      line.hidden = !isShown(item);
      button.classList.toggle("selected", item.id === state.selected);
      button.setAttribute("aria-pressed", String(item.id === state.selected));
    }
    for (const [heading, rows] of this.headings) heading.hidden = rows.every(({ line }) => line.hidden);
    const none = this.rows.every(({ line }) => line.hidden);
    find(".list-empty").hidden = !none;
    const filtered = this.rows.some(({ line }) => line.hidden);
    find(".list-reset").hidden = !filtered;
    say(find(".tab-count"), this.words.count(this.rows.length));
    find<HTMLInputElement>("#search").value = state.query;
    for (const name of ["status", "actor", "precision"] as const) find<HTMLSelectElement>(`#filter-${name}`).value = state[name];
  }

  reveal(id: string): void {
    const row = this.rows.find(({ item }) => item.id === id);
    if (row?.line.offsetParent) row.line.scrollIntoView({ block: "nearest" });
  }

  focus(id: string): void {
    this.rows.find(({ item }) => item.id === id)?.button.focus();
  }
}

/** Distinct values, the most frequent first. */
function ranked(values: string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
}
