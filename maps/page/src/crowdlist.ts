// The list of very many events: the first hundred that pass, and more on demand.

import type { Columns } from "./columns";
import type { Item } from "./data";
import { find, html, say } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { State, Store } from "./state";
import type { Words } from "./words";

const PAGE = 100;

export class CrowdList {
  private readonly list = find("ol.events");
  private limit = PAGE;
  private readonly more = html("button", { type: "button", class: "list-reset list-more" });

  constructor(
    private readonly columns: Columns,
    private readonly passes: Uint8Array,
    private readonly store: Store,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
  ) {
    this.list.after(this.more);
    this.more.addEventListener("click", () => {
      this.limit += PAGE;
      this.fill();
    });
    say(find(".tab-count"), words.count(columns.count));
    const search = find<HTMLInputElement>("#search");
    search.addEventListener("change", () => store.change({ query: search.value }, "list"));
    find(".list-reset").addEventListener("click", () => store.reset());
    this.choices("status", columns.data.statuses);
    this.choices("precision", columns.data.precisions);
    for (const part of [find("#filter-actor"), find("[for=filter-actor]")]) part.hidden = true;
  }

  private choices(name: "status" | "precision", values: string[]): void {
    const select = find<HTMLSelectElement>(`#filter-${name}`);
    select.append(...values.map((value) => html("option", { value }, this.words.say(`${name}.${value}`))));
    select.addEventListener("change", () => this.store.change({ [name]: select.value }, "list"));
  }

  update(state: State, shown: number): void {
    this.limit = PAGE;
    find<HTMLInputElement>("#search").value = state.query;
    for (const name of ["status", "precision"] as const) find<HTMLSelectElement>(`#filter-${name}`).value = state[name];
    find(".list-empty").hidden = shown > 0;
    find(".list-reset").hidden = shown === this.columns.count;
    this.fill(shown);
  }

  private fill(shown: number = this.passes.reduce((sum, pass) => sum + pass, 0)): void {
    const rows: number[] = [];
    for (let row = 0; row < this.columns.count && rows.length < this.limit; row++) if (this.passes[row]) rows.push(row);
    this.list.replaceChildren(...rows.map((row) => this.row(this.columns.item(row))));
    this.more.hidden = shown <= rows.length;
    say(this.more, this.words.say("list.more", { n: Math.min(PAGE, shown - rows.length) }));
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
