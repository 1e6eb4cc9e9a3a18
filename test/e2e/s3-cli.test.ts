/** What people do with `aws s3`, by both versions of the CLI. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsVersions } from '../handbook/aws-versions.ts';
import { type Person, sitDown } from '../handbook/person.ts';

const LARGE_BYTES = 20 * 2 ** 20;

describe.each(await awsVersions())('aws s3, by $name', ({ path: aws }) => {
  let person: Person;

  beforeAll(async () => {
    if (aws === undefined) return;
    person = await sitDown(aws);
    const folder = path.join(person.folder, 'site', 'deep er');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(person.folder, 'site', 'index.html'), '<h1>hi</h1>');
    writeFileSync(path.join(folder, 'naïve +1.txt'), 'text');
    writeFileSync(path.join(person.folder, 'site', 'large.bin'), randomBytes(LARGE_BYTES));
  }, 60_000);
  afterAll(() => person?.leave());

  it.skipIf(aws === undefined)(
    'copies there and back, in parts and in folders',
    { timeout: 120_000 },
    async () => {
      await person.paste(`
      aws s3 mb s3://my-site
      aws s3 sync --no-progress site s3://my-site/v1
      aws s3 sync --no-progress s3://my-site/v1 back
      diff -r site back
      aws s3 cp --no-progress s3://my-site/v1/large.bin - | cmp - site/large.bin
      printf streamed | aws s3 cp - s3://my-site/streamed
    `);
      expect(await person.paste('aws s3 sync --no-progress site s3://my-site/v1')).toBe('');
      const listed = await person.paste('aws s3 ls s3://my-site --recursive --summarize');
      expect(listed).toContain(`${LARGE_BYTES} v1/large.bin`);
      expect(listed).toContain('v1/deep er/naïve +1.txt');
      expect(listed).toContain('Total Objects: 4');
      expect(await person.paste('aws s3 ls s3://my-site')).toMatch(/PRE v1\/\n.* 8 streamed\n$/);
    },
  );

  it.skipIf(aws === undefined)('presigns, moves and removes', { timeout: 120_000 }, async () => {
    const fetched = await person.paste(
      'curl -sf "$(aws s3 presign s3://my-site/v1/index.html --expires-in 60)"',
    );
    expect(fetched).toBe('<h1>hi</h1>');
    await person.paste(`
      aws s3 mv --no-progress s3://my-site/v1/large.bin s3://my-site/v2/large.bin
      aws s3 cp --no-progress s3://my-site/v2/large.bin moved.bin
    `);
    const read = (file: string): Buffer => readFileSync(path.join(person.folder, file));
    expect(read('moved.bin').equals(read('site/large.bin'))).toBe(true);
    await person.paste('aws s3 rm s3://my-site/v1 --recursive --exclude "*" --include "deep*"');
    expect(await person.paste('aws s3 ls s3://my-site --recursive')).not.toContain('deep');
    await expect(person.paste('aws s3 rb s3://my-site')).rejects.toThrow(/BucketNotEmpty/);
    await person.paste('aws s3 rb --force s3://my-site');
    expect(await person.paste('aws s3 ls')).toBe('');
  });

  it.skipIf(aws === undefined)('reads and writes by s3api', { timeout: 120_000 }, async () => {
    const printed = await person.paste(`
      aws s3api create-bucket --bucket by-api
      aws s3api put-bucket-versioning --bucket by-api --versioning-configuration Status=Enabled
      for word in one two three; do
        printf $word > word
        aws s3api put-object --bucket by-api --key k --body word --metadata word=$word --checksum-algorithm SHA256 > put
      done
      aws s3api put-object-tagging --bucket by-api --key k --tagging 'TagSet=[{Key=a,Value=b c}]'
      aws s3api get-object --bucket by-api --key k --range bytes=1-3 part > got
      aws s3api head-object --bucket by-api --key k --query Metadata.word --output text
      aws s3api get-object-tagging --bucket by-api --key k --query 'TagSet[0].Value' --output text
      aws s3api get-object-attributes --bucket by-api --key k --object-attributes ObjectSize --query ObjectSize --output text
      aws s3api list-object-versions --bucket by-api --page-size 2 --query 'length(Versions)' --output json
      cat part
    `);
    expect(printed.split('\n').slice(-5)).toEqual(['three', 'b c', '5', '3', 'hre']);
    await expect(person.paste('aws s3api head-object --bucket by-api --key no')).rejects.toThrow(
      /\(404\).*Not Found/,
    );
  });
});
