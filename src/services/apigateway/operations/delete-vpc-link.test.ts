import { CreateVpcLinkCommand, DeleteVpcLinkCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

const LINK = {
  name: 'mine',
  targetArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b'],
};

it('answers 202, and 404 the second time', async () => {
  const { id: vpcLinkId } = await client.send(new CreateVpcLinkCommand(LINK));
  const remove = () => client.send(new DeleteVpcLinkCommand({ vpcLinkId }));
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove())).toMatchObject({ status: 404 });
});
