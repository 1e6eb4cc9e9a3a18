import {
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetTagsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client } = await startFixture();
afterAll(() => stack.stop());
const { VpcLinkId } = await client.send(
  new CreateVpcLinkCommand({ Name: 'l', SubnetIds: ['subnet-1'] }),
);

it('takes a link away, its tags too', async () => {
  const ResourceArn = `arn:aws:apigateway:us-east-1::/vpclinks/${VpcLinkId}`;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: 'b' } }));
  const tags = () => client.send(new GetTagsCommand({ ResourceArn }));
  expect((await tags()).Tags).toEqual({ a: 'b' });
  const remove = () => client.send(new DeleteVpcLinkCommand({ VpcLinkId }));
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove())).toMatchObject({ status: 404 });
  expect(await failureOf(tags())).toMatchObject({ status: 404 });
});
