import { operation } from '../../define-service.ts';
import { changeObject } from '../change-object.ts';
import { malformedXml } from '../errors.ts';
import { assertMayFollow } from '../object-lock.ts';
import { assertLockable, checkedRetention } from '../object-traits.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html */
export const putObjectRetention = operation('s3', 'PutObjectRetention', async (input, context) => {
  const { Mode: mode, RetainUntilDate: until } = input.Retention ?? {};
  // An empty retention takes it away.
  if ((mode === undefined) !== (until === undefined)) throw malformedXml();
  const retention = mode && until && checkedRetention(context, mode, until);
  await changeObject(context, input, (version, bucket) => {
    assertLockable(bucket);
    assertMayFollow(version.retention, retention, {
      nowEpochMs: context.clock.now(),
      bypassGovernance: input.BypassGovernanceRetention ?? false,
    });
    const { retention: _before, ...rest } = version;
    return { ...rest, ...(retention && { retention }) };
  });
  return {};
});
