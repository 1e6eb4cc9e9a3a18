import { CreateVpcLinkCommand, UpdateVpcLinkCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());
const { VpcLinkId } = await client.send(
  new CreateVpcLinkCommand({ Name: 'l', SubnetIds: ['subnet-1'] }),
);

it('changes the name', async () => {
  const update = (id = VpcLinkId) =>
    client.send(new UpdateVpcLinkCommand({ VpcLinkId: id, Name: 'new' }));
  expect(await update()).toMatchObject({ Name: 'new', SubnetIds: ['subnet-1'] });
  expect(await failureOf(update('absent'))).toMatchObject({ status: 404 });
});
