import { expect, test } from 'vitest';
import { makeDeadLetter } from './dead-letter.ts';

const event = {
  account: '123456789012',
  region: 'us-east-1',
  name: 'f',
  requestId: 'r',
  payload: Buffer.from('{"a": 1}'),
  failures: 2,
  acceptedEpochMs: 0,
};

test('a dead letter is the event as it came, with the error beside it', () => {
  const long = 'x'.repeat(3000);
  const result = {
    payload: Buffer.from(JSON.stringify({ errorMessage: long })),
    executedVersion: '$LATEST',
    durationMs: 1,
    billedDurationMs: 1,
  };
  const letter = makeDeadLetter({ event, condition: 'RetriesExhausted', invokeCount: 3, result });
  expect(letter.body).toBe('{"a": 1}');
  expect(letter.attributes).toEqual({
    RequestID: { DataType: 'String', StringValue: 'r' },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: 'x'.repeat(1024) },
  });
});

test('an event that never ran has the reason in place of an error', () => {
  const letter = makeDeadLetter({ event, condition: 'ZeroReservedConcurrency', invokeCount: 0 });
  expect(letter.attributes?.['ErrorMessage']?.StringValue).toBe('ZeroReservedConcurrency');
});
