import { english } from "../../language/english.ts";
import { russian } from "../../language/russian.ts";
import { sentence } from "../../language/sentence.ts";
import { translations } from "../../language/translations.ts";
import { writers } from "../../language/writers.ts";
import { budgetCard } from "../acquisition-budget-card.ts";
import { acquisitionCard } from "../acquisition-card.ts";
import { activityCard, activityModelsCard } from "../activity-card.ts";
import { assumptionsCard } from "../assumptions-card.ts";
import { breaksCard } from "../breaks-card.ts";
import { businessCard, headlineFigures } from "../business-card.ts";
import { championCard } from "../champion-card.ts";
import { choiceCard } from "../choice-card.ts";
import { contrastsCard } from "../contrasts-card.ts";
import { driftCard } from "../drift-card.ts";
import { inputsCard } from "../inputs-card.ts";
import { leversCard } from "../levers-card.ts";
import { ltvCard } from "../ltv-card.ts";
import { makingCard } from "../making-card.ts";
import { mapCard } from "../map-card.ts";
import { marketCard } from "../market-card.ts";
import { meaningCard } from "../meaning-card.ts";
import { nextSegmentsCard } from "../next-segments-card.ts";
import { outlookCard } from "../outlook-card.ts";
import type { ReportModel } from "../report-model.ts";
import { retentionCard } from "../retention-card.ts";
import { rulesCard } from "../rules-card.ts";
import { segmentsCard } from "../segments-card.ts";
import { sizesCard } from "../sizes-card.ts";
import { bootstrapCard, timeCard } from "../stability-card.ts";
import { structuresCard } from "../structures-card.ts";
import { transitionsCard } from "../transitions-card.ts";
import { activityFigure } from "./activity-figure.ts";
import { cardElement } from "./card-element.ts";
import { contentsElement } from "./contents-element.ts";
import { contrastsFigure } from "./contrasts-figure.ts";
import { element } from "./elements.ts";
import { figureElement } from "./figure-element.ts";
import { mapFigure } from "./map-figure.ts";
import { expectedMovesFigure, reliabilityFigure } from "./next-segments-figure.ts";
import { outlookFigure } from "./outlook-figure.ts";
import { rulesFigure } from "./rules-figure.ts";
import { sizesFigure } from "./sizes-figure.ts";
import { structuresElement } from "./structures-element.ts";

// renderReport has written a model that passed its schema into this element.
const model = JSON.parse(document.getElementById("model")?.textContent ?? "null") as ReportModel;

const texts = translations({
  en: {
    heading: "Customer segments",
    made: (project: string, asOf: string, run: string) => `${project} as of ${asOf}, run ${run}`,
    reasons: (count: number) => english.counted(count, "reason"),
    wholeHistory: "The whole history",
    contents: "What this report answers",
    map: "Customers on two principal components",
    contrasts: "Contrast of each segment in each feature",
    sizes: "Customers of each segment over time",
    outlook: "Customers of each segment, as forecast",
    activity: "Customers of each segment who will order, and who have lapsed",
    rules: "How many times as often customers move whom a rule covers",
    expected: "Customers of each segment who are expected to fall and to rise",
    reliability: "Chances of leaving a segment against what happened",
  },
  ru: {
    heading: "Сегменты клиентов",
    made: (project, asOf, run) => `${project} на ${asOf}, запуск ${run}`,
    reasons: (count) => russian.counted(count, "причина", "причины", "причин"),
    wholeHistory: "За всю историю",
    contents: "На какие вопросы отвечает отчёт",
    map: "Клиенты на двух главных компонентах",
    contrasts: "Отличие каждого сегмента по каждому признаку",
    sizes: "Число клиентов каждого сегмента во времени",
    outlook: "Прогноз числа клиентов каждого сегмента",
    activity: "Клиенты каждого сегмента, которые закажут, и которые ушли",
    rules: "Во сколько раз чаще переходят клиенты, подпадающие под правило",
    expected: "Клиенты каждого сегмента, которые, вероятно, перейдут ниже и выше",
    reliability: "Предсказанная вероятность уйти из сегмента и доля ушедших",
  },
})[model.language];

const main = cards();
document.getElementById("report")?.append(header(), verdict(), headline(), contentsElement(texts.contents, main), main);

function header(): HTMLElement {
  const { project, asOf, runId } = model.run;
  return element(
    "header",
    {},
    element("h1", {}, texts.heading),
    element("p", { class: "answer" }, texts.made(project, writers[model.language].date(asOf), runId.slice(0, 12))),
  );
}

function verdict(): HTMLElement {
  const { grade, word, sentences } = model.verdict;
  const [first, ...reasons] = sentences;
  const strip = element(
    "div",
    { class: "verdict", "data-grade": grade },
    element("strong", {}, sentence(word)),
    ` ${first ?? ""}`,
  );
  if (reasons.length > 0) {
    const list = element("ul", {}, ...reasons.map((reason) => element("li", {}, reason)));
    strip.append(element("details", {}, element("summary", {}, texts.reasons(reasons.length)), list));
  }
  return strip;
}

function headline(): HTMLElement {
  const figures = headlineFigures(model).map(({ name, value }) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value)),
  );
  return element("dl", { class: "headline", "aria-label": texts.wholeHistory }, ...figures);
}

function cards(): HTMLElement {
  const { map, language } = model;
  const contrasts = contrastsCard(model);
  const sizes = sizesCard(model);
  return element(
    "main",
    {},
    cardElement(segmentsCard(model), language, { wide: true }),
    cardElement(
      mapCard(model),
      language,
      map === null ? {} : { figure: figureElement(texts.map, (width) => mapFigure(map, width, language)) },
    ),
    cardElement(
      contrasts,
      language,
      contrasts.features.length === 0
        ? {}
        : {
            figure: figureElement(texts.contrasts, (width) => contrastsFigure(model, contrasts.features, width)),
          },
    ),
    cardElement(sizes, language, {
      wide: true,
      ...(model.windows.length < 2 ? {} : { figure: figureElement(texts.sizes, (width) => sizesFigure(model, width)) }),
    }),
    cardElement(choiceCard(model), language, { wide: true }),
    cardElement(meaningCard(model), language, { wide: true }),
    cardElement(championCard(model), language),
    cardElement(bootstrapCard(model), language),
    cardElement(timeCard(model), language),
    cardElement(driftCard(model), language, { wide: true }),
    cardElement(breaksCard(model), language, { wide: true }),
    cardElement(transitionsCard(model), language, { wide: true }),
    cardElement(outlookCard(model), language, {
      wide: true,
      ...(model.outlook.status === "refused"
        ? {}
        : { figure: figureElement(texts.outlook, (width) => outlookFigure(model, width)) }),
    }),
    cardElement(assumptionsCard(model), language, { wide: true }),
    activityElement(),
    cardElement(activityModelsCard(model), language, { wide: true }),
    rulesElement(),
    nextSegmentsElement(),
    cardElement(ltvCard(model), language, { wide: true }),
    cardElement(retentionCard(model), language, { wide: true }),
    cardElement(leversCard(model), language, { wide: true }),
    cardElement(acquisitionCard(model), language, { wide: true }),
    cardElement(budgetCard(model), language, { wide: true }),
    structuresElement(structuresCard(model), language),
    ...marketCards(),
    cardElement(businessCard(model), language, { wide: true }),
    cardElement(inputsCard(model), language, { wide: true }),
    cardElement(makingCard(model), language, { wide: true }),
  );
}

/** Rules of transition, the strongest of them as a figure. */
function activityElement(): HTMLElement {
  const { activity } = model;
  return cardElement(activityCard(model), model.language, {
    wide: true,
    ...(activity.status === "refused"
      ? {}
      : { figure: figureElement(texts.activity, (width) => activityFigure(model, activity, width)) }),
  });
}

function rulesElement(): HTMLElement {
  const card = rulesCard(model);
  const figure = figureElement(texts.rules, (width) => rulesFigure(model, card.strongest, width));
  return cardElement(card, model.language, { wide: true, ...(card.strongest.length === 0 ? {} : { figure }) });
}

/** What is expected of every segment, and how such chances held before where they go by features. */
function nextSegmentsElement(): HTMLElement {
  const { nextSegments, language } = model;
  if (nextSegments.status === "refused") return cardElement(nextSegmentsCard(model), language, { wide: true });
  const figures = [figureElement(texts.expected, (width) => expectedMovesFigure(model, nextSegments, width))];
  if (nextSegments.states.some(({ reliability }) => reliability.length > 0))
    figures.push(figureElement(texts.reliability, (width) => reliabilityFigure(model, nextSegments, width)));
  const figure = element("div", { class: "figures" }, ...figures);
  return cardElement(nextSegmentsCard(model), language, { wide: true, figure });
}

/** The place in the market, where there is a table of it. */
function marketCards(): HTMLElement[] {
  const card = marketCard(model);
  return card === undefined ? [] : [cardElement(card, model.language, { wide: true })];
}
