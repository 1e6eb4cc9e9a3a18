import type { AwsError } from '../../../protocol/aws-error.ts';
import { serviceError } from '../../define-service.ts';
import { badDomainRequest } from './domain-name.ts';
import type { ApiMappingRecord } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: multi-level mappings of a domain */
const MOST_MAPPINGS = 200;
const LONGEST_PATH = 300;

export function conflictingMapping(message: string): AwsError {
  return serviceError('apigatewayv2', 'ConflictException', message);
}

/** Only v2 makes paths of several levels: `v1/orders`. @throws BadRequestException */
export function assertMappingPath(path: string, kind: 'v1' | 'v2'): void {
  const pattern = kind === 'v2' ? /^[\w$\-.+!*'()]+(?:\/[\w$\-.+!*'()]+)*$/ : /^[\w$\-.+!*'()]+$/;
  if (path === '' || (path.length <= LONGEST_PATH && pattern.test(path))) return;
  throw badDomainRequest(
    kind === 'v2'
      ? "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),"
      : "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
  );
}

/** @returns the mappings with this one added, or in place of the one with its id. @throws ConflictException, BadRequestException */
export function withMapping(
  mappings: readonly ApiMappingRecord[],
  mapping: ApiMappingRecord,
  conflictMessage: string,
): ApiMappingRecord[] {
  const others = mappings.filter((each) => each.id !== mapping.id);
  if (others.some((each) => each.path === mapping.path)) throw conflictingMapping(conflictMessage);
  if (others.length >= MOST_MAPPINGS)
    throw badDomainRequest(`A domain name can have at most ${MOST_MAPPINGS} mappings`);
  return [...others, mapping];
}
