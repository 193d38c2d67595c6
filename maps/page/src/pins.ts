// folium.Icon without a font or a server: a coloured pin with an outline of ours for the names people use most.

import type * as Leaflet from "leaflet";
import outlines from "virtual:pins";

declare const L: typeof Leaflet & { AwesomeMarkers?: { icon(options?: PinOptions): Leaflet.Icon } };

interface PinOptions {
  markerColor?: string;
  iconColor?: string;
  icon?: string;
}

/** The colours folium.Icon knows, by its names. */
const COLOURS: Record<string, string> = {
  red: "#d33d2a", darkred: "#a13336", lightred: "#ff8e7f", orange: "#f69730", beige: "#ffcb92", green: "#72af26",
  darkgreen: "#728224", lightgreen: "#bbf970", blue: "#38aadd", darkblue: "#00649f", lightblue: "#8adaff",
  cadetblue: "#436978", purple: "#d051b8", darkpurple: "#5b396b", pink: "#ff91ea", white: "#fbfbfb", gray: "#575757",
  lightgray: "#a3a3a3", black: "#303030",
};

L.AwesomeMarkers = {
  icon({ markerColor = "blue", iconColor = "white", icon = "" } = {}) {
    const fill = COLOURS[markerColor] ?? COLOURS.blue;
    const sign = outlines[icon.replace(/-(sign|circle)$/, "")];
    const ink = /^[#\w]+$/.test(iconColor) ? iconColor : "white";
    const mark = sign
      ? `<svg x="7" y="7" width="16" height="16" viewBox="0 0 256 256" fill="${ink}"><path d="${sign}"/></svg>`
      : `<circle cx="15" cy="15" r="5" fill="${ink}"/>`;
    const body = `<path d="M15 41C15 33 2 26 2 15a13 13 0 0 1 26 0c0 11-13 18-13 26Z" fill="${fill}" stroke="#0005"/>`;
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="42">${body}${mark}</svg>`;
    return L.icon({
      iconUrl: `data:image/svg+xml,${encodeURIComponent(picture)}`,
      iconSize: [30, 42],
      iconAnchor: [15, 41],
      popupAnchor: [0, -36],
    });
  },
};
