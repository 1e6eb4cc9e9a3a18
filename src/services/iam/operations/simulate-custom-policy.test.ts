import { type ContextEntry, IAM, type SimulateCustomPolicyCommandInput } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
afterAll(() => stack.stop());
const iam = stack.client(IAM);

const statement = (Effect: string, Action: string, more = {}): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect, Action, Resource: '*', ...more } });

async function decisions(input: Partial<SimulateCustomPolicyCommandInput>): Promise<unknown[]> {
  const { EvaluationResults = [] } = await iam.simulateCustomPolicy({
    PolicyInputList: [statement('Allow', 's3:*')],
    ActionNames: ['s3:GetObject'],
    ...input,
  });
  return EvaluationResults.map((each) => each.EvalDecision);
}

test('decides for each action and resource', async () => {
  expect(await decisions({ ActionNames: ['lambda:Invoke', 's3:GetObject'] })).toEqual([
    'implicitDeny',
    'allowed',
  ]);
  const PolicyInputList = [statement('Allow', '*'), statement('Deny', 's3:Get*')];
  expect(await decisions({ PolicyInputList })).toEqual(['explicitDeny']);
  const PermissionsBoundaryPolicyInputList = [statement('Allow', 'lambda:*')];
  expect(await decisions({ PermissionsBoundaryPolicyInputList })).toEqual(['implicitDeny']);
});

test('takes the context that it is given, and says what it lacks', async () => {
  const PolicyInputList = [
    statement('Allow', 's3:*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'r' } } }),
  ];
  const ActionNames = ['s3:GetObject'];
  const { EvaluationResults } = await iam.simulateCustomPolicy({ PolicyInputList, ActionNames });
  expect(EvaluationResults).toMatchObject([
    { EvalDecision: 'implicitDeny', MissingContextValues: ['aws:RequestedRegion'] },
  ]);
  const ContextEntries = [
    { ContextKeyName: 'aws:requestedregion', ContextKeyValues: ['r'], ContextKeyType: 'string' },
  ] satisfies ContextEntry[];
  expect(await decisions({ PolicyInputList, ContextEntries })).toEqual(['allowed']);
});

test('refuses what is no policy', async () => {
  await expect(decisions({ PolicyInputList: ['{}'] })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});
