import type { PlaneResponse } from '../../data-plane.ts';

/**
 * What a request went through, as API Gateway writes it to `API-Gateway-Execution-Logs_<api>/<stage>`
 * and as TestInvokeMethod returns it.
 */
export interface ExecutionLog {
  /** Only at level INFO. */
  info(line: string): void;
  /** Bodies and headers: only with full request and response logs. */
  data(line: string): void;
  error(line: string): void;
  readonly lines: readonly string[];
}

export function createExecutionLog(level: 'ERROR' | 'INFO', isDataTraced: boolean): ExecutionLog {
  const lines: string[] = [];
  const isInfo = level === 'INFO';
  return {
    info: (line) => void (isInfo && lines.push(line)),
    data: (line) => void (isInfo && isDataTraced && lines.push(cut(line))),
    error: (line) => void lines.push(line),
    lines,
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html: longer entries are cut */
const LONGEST_ENTRY = 1024;

function cut(line: string): string {
  return line.length > LONGEST_ENTRY ? `${line.slice(0, LONGEST_ENTRY)} [TRUNCATED]` : line;
}

/** `{a=b, c=d}`: maps as API Gateway logs them. @param flat alternating names and values */
export function printPairs(flat: readonly string[]): string {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) pairs.push(`${flat[i]}=${flat[i + 1]}`);
  return `{${pairs.join(', ')}}`;
}

export function printBody(body: PlaneResponse['body']): string {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '';
}
