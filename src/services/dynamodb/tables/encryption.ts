import type { SSESpecification } from '@aws-sdk/client-dynamodb';
import { formatArn } from '../../../platform/arn.ts';
import type { Context } from '../../context.ts';
import type { TableRecord } from './table.ts';

/** Everything is encrypted by whoever encrypts the disk; a key is kept and shown. */
export function encryption(
  given: SSESpecification | undefined,
  context: Pick<Context, 'account' | 'region' | 'clock'>,
): Pick<TableRecord, 'sse'> {
  if (!given?.Enabled) return {};
  const { account, region } = context;
  const key = given.KMSMasterKeyId ?? 'alias/aws/dynamodb';
  const keyArn = key.startsWith('arn:')
    ? key
    : formatArn({
        service: 'kms',
        account,
        region,
        resource: key.startsWith('alias/') ? key : `key/${key}`,
      });
  return { sse: { keyArn, enabledAtEpochMs: context.clock.now() } };
}
