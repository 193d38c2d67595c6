// How to read the map, where its data come from, and what it does not know.

import type { PageData } from "./data";
import { find, html } from "./dom";
import type { Words } from "./words";

export class About {
  constructor(page: PageData, words: Words) {
    const section = (title: string, ...texts: string[]): HTMLElement[] => [
      html("h2", {}, words.say(title)),
      ...texts.map((text) => html("p", {}, text)),
    ];
    const sources = page.about.sources.map(({ name, licence, attribution }) =>
      html("li", {}, [html("b", {}, name), attribution ? ` – ${attribution}` : "", licence ? ` (${licence})` : ""]),
    );
    find(".about").replaceChildren(
      ...section("about.how", words.say("about.how.text"), words.say("about.limits")),
      ...section("about.borders", words.say("about.borders.text")),
      ...section("about.sources"),
      html("ul", {}, sources),
      html("p", {}, words.say("about.made", { version: page.about.version })),
    );
  }
}
