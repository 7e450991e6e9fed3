import { columnName, type Family, type FeatureSql, ratio } from "./family.ts";

export const channel: Family = {
  family: "channel",
  features: ({ staged: { channels, attributes }, levels }) => {
    const features: FeatureSql[] = [];
    if (channels.length > 0) {
      const sums = Object.fromEntries(
        channels.map((_, j) => [`channel_${j}`, `sum(CASE WHEN channel = ${j} THEN 1 ELSE 0 END)`]),
      );
      const all = channels.map((_, j) => `o.channel_${j}`).join(" + ");
      for (const [j, name] of channels.entries()) {
        features.push({
          name: columnName("channel_share", name),
          family: "channel",
          kind: "number",
          unit: "share",
          definition: `Share of ${name} in the orders of the look-back that have a channel.`,
          words: { high: `buys by ${name}`, low: `rarely by ${name}` },
          orders: sums,
          expression: ratio(`o.channel_${j}`, `(${all})`),
        });
      }
    }
    if (attributes.has("acquisition_channel")) {
      features.push({
        name: "acquisition_channel",
        family: "channel",
        kind: "category",
        unit: "category",
        definition: "Channel the customer came from, as valid at the window's end.",
        words: { high: "came by", low: "rarely came by" },
        expression: "CAST(a.acquisition_channel AS DOUBLE)",
        levels: levels.get("acquisition_channel") ?? [],
      });
    }
    return features.length > 0
      ? features
      : { unavailable: "there is neither a sales channel nor an acquisition channel" };
  },
};
