import { english } from "../language/english.ts";
import { russian } from "../language/russian.ts";
import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { Card } from "./card.ts";
import type { ReportModel } from "./report-model.ts";

/** How far apart the segments are on the first two principal components. */
export function mapCard({ map, language }: ReportModel): Card {
  const { question, noMap, all, some, kept } = texts[language];
  if (map === null) return { id: "map", question, answer: noMap };
  const shown = map.x.length;
  const who = shown < map.of ? some(shown, map.of) : all(map.of);
  const [first, second] = map.variance;
  return { id: "map", question, answer: `${who} ${kept(writers[language].share(first + second))}` };
}

const texts = translations({
  en: {
    question: "How far apart are the segments?",
    noMap: "There is no map: the features leave fewer than two components.",
    all: (of: number) => `All ${english.counted(of, "clustered customer")}.`,
    some: (shown: number, of: number) => `${english.count(shown)} of ${english.counted(of, "clustered customer")}.`,
    kept: (share: string) =>
      `The two components keep ${share} of the variance, so overlap here can be separation elsewhere.`,
  },
  ru: {
    question: "Насколько сегменты далеки друг от друга?",
    noMap: "Карты нет: признаки дают меньше двух компонент.",
    all: (of) => `Показаны все клиенты, распределённые по сегментам: ${russian.count(of)}.`,
    some: (shown, of) =>
      `${russian.count(shown)} из ${russian.counted(of, "клиента", "клиентов", "клиентов")}, распределённых по сегментам.`,
    kept: (share) =>
      `Две компоненты сохраняют ${share} дисперсии: что здесь перекрывается, может быть разделено в других измерениях.`,
  },
});
