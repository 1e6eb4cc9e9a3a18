import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { type DynamodbFixture, invalid, startDynamodb, toKeySchema } from '../fixture.ts';

interface Music extends AsyncDisposable {
  fixture: DynamodbFixture;
  run(
    Statement: string,
    ...Parameters: AttributeValue[]
  ): Promise<Record<string, AttributeValue>[]>;
}

async function startMusic(): Promise<Music> {
  const fixture = await startDynamodb();
  await fixture.createTable('Music', ['artist', 'year'], {
    types: { year: 'N' },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-genre',
        KeySchema: toKeySchema(['genre']),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  return {
    fixture,
    async run(Statement, ...Parameters) {
      const answer = await fixture.dynamodb.executeStatement({
        Statement,
        ...(Parameters.length > 0 && { Parameters }),
      });
      return answer.Items!;
    },
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

it('inserts, selects, updates and deletes', async () => {
  await using music = await startMusic();
  const { run } = music;
  expect(
    await run(
      `INSERT INTO "Music" VALUE {'artist': 'Acme', 'year': 1999, 'tags': <<'a', 'b'>>, 'songs': ['one', {'title': 'it''s two'}], 'hit': true, 'note': null}`,
    ),
  ).toEqual([]);
  const item = {
    artist: { S: 'Acme' },
    year: { N: '1999' },
    tags: { SS: ['a', 'b'] },
    songs: { L: [{ S: 'one' }, { M: { title: { S: "it's two" } } }] },
    hit: { BOOL: true },
    note: { NULL: true },
  };
  expect(await run(`SELECT * FROM Music WHERE artist = 'Acme'`)).toEqual([item]);
  expect(
    await run(
      `SELECT songs[1].title, hit FROM "Music" WHERE "artist" = ? AND "year" = ?`,
      { S: 'Acme' },
      { N: '1999' },
    ),
  ).toEqual([{ title: { S: "it's two" }, hit: { BOOL: true } }]);
  await expect(
    run(`INSERT INTO "Music" VALUE {'artist': 'Acme', 'year': 1999}`),
  ).rejects.toMatchObject({
    name: 'DuplicateItemException',
    message: 'Duplicate primary key exists in table',
  });
  expect(
    await run(
      `UPDATE "Music" SET plays = 1 SET tags = set_add(tags, <<'c'>>) SET songs = list_append(songs, ['three']) REMOVE note WHERE artist = 'Acme' AND year = 1999 RETURNING ALL NEW *`,
    ),
  ).toEqual([
    {
      artist: item.artist,
      year: item.year,
      hit: item.hit,
      plays: { N: '1' },
      tags: { SS: ['a', 'b', 'c'] },
      songs: { L: [...item.songs.L, { S: 'three' }] },
    },
  ]);
  expect(
    await run(
      `UPDATE Music SET plays = plays + 2 WHERE artist = 'Acme' AND year = 1999 RETURNING MODIFIED OLD *`,
    ),
  ).toEqual([{ plays: { N: '1' } }]);
  await expect(
    run(`UPDATE Music SET plays = 0 WHERE artist = 'Acme' AND year = 1999 AND plays > 5`),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await expect(
    run(`UPDATE Music SET plays = 0 WHERE artist = 'Nobody' AND year = 1999`),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const [old] = await run(
    `DELETE FROM Music WHERE artist = 'Acme' AND year = 1999 RETURNING ALL OLD *`,
  );
  expect(old).toMatchObject({ plays: { N: '3' } });
  expect(await run(`SELECT * FROM Music`)).toEqual([]);
  expect(await run(`DELETE FROM Music WHERE artist = 'Acme' AND year = 1999`)).toEqual([]);
});

it('queries, filters, orders and pages', async () => {
  await using music = await startMusic();
  const { run, fixture } = music;
  for (let year = 1990; year < 2000; year++)
    for (const artist of ['a', 'b', 'c'])
      await run(
        `INSERT INTO Music VALUE {'artist': ?, 'year': ?, 'genre': ?}`,
        { S: artist },
        { N: String(year) },
        { S: year % 2 === 0 ? 'even' : 'odd' },
      );
  const years = async (where: string): Promise<string[]> =>
    (await run(`SELECT year FROM Music WHERE ${where}`)).map((each) => each['year']!.N!);
  expect(await years(`artist = 'a' AND year BETWEEN 1993 AND 1995`)).toEqual([
    '1993',
    '1994',
    '1995',
  ]);
  expect(await years(`artist = 'a' AND year >= 1998 AND genre = 'odd'`)).toEqual(['1999']);
  expect(
    await years(`artist = 'a' AND (year = 1990 OR genre = 'even') AND NOT year > 1992`),
  ).toEqual(['1990', '1992']);
  expect(await years(`artist IN ['a', 'b'] AND year = 1991`)).toEqual(['1991', '1991']);
  expect((await years(`contains(genre, 'dd') AND genre IS NOT MISSING`)).length).toBe(15);
  expect(
    (await years(`begins_with(genre, 'ev') AND size(genre) = 4 AND genre IS NOT NULL`)).length,
  ).toBe(15);
  expect((await years(`year > 1996`)).length).toBe(9);
  expect(
    (await run(`SELECT * FROM Music WHERE artist = 'a' ORDER BY year DESC`))[0]!['year'],
  ).toEqual({ N: '1999' });
  expect(await run(`SELECT * FROM "Music"."by-genre" WHERE genre = 'even'`)).toHaveLength(15);
  const pages: number[] = [];
  let NextToken: string | undefined;
  do {
    const page = await fixture.dynamodb.executeStatement({
      Statement: `SELECT * FROM Music WHERE artist IN ['a', 'b']`,
      Limit: 7,
      ...(NextToken && { NextToken }),
    });
    pages.push(page.Items!.length);
    NextToken = page.NextToken;
  } while (NextToken);
  expect(pages.reduce((sum, each) => sum + each, 0)).toBe(20);
});

it('refuses in the words of AWS', async () => {
  await using music = await startMusic();
  const { run } = music;
  const cases: [() => Promise<unknown>, string][] = [
    [
      () => run(`DELETE FROM Music WHERE artist = 'x' AND year = 1 RETURNING MODIFIED OLD *`),
      'Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
    [
      () => run(`UPDATE Music SET a = 1 WHERE artist = 'x'`),
      'Where clause does not contain a mandatory equality on all key attributes',
    ],
    [
      () => run(`UPDATE Music SET artist = 'y' WHERE artist = 'x' AND year = 1`),
      'One or more parameter values were invalid: Cannot update attribute artist. This attribute is part of the key',
    ],
    [
      () => run(`SELECT * FROM "Music"."nope" WHERE artist = 'x'`),
      'The table does not have the specified index',
    ],
    [
      () => run(`SELECT * FROM "Music"."by-genre"."x"`),
      'A path may contain at most 2 components in the FROM clause',
    ],
    [() => run(`SELECT * FROM ""`), 'Path component cannot be an empty string'],
    [
      () => run(`SELECT * FROM "Music"."by-genre" WHERE genre = 'x' AND a = 1`),
      'One or more parameter values were invalid: Secondary index by-genre does not project one or more filter attributes: [a]',
    ],
    [
      () => run(`SELECT a FROM "Music"."by-genre" WHERE genre = 'x'`),
      'One or more parameter values were invalid: Global secondary index by-genre does not project [a]',
    ],
    [
      () => run(`SELECT * FROM Music WHERE a < ?`, { BOOL: true }),
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    [
      () => run(`SELECT * FROM Music WHERE a = ?`),
      "Number of parameters in request and statement don't match.",
    ],
    [
      () => run(`SELECT * FROM Music WHERE a = 1`, { S: 'x' }),
      "Number of parameters in request and statement don't match.",
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
  for (const text of [
    'SELECT',
    'SELECT * FROM "Music',
    'DROP TABLE Music',
    '('.repeat(500),
    `SELECT * FROM Music WHERE ${'('.repeat(500)}a`,
    `INSERT INTO Music VALUE ${'['.repeat(500)}`,
  ])
    await expect(run(text)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("Statement wasn't well formed, can't be processed"),
    });
  await expect(run(`SELECT * FROM nowhere WHERE a = 1`)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
