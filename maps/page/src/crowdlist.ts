// The list of very many events: the first hundred that pass, and more on demand.

import type { Columns } from "./columns";
import type { Item } from "./data";
import { find, html, say } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { State, Store } from "./state";
import type { Words } from "./words";

const PAGE = 100;

/** Up to so many events are searched while somebody types. */
const AT_ONCE = 20_000;

export class CrowdList {
  private readonly list = find("ol.events");
  private readonly more = html("button", { type: "button", class: "list-reset list-more" });
  /** The row after the last that is listed. */
  private next = 0;
  private turn = 0;
  private listed = 0;
  private shown = 0;

  constructor(
    private readonly columns: Columns,
    private readonly passes: Uint8Array,
    private readonly store: Store,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
  ) {
    this.list.after(this.more);
    this.more.addEventListener("click", () => void this.extend());
    say(find(".tab-count"), words.count(columns.count));
    const search = find<HTMLInputElement>("#search");
    const asked = columns.count <= AT_ONCE ? "input" : "change";
    search.addEventListener(asked, () => store.change({ query: search.value }, "list"));
    find(".list-reset").addEventListener("click", () => store.reset());
    this.choices("status", columns.data.codes.status);
    this.choices("precision", columns.data.codes.precision);
    for (const part of [find("#filter-actor"), find("[for=filter-actor]")]) part.hidden = true;
  }

  private choices(name: "status" | "precision", values: string[]): void {
    const select = find<HTMLSelectElement>(`#filter-${name}`);
    select.append(...values.map((value) => html("option", { value }, this.words.say(`${name}.${value}`))));
    select.addEventListener("change", () => this.store.change({ [name]: select.value }, "list"));
  }

  update(state: State, shown: number): void {
    const search = find<HTMLInputElement>("#search");
    if (search.value !== state.query) search.value = state.query;
    for (const name of ["status", "precision"] as const) find<HTMLSelectElement>(`#filter-${name}`).value = state[name];
    find(".list-empty").hidden = shown > 0;
    find(".list-reset").hidden = shown === this.columns.count;
    this.shown = shown;
    this.next = this.listed = 0;
    void this.extend();
  }

  /** List the next hundred; the first take the place of what was listed before. */
  private async extend(): Promise<void> {
    const rows: number[] = [];
    const first = this.listed === 0;
    for (; this.next < this.columns.count && rows.length < PAGE; this.next++) if (this.passes[this.next]) rows.push(this.next);
    this.listed += rows.length;
    this.more.hidden = this.shown <= this.listed;
    say(this.more, this.words.say("list.more", { n: Math.min(PAGE, this.shown - this.listed) }));
    const turn = first ? ++this.turn : this.turn;
    await this.columns.load(rows);
    if (turn !== this.turn) return; // what passes has changed since
    const lines = rows.map((row) => this.row(this.columns.item(row)));
    if (first) this.list.replaceChildren(...lines);
    else this.list.append(...lines);
  }

  private row(item: Item): HTMLElement {
    const facts = [this.words.dated(item.when), this.words.where(item)].filter(Boolean).join(" · ");
    const on = item.id === this.store.state.selected;
    const face = { type: "button", class: `event${on ? " selected" : ""}`, "data-event": item.id, "aria-pressed": on };
    const button = html("button", face, [glyph(this.markOf(item)), html("b", { dir: "auto" }, item.headline), html("span", {}, facts)]);
    button.addEventListener("click", () => this.store.select(item.id, "list"));
    return html("li", {}, button);
  }

  mark(id: string | null): void {
    for (const button of this.list.querySelectorAll<HTMLElement>(".event")) {
      button.classList.toggle("selected", button.dataset.event === id);
      button.setAttribute("aria-pressed", String(button.dataset.event === id));
    }
  }
}
