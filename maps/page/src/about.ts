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
    const sources = page.about.attribution.map((line) => html("li", {}, line));
    find(".about").replaceChildren(
      ...section("about.how", words.say("about.how.text"), words.say("about.limits")),
      ...section("about.borders", page.about.borders ?? words.say("about.borders.text")),
      ...(page.basemap?.former ?? []).map((line) => html("p", {}, words.say("about.former", { line }))),
      ...section("about.sources"),
      html("ul", {}, sources),
      html("p", {}, words.say("about.made", { version: page.about.version })),
      html("p", {}, page.about.tiles ? words.say("about.tiles", { host: page.about.tiles }) : words.say("about.offline")),
    );
  }
}
