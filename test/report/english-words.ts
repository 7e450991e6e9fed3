/** What stays in Latin letters in a Russian report: names of files, formulas, programs, codes and columns. */
const names = [
  /[a-z]+(?:_[a-z]+)+/g, // columns
  /\b[0-9a-f]{12,}\b/g, // hashes
  /\b(?:report|rejects)\.(?:json|parquet)\b/g,
  /\b[A-Z][a-z]+\/[A-Z][a-z]+\b/g, // time zones
  /(?<![A-Za-z])(?:LTV|ARI|PSI|EUR|JavaScript|demo|tessera|wasm|none|s\d)(?![A-Za-z])/g,
];

/** Words of Latin letters that are no names. */
export function englishWordsIn(text: string): string[] {
  const rest = names.reduce((left, name) => left.replace(name, " "), text);
  return [...new Set(rest.match(/[A-Za-z]{2,}/g) ?? [])];
}
