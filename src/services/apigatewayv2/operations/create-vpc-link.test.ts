import { CreateVpcLinkCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());

it('keeps a link', async () => {
  const input = {
    Name: 'l',
    SubnetIds: ['subnet-1'],
    SecurityGroupIds: ['sg-1'],
    Tags: { a: 'b' },
  };
  const made = await client.send(new CreateVpcLinkCommand(input));
  expect(made.$metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({ ...input, VpcLinkStatus: 'AVAILABLE', VpcLinkVersion: 'V2' });
  expect(made.VpcLinkId).toMatch(/^[a-z0-9]{6}$/);
});

it.each([
  { Name: '', SubnetIds: ['subnet-1'] },
  { Name: 'l', SubnetIds: [] },
])('refuses %j', async (input) => {
  expect(await failureOf(client.send(new CreateVpcLinkCommand(input)))).toMatchObject({
    name: 'BadRequestException',
  });
});
