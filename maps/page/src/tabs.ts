// The reading pane: story, events, about. On small frames it is a drawer.

import { find } from "./dom";

export class Tabs {
  private readonly tabs: HTMLButtonElement[];
  private readonly pane = find(".pane");

  constructor(root: HTMLElement) {
    this.tabs = [...root.querySelectorAll<HTMLButtonElement>("[role=tab]")];
    this.tabs.forEach((tab) => {
      tab.addEventListener("click", () => this.open(tab));
      tab.addEventListener("keydown", (press) => this.walk(tab, press));
    });
    find(".pane-open").addEventListener("click", () => this.openDrawer());
    find(".pane-close").addEventListener("click", () => this.closeDrawer());
    find(".skip").addEventListener("click", (click) => {
      click.preventDefault();
      this.openDrawer();
      const events = find<HTMLButtonElement>("#tab-events");
      this.open(events);
      find("#pane-events").focus();
    });
  }

  /** Open the first tab that has something to read. */
  start(): void {
    const first = this.usable()[0];
    if (first) this.open(first);
  }

  private usable(): HTMLButtonElement[] {
    return this.tabs.filter((tab) => !tab.hidden);
  }

  open(chosen: HTMLButtonElement): void {
    for (const tab of this.tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      find(`#${tab.getAttribute("aria-controls")}`).hidden = !on;
    }
  }

  current(): string {
    return this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true")?.id.replace("tab-", "") ?? "";
  }

  private walk(tab: HTMLButtonElement, press: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (!by) return;
    const usable = this.usable();
    const turn = document.dir === "rtl" ? -by : by;
    const next = usable[(usable.indexOf(tab) + turn + usable.length) % usable.length]!;
    this.open(next);
    next.focus();
  }

  get drawerOpen(): boolean {
    return this.pane.classList.contains("open") && getComputedStyle(this.pane).position === "absolute";
  }

  openDrawer(): void {
    this.pane.classList.add("open");
    this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true")?.focus();
  }

  closeDrawer(): void {
    this.pane.classList.remove("open");
    find(".pane-open").focus();
  }
}
