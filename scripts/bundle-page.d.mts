import type { ReportPage } from "../src/report/render-report.ts";

export function bundlePage(): Promise<ReportPage>;
