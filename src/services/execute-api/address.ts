/** The forms of an invoke URL, recognised by plain comparisons: every request to the port passes here. */
import type { PlaneAddress } from '../data-plane.ts';
import type { MappedPath } from './domains/select-mapping.ts';

export interface ApiAddress {
  apiId: string;
  /** Raw, beginning with `/`; its first segment may be a stage. */
  path: string;
  /** False: the id stood in the path, and the Host names something else. */
  isInHost: boolean;
  /** The request came to a custom domain. */
  mapped?: MappedPath;
}

const HOST_MARK = '.execute-api.';
const AWS_PREFIX = '/_aws/execute-api/';
const REST_PREFIX = '/restapis/';
const REST_MARK = '_user_request_';

/**
 * `<api>.execute-api.<anything>/<stage>/…`, `/_aws/execute-api/<api>/<stage>/…` and
 * `/restapis/<api>/<stage>/_user_request_/…`.
 */
export function parseApiAddress({ host, path }: PlaneAddress): ApiAddress | undefined {
  const mark = host.indexOf(HOST_MARK);
  if (mark > 0 && host.indexOf('.') === mark)
    return { apiId: host.slice(0, mark), path, isInHost: true };
  if (path.startsWith(AWS_PREFIX)) return fromAwsPath(path);
  if (path.startsWith(REST_PREFIX)) return fromRestPath(path);
  return undefined;
}

function fromAwsPath(path: string): ApiAddress | undefined {
  const end = segmentEnd(path, AWS_PREFIX.length);
  const apiId = path.slice(AWS_PREFIX.length, end);
  return apiId === ''
    ? undefined
    : { apiId, path: withoutDefault(path.slice(end)), isInHost: false };
}

/** The control plane of REST APIs lives under the same prefix: only the mark makes it an invocation. */
function fromRestPath(path: string): ApiAddress | undefined {
  const idEnd = segmentEnd(path, REST_PREFIX.length);
  const stageEnd = segmentEnd(path, idEnd + 1);
  const markEnd = segmentEnd(path, stageEnd + 1);
  const apiId = path.slice(REST_PREFIX.length, idEnd);
  const stage = path.slice(idEnd, stageEnd);
  if (apiId === '' || path.slice(stageEnd + 1, markEnd) !== REST_MARK) return undefined;
  return { apiId, path: withoutDefault(stage + path.slice(markEnd)), isInHost: false };
}

/** In a path the stage must be named, so here `$default` can be, too. */
function withoutDefault(path: string): string {
  const end = segmentEnd(path, 1);
  const stage = path.slice(1, end);
  const rest = stage === '$default' || stage === '%24default' ? path.slice(end) : path;
  return rest === '' ? '/' : rest;
}

function segmentEnd(path: string, from: number): number {
  const slash = path.indexOf('/', from);
  return slash < 0 ? path.length : slash;
}
