// Builders for elements. Words only ever enter as text nodes; nothing here reads HTML.

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Content = Node | string | null | undefined | (Node | string | null | undefined)[];

const SVG = "http://www.w3.org/2000/svg";

export function html<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  content: Content = null,
): HTMLElementTagNameMap[K] {
  return furnish(document.createElement(tag), attributes, content);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  content: Content = null,
): SVGElementTagNameMap[K] {
  return furnish(document.createElementNS(SVG, tag) as SVGElementTagNameMap[K], attributes, content);
}

function furnish<E extends Element>(element: E, attributes: Attributes, content: Content): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const part of Array.isArray(content) ? content : [content]) if (part) element.append(part);
  return element;
}

/** The element that must be there: the page's own skeleton is never optional. */
export function find<E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`The page lacks ${selector}`);
  return found;
}

/** Set the text only when it changes, so that a live region speaks once. */
export function say(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

/** Run `work` once before the next frame, however often it is asked for. */
export function oncePerFrame(work: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      work();
    });
  };
}

/** Links go to the web and nowhere else: no `javascript:`, no `data:`. */
export function webLink(address: string | null | undefined, words: string): HTMLElement {
  const told = html("bdi", {}, words);
  if (!address || !/^https?:\/\//i.test(address)) return told;
  return html("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, told);
}
