/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
import type { AuthorizedCall, Need, ServiceAuthorization } from '../authorizer.ts';
import { listOf, requestTagKeys, resourceTagKeys, textOf } from '../call-input.ts';
import { type Item, leadingKeys, leadingKeysOfQuery } from './leading-keys.ts';
import { parseStatement } from './partiql/parse-statement.ts';
import { tables } from './store.ts';
import { tableNameOf } from './tables/table-name.ts';
import { tableArn, type TableRecord } from './tables/table.ts';
import type { AttributeValue } from './values/attribute-value.ts';

type Input = Readonly<Record<string, unknown>>;

const WITHOUT_RESOURCE = new Set([
  'DescribeEndpoints',
  'DescribeLimits',
  'ListBackups',
  'ListContributorInsights',
  'ListGlobalTables',
  'ListTables',
]);
/** Of one table, or of all. */
const LISTS = new Set(['ListExports', 'ListImports']);
/** By kind of PartiQL statement. */
const PARTIQL = {
  select: 'PartiQLSelect',
  exists: 'PartiQLSelect',
  insert: 'PartiQLInsert',
  update: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
} as const;
/** By member of a transaction's item. */
const TRANSACTED: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

export const authorization: ServiceAuthorization = {
  needsOf(call) {
    const { input, operation } = call;
    if (WITHOUT_RESOURCE.has(operation))
      return [{ action: `dynamodb:${operation}`, resource: '*' }];
    switch (operation) {
      case 'BatchGetItem':
      case 'BatchWriteItem':
        return batchNeeds(call);
      case 'TransactGetItems':
      case 'TransactWriteItems':
        return Promise.all(
          listOf(input['TransactItems']).flatMap((each) => transacted(call, each as Input)),
        );
      case 'ExecuteStatement':
        return statement(call, input).then((need) => [need]);
      case 'BatchExecuteStatement':
        return Promise.all(
          listOf(input['Statements']).map((each) => statement(call, each as Input)),
        );
      case 'ExecuteTransaction':
        return Promise.all(
          listOf(input['TransactStatements']).map((each) => statement(call, each as Input)),
        );
      default:
        return plainNeeds(call);
    }
  },
};

/** @returns undefined when nothing tells which table it is about */
async function plainNeeds(call: AuthorizedCall): Promise<Need[] | undefined> {
  const { input, operation } = call;
  const action = `dynamodb:${operation}`;
  const needs: Need[] = [];
  const backup = textOf(input, 'BackupArn');
  if (backup !== undefined) needs.push({ action, resource: backup });
  const arn = ['ResourceArn', 'ExportArn', 'ImportArn', 'TableArn']
    .map((member) => textOf(input, member))
    .find((each) => each !== undefined);
  const created = (input['TableCreationParameters'] ?? {}) as Input;
  const name =
    textOf(input, 'TableName') ??
    textOf(input, 'TargetTableName') ??
    textOf(created, 'TableName') ??
    arn;
  const global = textOf(input, 'GlobalTableName');
  if (global !== undefined) {
    const { account } = call.context;
    return [{ action, resource: `arn:aws:dynamodb::${account}:global-table/${global}` }];
  }
  if (name === undefined && LISTS.has(operation)) return [{ action, resource: '*' }];
  if (name === undefined) return needs.length > 0 ? needs : undefined;
  // Streams and other resources with ARNs that are not a table's.
  if (name === arn && !/:table\/[^/]+$/.test(arn)) return [{ action, resource: arn }];
  const item = (input['Key'] ?? input['Item']) as Item | undefined;
  const need = await tableNeed(call, name, operation, (table) =>
    item
      ? leadingKeys(table, [item])
      : operation === 'Query'
        ? leadingKeysOfQuery(table, input)
        : undefined,
  );
  const index = textOf(input, 'IndexName');
  const isRead = operation === 'Query' || operation === 'Scan';
  needs.push({
    ...need,
    resource: isRead && index !== undefined ? `${need.resource}/index/${index}` : need.resource,
    context: { ...need.context, ...requestTagKeys(input['Tags']), ...readKeys(call) },
  });
  return needs;
}

function readKeys({ input }: AuthorizedCall): Need['context'] {
  const names = input['AttributesToGet'];
  const projected = textOf(input, 'ProjectionExpression')
    ?.split(',')
    .map((each) => each.trim());
  const aliases = (input['ExpressionAttributeNames'] ?? {}) as Record<string, string>;
  return {
    'dynamodb:Select': textOf(input, 'Select'),
    'dynamodb:ReturnValues': textOf(input, 'ReturnValues'),
    'dynamodb:ReturnConsumedCapacity': textOf(input, 'ReturnConsumedCapacity'),
    'dynamodb:Attributes': Array.isArray(names)
      ? names.map(String)
      : projected?.map((each) => aliases[each] ?? each),
  };
}

async function tableNeed(
  { context }: AuthorizedCall,
  name: string,
  operation: string,
  keysOf: (table: TableRecord) => string[] | undefined,
): Promise<Need> {
  const plain = tableNameOf(context, name);
  const table = await context.store.get(tables, [plain]);
  return {
    action: `dynamodb:${operation}`,
    resource: tableArn(context, plain),
    resourcePolicies: table?.policy ? [table.policy.document] : [],
    context: {
      ...resourceTagKeys(table?.tags),
      'dynamodb:LeadingKeys': table && keysOf(table),
    },
  };
}

function batchNeeds(call: AuthorizedCall): Promise<Need[]> {
  const tablesOf = Object.entries((call.input['RequestItems'] ?? {}) as Record<string, unknown>);
  return Promise.all(
    tablesOf.map(([name, requests]) =>
      tableNeed(call, name, call.operation, (table) => leadingKeys(table, itemsOf(requests))),
    ),
  );
}

/** Of a batch: keys to read, or requests to put and delete. */
function itemsOf(requests: unknown): Item[] {
  if (!Array.isArray(requests)) return (requests as { Keys?: Item[] }).Keys ?? [];
  return (requests as { PutRequest?: { Item?: Item }; DeleteRequest?: { Key?: Item } }[]).map(
    ({ PutRequest: put, DeleteRequest: remove }) => put?.Item ?? remove?.Key ?? {},
  );
}

function transacted(call: AuthorizedCall, item: Input): Promise<Need>[] {
  return Object.entries(item)
    .filter(([kind, request]) => request !== undefined && Object.hasOwn(TRANSACTED, kind))
    .map(([kind, request]) => {
      const { TableName: name = '', Key, Item: put } = request as Record<string, unknown>;
      return tableNeed(call, String(name), TRANSACTED[kind]!, (table) =>
        leadingKeys(table, [(Key ?? put ?? {}) as Item]),
      );
    });
}

async function statement(call: AuthorizedCall, input: Input): Promise<Need> {
  const parsed = parseStatement(
    textOf(input, 'Statement') ?? '',
    input['Parameters'] as AttributeValue[] | undefined,
  );
  const select = parsed.kind === 'exists' ? parsed.select : parsed;
  // Which items a statement is about is not worked out: nothing is taken for a leading key.
  const need = await tableNeed(call, select.table, PARTIQL[parsed.kind], () => [UNKNOWN_KEY]);
  const index = 'index' in select ? select.index : undefined;
  return index === undefined ? need : { ...need, resource: `${need.resource}/index/${index}` };
}

/** No key has a NUL in a policy. */
const UNKNOWN_KEY = '\0';
