import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, stack } = await startS3();
const DAY_MS = 86_400_000;

it('is made longer by anyone, shorter by few, and ends by the clock', async () => {
  const Bucket = await bucket({ locked: true });
  const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  const put = (Mode: 'GOVERNANCE' | 'COMPLIANCE', days: number, more: object = {}) =>
    s3.putObjectRetention({
      Bucket,
      Key: 'k',
      Retention: { Mode, RetainUntilDate: new Date(stack.clock.now() + days * DAY_MS) },
      ...more,
    });
  await expect(put('GOVERNANCE', -1)).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
  await put('GOVERNANCE', 5);
  await put('GOVERNANCE', 10);
  await expect(put('GOVERNANCE', 5)).rejects.toMatchObject(s3Fault('AccessDenied', 403));
  await put('GOVERNANCE', 5, { BypassGovernanceRetention: true });
  await put('COMPLIANCE', 10);
  await expect(put('COMPLIANCE', 5, { BypassGovernanceRetention: true })).rejects.toMatchObject(
    s3Fault('AccessDenied', 403),
  );
  const remove = () =>
    s3.deleteObject({ Bucket, Key: 'k', VersionId: VersionId!, BypassGovernanceRetention: true });
  await expect(remove()).rejects.toMatchObject(s3Fault('AccessDenied', 403));
  await stack.clock.advance(11 * DAY_MS);
  await remove();
});
