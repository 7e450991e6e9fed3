import { columnName, type Family } from "./family.ts";

/** Messages' worth of the base's own rate that a customer's rate starts from. */
const priorMessages = 5;

const rates = [
  { name: "open_rate", event: "opened", words: { high: "opens", low: "rarely opens" } },
  { name: "click_rate", event: "clicked", words: { high: "clicks in", low: "rarely clicks in" } },
  { name: "conversion_rate", event: "converted", words: { high: "buys after", low: "rarely buys after" } },
] as const;

export const response: Family = {
  family: "response",
  features: ({ staged: { contactChannels }, dialect }) => {
    if (contactChannels.length === 0) return { unavailable: "there are no contacts" };
    return contactChannels.flatMap((name, j) => {
      const sent = { [`sent_${j}`]: `sum(CASE WHEN channel = ${j} THEN is_message ELSE 0 END)` };
      return [
        {
          name: columnName("messages", name),
          family: "response" as const,
          kind: "number" as const,
          unit: "messages",
          definition: `Messages sent by ${name} in the look-back; control rows are none.`,
          words: { high: `often contacted by ${name}`, low: `rarely contacted by ${name}` },
          messages: sent,
          expression: `CAST(coalesce(m.sent_${j}, 0) AS DOUBLE)`,
        },
        ...rates.map(({ name: rate, event, words }) => ({
          name: columnName(rate, name),
          family: "response" as const,
          kind: "number" as const,
          unit: "share",
          definition: `Share of messages by ${name} in the look-back that were ${event}, smoothed with ${priorMessages} messages at the base's rate.`,
          words: { high: `${words.high} ${name}`, low: `${words.low} ${name}` },
          messages: {
            ...sent,
            [`${event}_${j}`]: `sum(CASE WHEN channel = ${j} THEN is_message * ${event} ELSE 0 END)`,
          },
          expression: `CASE WHEN b.sent_${j} > 0 THEN
            (CAST(coalesce(m.${event}_${j}, 0) AS DOUBLE) + ${dialect.double(priorMessages)} * b.${event}_${j} / b.sent_${j})
            / (CAST(coalesce(m.sent_${j}, 0) AS DOUBLE) + ${dialect.double(priorMessages)}) END`,
        })),
      ];
    });
  },
};
