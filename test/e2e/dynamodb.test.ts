import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from '../handbook/aws-versions.ts';
import { type Person, sitDown } from '../handbook/person.ts';

/** The CLI compares each answer with its checksum, and its waiters and pages with what they expect. */
describe.each(await awsVersions())('DynamoDB by $name', ({ path: aws }) => {
  let person: Person;
  beforeAll(async () => {
    if (aws !== undefined) person = await sitDown(aws);
  }, 60_000);
  afterAll(() => person?.leave());

  const run = async (words: string): Promise<any> => {
    const text = await person.paste(`aws dynamodb ${words}`);
    return text.trim() === '' ? undefined : JSON.parse(text);
  };

  it.skipIf(aws === undefined)(
    'works at the shell',
    async () => {
      const created = await run(
        `create-table --table-name Music --billing-mode PAY_PER_REQUEST \\
        --attribute-definitions AttributeName=Artist,AttributeType=S AttributeName=SongTitle,AttributeType=S \\
        --key-schema AttributeName=Artist,KeyType=HASH AttributeName=SongTitle,KeyType=RANGE \\
        --stream-specification StreamEnabled=true,StreamViewType=NEW_IMAGE`,
      );
      expect(created.TableDescription.TableStatus).toBe('CREATING');
      await run('wait table-exists --table-name Music');
      for (const song of ['Call Me Today', 'Happy Day', 'Ü'])
        await run(
          `put-item --table-name Music --item '{"Artist":{"S":"Acme"},"SongTitle":{"S":"${song}"},"Plays":{"N":"1.50"}}'`,
        );
      const got = await run(
        `get-item --table-name Music --consistent-read --key '{"Artist":{"S":"Acme"},"SongTitle":{"S":"Ü"}}'`,
      );
      expect(got.Item).toEqual({
        Artist: { S: 'Acme' },
        SongTitle: { S: 'Ü' },
        Plays: { N: '1.5' },
      });
      const updated = await run(
        `update-item --table-name Music --key '{"Artist":{"S":"Acme"},"SongTitle":{"S":"Ü"}}' \\
        --update-expression 'SET Plays = Plays + :one' --expression-attribute-values '{":one":{"N":"1"}}' --return-values ALL_NEW`,
      );
      expect(updated.Attributes.Plays).toEqual({ N: '2.5' });
      const queried = await run(
        `query --table-name Music --page-size 1 --key-condition-expression 'Artist = :a AND begins_with(SongTitle, :s)' \\
        --expression-attribute-values '{":a":{"S":"Acme"},":s":{"S":"Ca"}}'`,
      );
      expect(queried.Count).toBe(1);
      expect((await run('scan --table-name Music --page-size 1')).Items).toHaveLength(3);
      const statement = `SELECT SongTitle FROM Music WHERE Artist = 'Acme'`;
      expect((await run(`execute-statement --statement "${statement}"`)).Items).toHaveLength(3);
      const streams = JSON.parse(await person.paste('aws dynamodbstreams list-streams'));
      expect(streams.Streams).toHaveLength(1);
      await run('delete-table --table-name Music');
      await run('wait table-not-exists --table-name Music');
    },
    180_000,
  );
});
