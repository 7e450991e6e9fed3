import { type NumberWords, numberWordsBy } from "./number-words.ts";

const words = numberWordsBy({
  locale: "ru-RU",
  decimalMark: ",",
  percent: "\u00a0%",
  rangeMark: "–",
  monthsOfDates: [
    ...["января", "февраля", "марта", "апреля", "мая", "июня"],
    ...["июля", "августа", "сентября", "октября", "ноября", "декабря"],
  ],
  months: [
    ...["январь", "февраль", "март", "апрель", "май", "июнь"],
    ...["июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
  ],
});

const plural = new Intl.PluralRules("ru");

/** Russian; the spaces inside figures do not break. */
export const russian: NumberWords & { counted(value: number, one: string, few: string, many: string): string } = {
  ...words,
  /** `1 клиент`, `2 клиента`, `5 клиентов`; another case is three other words: `у 1 клиента`, `у 2 клиентов`. */
  counted: (value, one, few, many) => {
    const forms: Readonly<Record<string, string>> = { one, few };
    return `${words.count(value)} ${forms[plural.select(value)] ?? many}`;
  },
};
