import { russian } from "../language/russian.ts";
import { inEachLanguage, type Text } from "../language/text.ts";
import type { SegmentModel } from "./segment-model.ts";
import type { SegmentsConfig } from "./segments-config.ts";

/** What people should know of a model besides its segments: sentences for the log and the report. */
export function warningsAbout(
  { segments, choice, fittedOn, space }: SegmentModel,
  { k, minShare }: SegmentsConfig,
): Text[] {
  const warnings: Text[] = [];
  const obeyed = choice.verdict === "chosen" || (choice.verdict === "fixed" && choice.k === k);
  if (!obeyed) warnings.push(choice.reason);
  if (choice.verdict === "fixed") {
    for (const { misses } of choice.candidates) {
      if (misses.length === 0) continue;
      const missed = inEachLanguage((language) => misses.map(({ sentence }) => sentence[language]).join("; "));
      warnings.push({
        en: `${choice.k} segments miss what is demanded: ${missed.en}`,
        ru: `заданное число сегментов (${choice.k}) не отвечает требованиям: ${missed.ru}`,
      });
    }
  }
  // The choice was made on a part of the customers, so the last segment can still turn out too small.
  const small = segments.filter(({ share }) => share < minShare);
  if (choice.verdict === "chosen" && small.length > 0) {
    const ids = small.map(({ id }) => id).join(", ");
    warnings.push({
      en: `fewer customers than minShare ${minShare} asks for in ${ids}`,
      ru: `клиентов меньше, чем требует minShare (${minShare}): ${ids}`,
    });
  }
  for (const reason of choice.unmeasured) warnings.push(reason);
  const { rows, of } = fittedOn;
  if (rows < of) {
    warnings.push({
      en: `fitted on a stratified sample of ${rows} of ${of} customers; everyone is assigned`,
      ru: `модель построена на стратифицированной выборке: ${russian.count(rows)} из ${russian.counted(of, "клиента", "клиентов", "клиентов")}; по сегментам распределены все`,
    });
  }
  for (const { feature, reason } of space.dropped) {
    warnings.push({ en: `${feature} left out: ${reason.en}`, ru: `признак ${feature} не использован: ${reason.ru}` });
  }
  return warnings.map(({ en, ru }) => ({ en: `segments: ${en}`, ru: `сегменты: ${ru}` }));
}
