/** boto3 as people use it: the script is Python, and its last line is what it saw. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStack, type Stack } from '../../src/stack/create-stack.ts';
import { capture } from '../../tools/command.ts';
import { boto3 } from '../../tools/setup/boto3.ts';

const python = await boto3.find();
if (!python) console.log('MISSING TOOL  boto3: its tests are skipped.');

let stack: Stack;
beforeAll(async () => {
  stack = await createStack();
});
afterAll(() => stack.stop());

async function run(script: string): Promise<unknown> {
  const { code, text } = await capture(python!.path, ['-c', script], {
    env: { ...process.env, ...stack.env() },
  });
  if (code !== 0) throw new Error(text);
  return JSON.parse(text.trim().split('\n').at(-1)!);
}

it.skipIf(!python)(
  'works by resources, transfers, pages and waiters',
  { timeout: 60_000 },
  async () => {
    const seen = await run(`
import io, json, os, tempfile
import boto3
from boto3.s3.transfer import TransferConfig

s3 = boto3.resource('s3')
bucket = s3.create_bucket(Bucket='photos')
bucket.wait_until_exists()
bucket.Versioning().enable()
seen = {'buckets': [each.name for each in s3.buckets.all()], 'versioning': bucket.Versioning().status}

content = os.urandom(20 * 1024 * 1024)
folder = tempfile.TemporaryDirectory()
up, down = os.path.join(folder.name, 'up'), os.path.join(folder.name, 'down')
open(up, 'wb').write(content)
sent = []
bucket.upload_file(up, 'large', ExtraArgs={'ContentType': 'image/png', 'Metadata': {'who': 'me'}}, Callback=sent.append)
bucket.download_file('large', down, Config=TransferConfig(multipart_chunksize=5 * 1024 * 1024))
held = s3.Object('photos', 'large')
seen['large'] = [sum(sent) == len(content), open(down, 'rb').read() == content, held.content_type, held.metadata, held.e_tag.endswith('-3"')]
s3.Object('photos', 'copied/ü +').copy({'Bucket': 'photos', 'Key': 'large'}, Config=TransferConfig(multipart_threshold=5 * 1024 * 1024))
back = io.BytesIO()
bucket.download_fileobj('copied/ü +', back)
seen['copied'] = back.getvalue() == content

for number in range(25):
    bucket.put_object(Key=f'page/{number:02}', Body=b'x', ChecksumAlgorithm='SHA256')
client = s3.meta.client
pages = client.get_paginator('list_objects_v2').paginate(Bucket='photos', Prefix='page/', PaginationConfig={'PageSize': 10})
seen['pages'] = [page['KeyCount'] for page in pages]
seen['folders'] = [each['Prefix'] for each in client.list_objects_v2(Bucket='photos', Delimiter='/')['CommonPrefixes']]
client.get_waiter('object_exists').wait(Bucket='photos', Key='page/00')
seen['body'] = s3.Object('photos', 'large').get(Range='bytes=0-3')['Body'].read() == content[:4]
try:
    s3.Object('photos', 'nothing').load()
except client.exceptions.ClientError as error:
    seen['missing'] = error.response['Error']['Code']
try:
    client.get_object(Bucket='photos', Key='nothing')
except client.exceptions.NoSuchKey as error:
    seen['no key'] = str(error)

s3.Object('photos', 'page/00').delete()
client.get_waiter('object_not_exists').wait(Bucket='photos', Key='page/00')
seen['versions'] = len(list(bucket.object_versions.filter(Prefix='page/00')))
bucket.object_versions.delete()
bucket.delete()
bucket.wait_until_not_exists()
seen['left'] = len(list(s3.buckets.all()))
print(json.dumps(seen))
`);
    expect(seen).toEqual({
      buckets: ['photos'],
      versioning: 'Enabled',
      large: [true, true, 'image/png', { who: 'me' }, true],
      copied: true,
      pages: [10, 10, 5],
      folders: ['copied/', 'page/'],
      body: true,
      missing: '404',
      'no key':
        'An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
      versions: 2,
      left: 0,
    });
  },
);

it.skipIf(!python)('presigns URLs and forms', { timeout: 60_000 }, async () => {
  const seen = await run(`
import json, urllib.error, urllib.request
import boto3
from botocore.config import Config

seen = {}
for version in ['s3v4', 's3']:
    client = boto3.client('s3', config=Config(signature_version=version))
    client.create_bucket(Bucket='signed')
    place = {'Bucket': 'signed', 'Key': 'ä +/b'}
    url = client.generate_presigned_url('put_object', Params=place, ExpiresIn=60)
    put = urllib.request.urlopen(urllib.request.Request(url, data=b'hello', method='PUT', headers={'Content-Type': ''}))
    read = urllib.request.urlopen(client.generate_presigned_url('get_object', Params={**place, 'ResponseContentType': 'text/x'}))
    seen[version] = [put.status, read.read().decode(), read.headers['Content-Type']]

def post(text):
    form = client.generate_presigned_post('signed', 'posted', Conditions=[['content-length-range', 1, 5]])
    parts = [f'--B\\r\\nContent-Disposition: form-data; name="{name}"\\r\\n\\r\\n{value}\\r\\n' for name, value in form['fields'].items()]
    parts.append(f'--B\\r\\nContent-Disposition: form-data; name="file"; filename="f"\\r\\n\\r\\n{text}\\r\\n--B--\\r\\n')
    request = urllib.request.Request(form['url'], data=''.join(parts).encode(), headers={'Content-Type': 'multipart/form-data; boundary=B'})
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as error:
        return error.read().decode().split('Code>')[1].rstrip('</')

client = boto3.client('s3')
seen['posted'] = [post('12345'), client.get_object(Bucket='signed', Key='posted')['Body'].read().decode(), post('123456')]
print(json.dumps(seen))
`);
  expect(seen).toEqual({
    s3v4: [200, 'hello', 'text/x'],
    s3: [200, 'hello', 'text/x'],
    posted: [204, '12345', 'EntityTooLarge'],
  });
});
