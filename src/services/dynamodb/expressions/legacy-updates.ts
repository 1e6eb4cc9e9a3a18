import type { AttributeValueUpdate } from '@aws-sdk/client-dynamodb';
import { invalidParameters, validationError } from '../errors.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { validValue } from '../values/validate-value.ts';
import type { Change } from './update.ts';

/**
 * AttributeUpdates, the parameter from before update expressions.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html
 * @throws ValidationException
 */
export function fromAttributeUpdates(updates: Record<string, AttributeValueUpdate>): Change[] {
  return Object.entries(updates).map(([name, { Action = 'PUT', Value }]) => {
    const value = Value && validValue(Value);
    if (!value) {
      if (Action === 'DELETE') return { action: 'REMOVE', path: [name] };
      throw invalidParameters('Only DELETE action is allowed when no attribute value is specified');
    }
    return toChange(name, Action, value);
  });
}

function toChange(name: string, action: string, value: AttributeValue): Change {
  const type = typeOf(value);
  const path = [name];
  if (action === 'PUT') return { action: 'SET', path, value: { kind: 'value', value } };
  const isSet = type === 'SS' || type === 'NS' || type === 'BS';
  if (action === 'DELETE') {
    if (!isSet)
      throw invalidParameters(`DELETE action with value is not supported for the type ${type}`);
    return { action: 'DELETE', path, value };
  }
  if (type === 'L') {
    const empty: AttributeValue = { L: [] };
    const left = {
      kind: 'if_not_exists',
      path,
      otherwise: { kind: 'value', value: empty },
    } as const;
    return {
      action: 'SET',
      path,
      value: { kind: 'list_append', left, right: { kind: 'value', value } },
    };
  }
  if (!isSet && type !== 'N')
    throw invalidParameters(`ADD action is not supported for the type ${type}`);
  return { action: 'ADD', path, value };
}

/** What the older parameter says where an expression would say "An operand … has an incorrect data type". */
export function typeMismatch(): Error {
  return validationError('Type mismatch for attribute to update');
}
