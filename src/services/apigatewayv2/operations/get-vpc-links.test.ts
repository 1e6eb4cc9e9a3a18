import { CreateVpcLinkCommand, GetVpcLinksCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());
const { VpcLinkId } = await client.send(
  new CreateVpcLinkCommand({ Name: 'l', SubnetIds: ['subnet-1'] }),
);

it('gives all', async () => {
  expect((await client.send(new GetVpcLinksCommand({}))).Items).toMatchObject([{ VpcLinkId }]);
});
