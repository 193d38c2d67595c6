// Every word the interface says: one message table, dates and plurals by the browser's own Intl.

import type { Item, When } from "./data";
import { sitesOf } from "./data";

export type Message = string | Record<string, string>;
export type Messages = Record<string, Message>;

export class Words {
  private readonly plural: Intl.PluralRules;
  private readonly number: Intl.NumberFormat;
  private readonly formats = new Map<string, Intl.DateTimeFormat>();

  constructor(
    readonly lang: string,
    private readonly messages: Messages,
  ) {
    this.plural = new Intl.PluralRules(lang);
    this.number = new Intl.NumberFormat(lang);
  }

  /** The message called `key`, with its {holes} filled; a message with plural forms is chosen by `n`. */
  say(key: string, holes: Record<string, string | number> = {}): string {
    const message = this.messages[key] ?? key;
    const form = typeof message === "string" ? message : this.form(message, Number(holes.n ?? 0));
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = holes[name];
      return value === undefined ? whole : typeof value === "number" ? this.count(value) : isolated(value);
    });
  }

  has(key: string): boolean {
    return key in this.messages;
  }

  count(value: number): string {
    return this.number.format(value);
  }

  private form(forms: Record<string, string>, n: number): string {
    return forms[this.plural.select(n)] ?? forms.other ?? "";
  }

  date(iso: string, precision: string = "day", short = false): string {
    return this.format(precision, short).format(new Date(`${iso}T00:00:00Z`));
  }

  range(first: string, last: string, precision: string = "day", short = false): string {
    const format = this.format(precision, short);
    return format.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`));
  }

  /** A day in the reader's own calendar, where that is another one. */
  ownCalendar({ start, precision }: When): string {
    if (!this.lang.startsWith("fa") || !start || precision !== "day") return "";
    const format = new Intl.DateTimeFormat("fa-u-ca-persian", { dateStyle: "long", timeZone: "UTC" });
    return format.format(new Date(`${start}T00:00:00Z`));
  }

  get isEnglish(): boolean {
    return this.lang === "en";
  }

  monthName(iso: string): string {
    const format = new Intl.DateTimeFormat(dateLocale(this.lang), { month: "short", timeZone: "UTC" });
    return format.format(new Date(`${iso}T00:00:00Z`));
  }

  private format(precision: string, short: boolean): Intl.DateTimeFormat {
    const key = precision + short;
    let format = this.formats.get(key);
    if (!format) {
      const month = short ? "short" : "long";
      const parts: Intl.DateTimeFormatOptions =
        precision === "year" || precision === "decade"
          ? { year: "numeric" }
          : precision === "month" || precision === "season"
            ? { year: "numeric", month }
            : { year: "numeric", month, day: "numeric" };
      format = new Intl.DateTimeFormat(dateLocale(this.lang), { ...parts, timeZone: "UTC" });
      this.formats.set(key, format);
    }
    return format;
  }

  /** When, as the text allows: a day, a stretch, "since …", "by …", or the words alone. */
  when(when: When, short = true): string {
    const dated = this.dated(when, short);
    if (dated) return dated;
    return when.text ? this.say("when.words", { words: when.text }) : this.say("when.none");
  }

  dated({ start, end, precision }: When, short = true): string {
    const last = end ? dayBefore(end) : null;
    if (start && last) {
      if (start === last) return this.date(start, "day", short);
      const unit = spanUnit(start, last, precision);
      return unit === "decade" ? this.say("when.decade", { year: start.slice(0, 4) }) : this.range(start, last, unit, short);
    }
    if (start) return this.say("when.since", { date: this.date(start, precision, short) });
    if (last) return this.say("when.until", { date: this.date(last, precision, short) });
    return "";
  }

  kind(item: { kind: string }): string {
    return this.say(`kind.${item.kind}`);
  }

  /** Reported, Claimed by …, Denied, Planned, Possible or Repeated; nothing is ever "confirmed". */
  status(item: { status: string; attribution: string | null; aspect: string }): string {
    const { status, attribution, aspect } = item;
    if ((status === "claimed" || status === "denied") && attribution) {
      return this.say(`status.${status}.by`, { who: attribution });
    }
    return this.say(status === "asserted" && aspect === "repeated" ? "status.habitual" : `status.${status}`);
  }

  /** The names of the places where it was, in the order told. */
  where(item: Item): string {
    const names = [...new Set(sitesOf(item).map((place) => isolated(place.name)))];
    if (!item.anchor || !names.length) return this.say("unplaced");
    // a formatter is dear to make
    return names[1] ? new Intl.ListFormat(this.lang, { type: "unit", style: "short" }).format(names) : names[0]!;
  }
}

/** Words that turn the direction of writing, kept from turning what stands around them. */
export function isolated(words: string): string {
  return /[\u202a-\u2069]/.test(words) ? `\u2068${words.replace(/[\u2066-\u2069]/g, "")}\u2069` : words;
}

/** Day before month in English, as the news of most of the world has it; one calendar for all, that of the data. */
function dateLocale(lang: string): string {
  return lang === "en" ? "en-GB" : `${lang}-u-ca-gregory`;
}

export function dayBefore(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The coarsest unit that says the stretch in full: 2020-01-01 to 2020-12-31 is "2020". */
function spanUnit(first: string, last: string, precision: string): string {
  const next = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  if (first.endsWith("-01-01") && next.endsWith("-01-01")) return precision === "decade" ? "decade" : "year";
  if (first.endsWith("-01") && next.endsWith("-01")) return "month";
  return "day";
}
