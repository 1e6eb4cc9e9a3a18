import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperationModel, ProtocolName, ServiceModel, WireResponse } from '../interface.ts';
import { loadModel } from '../model.ts';
import { resolveOperation } from '../resolve.ts';
import { SERVICE_IDS, type ServiceId } from '../service-id.ts';
import { AwsError } from '../aws-error.ts';
import { writeError, writeOutput } from '../write.ts';
import { comparable } from './comparable.ts';
import { FIXED_INPUT, FIXED_OUTPUT, NOT_SENT, NOT_TOLD_APART } from './exceptions.ts';
import { membersArbitrary } from './generate.ts';
import { bodyPlace, OTHER_PROTOCOLS } from './places.ts';
import { type SdkClient, sdkClient } from './sdk-client.ts';
import { sendableInput } from './sendable.ts';

const RUNS = 3;
const REQUEST_ID = '6e2f9c0a-1b7d-4a53-9d38-f0a1c2b3d4e5';

interface Subject {
  id: ServiceId;
  model: ServiceModel;
  client: SdkClient;
  protocol: ProtocolName;
  failures: string[];
}

async function subjectOf(id: ServiceId, other?: ProtocolName): Promise<Subject> {
  const model = await loadModel(id);
  const protocol = other ?? model.wire.protocols[0] ?? 'rest-json';
  return { id, model, client: await sdkClient(id, other), protocol, failures: [] };
}

/** The least that the client agrees to send. */
function smallestInput({ id }: Subject, operation: OperationModel): Record<string, unknown> {
  const fixed = FIXED_INPUT[id] ?? {};
  const labels = operation.input.members.filter(({ shape }) => shape.traits.httpLabel);
  const chosen = operation.input.members.filter(({ name }) => fixed[name] !== undefined);
  return Object.fromEntries([
    ...labels.map(({ name, shape }) => [name, shape.kind === 'number' ? 1 : 'x'] as const),
    ...chosen.map(({ name }) => [name, fixed[name]] as const),
  ]);
}

function operationsOf({ id, model }: Subject): OperationModel[] {
  return [...model.operations.values()].filter(({ name }) => !NOT_SENT.has(`${id}.${name}`));
}

async function exchange(
  subject: Subject,
  operation: OperationModel,
  answer: (protocol: ProtocolName) => WireResponse,
): Promise<Record<string, unknown>> {
  return subject.client.send(operation.name, smallestInput(subject, operation), async (request) => {
    const resolved = resolveOperation(subject.model, request);
    return answer(resolved.protocol);
  });
}

/** @returns what went wrong, one text for each operation */
async function outputFailures(id: ServiceId, other?: ProtocolName): Promise<string[]> {
  const subject = await subjectOf(id, other);
  const place = bodyPlace(subject.protocol);
  for (const operation of operationsOf(subject)) {
    const isStreaming = ({ shape }: { shape: { kind: string; streaming: boolean } }): boolean =>
      shape.kind === 'union' && shape.streaming;
    if (operation.output.members.some(isStreaming)) continue; // event-stream.test.ts
    const outputs = membersArbitrary(operation.output.members, {
      place,
      fixed: FIXED_OUTPUT[id] ?? {},
    });
    const property = fc.asyncProperty(outputs, async (generated) => {
      const output = sendableInput(operation.output.members, generated, place);
      const arrived = await exchange(subject, operation, (protocol) =>
        writeOutput({ operation, protocol }, output, REQUEST_ID),
      );
      const { $metadata, ...members } = arrived;
      expect($metadata).toMatchObject({ requestId: REQUEST_ID });
      expect(comparable(await drained(members))).toStrictEqual(comparable(output));
    });
    await fc
      .assert(property, { numRuns: RUNS, seed: 11 })
      .catch((error: Error) =>
        subject.failures.push(`${operation.name}: ${error.message}\n${String(error.cause)}`),
      );
  }
  return subject.failures;
}

/** Streaming blobs arrive as streams. */
async function drained(members: Record<string, unknown>): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    const stream = value as { transformToByteArray?: () => Promise<Uint8Array> } | undefined;
    result[name] = stream?.transformToByteArray ? await stream.transformToByteArray() : value;
  }
  return result;
}

/** @returns what went wrong, one text for each error */
async function errorFailures(id: ServiceId, other?: ProtocolName): Promise<string[]> {
  const subject = await subjectOf(id, other);
  const place = bodyPlace(subject.protocol);
  const [operation] = operationsOf(subject);
  if (!operation) throw new Error(`${id} has no operation`);
  for (const shape of subject.model.errors.values()) {
    if (NOT_TOLD_APART.has(`${id}.${shape.name}`)) continue;
    if (shape.name.endsWith('ServiceException') && shape.members.length === 0) continue; // the SDK's own base
    // The client reads errors as documents first, where long numbers become objects of its own.
    const others = shape.members.filter(({ name }) => name.toLowerCase() !== 'message');
    const inputs = fc.tuple(
      membersArbitrary(others, { place, wholeNumbers: true }),
      fc.string({ minLength: 1, maxLength: 20 }),
    );
    const property = fc.asyncProperty(inputs, async ([generated, message]) => {
      const members = sendableInput(others, generated, place);
      const error = new AwsError(shape.name, message, { members });
      const caught = await exchange(subject, operation, (protocol) =>
        writeError(subject.model, protocol, error, REQUEST_ID),
      ).catch((reason: unknown) => reason as Record<string, unknown>);
      const { traits } = shape;
      const modelled = traits.httpError ?? (traits.error === 'server' ? 500 : 400);
      const status =
        subject.protocol === 'aws-query' ? (traits.awsQueryError?.[1] ?? modelled) : modelled;
      expect(caught).toBeInstanceOf(Error);
      expect(caught).toMatchObject({
        name: shape.name,
        $fault: status < 500 ? 'client' : 'server',
        $metadata: { requestId: REQUEST_ID, httpStatusCode: status },
      });
      expect(caught.message).toBe(message);
      const arrived = Object.fromEntries(Object.keys(members).map((name) => [name, caught[name]]));
      expect(comparable(arrived)).toStrictEqual(comparable(members));
    });
    await fc
      .assert(property, { numRuns: RUNS, seed: 13 })
      .catch((error: Error) =>
        subject.failures.push(`${shape.name}: ${error.message}\n${String(error.cause)}`),
      );
  }
  return subject.failures;
}

const LIMIT_MS = 60_000;
test.each(SERVICE_IDS)(
  'every output of %s arrives at the SDK',
  async (id) => expect(await outputFailures(id)).toEqual([]),
  LIMIT_MS,
);
test.each(OTHER_PROTOCOLS)(
  'every output of %s over %s arrives at the SDK',
  async (id, protocol) => expect(await outputFailures(id, protocol)).toEqual([]),
  LIMIT_MS,
);
test.each(SERVICE_IDS)(
  'every error of %s arrives at the SDK',
  async (id) => expect(await errorFailures(id)).toEqual([]),
  LIMIT_MS,
);
test.each(OTHER_PROTOCOLS)(
  'every error of %s over %s arrives at the SDK',
  async (id, protocol) => expect(await errorFailures(id, protocol)).toEqual([]),
  LIMIT_MS,
);
