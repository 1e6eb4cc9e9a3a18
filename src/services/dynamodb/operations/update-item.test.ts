import { expect, it } from 'vitest';
import { invalid, startDynamodb } from '../fixture.ts';

const Key = { id: { S: '1' } };

it('creates, changes, and returns values in all five forms', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const update = (
    ReturnValues: 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW',
  ): Promise<{ Attributes?: object | undefined }> =>
    dynamodb.updateItem({
      TableName: 'things',
      Key,
      UpdateExpression: 'ADD hits :one SET doc = if_not_exists(doc, :doc), seen = :yes',
      ExpressionAttributeValues: {
        ':one': { N: '1' },
        ':doc': { M: { a: { N: '1' } } },
        ':yes': { BOOL: true },
      },
      ReturnValues,
    });
  expect((await update('ALL_OLD')).Attributes).toBeUndefined();
  expect((await update('UPDATED_OLD')).Attributes).toEqual({
    hits: { N: '1' },
    doc: { M: { a: { N: '1' } } },
    seen: { BOOL: true },
  });
  expect((await update('UPDATED_NEW')).Attributes).toMatchObject({ hits: { N: '3' } });
  expect((await update('ALL_NEW')).Attributes).toMatchObject({ id: { S: '1' }, hits: { N: '4' } });
  expect((await update('NONE')).Attributes).toBeUndefined();
  const nested = await dynamodb.updateItem({
    TableName: 'things',
    Key,
    UpdateExpression: 'SET doc.b = :b',
    ExpressionAttributeValues: { ':b': { S: 'x' } },
    ReturnValues: 'UPDATED_NEW',
  });
  expect(nested.Attributes).toEqual({ doc: { M: { b: { S: 'x' } } } });
});

it('creates an item of nothing but its key', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  await dynamodb.updateItem({ TableName: 'things', Key });
  expect((await dynamodb.getItem({ TableName: 'things', Key })).Item).toEqual(Key);
});

it('counts exactly under many writers', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  await Promise.all(
    Array.from({ length: 50 }, () =>
      dynamodb.updateItem({
        TableName: 'things',
        Key,
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    ),
  );
  expect((await dynamodb.getItem({ TableName: 'things', Key })).Item?.['n']).toEqual({ N: '50' });
});

it('understands AttributeUpdates', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const update = (AttributeUpdates: object): Promise<unknown> =>
    dynamodb.updateItem({ TableName: 'things', Key, AttributeUpdates: AttributeUpdates as never });
  await update({ gone: { Action: 'DELETE' } });
  expect((await dynamodb.getItem({ TableName: 'things', Key })).Item).toBeUndefined();
  await update({
    a: { Value: { S: 'x' } },
    n: { Action: 'ADD', Value: { N: '2' } },
    s: { Action: 'ADD', Value: { SS: ['a'] } },
    l: { Action: 'ADD', Value: { L: [{ S: '1' }] } },
  });
  await update({
    n: { Action: 'ADD', Value: { N: '-5' } },
    s: { Action: 'DELETE', Value: { SS: ['a'] } },
    l: { Action: 'ADD', Value: { L: [{ S: '2' }] } },
    a: { Action: 'DELETE' },
  });
  expect((await dynamodb.getItem({ TableName: 'things', Key })).Item).toEqual({
    ...Key,
    n: { N: '-3' },
    l: { L: [{ S: '1' }, { S: '2' }] },
  });
  await expect(update({ l: { Action: 'ADD', Value: { N: '1' } } })).rejects.toMatchObject(
    invalid('Type mismatch for attribute to update'),
  );
  await expect(update({ l: { Action: 'PUT' } })).rejects.toMatchObject(
    invalid(
      'One or more parameter values were invalid: Only DELETE action is allowed when no attribute value is specified',
    ),
  );
  await expect(update({ a: { Action: 'ADD', Value: { S: 'x' } } })).rejects.toMatchObject(
    invalid(
      'One or more parameter values were invalid: ADD action is not supported for the type S',
    ),
  );
});

it('refuses in the words of AWS', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id'], {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-owner',
        KeySchema: [{ AttributeName: 'owner2', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  await dynamodb.putItem({
    TableName: 'things',
    Item: { ...Key, n: { N: '1' }, t: { S: 'x' }, big: { S: 'x'.repeat(300_000) } },
  });
  const update = (UpdateExpression: string, values?: object): Promise<unknown> =>
    dynamodb.updateItem({
      TableName: 'things',
      Key,
      UpdateExpression,
      ...(values && { ExpressionAttributeValues: values as never }),
    });
  const cases: [() => Promise<unknown>, string][] = [
    [
      () => update('SET id = :v', { ':v': { S: 'x' } }),
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    ],
    [
      () => update('SET owner2 = :v', { ':v': { N: '1' } }),
      'One or more parameter values were invalid: Type mismatch for Index Key owner2 Expected: S Actual: N IndexName: by-owner',
    ],
    [
      () => update('SET owner2 = n'),
      'The update expression attempted to update the secondary index key to unsupported type',
    ],
    [
      () => update('SET owner2 = :v', { ':v': { S: '' } }),
      'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    ],
    [
      () => update('SET a = t + n'),
      'An operand in the update expression has an incorrect data type',
    ],
    [
      () => update('SET a = nowhere'),
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      () => update('SET a.b = n'),
      'The document path provided in the update expression is invalid for update',
    ],
    [() => update('SET big2 = big'), 'Item size to update has exceeded the maximum allowed size'],
    [
      () => update('INVALID SYNTAX HERE'),
      'Invalid UpdateExpression: Syntax error; token: "INVALID", near: "INVALID SYNTAX"',
    ],
    [
      () => update('SET n = n + :v', { ':v': { N: '1e60' } }),
      'Attempting to store more than 38 significant digits in a Number',
    ],
  ];
  for (const [attempt, message] of cases)
    await expect(attempt()).rejects.toMatchObject(invalid(message));
});
