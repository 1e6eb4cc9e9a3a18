/** What CreateTable and UpdateTable ask of keys and indexes, in AWS's order and words. */
import type {
  AttributeDefinition,
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import { serviceError } from '../../define-service.ts';
import { invalidParameters, validationError } from '../errors.ts';
import { GSI_LIMIT, LSI_LIMIT, PROJECTED_ATTRIBUTE_LIMIT } from '../limits.ts';

export interface SchemaInput {
  keys: readonly KeySchemaElement[];
  attributes: readonly AttributeDefinition[];
  localIndexes: readonly LocalSecondaryIndex[] | undefined;
  globalIndexes: readonly GlobalSecondaryIndex[] | undefined;
}

/** @throws ValidationException */
export function checkSchema(schema: SchemaInput): void {
  const { keys, attributes, localIndexes, globalIndexes } = schema;
  const defined = attributes.map((each) => each.AttributeName as string);
  checkTableKeys(keys, defined);
  const hasIndexes = localIndexes !== undefined || globalIndexes !== undefined;
  if (!hasIndexes && keys.length !== attributes.length)
    throw invalidParameters(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  const names = new Set<string>();
  if (localIndexes) checkLocalIndexes(localIndexes, keys, defined, names);
  if (globalIndexes) checkGlobalIndexes(globalIndexes, defined, names);
  assertAllUsed(schema, defined);
  assertFewProjected(schema);
}

function namesOf(keys: readonly KeySchemaElement[]): string[] {
  return keys.map((each) => each.AttributeName as string);
}

function checkTableKeys(keys: readonly KeySchemaElement[], defined: readonly string[]): void {
  if (keys.length > 2) {
    const shown = keys.map(
      (each) => `KeySchemaElement(attributeName=${each.AttributeName}, keyType=${each.KeyType})`,
    );
    throw validationError(
      `1 validation error detected: Value '[${shown.join(', ')}]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2`,
    );
  }
  const names = namesOf(keys);
  const isUndefined = names.some((name) => !defined.includes(name));
  // A key of the same attribute twice counts as one without a definition when there is but one.
  const isSameAndOnly = names[0] === names[1] && defined.length === 1;
  if (names.length === 2 && (isUndefined || isSameAndOnly))
    throw validationError('Invalid KeySchema: Some index key attribute have no definition');
  if (isUndefined) throw undefinedKeys(names, defined);
  checkKeyTypes(keys);
}

function undefinedKeys(keys: readonly string[], defined: readonly string[]): Error {
  return invalidParameters(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
  );
}

function checkKeyTypes(keys: readonly KeySchemaElement[]): void {
  const [first, second] = keys;
  if (first?.AttributeName === second?.AttributeName)
    throw validationError(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  if (first?.KeyType !== 'HASH')
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (second && second.KeyType !== 'RANGE')
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
}

function checkIndex(
  index: LocalSecondaryIndex | GlobalSecondaryIndex,
  defined: readonly string[],
): void {
  const keys = index.KeySchema as KeySchemaElement[];
  // Keys of up to eight attributes, new in 2025.
  if (keys.length > 2)
    throw notImplemented('dynamodb', 'CreateTable', 'index keys of more than two attributes');
  const names = namesOf(keys);
  if (names.some((name) => !defined.includes(name))) throw undefinedKeys(names, defined);
  checkKeyTypes(keys);
}

function checkProjection(
  { Projection, IndexName }: LocalSecondaryIndex | GlobalSecondaryIndex,
  names: Set<string>,
): void {
  const type = Projection?.ProjectionType;
  if (type === undefined) throw invalidParameters('Unknown ProjectionType: null');
  if (Projection?.NonKeyAttributes && type !== 'INCLUDE')
    throw invalidParameters(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  if (type === 'INCLUDE' && !Projection?.NonKeyAttributes)
    throw invalidParameters(`ProjectionType is ${type}, but NonKeyAttributes is not specified`);
  if (names.has(IndexName as string)) throw invalidParameters(`Duplicate index name: ${IndexName}`);
  names.add(IndexName as string);
}

function checkLocalIndexes(
  indexes: readonly LocalSecondaryIndex[],
  tableKeys: readonly KeySchemaElement[],
  defined: readonly string[],
  names: Set<string>,
): void {
  const tableHash = tableKeys[0]!.AttributeName;
  if (indexes.length === 0) throw invalidParameters('List of LocalSecondaryIndexes is empty');
  if (tableKeys.length !== 2)
    throw invalidParameters(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  for (const index of indexes) {
    checkIndex(index, defined);
    const keys = index.KeySchema as KeySchemaElement[];
    if (keys.length !== 2)
      throw invalidParameters(
        `Index KeySchema does not have a range key for index: ${index.IndexName}`,
      );
    const hash = keys[0]!.AttributeName;
    if (hash !== tableHash)
      throw invalidParameters(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index.IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    checkProjection(index, names);
  }
  if (indexes.length > LSI_LIMIT)
    throw invalidParameters(
      `Number of LocalSecondaryIndexes exceeds per-table limit of ${LSI_LIMIT}`,
    );
}

function checkGlobalIndexes(
  indexes: readonly GlobalSecondaryIndex[],
  defined: readonly string[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameters('List of GlobalSecondaryIndexes is empty');
  for (const index of indexes) {
    checkIndex(index, defined);
    checkProjection(index, names);
  }
  assertGlobalIndexCount(indexes.length);
}

export function assertGlobalIndexCount(count: number): void {
  if (count <= GSI_LIMIT) return;
  throw invalidParameters(`GlobalSecondaryIndex count exceeds the per-table limit of ${GSI_LIMIT}`);
}

function assertAllUsed(
  { keys, localIndexes = [], globalIndexes = [] }: SchemaInput,
  defined: readonly string[],
): void {
  const indexes = [...localIndexes, ...globalIndexes];
  const used = new Set([
    ...namesOf(keys),
    ...indexes.flatMap((each) => namesOf(each.KeySchema as KeySchemaElement[])),
  ]);
  if (defined.every((name) => used.has(name))) return;
  throw invalidParameters(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}

function assertFewProjected({ localIndexes = [], globalIndexes = [] }: SchemaInput): void {
  const projected = [...localIndexes, ...globalIndexes].flatMap(
    (each) => each.Projection?.NonKeyAttributes ?? [],
  );
  if (projected.length <= PROJECTED_ATTRIBUTE_LIMIT) return;
  throw invalidParameters(
    `Number of projected attributes exceeds the per-table limit of ${PROJECTED_ATTRIBUTE_LIMIT}`,
  );
}

/** One index of an UpdateTable. @throws ValidationException */
export function checkNewIndex(
  index: GlobalSecondaryIndex,
  attributes: readonly AttributeDefinition[],
): void {
  checkIndex(
    index,
    attributes.map((each) => each.AttributeName as string),
  );
  checkProjection(index, new Set());
}

export function tooManySubscribers(): Error {
  return serviceError(
    'dynamodb',
    'LimitExceededException',
    'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
  );
}
