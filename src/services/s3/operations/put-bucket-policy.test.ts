import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

const allow = {
  Effect: 'Allow',
  Principal: { AWS: '123456789012' },
  Action: 's3:*',
  Resource: '*',
};

it.each([
  ['', "Policies must be valid JSON and the first byte must be '{'"],
  ['{"a":', 'This policy contains invalid Json'],
  ['{"Version":"2012-10-17"}', 'Missing required field Statement'],
  [{ Version: '2020-01-01', Statement: [allow] }, 'The policy must contain a valid version string'],
  [{ Statement: [{ ...allow, Effect: 'Perhaps' }] }, 'Invalid effect: Perhaps'],
  [{ Statement: [{ ...allow, Principal: undefined }] }, 'Missing required field Principal'],
  [{ Statement: [{ ...allow, Action: 'ec2:*' }] }, 'Policy has invalid action'],
  [{ Statement: [{ ...allow, Resource: 'arn:aws:s3:::other/*' }] }, 'Policy has invalid resource'],
])('refuses %j', async (policy, message) => {
  const Bucket = await bucket();
  const Policy = typeof policy === 'string' ? policy : JSON.stringify(policy);
  await expect(s3.putBucketPolicy({ Bucket, Policy })).rejects.toMatchObject(
    s3Fault('MalformedPolicy', 400, { message }),
  );
});

it('keeps public policies out while public access is blocked', async () => {
  const Bucket = await bucket();
  const Policy = JSON.stringify({ Statement: [{ ...allow, Principal: '*' }] });
  await expect(s3.putBucketPolicy({ Bucket, Policy })).rejects.toMatchObject(
    s3Fault('AccessDenied', 403, { message: expect.stringContaining('BlockPublicPolicy') }),
  );
  await s3.deletePublicAccessBlock({ Bucket });
  await s3.putBucketPolicy({ Bucket, Policy });
  expect((await s3.getBucketPolicy({ Bucket })).Policy).toBe(Policy);
});
