import type { Tag } from '@aws-sdk/client-dynamodb';
import { parseArn } from '../../../platform/arn.ts';
import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import { validationError } from '../errors.ts';
import { TAG_LIMIT } from '../limits.ts';

/** @throws ValidationException */
export function checkTags(added: readonly Tag[], present: Readonly<Record<string, string>>): void {
  const keys = added.map((tag) => tag.Key!);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw validationError(
      `One or more parameter values were invalid: Duplicate tag keys: ${twice}`,
    );
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined)
    throw validationError(
      `One or more parameter values were invalid: Tag keys can not start with aws:. Key: ${reserved}`,
    );
  if (new Set([...Object.keys(present), ...keys]).size > TAG_LIMIT)
    throw validationError(
      `One or more parameter values were invalid: Too many tags: the limit is ${TAG_LIMIT}`,
    );
}

/** The table that an ARN names, for operations that take a ResourceArn. @throws AccessDenied, ValidationException */
export function tableOfArn(
  context: Pick<Context, 'account' | 'region'>,
  given: string | undefined,
): string {
  const arn = parseArn(given ?? '');
  const name = /^table\/([^/]+)/.exec(arn?.resource ?? '')?.[1];
  if (!arn || arn.service !== 'dynamodb' || name === undefined)
    throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${given}`);
  if (arn.account !== context.account || arn.region !== context.region) throw arnNotFound(given!);
  return name;
}

export function arnNotFound(arn: string): Error {
  return serviceError(
    'dynamodb',
    'ResourceNotFoundException',
    `Requested resource not found: ResourcArn: ${arn} not found`,
  );
}
