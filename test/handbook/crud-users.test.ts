import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from './aws-versions.ts';
import { blockUnder } from './document.ts';
import { type Person, sitDown } from './person.ts';
import { printedJson } from './printed-json.ts';

const HEADING = 'Example 2: REST API (CRUD Users)';
/** npm fetches the SDK, and the first function of a runtime may have to fetch it. */
const FIRST_RUN_MS = 300_000;

/** What the handbook takes for granted before "Deploy": the table, the function, and an API in front of it. */
const CREATE = `
aws dynamodb create-table --table-name Users \
  --attribute-definitions AttributeName=id,AttributeType=S \
  --key-schema AttributeName=id,KeyType=HASH --billing-mode PAY_PER_REQUEST > /dev/null
aws dynamodb wait table-exists --table-name Users
zip -q first.zip index.js
aws lambda create-function --function-name users-api --runtime nodejs20.x --handler index.handler \
  --role arn:aws:iam::123456789012:role/lambda-execution-role --timeout 30 --memory-size 512 \
  --zip-file fileb://first.zip > /dev/null
aws lambda wait function-active-v2 --function-name users-api
api=$(aws apigatewayv2 create-api --name users --protocol-type HTTP --query ApiId --output text)
integration=$(aws apigatewayv2 create-integration --api-id $api --integration-type AWS_PROXY \
  --integration-uri arn:aws:lambda:us-east-1:123456789012:function:users-api \
  --payload-format-version 1.0 --query IntegrationId --output text)
for route in 'ANY /users' 'ANY /users/{id}'; do
  aws apigatewayv2 create-route --api-id $api --route-key "$route" \
    --target integrations/$integration > /dev/null
done
aws apigatewayv2 create-stage --api-id $api --stage-name '$default' --auto-deploy > /dev/null
aws lambda add-permission --function-name users-api --statement-id api --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com > /dev/null
aws apigatewayv2 get-api --api-id $api
`;

/** One version of the CLI is enough: npm and zip take most of a minute, and other stories compare the versions. */
const version = (await awsVersions()).find((each) => each.path !== undefined);
const aws = version?.path;

describe('section 5, CRUD Users', () => {
  let person: Person;
  let url: string;

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    for (const file of ['index.js', 'db.js', 'package.json'])
      person.save(file, blockUnder(HEADING, { label: file }).text);
    // Version 1 of the CLI names this waiter as the older operation is named.
    const create =
      version?.major === 1 ? CREATE.replace('function-active-v2', 'function-active') : CREATE;
    const [api] = printedJson(await person.paste(create));
    url = `${String(api?.['ApiEndpoint'])}/users`;
    await person.paste(blockUnder(HEADING, { label: 'Deploy' }).text);
  }, FIRST_RUN_MS);
  afterAll(() => person?.leave());

  const call = async (method: string, path = '', body?: object): Promise<unknown> => {
    const text = await person.paste(
      `curl -sS -X ${method} ${url}${path} -H 'Content-Type: application/json'${body ? ` -d '${JSON.stringify(body)}'` : ''} -w '\\n%{http_code}'`,
    );
    const [answer, status] = text.split('\n');
    return { status: Number(status), body: answer === '' ? undefined : JSON.parse(answer!) };
  };

  it.skipIf(aws === undefined)(
    'creates, reads, changes and deletes users over HTTP',
    async () => {
      const created = await call('POST', '', { name: 'Anna', age: 30, tags: ['a', 'b'] });
      const anna = {
        id: expect.stringMatching(/^\d{13}$/),
        name: 'Anna',
        age: 30,
        tags: ['a', 'b'],
        createdAt: expect.stringMatching(/^\d{4}-/),
      };
      expect(created).toEqual({ status: 201, body: anna });
      const { id } = (created as { body: { id: string } }).body;
      expect(await call('GET', `/${id}`)).toEqual({ status: 200, body: anna });
      expect(await call('GET')).toEqual({ status: 200, body: [anna] });
      expect(await call('PUT', `/${id}`, { name: 'Anna B.' })).toEqual({
        status: 200,
        body: { id, name: 'Anna B.', updatedAt: expect.any(String) },
      });
      expect(await call('DELETE', `/${id}`)).toEqual({
        status: 200,
        body: { message: 'User deleted' },
      });
      expect(await call('GET')).toEqual({ status: 200, body: [] });
      expect(await call('PATCH', `/${id}`)).toEqual({
        status: 405,
        body: { error: 'Method not allowed' },
      });
    },
    60_000,
  );
});
