// A round distance under a bar of the right length.

import type { Chart } from "./chart";
import { find, say } from "./dom";
import type { Words } from "./words";

const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

export function drawScale(chart: Chart, words: Words): void {
  const metres = chart.metres(100);
  const kilometres = ROUND.filter((length) => length * 1000 <= metres).at(-1) ?? 1;
  say(find(".scale span"), words.say("scale.km", { n: kilometres }));
  find(".scale i").style.width = `${(kilometres * 100_000) / metres}px`;
}
