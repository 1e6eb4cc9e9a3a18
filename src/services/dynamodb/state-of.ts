import type { Context } from '../context.ts';
import type { DynamodbState } from './state.ts';

export function stateOf(context: Pick<Context, 'state'>): DynamodbState {
  return context.state<DynamodbState>('dynamodb');
}
