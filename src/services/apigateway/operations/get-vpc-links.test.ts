import { CreateVpcLinkCommand, GetVpcLinksCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

const LINK = {
  name: 'mine',
  targetArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b'],
};

it('lists the links', async () => {
  const { id } = await client.send(new CreateVpcLinkCommand(LINK));
  expect((await client.send(new GetVpcLinksCommand({}))).items).toMatchObject([{ id }]);
});
