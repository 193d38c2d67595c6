// The mark of an event: shape and colour are the family, the icon the kind; solid is told as fact, hollow is not.

import outlines from "virtual:icons";
import { svg } from "./dom";
import type { Family } from "./data";

/** How a status looks: "solid", or hollow with a dashed, dotted or struck edge. */
export function look(status: string): "solid" | "dashed" | "dotted" | "struck" {
  if (status === "claimed") return "dashed";
  if (status === "denied") return "struck";
  return status === "planned" || status === "possible" ? "dotted" : "solid";
}

export function icon(name: string): SVGSVGElement {
  return svg("svg", { class: "icon", viewBox: "0 0 256 256", "aria-hidden": "true" }, outline(name));
}

function outline(name: string): SVGPathElement {
  return svg("path", { d: outlines[name] ?? "" });
}

export interface Mark {
  family: Family;
  icon: string;
  status: string;
}

export function glyph({ family, icon, status }: Mark): SVGSVGElement {
  const style = look(status);
  const parts: SVGElement[] = [shape(family.shape, "halo"), shape(family.shape, "body")];
  parts.push(svg("svg", { class: "sign", x: 9.5, y: 9.5, width: 17, height: 17, viewBox: "0 0 256 256" }, outline(icon)));
  if (style === "struck") parts.push(svg("path", { class: "strike", d: "M6 30 30 6" }));
  return svg("svg", { class: `glyph family-${family.id} ${style}`, viewBox: "0 0 36 36", "aria-hidden": "true" }, parts);
}

/** The outline of a family's shape in a 36-unit box. */
export function shape(kind: Family["shape"], name: string): SVGElement {
  switch (kind) {
    case "square":
      return svg("rect", { class: name, x: 5, y: 5, width: 26, height: 26, rx: 6 });
    case "circle":
      return svg("circle", { class: name, cx: 18, cy: 18, r: 14 });
    case "diamond":
      return svg("rect", { class: name, x: 6.5, y: 6.5, width: 23, height: 23, rx: 5, transform: "rotate(45 18 18)" });
    case "hexagon":
      return svg("path", { class: name, d: "M18 3 31 10.5v15L18 33 5 25.5v-15Z" });
  }
}
