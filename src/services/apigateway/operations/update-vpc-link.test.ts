import { CreateVpcLinkCommand, UpdateVpcLinkCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

const LINK = {
  name: 'mine',
  targetArns: ['arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b'],
};

it('replaces name and description', async () => {
  const { id } = await client.send(new CreateVpcLinkCommand(LINK));
  const patch = (path: string, value: string) =>
    client.send(
      new UpdateVpcLinkCommand({
        vpcLinkId: id,
        patchOperations: [{ op: 'replace', path, value }],
      }),
    );
  expect(await patch('/name', 'new')).toMatchObject({ name: 'new' });
  expect(await failureOf(patch('/name', ''))).toMatchObject({ status: 400 });
  expect(await failureOf(patch('/targetArns', 'x'))).toMatchObject({ status: 400 });
});
