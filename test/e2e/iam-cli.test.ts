/** `--iam enforce` by both versions of the aws CLI. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from '../handbook/aws-versions.ts';
import { type Person, sitDown } from '../handbook/person.ts';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' },
});

describe.each(await awsVersions())('aws iam, by $name', ({ path: aws }) => {
  let person: Person;

  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws, ['--iam', 'enforce']);
  }, 60_000);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)(
    'makes a user who may do what its policy says',
    { timeout: 120_000 },
    async () => {
      expect(person.brume.output()).toMatch(/IAM +enforce\n +Root keys +test/);
      await person.paste(`
      aws configure set default.s3.signature_version s3v4 # version 1 presigns as S3 did before 2014
      aws s3 mb s3://photos
      aws iam create-user --user-name anna
      aws iam put-user-policy --user-name anna --policy-name p --policy-document '${POLICY}'
      aws iam create-access-key --user-name anna \
        --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text > keys
    `);
      const asAnna = 'read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY < keys\n';
      const who = await person.paste(`${asAnna} aws sts get-caller-identity --query Arn`);
      expect(who).toContain('user/anna');
      await person.paste(`${asAnna} echo hi | aws s3 cp - s3://photos/a
        test "$(curl -sf "$(aws s3 presign s3://photos/a)")" = hi`);
      await expect(person.paste(`${asAnna} aws dynamodb list-tables`)).rejects.toThrow(
        'is not authorized to perform: dynamodb:ListTables on resource: * because no identity-based policy allows the dynamodb:ListTables action',
      );
      await expect(person.paste(`AWS_SECRET_ACCESS_KEY=guess aws s3 ls`)).rejects.toThrow(
        'SignatureDoesNotMatch',
      );
    },
  );
});
