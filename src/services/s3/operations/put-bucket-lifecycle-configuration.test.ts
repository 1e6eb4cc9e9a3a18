import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

const put = async (...Rules: object[]) =>
  s3.putBucketLifecycleConfiguration({
    Bucket: await bucket(),
    LifecycleConfiguration: { Rules: Rules as never },
  });
const rule = { Status: 'Enabled', Filter: { Prefix: '' } };

it.each([
  ['no rule', [], 'MalformedXML'],
  ['a rule without an action', [rule], 'InvalidRequest'],
  ['no days', [{ ...rule, Expiration: { Days: 0 } }], 'InvalidArgument'],
  ['days and a date', [{ ...rule, Expiration: { Days: 1, Date: new Date(0) } }], 'MalformedXML'],
  ['an hour of a day', [{ ...rule, Expiration: { Date: new Date(3_600_000) } }], 'InvalidArgument'],
  ['no filter', [{ Status: 'Enabled', Expiration: { Days: 1 } }], 'MalformedXML'],
  [
    'one id twice',
    [
      { ...rule, ID: 'a', Expiration: { Days: 1 } },
      { ...rule, ID: 'a', Expiration: { Days: 2 } },
    ],
    'InvalidArgument',
  ],
])('refuses %s', async (_what, rules, code) => {
  await expect(put(...rules)).rejects.toMatchObject(s3Fault(code, 400));
});

it('takes what is right', async () => {
  expect(await put({ ...rule, Expiration: { Days: 1 } })).toMatchObject({
    TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
  });
});
