import { operation } from '../../define-service.ts';

/** There are none: creating one is refused. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html */
export const listGlobalTables = operation('dynamodb', 'ListGlobalTables', () => ({
  GlobalTables: [],
}));
