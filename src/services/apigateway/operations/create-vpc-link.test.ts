import { CreateVpcLinkCommand, TestInvokeMethodCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client, createApi, putMethod } = await startRestFixture();
afterAll(() => stack.stop());

const TARGET = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b';

it('answers 202; a method behind the link answers 500 and says why', async () => {
  const create = (name: string, ...targetArns: string[]) =>
    client.send(new CreateVpcLinkCommand({ name, targetArns }));
  const link = await create('mine', TARGET);
  expect(link.$metadata.httpStatusCode).toBe(202);
  expect(link).toMatchObject({ name: 'mine', status: 'AVAILABLE', targetArns: [TARGET] });
  expect(await failureOf(create('', TARGET))).toMatchObject({ status: 400 });
  expect(await failureOf(create('x', 'nonsense'))).toMatchObject({ status: 400 });
  expect(await failureOf(create('x', TARGET, TARGET))).toMatchObject({ status: 400 });

  const { id: restApiId, root: resourceId } = await createApi();
  const behind = { type: 'HTTP_PROXY', integrationHttpMethod: 'GET', uri: 'http://x' } as const;
  const connection = { connectionType: 'VPC_LINK', connectionId: link.id } as const;
  await putMethod(restApiId, resourceId, 'GET', {}, { ...behind, ...connection });
  const answer = await client.send(
    new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'GET' }),
  );
  expect(answer).toMatchObject({ status: 500, body: '{"message": "Internal server error"}' });
  expect(answer.log).toContain('network error communicating with endpoint');
});
