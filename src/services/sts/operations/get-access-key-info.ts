import { accountOfAccessKeyId } from '../../access-key-id.ts';
import { operation } from '../../define-service.ts';
import { validationError } from '../errors.ts';

/**
 * Read off the id itself, as AWS does: it says nothing about whether the key exists.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export const getAccessKeyInfo = operation('sts', 'GetAccessKeyInfo', (input) => {
  const id = input.AccessKeyId ?? '';
  const account = /^\d{12}$/.test(id) ? id : accountOfAccessKeyId(id);
  // AWS's text is not documented.
  if (account === undefined) throw validationError(`The access key id ${id} is not valid.`);
  return { Account: account };
});
