import {
  DeleteClientCertificateCommand,
  GenerateClientCertificateCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startRestFixture } from '../fixture.ts';

const { stack, client } = await startRestFixture();
afterAll(() => stack.stop());

it('answers 202, and 404 the second time', async () => {
  const { clientCertificateId } = await client.send(new GenerateClientCertificateCommand({}));
  const remove = () => client.send(new DeleteClientCertificateCommand({ clientCertificateId }));
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await failureOf(remove())).toMatchObject({ status: 404 });
});
