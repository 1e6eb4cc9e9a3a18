import { IAM } from '@aws-sdk/client-iam';
import { afterAll, expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

const stack = await createStack();
const iam = stack.client(IAM);
afterAll(() => stack.stop());

const AWSServiceName = 'ops.apigateway.amazonaws.com';

test('makes a role that only its service may change', async () => {
  const { Role } = await iam.createServiceLinkedRole({ AWSServiceName });
  expect(Role).toMatchObject({
    RoleName: 'AWSServiceRoleForAPIGateway',
    Path: '/aws-service-role/ops.apigateway.amazonaws.com/',
  });
  await expect(iam.deleteRole({ RoleName: 'AWSServiceRoleForAPIGateway' })).rejects.toMatchObject({
    name: 'UnmodifiableEntityException',
  });
  await expect(iam.createServiceLinkedRole({ AWSServiceName })).rejects.toThrow(
    /has been taken in this account/,
  );
});

test('refuses what is no service', async () => {
  await expect(iam.createServiceLinkedRole({ AWSServiceName: 'me' })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});
