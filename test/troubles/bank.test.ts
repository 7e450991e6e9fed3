import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

/** Titles of the tests of the bank, in the order of their numbers. */
function titles(): string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => /^bank-.*\.test\.ts$/.test(name));
  const found = files.flatMap((name) => {
    const source = readFileSync(join(import.meta.dirname, name), "utf8");
    return [...source.matchAll(/\bit\(\s*(["'])(\d+ .*?[^\\])\1,/g)].map(([, , title]) => title.replaceAll('\\"', '"'));
  });
  return found.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

it("each of the 40 troubles of the bank has a test of its own, that runs everywhere", () => {
  expect(titles().map((title) => Number.parseInt(title, 10))).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

const notes = resolve(import.meta.dirname, "../../../shared/notes/data-contract.md");
const required = process.env.TESSERA_REQUIRE?.split(",").includes("data") ?? false;
const present = existsSync(notes);
if (!present && !required) console.warn(`bank: names not compared with the bank, there is no ${notes}`);

it.skipIf(!present && !required)("each is named after its trouble and what is expected", () => {
  const rows = readFileSync(notes, "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, number]) => /^\d+$/.test(number ?? ""));
  const names = rows.map(([, number, trouble, , expected]) => `${number} ${trouble}: ${expected}`);
  expect(titles()).toEqual(names);
});
