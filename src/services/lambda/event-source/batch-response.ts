import type { InvocationResult } from '../../../lambda-runtime/interface.ts';

/**
 * Where the records that a function failed to process begin.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * @param ids sequence numbers of the batch
 * @param reportsFailures whether the answer is looked at
 * @returns the index of the first to be tried again; `ids.length` when all went well
 */
export function firstFailed(
  { payload, functionError }: Pick<InvocationResult, 'payload' | 'functionError'>,
  ids: readonly string[],
  reportsFailures: boolean,
): number {
  if (functionError) return 0;
  if (!reportsFailures) return ids.length;
  const failures = parseFailures(Buffer.from(payload).toString('utf8'));
  if (!failures) return 0;
  // A name that is not in the batch, or none: everything counts as failed.
  const places = failures.map((id) => (typeof id === 'string' ? ids.indexOf(id) : -1));
  return places.length === 0 ? ids.length : Math.max(0, Math.min(...places));
}

/** @returns undefined for what is no such answer; nothing at all means that nothing failed */
function parseFailures(text: string): unknown[] | undefined {
  if (text.trim() === '') return [];
  try {
    const answer: unknown = JSON.parse(text);
    if (answer === null) return [];
    if (typeof answer !== 'object') return undefined;
    const list = (answer as { batchItemFailures?: unknown }).batchItemFailures;
    if (list === undefined || list === null) return [];
    if (!Array.isArray(list)) return undefined;
    return list.map((each) => (each as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  } catch {
    return undefined;
  }
}
