import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManifest } from "../../src/run/manifest.ts";
import type { RunOutcome } from "../../src/run/run-contract.ts";
import { reservedNames } from "../../src/structures/reserved-names.ts";
import { structuresFile } from "../../src/structures/structures-file.ts";
import { englishWordsIn } from "../report/english-words.ts";
import { quickWithoutNet, readTable, run, workFolder } from "./batch.ts";

const folder = workFolder();
const runs = join(folder.path, "runs");
afterAll(folder.remove);

/** Runs the same small base of frequent and rare buyers in a language; lifetime value is refused. */
async function runIn(language: string): Promise<RunOutcome> {
  const orders = Array.from({ length: 60 }, (_, i) =>
    Array.from(
      { length: i % 3 === 0 ? 9 : 2 },
      (_, j) => `k${i},2023-${String(1 + j).padStart(2, "0")}-1${i % 8},${20 + i}`,
    ),
  ).flat();
  folder.write("base/tx.csv", `${["customer_id,ts,amount", ...orders].join("\n")}\n`);
  folder.write("base/contacts.csv", "customer_id,ts,channel\nnobody,2023-02-01,email\n");
  const sources = "sources: { transactions: { path: tx.csv }, contacts: { path: contacts.csv } }";
  const settings = `version: 1\nproject: ${language}\nlanguage: ${language}\n${sources}`;
  const config = folder.write(`base/${language}.yaml`, `${settings}\n${quickWithoutNet}\n`);
  return run(config, "2024-01-01", { out: runs });
}

describe("a run in Russian", () => {
  let english: RunOutcome;
  let russian: RunOutcome;
  beforeAll(async () => {
    english = await runIn("en");
    russian = await runIn("ru");
  }, 60_000);

  it("says its verdict, its refusals and its summary in Russian", () => {
    const manifest = readManifest(russian.runDir);
    const stages = manifest?.stages.flatMap(({ reason, warnings }) => [reason ?? "", ...warnings]) ?? [];
    const said = [manifest?.verdict?.word, ...(manifest?.verdict?.sentences ?? []), ...stages].join(" ");
    expect(englishWordsIn(said.replaceAll(/segment-\d|группа \w+/g, ""))).toEqual([]);
    expect(said).toContain("контакты: в 1 строке указан клиент, которого нет в других таблицах");
    expect(said).toContain("признаки: группа behaviour недоступна: у транзакций нет категории");
    expect(said).toContain("LTV: для честной проверки прогноза на 10\u00a0958 дней");
    expect(russian.summary[0]).toMatch(/^ru на 1 января 2024: [а-я ]+$/);
    expect(russian.summary.at(-1)).toMatch(/^Отчёт: /);
    expect(english.summary[0]).toMatch(/^en as of 1 Jan 2024: [a-z ]+$/);
  });

  it("calls segments by Russian names and the same ids", async () => {
    const [en, ru] = [
      await readTable(english.runDir, "customers.parquet"),
      await readTable(russian.runDir, "customers.parquet"),
    ];
    expect(ru.map(({ segment_id }) => segment_id)).toEqual(en.map(({ segment_id }) => segment_id));
    for (const { segment_name } of ru) expect(englishWordsIn(String(segment_name))).toEqual([]);
    for (const { segment_name } of en) expect(segment_name).toMatch(/^[A-Z][a-z, ]+\d?$/);
  });

  it("gives customers no column whose name a structure of one's own could take", async () => {
    const [customer] = await readTable(english.runDir, "customers.parquet");
    const file = structuresFile.parse(JSON.parse(readFileSync(join(english.runDir, "structures.json"), "utf8")));
    const structures = [...file.structures, ...file.refused].map(({ id }) => id);
    const free = Object.keys(customer).filter((name) => !reservedNames.includes(name));
    expect(free.filter((name) => !structures.includes(name))).toEqual([]);
    expect(structures.filter((id) => reservedNames.includes(id))).toEqual([]);
  });

  it("fits the very same model, and logs in English", () => {
    const model = (outcome: RunOutcome) => readFileSync(join(outcome.runDir, "model.json"), "utf8");
    expect(model(russian)).toBe(model(english));
    expect(russian.runId).not.toBe(english.runId);
    expect(readFileSync(join(russian.runDir, "log.ndjson"), "utf8")).not.toMatch(/[а-яё]/i);
  });

  it("shows a page in Russian", () => {
    const html = readFileSync(join(russian.runDir, "report.html"), "utf8");
    expect(html).toContain('<html lang="ru">');
    expect(html).toContain("<title>ru, сегменты клиентов на 1 января 2024</title>");
  });
});
