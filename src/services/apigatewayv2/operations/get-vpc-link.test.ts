import { CreateVpcLinkCommand, GetVpcLinkCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());
const { VpcLinkId } = await client.send(
  new CreateVpcLinkCommand({ Name: 'l', SubnetIds: ['subnet-1'] }),
);

it('gives a link', async () => {
  expect(await client.send(new GetVpcLinkCommand({ VpcLinkId }))).toMatchObject({
    Name: 'l',
    VpcLinkId,
  });
});

it('answers 404 for an absent one', async () => {
  const absent = client.send(new GetVpcLinkCommand({ VpcLinkId: 'absent' }));
  expect(await failureOf(absent)).toMatchObject({ name: 'NotFoundException', status: 404 });
});
