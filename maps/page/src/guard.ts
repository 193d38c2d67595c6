// Trusted Types: the page builds everything from text, so no string may become HTML. Leaflet asks what the
// browser can draw by writing two constant strings at load; exactly those are let through, all else is refused.

interface Policies {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

const PROBES = new Set(["<svg/>", '<v:shape adj="1"/>']);
const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;

policies?.createPolicy("default", {
  createHTML(text) {
    if (PROBES.has(text)) return text;
    throw new TypeError("This page turns no text into HTML.");
  },
});
