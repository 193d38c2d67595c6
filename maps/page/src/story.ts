// The articles, with the words that tell of an event marked and linked both ways.

import type { Item, Passage, Story } from "./data";
import { find, html, webLink } from "./dom";
import { glyph, type Mark } from "./glyph";
import type { State, Store } from "./state";
import type { Words } from "./words";

interface Stretch {
  start: number;
  end: number;
  item: Item;
}

export class StoryView {
  private readonly pane = find(".story");
  private readonly marks = new Map<string, HTMLElement[]>();

  constructor(
    stories: Story[],
    private readonly items: Item[],
    private readonly store: Store,
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    private readonly hover: (item: Item, on: boolean) => void,
  ) {
    for (const story of stories) this.pane.append(...this.article(story, stories.length > 1));
    find("#tab-story").hidden = stories.length === 0;
  }

  private article(story: Story, headed: boolean): HTMLElement[] {
    const spans = this.spansIn(story);
    const parts: HTMLElement[] = [];
    if (headed && story.headline) parts.push(html("h2", { class: "story-title", lang: story.language, dir: "auto" }, story.headline));
    let previous: HTMLElement | null = null;
    for (const passage of story.passages) {
      const runs = this.runs(passage, spans);
      if (previous && passage.gap) previous.append(html("span", { class: "gap" }, " … "));
      previous = html("p", { lang: story.language, dir: "auto" }, runs);
      parts.push(previous);
    }
    parts.push(this.source(story));
    return parts;
  }

  private source(story: Story): HTMLElement {
    const { words } = this;
    const date = story.published
      ? words.say("published", { date: words.date(story.published) })
      : words.say("unpublished");
    const facts = [story.publisher, date].filter(Boolean).join(", ");
    const line = html("p", { class: "story-source" }, `${facts}. `);
    if (story.url) line.append(webLink(story.url, words.say("read.original")), " ");
    if (!story.whole) line.append(words.say("excerpt"));
    return line;
  }

  private spansIn(story: Story): Stretch[] {
    return this.items.flatMap((item) => {
      const spans = [item.source, ...item.evidence].filter(({ article }) => article === story.id);
      const seen = new Set<string>();
      return spans
        .filter(({ start, end }) => !seen.has(`${start}-${end}`) && seen.add(`${start}-${end}`))
        .map(({ start, end }) => ({ start, end, item }));
    });
  }

  /** Cut a passage where any mark begins or ends; each piece belongs to the shortest mark around it. */
  private runs({ start, text }: Passage, spans: Stretch[]): (Node | string)[] {
    const end = start + text.length;
    const inside = spans.filter((span) => span.start < end && span.end > start);
    const cuts = new Set([start, end]);
    for (const span of inside) {
      cuts.add(Math.max(start, span.start));
      cuts.add(Math.min(end, span.end));
    }
    const edges = [...cuts].sort((a, b) => a - b);
    const opened = new Set<Stretch>();
    return edges.slice(0, -1).map((from, i) => {
      const to = edges[i + 1]!;
      const words = text.slice(from - start, to - start);
      const around = inside.filter((span) => span.start <= from && span.end >= to);
      if (!around.length || !words.trim()) return words;
      around.sort((a, b) => a.end - a.start - (b.end - b.start) || a.item.order - b.item.order);
      const fresh = around.filter((span) => !opened.has(span) && opened.add(span));
      return this.mark(words, around[0]!.item, fresh.map(({ item }) => item));
    });
  }

  /** Marked words; the glyphs of events that begin here stay glued to the first word. */
  private mark(words: string, item: Item, beginning: Item[]): Node {
    const first = /^\s*\S+/.exec(words)?.[0] ?? "";
    const glyphs = beginning.map((event) => this.sign(event, event === item));
    const body = glyphs.length
      ? [html("span", { class: "glued" }, [...glyphs, first]), words.slice(first.length)]
      : [words];
    return this.wired(html("a", { class: `told family-${item.family.id}`, href: `#event=${encodeURIComponent(item.id)}` }, body), item);
  }

  /** A further event told by the same words gets a button of its own. */
  private sign(item: Item, own: boolean): Node {
    const picture = glyph(this.markOf(item));
    if (own) return picture;
    return this.wired(html("span", { class: "told-too", title: item.headline }, picture), item);
  }

  private wired(element: HTMLElement, item: Item): HTMLElement {
    const all = this.marks.get(item.id) ?? [];
    this.marks.set(item.id, [...all, element]);
    element.dataset.event = item.id;
    element.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.store.select(item.id, "story");
    });
    element.addEventListener("pointerenter", () => this.hover(item, true));
    element.addEventListener("pointerleave", () => this.hover(item, false));
    return element;
  }

  update(state: State, isShown: (item: Item) => boolean): void {
    for (const item of this.items) {
      for (const element of this.marks.get(item.id) ?? []) {
        element.classList.toggle("selected", item.id === state.selected);
        element.classList.toggle("off", !isShown(item));
      }
    }
  }

  reveal(id: string): void {
    const mark = this.marks.get(id)?.[0];
    if (mark?.offsetParent) mark.scrollIntoView({ block: "nearest", behavior: "auto" });
  }

  focus(id: string): void {
    this.marks.get(id)?.[0]?.focus();
  }
}
