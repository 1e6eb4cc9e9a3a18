import {
  GenerateClientCertificateCommand,
  TagResourceCommand,
  UpdateClientCertificateCommand,
  GetTagsCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('replaces the description; tags go by the ARN', async () => {
  const { clientCertificateId } = await client.send(new GenerateClientCertificateCommand({}));
  const patch = (id: string | undefined) =>
    client.send(
      new UpdateClientCertificateCommand({
        clientCertificateId: id,
        patchOperations: [{ op: 'replace', path: '/description', value: 'new' }],
      }),
    );
  expect(await patch(clientCertificateId)).toMatchObject({ description: 'new' });
  expect(await failureOf(patch('absent'))).toMatchObject({ status: 404 });
  const resourceArn = `arn:aws:apigateway:us-east-1::/clientcertificates/${clientCertificateId}`;
  await client.send(new TagResourceCommand({ resourceArn, tags: { a: 'b' } }));
  expect(await client.send(new GetTagsCommand({ resourceArn }))).toMatchObject({
    tags: { a: 'b' },
  });
});
