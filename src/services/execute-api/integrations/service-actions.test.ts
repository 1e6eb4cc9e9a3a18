import { expect, it } from 'vitest';
import { actionOf, findParameterMistake, toActionInput } from './service-actions.ts';

const input = (name: string, parameters: Record<string, string>) =>
  toActionInput(actionOf(name)!, new Map(Object.entries(parameters)));

it.each([
  [
    'EventBridge-PutEvents',
    {
      Detail: '{"a":1}',
      DetailType: 'made',
      Source: 'shop',
      Resources: 'a, b',
      Time: '1700000000',
    },
    {
      Entries: [
        {
          Detail: '{"a":1}',
          DetailType: 'made',
          Source: 'shop',
          Resources: ['a', 'b'],
          Time: new Date(1_700_000_000_000),
        },
      ],
    },
  ],
  [
    'SQS-SendMessage',
    {
      QueueUrl: 'http://q',
      MessageBody: 'hello',
      DelaySeconds: '5',
      MessageAttributes: '{"a":{"DataType":"String","StringValue":"b"}}',
      MessageGroupId: '',
    },
    {
      QueueUrl: 'http://q',
      MessageBody: 'hello',
      DelaySeconds: 5,
      MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } },
    },
  ],
  [
    'SQS-ReceiveMessage',
    { QueueUrl: 'http://q', MaxNumberOfMessages: '10', AttributeNames: '["All"]' },
    { QueueUrl: 'http://q', MaxNumberOfMessages: 10, AttributeNames: ['All'] },
  ],
  [
    'SQS-DeleteMessage',
    { QueueUrl: 'http://q', ReceiptHandle: 'r' },
    { QueueUrl: 'http://q', ReceiptHandle: 'r' },
  ],
  ['SQS-PurgeQueue', { QueueUrl: 'http://q' }, { QueueUrl: 'http://q' }],
  [
    'Kinesis-PutRecord',
    { StreamName: 's', Data: 'ä', PartitionKey: 'p' },
    { StreamName: 's', Data: Buffer.from('ä'), PartitionKey: 'p' },
  ],
  [
    'StepFunctions-StartExecution',
    { StateMachineArn: 'arn', Input: '{}' },
    { stateMachineArn: 'arn', input: '{}' },
  ],
  [
    'StepFunctions-StopExecution',
    { ExecutionArn: 'arn', Cause: 'c' },
    { executionArn: 'arn', cause: 'c' },
  ],
])('maps the parameters of %s', (name, parameters, wanted) => {
  expect(input(name, parameters)).toEqual({ region: undefined, input: wanted });
});

it('takes the region out', () => {
  expect(input('SQS-PurgeQueue', { QueueUrl: 'http://q', Region: 'eu-west-1' })).toEqual({
    region: 'eu-west-1',
    input: { QueueUrl: 'http://q' },
  });
});

it.each([
  ['SQS-SendMessage', { DelaySeconds: 'soon' }],
  ['SQS-SendMessage', { DelaySeconds: '9'.repeat(400) }],
  ['SQS-SendMessage', { MessageAttributes: '[]' }],
  ['SQS-SendMessage', { MessageAttributes: '{' }],
  ['SQS-ReceiveMessage', { AttributeNames: '[1]' }],
  ['EventBridge-PutEvents', { Time: 'yesterday' }],
  ['SQS-PurgeQueue', { Region: '../us-east-1' }],
])('refuses for %s what is not what it should be: %j', (name, parameters) => {
  expect(input(name, parameters)).toBeUndefined();
});

it.each([
  ['SQS-SendMessage', { QueueUrl: 'q' }, 'Missing required parameter: MessageBody'],
  ['SQS-PurgeQueue', { QueueUrl: 'q', constructor: 'x' }, 'Invalid parameter: constructor'],
  ['SQS-PurgeQueue', { QueueUrl: 'q', Region: 'r' }, undefined],
])('finds what is wrong with the parameters of %s: %j', (name, parameters, mistake) => {
  expect(findParameterMistake(actionOf(name)!, parameters)).toBe(mistake);
});
