import { IAM } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

test('asks the policies of a user, of its groups, and of a role', async () => {
  await using stack = await createStack();
  const iam = stack.client(IAM);
  const allow = (Action: string): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::${aws:username}/*' },
    });
  const { User } = await iam.createUser({ UserName: 'anna' });
  const { Group } = await iam.createGroup({ GroupName: 'g' });
  await iam.addUserToGroup({ GroupName: 'g', UserName: 'anna' });
  await iam.putGroupPolicy({ GroupName: 'g', PolicyName: 'p', PolicyDocument: allow('s3:Get*') });
  const ask = async (PolicySourceArn: string, resource: string): Promise<unknown> => {
    const { EvaluationResults } = await iam.simulatePrincipalPolicy({
      PolicySourceArn,
      ActionNames: ['s3:GetObject'],
      ResourceArns: [`arn:aws:s3:::${resource}`],
    });
    return EvaluationResults?.[0]?.EvalDecision;
  };
  expect(await ask(User!.Arn!, 'anna/a')).toBe('allowed');
  expect(await ask(User!.Arn!, 'bert/a')).toBe('implicitDeny');
  expect(await ask(Group!.Arn!, 'anna/a')).toBe('implicitDeny');
  await expect(ask('arn:aws:iam::123456789012:role/r', 'x')).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await expect(ask('arn:aws:iam::123456789012:root', 'x')).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});
