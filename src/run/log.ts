import fs from "node:fs";
import { pino } from "pino";

export interface RunLog {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  /** @param error kept with its stack */
  error(message: string, error?: unknown): void;
  /** Before the log's folder is renamed. */
  close(): void;
}

/**
 * A log file of one JSON object per line. Every line is written before the call returns, so that the last words of a
 * run that was killed are there.
 *
 * @param onLine receives every line, too, without its line feed
 */
export function openLog(file: string, onLine: (line: string) => void = () => {}): RunLog {
  const descriptor = fs.openSync(file, "a");
  const destination = {
    write(line: string) {
      fs.writeSync(descriptor, line);
      onLine(line.trimEnd());
    },
  };
  const logger = pino(
    { timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination,
  );
  return {
    info: (message, details = {}) => logger.info(details, message),
    warn: (message, details = {}) => logger.warn(details, message),
    error: (message, error) => logger.error(error === undefined ? {} : { err: error }, message),
    close: () => fs.closeSync(descriptor),
  };
}
