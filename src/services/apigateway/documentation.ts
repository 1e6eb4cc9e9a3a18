/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api.html */
import type { DocumentationPart, DocumentationVersion } from '@aws-sdk/client-api-gateway';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, conflict } from './errors.ts';
import { type PatchRules, text } from './patch.ts';
import {
  type DocumentationPartRecord,
  documentationParts,
  type DocumentationVersionRecord,
} from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDocumentationPart-Patch */
export const documentationPartPatch: PatchRules = { '/properties': text('properties') };
export const documentationVersionPatch: PatchRules = { '/description': text('description') };

/** What tells one place of an API from another. */
export function toPlace({ location }: DocumentationPart): string {
  const { type, path, method, statusCode, name } = location ?? { type: undefined };
  return JSON.stringify([type, path, method, statusCode, name]);
}

/** @throws BadRequestException for a part without a place, or properties that are no JSON object */
export function assertPart({ location, properties }: DocumentationPart): void {
  if (!location?.type) throw badRequest('Documentation part location must be specified');
  if (!properties) throw badRequest('Documentation part properties must be non-empty');
  const parsed = parse(properties);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw badRequest('Documentation part properties must be a valid JSON object');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @param all the parts of the API as they are; the new one joins them. @throws ConflictException, BadRequestException */
export function addPart(
  tx: StoreTransaction,
  { ids }: Context,
  { apiId, all }: { apiId: string; all: DocumentationPartRecord[] },
  { location, properties }: DocumentationPart,
): DocumentationPartRecord {
  const part = { id: ids.pick(LOWER_ALPHANUMERIC, 6), location, properties };
  assertPart(part);
  if (all.some((each) => toPlace(each) === toPlace(part)))
    throw conflict(
      `Documentation part already exists for the specified location: type '${location?.type}'.`,
    );
  all.push(part);
  tx.put(documentationParts, [apiId, part.id], part);
  return part;
}

export async function partsOf(
  from: Pick<StoreTransaction, 'scan'>,
  apiId: string,
): Promise<DocumentationPartRecord[]> {
  return (await from.scan(documentationParts, { prefix: [apiId] })).map(({ value }) => value);
}

/**
 * Writes the parts of a document. What is at the same place is replaced; in mode `overwrite` nothing
 * else is left.
 */
export async function writeParts(
  tx: StoreTransaction,
  context: Context,
  apiId: string,
  parts: readonly DocumentationPart[],
  mode: 'merge' | 'overwrite',
): Promise<string[]> {
  let all = await partsOf(tx, apiId);
  const places = new Set(parts.map(toPlace));
  const replaced = all.filter((each) => mode === 'overwrite' || places.has(toPlace(each)));
  for (const { id } of replaced) tx.delete(documentationParts, [apiId, id]);
  all = all.filter((each) => !replaced.includes(each));
  return parts.map((part) => addPart(tx, context, { apiId, all }, part).id);
}

/** As the API's operations return it. */
export function toDocumentationVersion({
  createdAtEpochMs,
  parts: _parts,
  ...version
}: DocumentationVersionRecord): DocumentationVersion {
  return { ...version, createdDate: new Date(createdAtEpochMs) };
}
