import { businessCard, headlineFigures } from "../business-card.ts";
import { sentence } from "../card.ts";
import { contrastsCard } from "../contrasts-card.ts";
import { inputsCard } from "../inputs-card.ts";
import { ltvCard } from "../ltv-card.ts";
import { makingCard } from "../making-card.ts";
import { mapCard } from "../map-card.ts";
import { counted, dateWords } from "../number-words.ts";
import type { ReportModel } from "../report-model.ts";
import { segmentsCard } from "../segments-card.ts";
import { sizesCard } from "../sizes-card.ts";
import { bootstrapCard, timeCard } from "../stability-card.ts";
import { transitionsCard } from "../transitions-card.ts";
import { cardElement } from "./card-element.ts";
import { contrastsFigure } from "./contrasts-figure.ts";
import { element } from "./elements.ts";
import { figureElement } from "./figure-element.ts";
import { mapFigure } from "./map-figure.ts";
import { sizesFigure } from "./sizes-figure.ts";

// renderReport has written a model that passed its schema into this element.
const model = JSON.parse(document.getElementById("model")?.textContent ?? "null") as ReportModel;

document.getElementById("report")?.append(header(), verdict(), headline(), cards());

function header(): HTMLElement {
  const { project, asOf, runId } = model.run;
  return element(
    "header",
    {},
    element("h1", {}, "Customer segments"),
    element("p", { class: "answer" }, `${project} as of ${dateWords(asOf)}, run ${runId.slice(0, 12)}`),
  );
}

function verdict(): HTMLElement {
  const { word, sentences } = model.verdict;
  const [first, ...reasons] = sentences;
  const strip = element(
    "div",
    { class: "verdict", "data-word": word },
    element("strong", {}, sentence(word)),
    ` ${first ?? ""}`,
  );
  if (reasons.length > 0) {
    const list = element("ul", {}, ...reasons.map((reason) => element("li", {}, reason)));
    strip.append(element("details", {}, element("summary", {}, counted(reasons.length, "reason")), list));
  }
  return strip;
}

function headline(): HTMLElement {
  const figures = headlineFigures(model).map(({ name, value }) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value)),
  );
  return element("dl", { class: "headline", "aria-label": "The whole history" }, ...figures);
}

function cards(): HTMLElement {
  const { map } = model;
  const contrasts = contrastsCard(model);
  const sizes = sizesCard(model);
  return element(
    "main",
    {},
    cardElement(segmentsCard(model), { wide: true }),
    cardElement(
      mapCard(model),
      map === null
        ? {}
        : { figure: figureElement("Customers on two principal components", (width) => mapFigure(map, width)) },
    ),
    cardElement(
      contrasts,
      contrasts.features.length === 0
        ? {}
        : {
            figure: figureElement("Contrast of each segment in each feature", (width) =>
              contrastsFigure(model, contrasts.features, width),
            ),
          },
    ),
    cardElement(sizes, {
      wide: true,
      figure: figureElement("Customers of each segment over time", (width) => sizesFigure(model, width)),
    }),
    cardElement(bootstrapCard(model)),
    cardElement(timeCard(model)),
    cardElement(transitionsCard(model), { wide: true }),
    cardElement(ltvCard(model), { wide: true }),
    cardElement(businessCard(model), { wide: true }),
    cardElement(inputsCard(model), { wide: true }),
    cardElement(makingCard(model), { wide: true }),
  );
}
