import { describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import { sampleReport } from "./report-model-builder.ts";

const page = { script: "draw()", style: "p{}", scriptHash: "sha256-aaa=", styleHash: "sha256-bbb=" };

describe("renderReport", () => {
  it("keeps hostile names inside the data", () => {
    const model = sampleReport();
    const hostile = { ...model, run: { ...model.run, project: '</script><script>alert("1")</script><!--' } };
    const html = renderReport(hostile, page);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain("<!--");
    expect(html).toContain("<title>&lt;/script>&lt;script>");
  });

  it("gives back the model it was made from", () => {
    const html = renderReport(sampleReport(), page);
    const data = /<script type="application\/json" id="model">(.*)<\/script>/.exec(html)?.[1];
    expect(JSON.parse(data ?? "")).toEqual(sampleReport());
  });

  it("allows its own script and style and nothing else", () => {
    const html = renderReport(sampleReport(), page);
    expect(html).toContain("default-src 'none'; script-src 'sha256-aaa='; style-src 'sha256-bbb=';");
    expect(html).not.toMatch(/https?:\/\//);
  });
});
