import { CreateVpcLinkCommand, GetVpcLinkCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

const LINK = {
  name: 'mine',
  targetArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b'],
};

it('shows a link, and answers 404 for an absent one', async () => {
  const { id } = await client.send(new CreateVpcLinkCommand(LINK));
  const get = (vpcLinkId: string | undefined) => client.send(new GetVpcLinkCommand({ vpcLinkId }));
  expect(await get(id)).toMatchObject({ id, name: 'mine', status: 'AVAILABLE' });
  expect(await failureOf(get('absent'))).toMatchObject({ status: 404 });
});
