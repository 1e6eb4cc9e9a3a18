/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
import type { ServiceAuthorization } from '../authorizer.ts';
import { textOf } from '../call-input.ts';

export const authorization: ServiceAuthorization = {
  needsOf({ operation, input }) {
    const action = `dynamodb:${operation}`;
    if (operation === 'ListStreams') return [{ action, resource: '*' }];
    // An iterator begins with the ARN of its stream; GetRecords says what is wrong with another.
    const resource = textOf(input, 'StreamArn') ?? textOf(input, 'ShardIterator')?.split('|')[0];
    return resource === undefined ? undefined : [{ action, resource }];
  },
};
