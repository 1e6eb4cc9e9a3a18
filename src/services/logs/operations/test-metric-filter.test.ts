import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('tells which messages match, and the fields of space-delimited ones', async () => {
  await using fixture = await startLogs();
  const { matches } = await fixture.logs.testMetricFilter({
    filterPattern: '[ip, user, ..., status = 5*, bytes]',
    logEventMessages: ['127.0.0.1 frank GET 200 12', '127.0.0.1 bob GET 500 34'],
  });
  expect(matches).toEqual([
    {
      eventNumber: 2,
      eventMessage: '127.0.0.1 bob GET 500 34',
      extractedValues: { $ip: '127.0.0.1', $user: 'bob', $3: 'GET', $status: '500', $bytes: '34' },
    },
  ]);
});

it('refuses a malformed pattern', async () => {
  await using fixture = await startLogs();
  await expect(
    fixture.logs.testMetricFilter({ filterPattern: '[a', logEventMessages: ['a'] }),
  ).rejects.toMatchObject(awsError('InvalidParameterException', /must end with/));
});
