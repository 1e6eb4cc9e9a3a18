import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { afterAll, expect, it } from 'vitest';
import { failureOf, startFixture } from '../fixture.ts';

const { stack, client, createApi } = await startFixture();
afterAll(() => stack.stop());

it('is empty at first', async () => {
  expect(await client.send(new GetApisCommand({}))).toMatchObject({ Items: [] });
});

it('pages through all APIs, each once', async () => {
  const ids = new Set<string>();
  for (let i = 0; i < 5; i++) ids.add((await createApi()).ApiId);
  const seen: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const page = await client.send(new GetApisCommand({ MaxResults: '2', NextToken: token }));
    seen.push(...(page.Items ?? []).map((each) => each.ApiId ?? ''));
    token = page.NextToken;
    pages++;
  } while (token);
  expect(pages).toBe(3);
  expect(new Set(seen)).toEqual(ids);
  expect(seen).toHaveLength(5);
});

it.each([{ MaxResults: '0' }, { MaxResults: 'many' }, { NextToken: '%%%' }])(
  'refuses %j',
  async (input) => {
    expect(await failureOf(client.send(new GetApisCommand(input)))).toMatchObject({
      name: 'BadRequestException',
      status: 400,
    });
  },
);
