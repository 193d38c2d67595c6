// Life inside somebody else's page: the page keeps its wheel and its finger, and learns how tall the map would be.

import type { Chart } from "./chart";

export function settleInFrame(root: HTMLElement, chart: Chart, surface: HTMLElement): void {
  if (window.self === window.top) return;
  root.classList.add("framed");
  chart.yieldGestures();
  surface.addEventListener(
    "wheel",
    (wheel) => {
      if (!wheel.ctrlKey && !wheel.metaKey) return;
      wheel.preventDefault();
      chart.zoomBy(-Math.sign(wheel.deltaY) * 0.5);
    },
    { passive: false },
  );
  const tell = (): void => window.parent.postMessage({ type: "araxes:height", height: wantedHeight(root) }, "*");
  new ResizeObserver(tell).observe(root);
  tell();
}

/** Phones get a map with the story under it; wider frames a picture of about five by three. */
function wantedHeight(root: HTMLElement): number {
  const width = root.clientWidth;
  return Math.round(width <= 640 ? 720 : Math.max(420, Math.min(680, width * 0.62)));
}
