// The layer tree, which is the legend: families, their kinds, counts, the layers of the map under them, and a key to
// how marks are drawn.

import type { Chart } from "./chart";
import type { Family, Item, PageData } from "./data";
import { find, html, say, svg } from "./dom";
import { glyph } from "./glyph";
import type { Store } from "./state";
import type { Words } from "./words";

/** What there is to explain and count. */
export interface Census {
  total: number;
  kinds: Map<string, number>;
  statuses: Set<string>;
  extents: Set<string>;
}

export function censusOf(items: Item[]): Census {
  const kinds = new Map<string, number>();
  for (const { kind } of items) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return {
    total: items.length,
    kinds,
    statuses: new Set(items.map(({ status }) => status)),
    extents: new Set(items.map(({ extent }) => extent)),
  };
}

/** A layer of the map that is no kind of event; the stylesheet hides it where the page has the class `no-` and its id. */
interface Layer {
  id: string;
  there: boolean;
  /** Whether the map opens without it. */
  off?: boolean;
  count?: number;
}

interface Branch {
  box: HTMLInputElement;
  kinds: Map<string, HTMLInputElement>;
}

export class Legend {
  private readonly panel = find(".legend");
  private readonly branches: Branch[] = [];
  private readonly layers = new Map<Layer, HTMLInputElement>();

  constructor(
    private readonly page: PageData,
    private readonly census: Census,
    private readonly store: Store,
    private readonly words: Words,
    private readonly chart: Chart,
    private readonly opened: () => void,
  ) {
    const tree = find(".tree", this.panel);
    for (const family of page.palette.families) {
      const kinds = family.kinds.filter((kind) => census.kinds.has(kind));
      if (kinds.length) tree.append(this.branch(family, kinds));
    }
    find(".layers ul", this.panel).append(...this.known().map((layer) => this.layer(layer)));
    find(".layers", this.panel).addEventListener("toggle", () => this.opened());
    find(".key", this.panel).append(...this.key());
    chart.onGroupSwitched(() => this.follow());
    find(".legend-open").addEventListener("click", () => this.open(true));
    find(".legend-close").addEventListener("click", () => this.open(false));
  }

  get isOpen(): boolean {
    return !this.panel.classList.contains("closed");
  }

  open(open: boolean, moveFocus = true): void {
    this.panel.classList.toggle("closed", !open);
    find(".legend-open").setAttribute("aria-expanded", String(open));
    this.opened();
    if (moveFocus) find(open ? ".legend-close" : ".legend-open").focus();
  }

  private branch(family: Family, kinds: string[]): HTMLElement {
    const box = html("input", { type: "checkbox", checked: true });
    const members = kinds.reduce((sum, kind) => sum + this.census.kinds.get(kind)!, 0);
    const branch: Branch = { box, kinds: new Map() };
    const leaves = kinds.map((kind) => this.leaf(kind, family, branch));
    box.addEventListener("change", () => this.hide(kinds, !box.checked));
    this.branches.push(branch);
    const name = html("span", { class: "leaf-name" }, this.words.say(`family.${family.id}`));
    const label = html("label", {}, [box, name, this.count(members)]);
    return html("li", { class: `branch family-${family.id}` }, [label, html("ul", {}, leaves)]);
  }

  private leaf(kind: string, family: Family, branch: Branch): HTMLElement {
    const box = html("input", { type: "checkbox", checked: true, "data-kind": kind });
    box.addEventListener("change", () => this.hide([kind], !box.checked));
    branch.kinds.set(kind, box);
    const mark = glyph({ family, icon: this.page.palette.icons[kind] ?? "warning", status: "asserted" });
    const name = html("span", { class: "leaf-name" }, this.words.kind({ kind }));
    return html("li", {}, html("label", {}, [box, mark, name, this.count(this.census.kinds.get(kind)!)]));
  }

  private known(): Layer[] {
    const { basemap, mentioned } = this.page;
    const layers: Layer[] = [
      { id: "areas", there: this.census.extents.has("area") || this.census.extents.has("line") },
      { id: "mentioned", there: mentioned.length > 0, off: true, count: mentioned.length },
      { id: "borders", there: Boolean(basemap?.layers.borders?.length) },
      { id: "provinces", there: Boolean(basemap?.layers.provinces?.length) },
      { id: "former", there: Boolean(basemap?.former.length) },
      { id: "names", there: Boolean(basemap?.labels.length) },
    ];
    return layers.filter(({ there }) => there);
  }

  private layer(layer: Layer): HTMLElement {
    const box = html("input", { type: "checkbox", "data-layer": layer.id });
    box.addEventListener("change", () => {
      const layers = new Set(this.store.state.layers);
      if (!layers.delete(layer.id)) layers.add(layer.id);
      this.store.change({ layers }, "legend");
    });
    this.layers.set(layer, box);
    const name = html("span", { class: "leaf-name" }, this.words.say(`layer.${layer.id}`));
    return html("li", {}, html("label", {}, layer.count ? [box, name, this.count(layer.count)] : [box, name]));
  }

  private count(members: number): HTMLElement {
    return html("span", { class: "count" }, this.words.count(members));
  }

  private hide(kinds: string[], hidden: boolean): void {
    const next = new Set(this.store.state.hidden);
    for (const kind of kinds) hidden ? next.add(kind) : next.delete(kind);
    this.store.change({ hidden: next }, "legend");
  }

  /** Somebody else's layer control switched a group: take over what the map now shows. */
  private follow(): void {
    const kinds = this.branches.flatMap((branch) => [...branch.kinds.keys()]);
    const hidden = new Set(kinds.filter((kind) => !this.chart.shows(kind)));
    const { hidden: known } = this.store.state;
    if (hidden.size === known.size && [...hidden].every((kind) => known.has(kind))) return;
    this.store.change({ hidden }, "legend");
  }

  update(shown: number): void {
    const { hidden, layers } = this.store.state;
    for (const [{ id, off = false }, box] of this.layers) {
      box.checked = off === layers.has(id);
      find(".araxes").classList.toggle(`no-${id}`, !box.checked);
    }
    for (const { box, kinds } of this.branches) {
      let on = 0;
      for (const [kind, leaf] of kinds) {
        leaf.checked = !hidden.has(kind);
        if (leaf.checked) on++;
      }
      box.checked = on === kinds.size;
      box.indeterminate = on > 0 && on < kinds.size;
    }
    say(find(".legend-shown"), this.words.say("legend.shown", { shown, total: this.census.total }));
  }

  /** Only what this map uses is explained. */
  private key(): HTMLElement[] {
    const { statuses, extents } = this.census;
    const rows: [boolean, string, SVGElement][] = [
      [true, "asserted", swatch("solid")],
      [statuses.has("claimed"), "claimed", swatch("dashed")],
      [statuses.has("planned") || statuses.has("possible"), "planned", swatch("dotted")],
      [statuses.has("denied"), "denied", swatch("struck")],
      [extents.has("area"), "area", svg("rect", { class: "swatch-area", x: 1, y: 2, width: 32, height: 16, rx: 4 })],
      [extents.has("line"), "line", svg("line", { class: "swatch-line", x1: 4, x2: 30, y1: 10, y2: 10 })],
      [Boolean(this.page.basemap?.former.length), "former", svg("line", { class: "swatch-former", x1: 2, x2: 32, y1: 10, y2: 10 })],
      [extents.has("point"), "point", svg("circle", { class: "swatch-point", cx: 17, cy: 10, r: 3.5 })],
    ];
    return rows
      .filter(([used]) => used)
      .map(([, name, picture]) =>
        html("div", {}, [svg("svg", { viewBox: "0 0 34 20", "aria-hidden": "true" }, picture), this.words.say(`key.${name}`)]),
      );
  }
}

function swatch(style: string): SVGElement {
  const square = svg("rect", { class: "body", x: 9, y: 2, width: 16, height: 16, rx: 4 });
  const strike = style === "struck" ? svg("path", { class: "strike", d: "M9 18 25 2" }) : null;
  return svg("g", { class: `glyph plain ${style}` }, strike ? [square, strike] : square);
}
