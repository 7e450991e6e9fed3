import { DuckDBInstance, type Json } from "@duckdb/node-api";

/** Rows of a query over the files of a base, integers wider than 32 bits and decimals as text. */
export async function query(sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
