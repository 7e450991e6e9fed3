import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeText } from "./encode-text.ts";
import { type Layout, recordText } from "./layout.ts";
import type { Row } from "./trouble.ts";

/** The files of a table while they are written. */
export interface TableDelivery {
  readonly files: readonly string[];
  add(rows: readonly Row[]): Promise<void>;
  /** Ends and spoils the files; returns how often rows were delivered beyond once. */
  finish(): Promise<number>;
}

/** Begins `<table>.csv`, or `<table>-1.csv` and further ones where the layout has several deliveries. */
export async function deliverTable(
  folder: string,
  table: string,
  columns: readonly string[],
  layout: Layout,
): Promise<TableDelivery> {
  const { deliveries, encoding, ending, lineEnd, spoil } = layout;
  const files = Array.from(
    { length: deliveries.files },
    (_, i) => `${table}${deliveries.files === 1 ? "" : `-${i + 1}`}.csv${ending}`,
  );
  for (const file of files) await writeFile(join(folder, file), "");
  const started = files.map(() => false);
  let copies = 0;

  const write = async (i: number, lines: readonly string[]) => {
    if (lines.length === 0) return;
    const mark = !started[i] && layout.byteOrderMark ? "\ufeff" : "";
    const text = mark + (started[i] ? lineEnd : "") + lines.join(lineEnd);
    await appendFile(join(folder, files[i]), encodeText(text, encoding, files[i]));
    started[i] = true;
  };
  if (layout.header) {
    const titles = columns.map((name) => layout.titles[name] ?? name);
    for (const i of files.keys()) await write(i, [recordText(titles, layout)]);
  }
  return {
    files,
    add: async (rows) => {
      const lines: string[][] = files.map(() => []);
      for (const row of rows) {
        const places = deliveries.of(row);
        copies += places.length - 1;
        const record = recordText(
          columns.map((name) => row[name] ?? null),
          layout,
        );
        for (const place of places) lines[place].push(record);
      }
      for (const [i, each] of lines.entries()) await write(i, each);
    },
    finish: async () => {
      for (const file of files) {
        const path = join(folder, file);
        if (layout.lastLineEnd) await appendFile(path, encodeText(lineEnd, encoding, file));
        if (spoil !== null) await writeFile(path, spoil(await readFile(path)));
      }
      return copies;
    },
  };
}
