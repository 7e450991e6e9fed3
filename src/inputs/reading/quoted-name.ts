/** A name out of a file as a sentence can show it: in quotes, on one line, at most sixty letters. */
export function quotedName(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return `"${line.replace(/^(.{59}).{2,}$/u, "$1…")}"`;
}
