/** What depends on the JDK: its start, its class loaders, its reflection, AWS's mapping on top of them. */
import { describe, expect, it } from 'vitest';
import { json, text } from '../../fixtures/answers.ts';
import { REQUEST_ID } from '../../fixtures/fixture.ts';
import { JAVA_RUNTIMES, javaFailure, openJava } from './fixtures/functions.ts';

/** Whole, as S3 sends it; AWS's mapping wants all of it. */
const S3_EVENT = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: '2026-01-02T03:04:05.678Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'EXAMPLE' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': 'C3D13FE58DE4C810', 'x-amz-id-2': 'FMyUVURIY8' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'rule',
        bucket: { name: 'b', ownerIdentity: { principalId: 'EXAMPLE' }, arn: 'arn:aws:s3:::b' },
        object: { key: 'a+b%21', size: 1, eTag: 'd41d8cd9', versionId: 'v', sequencer: '0055' },
      },
    },
  ],
};

describe.skipIf(JAVA_RUNTIMES.length === 0).each(JAVA_RUNTIMES)(
  '%s',
  { timeout: 60_000 },
  (runtime) => {
    it('runs a RequestHandler with its context and its log', async () => {
      const { fixture, fn } = await openJava({ runtime, handler: 'example.OrderHandler' });
      const order = { orderId: 'o-1', amount: 2.5, items: ['é'], counts: { a: 1 } };
      const request = {
        requestId: REQUEST_ID,
        clientContext: '{"client":{"app_title":"titles"},"custom":{"k":"v"}}',
        logTail: true,
      };
      const first = await fixture.invoke(fn, { ...order, unknown: true }, request);
      expect(json(first.payload)).toEqual({
        order,
        invocations: 1,
        requestId: REQUEST_ID,
        function: 'hello:$LATEST',
        arn: fn.arn,
        memory: 512,
        group: '/aws/lambda/hello',
        remains: true,
        java: runtime.slice('java'.length),
        execution: `AWS_Lambda_${runtime}`,
        heap: true,
        title: 'titles',
        custom: { k: 'v' },
      });
      const lines = text(first.logTail ?? new Uint8Array()).split('\n');
      expect(lines.slice(1, 6)).toEqual([
        'order o-1',
        'to stdout',
        'through LambdaRuntime',
        'to stderr',
        `END RequestId: ${REQUEST_ID}`,
      ]);
      expect(await fixture.call(fn, order)).toMatchObject({ invocations: 2 });
    });

    it('maps the classes of aws-lambda-java-events', async () => {
      const { fixture, fn } = await openJava({ runtime });
      const cases: [string, unknown, unknown][] = [
        [
          'http',
          {
            rawPath: '/a',
            queryStringParameters: { q: '1' },
            requestContext: { http: { method: 'PUT' } },
          },
          expect.objectContaining({
            statusCode: 201,
            headers: { 'x-method': 'PUT' },
            body: '/a?1',
          }),
        ],
        [
          'sqs',
          { Records: [{ messageId: 'm-1', body: 'hi', eventSourceARN: 'arn:q' }] },
          { batchItemFailures: [{ itemIdentifier: 'm-1' }] },
        ],
        ['s3', S3_EVENT, 'b/a b!'],
        ['sns', { Records: [{ EventSource: 'aws:sns', Sns: { Message: 'hi' } }] }, 'hi'],
        ['dynamodb', { Records: [{ dynamodb: { NewImage: { pk: { S: 'key' } } } }] }, 'key'],
        [
          'schedule',
          { 'detail-type': 'Scheduled Event', time: '2026-01-02T03:04:05Z' },
          'Scheduled Event 2026-01-02T03:04:05.000Z',
        ],
      ];
      for (const [method, event, expected] of cases) {
        const handler = `example.Events::${method}`;
        expect
          .soft(await fixture.call({ ...fn, handler, configId: handler }, event))
          .toEqual(expected);
      }
    });

    it('tells what the code threw', async () => {
      expect(await javaFailure(runtime, 'Failures::fail', 'cause')).toMatchObject({
        errorMessage: 'outer',
        errorType: 'java.lang.RuntimeException',
        stackTrace: expect.arrayContaining([expect.stringMatching(/^example\.Failures\.fail/)]),
        cause: { errorMessage: 'inner', errorType: 'java.lang.IllegalArgumentException' },
      });
    });
  },
);
