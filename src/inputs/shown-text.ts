/** A text out of a file as a sentence can show it: on one line, at most sixty letters. */
export function shownText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/^(.{59}).{2,}$/u, "$1…");
}
