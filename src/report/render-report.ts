import { translations } from "../language/translations.ts";
import { writers } from "../language/writers.ts";
import type { ReportModel } from "./report-model.ts";

/** The browser code of the report, bundled when Tessera is built; the same for every run. */
export interface ReportPage {
  readonly script: string;
  readonly style: string;
  /** `sha256-…` in base64, as a content security policy names what may run. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

/**
 * The report as one HTML file that loads nothing: the data, the script and the style are inside, and its content
 * security policy forbids everything else.
 */
export function renderReport(model: ReportModel, page: ReportPage): string {
  const { titleOf, noScript } = texts[model.language];
  const title = escapeText(titleOf(model.run.project, writers[model.language].date(model.run.asOf)));
  const policy = `default-src 'none'; script-src '${page.scriptHash}'; style-src '${page.styleHash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${model.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${page.style}</style>
</head>
<body>
<div id="report"><noscript>${noScript}</noscript></div>
<script type="application/json" id="model">${escapeJson(JSON.stringify(model))}</script>
<script>${page.script}</script>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Keeps `</script>` and `<!--` out of the data; JSON reads the escape back as `<`. */
function escapeJson(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

const texts = translations({
  en: {
    titleOf: (project: string, asOf: string) => `${project}, customer segments as of ${asOf}`,
    noScript: "This page draws itself with JavaScript. The same figures are in report.json beside it.",
  },
  ru: {
    titleOf: (project, asOf) => `${project}, сегменты клиентов на ${asOf}`,
    noScript: "Страница строится с помощью JavaScript. Те же цифры — в файле report.json рядом с ней.",
  },
});
