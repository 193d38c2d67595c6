// The card of the chosen event: what, when, where and how precisely, who, on whose word, and the words themselves.

import type { Actor, EventPlace, Item, Quantity, Story } from "./data";
import { sitesOf } from "./data";
import { find, html, webLink } from "./dom";
import { glyph, type Mark } from "./glyph";
import { isolated, type Words } from "./words";

export class Card {
  private readonly card = find(".card");

  constructor(
    private readonly total: number,
    private readonly stories: Story[],
    private readonly words: Words,
    private readonly markOf: (item: Item) => Mark,
    step: (by: number) => void,
    close: () => void,
  ) {
    find(".card-close").addEventListener("click", close);
    find(".card-previous").addEventListener("click", () => step(-1));
    find(".card-next").addEventListener("click", () => step(1));
  }

  get isOpen(): boolean {
    return !this.card.hidden;
  }

  get box(): DOMRect {
    return this.card.getBoundingClientRect();
  }

  show(item: Item | null): void {
    this.card.hidden = !item;
    if (!item) return;
    const { words } = this;
    this.card.className = `card family-${item.family.id}`;
    this.card.setAttribute("aria-label", item.headline);
    find(".card-top").replaceChildren(
      glyph(this.markOf(item)),
      html("span", { class: "card-kind" }, words.kind(item)),
      html("span", { class: `badge ${item.status}` }, words.status(item)),
    );
    find(".card-title").replaceChildren(html("bdi", {}, item.headline));
    find(".card-facts").replaceChildren(...this.facts(item));
    find(".card-quote").replaceChildren(html("p", { dir: "auto" }, item.source.quote));
    find(".card-source").replaceChildren(...this.source(item));
    find(".card-position").textContent = words.say("card.position", { n: item.order + 1, total: this.total });
    find<HTMLAnchorElement>(".card-link").href = `#event=${encodeURIComponent(item.id)}`;
  }

  private facts(item: Item): HTMLElement[] {
    const rows: [string, (Node | string)[]][] = [
      ["card.when", this.when(item)],
      ["card.where", this.where(item)],
      ["card.who", [names(item.actors)]],
      ["card.target", [names(item.targets)]],
      ["card.count", [this.figures(item)]],
      ["card.says", [item.attribution ?? ""]],
      ["card.accounts", [this.accounts(item)]],
    ];
    return rows
      .filter(([, value]) => value.some((part) => part !== ""))
      .flatMap(([key, value]) => [html("dt", {}, this.words.say(key)), html("dd", {}, value)]);
  }

  private when({ when }: Item): (Node | string)[] {
    const dated = this.words.dated(when, false);
    if (!dated) return [this.words.when(when)];
    const basis = when.basis === "publication" ? this.words.say("when.published") : null;
    const notes = [this.words.ownCalendar(when), when.text ? `“${when.text}”` : null, basis].filter(Boolean).join(", ");
    return notes ? [dated, html("span", { class: "fine" }, ` (${notes})`)] : [dated];
  }

  private where(item: Item): (Node | string)[] {
    const sites = sitesOf(item);
    const lines: (Node | string)[] = item.anchor
      ? [html("div", {}, this.somewhere(item, sites))]
      : [html("div", {}, this.words.say("card.noplace"))];
    for (const place of item.anchor ? sites : []) lines.push(html("div", { class: "fine" }, this.provenance(place)));
    return lines;
  }

  private somewhere(item: Item, sites: EventPlace[]): string {
    const name = this.words.where(item);
    if (item.extent === "point") return `${name} (${this.words.say(`precision.${item.precision}`)})`;
    // what the footprint is, is told in English only; other languages say what kind of area it is
    const told = [...new Set(sites.map(({ words }) => words).filter(Boolean))].join("; ");
    if (this.words.isEnglish && told) return /^somewhere/i.test(told) ? `S${told.slice(1)}` : `Somewhere ${told}`;
    const key = item.extent === "line" ? "card.somewhere.line" : "card.somewhere";
    return `${this.words.say(key, { place: name })} (${this.words.say(`precision.${item.precision}`)})`;
  }

  /** Which row of the gazetteer it is, and which words it came from. */
  private provenance(place: EventPlace): (Node | string)[] {
    const { words } = this;
    const number = /^geonames:(\d+)$/.exec(place.id)?.[1];
    const row = number
      ? webLink(`https://www.geonames.org/${number}`, words.say("card.gazetteer", { id: number }))
      : place.id;
    const origin = place.named
      ? words.say("card.words", { words: place.named })
      : place.stated
        ? ""
        : words.say("card.implied");
    return [`${isolated(place.name)}: `, row, origin ? `, ${origin}` : ""];
  }

  private figures({ quantities }: { quantities: Quantity[] }): string {
    return quantities
      .map(({ kind, value, qualifier }) => [qualifier, this.words.count(value), kind].filter(Boolean).join(" "))
      .join("; ");
  }

  private accounts({ claims }: Item): string {
    if (claims.length < 2) return "";
    const told = claims.map((claim) => {
      const figures = this.figures({ quantities: claim.quantities ?? [] });
      return this.words.status({ ...claim, aspect: "single" }) + (figures ? ` (${figures})` : "");
    });
    return told.join("; ");
  }

  private source(item: Item): (Node | string)[] {
    const story = this.stories.find(({ id }) => id === item.source.article);
    const address = item.source.url ?? story?.url;
    const name = story?.publisher ?? story?.headline ?? (item.source.article || siteOf(address));
    const more = new Set(item.evidence.map(({ article, start }) => `${article} ${start}`));
    more.delete(`${item.source.article} ${item.source.start}`);
    const parts: (Node | string)[] = [`${this.words.say("card.source")}: `, webLink(address, name)];
    if (more.size) parts.push(` · ${this.words.say("card.more", { n: more.size })}`);
    return parts;
  }
}

/** The host of an address, which is what a source without a name is known by. */
function siteOf(address: string | null | undefined): string {
  return /^https?:\/\/(?:www\.)?([^/?#]+)/i.exec(address ?? "")?.[1] ?? "";
}

function names(actors: Actor[]): string {
  return [...new Set(actors.map(({ name }) => isolated(name)))].join(", ");
}
