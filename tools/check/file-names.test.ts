import { expect, it } from 'vitest';
import { fileNames } from './file-names.ts';
import { treeOf } from './tree.ts';

const find = (file: string) => fileNames.find(treeOf({ [file]: '' }));

it.each([
  'src/services/lambda/utils.ts',
  'src/services/lambda/string-utils.ts',
  'src/helpers/text.ts',
  'src/services/sqs/service.ts',
  'src/gateway/connection-manager.test.ts',
  'src/engine/LogStore.ts',
  'tools/snake_case.ts',
])('refuses %s', (file) => {
  expect(find(file)).toHaveLength(1);
});

it.each([
  'src/services/define-service.ts',
  'src/services/service-id.ts',
  'src/services/sqs/operations/send-message.test.ts',
  'docs/Common.md',
])('accepts %s', (file) => {
  expect(find(file)).toEqual([]);
});
