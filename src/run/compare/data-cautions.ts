import type { StagedTables } from "../../inputs/staged-tables.ts";
import { inEachLanguage, type Text } from "../../language/text.ts";
import { writers } from "../../language/writers.ts";
import { epochDay, toIsoDate } from "../../math/calendar.ts";
import type { DayRange } from "../../metrics/period-figures.ts";

/** Fewer missing days than this are a long weekend. */
const leastMissing = 4;

/**
 * What the data and the choice of customers have to do with the figures of two periods: a history that begins too late
 * or ends too early, and members who were chosen by what they did.
 *
 * @param chosen whether there are members
 */
export function dataCautions(
  { firstEvent, lastEvent }: Pick<StagedTables, "firstEvent" | "lastEvent">,
  before: DayRange,
  after: DayRange,
  chosen: boolean,
): Text[] {
  const cautions = [...aboutBeginning(firstEvent, before, earlier), ...aboutBeginning(firstEvent, after, later)];
  if (after.until - 1 - lastEvent >= leastMissing) {
    const end = dateText(lastEvent);
    cautions.push({
      en: `the last event is of ${end.en}, before the end of the later period: what is missing reads as silence`,
      ru: `последнее событие — ${end.ru}, раньше конца второго периода: недостающие дни выглядят как отсутствие покупок`,
    });
  }
  if (chosen) {
    const day = dateText(before.until);
    cautions.push({
      en: `customers were chosen by what was known before ${day.en}: those chosen for buying much buy less afterwards, and those chosen for buying little more, by chance alone; nobody who came later is among them`,
      ru: `клиенты отобраны по тому, что было известно до ${day.ru}: отобранные за частые покупки потом покупают меньше, а за редкие — больше просто в силу случая; пришедших позже среди них нет`,
    });
  }
  return cautions;
}

const earlier: Text = { en: "earlier", ru: "первого" };
const later: Text = { en: "later", ru: "второго" };

/** Retention looks back as far as the period is long. */
function aboutBeginning(firstEvent: number, { from, until }: DayRange, which: Text): Text[] {
  if (firstEvent < 2 * from - until + leastMissing) return [];
  const begin = dateText(firstEvent);
  return firstEvent > from
    ? [
        {
          en: `the data begin on ${begin.en}, within the ${which.en} period, so its figures are of a part of it`,
          ru: `данные начинаются ${begin.ru}, внутри ${which.ru} периода, поэтому показатели описывают лишь его часть`,
        },
      ]
    : [
        {
          en: `the data begin on ${begin.en}, so retention of the ${which.en} period looks back to a time that is not whole`,
          ru: `данные начинаются ${begin.ru}, поэтому отрезок, с которым сравнивается удержание ${which.ru} периода, неполный`,
        },
      ];
}

function dateText(day: number): Text {
  const date = toIsoDate(epochDay.parse(day));
  return inEachLanguage((language) => writers[language].date(date));
}
