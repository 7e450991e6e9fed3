import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundlePage } from "../../scripts/bundle-page.mjs";
import { findBrowser } from "../../scripts/find-browser.mjs";
import { type ReportPage, renderReport } from "../../src/report/render-report.ts";
import type { ReportModel } from "../../src/report/report-model.ts";
import { englishWordsIn } from "./english-words.ts";
import { sampleReport } from "./report-model-builder.ts";

const executable = findBrowser();
const required = process.env.TESSERA_REQUIRE?.split(",").includes("browser") ?? false;
if (executable === null && !required) {
  console.warn("skipped: no Chromium to open the report in; `npm run browser` installs one");
}

describe.skipIf(executable === null && !required)("the report in a browser", () => {
  let browser: Browser;
  let page: ReportPage;
  const folder = mkdtempSync(join(tmpdir(), "tessera-report-"));

  beforeAll(async () => {
    if (executable === null) throw new Error("TESSERA_REQUIRE names browser, but no Chromium was found");
    page = await bundlePage();
    browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-gpu"] });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a report as a reader does, from disk, and waits for its figures. */
  async function open(model: ReportModel, figures: number, width = 1200) {
    const file = join(folder, "report.html");
    writeFileSync(file, renderReport(model, page));
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    const requests: string[] = [];
    tab.on("console", (message) => complaints.push(message.text()));
    tab.on("pageerror", (error) => complaints.push(error.message));
    tab.on("request", (request) => requests.push(request.url()));
    const address = pathToFileURL(file).href;
    await tab.goto(address);
    await tab.waitForFunction(`document.querySelectorAll(".figure svg").length === ${figures}`);
    return { tab, complaints, requests: requests.filter((url) => url !== address) };
  }

  it.each([
    ["en", /^Usable with care\. 5 of 6 segments/],
    ["ru", /^Использовать с осторожностью\. На повторных выборках/],
  ] as const)("draws eight figures in %s, loads nothing and complains about nothing", async (language, verdict) => {
    const { tab, complaints, requests } = await open(sampleReport({}, language), 8);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    expect(await tab.locator("html").getAttribute("lang")).toBe(language);
    expect(await tab.locator("h2").count()).toBe(28);
    expect(await tab.locator(".verdict").textContent()).toMatch(verdict);
    await tab.close();
  });

  it.each(["en", "ru"] as const)("does not scroll sideways on a narrow screen in %s", async (language) => {
    const { tab } = await open(sampleReport({}, language), 8, 390);
    await tab.locator("details.structure > summary").first().click();
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await tab.close();
  });

  it("leaves no English word in the Russian page", async () => {
    const { tab } = await open(sampleReport({}, "ru"), 8);
    const said = await tab.evaluate(`[
      document.title,
      ...[...document.querySelectorAll("#report :not(code)")].flatMap((node) => [...node.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data)),
      ...[...document.querySelectorAll("[aria-label], [title]")].flatMap((node) => [node.ariaLabel, node.title]),
    ].join(" ")`);
    expect(englishWordsIn(String(said))).toEqual([]);
    await tab.close();
  });

  it("opens a division from the keyboard, and every one of them to be printed", async () => {
    const { tab } = await open(sampleReport(), 8);
    const lines = tab.locator("details.structure");
    const openLines = tab.locator("details.structure[open]");
    expect([await lines.count(), await openLines.count()]).toEqual([1, 0]);
    await lines.first().locator("summary").press("Enter");
    expect(await lines.first().locator(".crossing tbody tr").count()).toBe(3);
    await lines.first().locator("summary").press("Enter");
    expect(await openLines.count()).toBe(0);
    await tab.evaluate(`addEventListener("beforeprint", () => {
      window.printedOpen = document.querySelectorAll("details.structure[open]").length;
    })`);
    await tab.pdf();
    expect(await tab.evaluate("window.printedOpen")).toBe(1);
    expect(await openLines.count()).toBe(0);
    await tab.close();
  });

  it("links to every card by its question", async () => {
    const { tab } = await open(sampleReport(), 8);
    const links = await tab.locator(".contents a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(links).toHaveLength(await tab.locator("h2").count());
    for (const link of links) expect(await tab.locator(`h2${link}`).count()).toBe(1);
    await tab.close();
  });

  it("tells segments apart by number in every figure", async () => {
    const { tab } = await open(sampleReport(), 8);
    for (const figure of await tab.locator(".figure").all()) {
      const labels = (await figure.locator("text").allTextContents()).map((text) => text.split(" ")[0]);
      expect(labels).toEqual(expect.arrayContaining(["1", "2", "3", "4", "5", "6"]));
    }
    await tab.close();
  });

  it("holds with one segment, one window, no map and everything refused", async () => {
    const model = sampleReport();
    const reason = { en: "there is no event log.", ru: "нет журнала событий." };
    const refused = { status: "refused", reason } as const;
    const unjudged = { status: "refused" as const, reasons: [reason] };
    const bare = {
      ...model,
      segments: model.segments.slice(0, 1),
      states: [model.states[0], "none", "dormant"],
      windows: [{ until: "2026-01-01", short: true, sizes: [412, 0, 0] }],
      map: null,
      stability: {
        ...model.stability,
        bootstrap: { ...model.stability.bootstrap, ...unjudged, segments: [] },
        time: { ...model.stability.time, ...unjudged, pairs: [], worstAri: null, meanAri: null },
      },
      transitions: refused,
      outlook: refused,
      assumptions: refused,
      activity: refused,
      rules: refused,
      nextSegments: refused,
      ltv: refused,
      kpis: { ...model.kpis, months: [] },
      inputs: [],
      stages: [],
    };
    const { tab, complaints } = await open(bare, 1);
    expect(complaints).toEqual([]);
    expect(await tab.locator("#report").textContent()).not.toMatch(/NaN|undefined|Infinity/);
    await tab.close();
  });

  it("stays under 2 MB", () => {
    expect(Buffer.byteLength(renderReport(sampleReport(), page))).toBeLessThan(2 * 1024 * 1024);
  });
});
