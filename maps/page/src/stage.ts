// The room on the screen: how it is laid out, what lies over the map, and where marks may stand.

import type { Box, Chart } from "./chart";
import { find } from "./dom";

const OVER_MAP = [".map-tools", ".legend", ".attribution", ".scale", ".card"];

export class Stage {
  readonly root = find(".araxes");
  readonly box = find(".map-box");

  constructor(
    private readonly chart: Chart,
    private readonly view: [number, number, number, number],
    private readonly legendIsOpen: () => boolean,
  ) {
    find(".zoom-in").addEventListener("click", () => chart.zoomBy(1));
    find(".zoom-out").addEventListener("click", () => chart.zoomBy(-1));
    find(".zoom-fit").addEventListener("click", () => this.fit(true));
    const full = find(".fullscreen");
    full.hidden = !document.fullscreenEnabled;
    full.addEventListener("click", () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void this.root.requestFullscreen();
    });
  }

  /** On a narrow stage the legend is a button and the card a sheet: the stylesheet decides. */
  get isNarrow(): boolean {
    return getComputedStyle(this.box).getPropertyValue("--layout").trim() === "narrow";
  }

  private known = new Map<string, Box[]>();

  /** Forget where the panels stood: one has opened, closed or changed its size. */
  forget(): void {
    this.known.clear();
  }

  /** Rectangles of what lies over the map, relative to it. Measured once: asking again would lay the page out anew. */
  panels(selectors: string[] = OVER_MAP): Box[] {
    const key = selectors.join();
    let boxes = this.known.get(key);
    if (!boxes) this.known.set(key, (boxes = this.measured(selectors)));
    return boxes;
  }

  private measured(selectors: string[]): Box[] {
    const { width, height } = this.box.getBoundingClientRect();
    return selectors
      .map((selector) => this.boxOf(find(selector)))
      .filter(([left, top, right, bottom]) => right > left && bottom > top)
      .filter(([left, top, right, bottom]) => right > 0 && bottom > 0 && left < width && top < height);
  }

  /** The rectangles of all elements of a kind that lie on the map. */
  boxes(selector: string): Box[] {
    return [...this.box.querySelectorAll(selector)].map((element) => this.boxOf(element));
  }

  private boxOf(element: Element): Box {
    const at = this.box.getBoundingClientRect();
    const rect = element.getBoundingClientRect();
    return [rect.left - at.left, rect.top - at.top, rect.right - at.left, rect.bottom - at.top];
  }

  /** Where marks may stand: clear of the window's edges, of the tools and, where it stays open, of the legend. */
  room(): Box {
    const { x, y } = this.chart.size;
    const sides = this.legendIsOpen() && !this.isNarrow ? [".map-tools", ".legend"] : [".map-tools"];
    let [left, right] = [30, x - 30];
    for (const [start, , end] of this.panels(sides)) {
      if (start + end < x) left = Math.max(left, end + 22);
      else right = Math.min(right, start - 22);
    }
    const low = y < 400;
    return [left, low ? 24 : 36, right, y - (low ? 32 : 46)];
  }

  /** Show what the map opens on. */
  fit(moving: boolean): void {
    this.forget();
    this.chart.resized();
    const { x, y } = this.chart.size;
    const [left, top, right, bottom] = this.room();
    this.chart.fit(this.view, { left, top, right: x - right, bottom: y - bottom }, moving);
  }

  /** Tell when the stage changes its size, and whether it has become narrow or wide. */
  onResized(tell: (turned: boolean) => void): void {
    let before = this.isNarrow;
    new ResizeObserver(() => {
      const turned = this.isNarrow !== before;
      before = this.isNarrow;
      this.forget();
      this.chart.resized();
      tell(turned);
    }).observe(this.box);
  }
}
