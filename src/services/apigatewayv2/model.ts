import type { CreateModelRequest } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import { type ModelRecord, models } from './store.ts';

/** Lengths are the SDK's documentation of `CreateModelRequest`. */
const LONGEST_NAME = 128;
const LONGEST_SCHEMA = 32_768;

/** What CreateModel and UpdateModel check of the members they were given. @throws BadRequestException */
export function assertModel({ Name, Schema }: Partial<CreateModelRequest>): void {
  if (Name !== undefined && (!/^[a-zA-Z0-9]+$/.test(Name) || Name.length > LONGEST_NAME))
    throw badRequest(`Model name must be alphanumeric: ${Name.slice(0, 64)}`);
  if (Schema === undefined) return;
  if (Schema.length > LONGEST_SCHEMA)
    throw badRequest(`Model schema must be at most ${LONGEST_SCHEMA} characters`);
  try {
    JSON.parse(Schema);
  } catch (error) {
    throw badRequest(
      `Model specified is invalid: [Invalid model schema specified. ${(error as Error).message}]`,
    );
  }
}

/** Models refer to each other, and routes to models, by name. @throws ConflictException */
export async function assertModelName(
  tx: StoreTransaction,
  apiId: string,
  name: string,
  ownModelId?: string,
): Promise<void> {
  for (const { value } of await tx.scan(models, { prefix: [apiId] }))
    if (value.Name === name && value.ModelId !== ownModelId)
      throw conflict('Model name already exists for this API');
}

/** @throws NotFoundException */
export async function getModelRecord(
  from: Context['store'] | StoreTransaction,
  apiId: string,
  modelId: string | undefined,
): Promise<ModelRecord> {
  const model = await from.get(models, [apiId, modelId ?? '']);
  if (!model) throw notFound('Model');
  return model;
}
