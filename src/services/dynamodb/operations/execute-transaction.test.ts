import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

it('writes all or nothing, once for each token', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const run = (
    ClientRequestToken: string | undefined,
    ...statements: string[]
  ): Promise<{ Responses?: object[] | undefined }> =>
    dynamodb.executeTransaction({
      TransactStatements: statements.map((Statement) => ({ Statement })),
      ...(ClientRequestToken && { ClientRequestToken }),
    });
  const both = [`INSERT INTO things VALUE {'id': '1'}`, `INSERT INTO things VALUE {'id': '2'}`];
  expect((await run('token', ...both)).Responses).toEqual([{}, {}]);
  await run('token', ...both);
  await expect(
    run(undefined, `UPDATE things SET a = 1 WHERE id = '1'`, both[1]!),
  ).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
    ],
  });
  await expect(
    run(
      undefined,
      `EXISTS(SELECT * FROM things WHERE id = '1' AND a = 1)`,
      `DELETE FROM things WHERE id = '2'`,
    ),
  ).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }],
  });
  await run(
    undefined,
    `EXISTS(SELECT * FROM things WHERE id = '1' AND a IS MISSING)`,
    `DELETE FROM things WHERE id = '2'`,
  );
  expect(
    (
      await run(
        undefined,
        `SELECT * FROM things WHERE id = '1'`,
        `SELECT * FROM things WHERE id = '2'`,
      )
    ).Responses,
  ).toEqual([{ Item: { id: { S: '1' } } }, {}]);
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const run =
    (...statements: string[]) =>
    (): Promise<unknown> =>
      dynamodb.executeTransaction({
        TransactStatements: statements.map((Statement) => ({ Statement })),
      });
  const cases: [() => Promise<unknown>, string][] = [
    [
      run(`UPDATE things SET d = 'v' WHERE id = 'x' RETURNING ALL NEW *`),
      'Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.',
    ],
    [
      run(`SELECT * FROM "things"."i" WHERE a = 'x'`),
      'Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.',
    ],
    [
      run(`INSERT INTO things VALUE {'id': '1'}`, `UPDATE things SET a = 1 WHERE id = '1'`),
      'Transaction request cannot include multiple operations on one item',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
});
