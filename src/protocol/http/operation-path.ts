/** An operation's URI as segments, and the labels that a request's path gives to them. */
import type { OperationModel, WireRequest } from '../interface.ts';
import { percentDecode } from './query-string.ts';
import { routedPath } from './routed-path.ts';
import { s3BucketPrefix } from './s3-path.ts';

export interface PathSegment {
  /** A greedy label takes the rest of the path, slashes included. */
  readonly kind: 'literal' | 'label' | 'greedy';
  /** The literal, or the label's name. */
  readonly text: string;
}

const paths = new WeakMap<OperationModel, readonly PathSegment[]>();

export function operationPath(operation: OperationModel): readonly PathSegment[] {
  let segments = paths.get(operation);
  if (!segments) {
    segments = toSegments(operation);
    paths.set(operation, segments);
  }
  return segments;
}

function toSegments(operation: OperationModel): PathSegment[] {
  const [path = ''] = (operation.http?.uri ?? '').split('?');
  const prefix = operation.service === 's3' ? s3BucketPrefix(operation) : '';
  return (prefix + path)
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      const label = /^\{([^+}]+)(\+?)\}$/.exec(segment);
      if (!label) return { kind: 'literal', text: segment };
      return { kind: label[2] === '+' ? 'greedy' : 'label', text: label[1] ?? '' };
    });
}

/**
 * The values of the labels, percent-decoded, for a request that was routed to this operation.
 * @throws SerializationException (400) on broken percent escapes
 */
export function labelsOf(
  operation: OperationModel,
  request: Pick<WireRequest, 'path' | 'headers'>,
): Record<string, string> {
  const given = routedPath(operation.service, request).slice(1).split('/');
  const labels: Record<string, string> = {};
  operationPath(operation).forEach(({ kind, text }, index) => {
    if (kind === 'label') labels[text] = percentDecode(given[index] ?? '');
    if (kind === 'greedy') labels[text] = percentDecode(given.slice(index).join('/'));
  });
  return labels;
}
