import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProtocolName, WireRequest } from '../interface.ts';
import { loadModel } from '../model.ts';
import { readInput } from '../read.ts';
import { identifyService, resolveOperation } from '../resolve.ts';
import { SERVICE_IDS, type ServiceId } from '../service-id.ts';
import { comparable } from './comparable.ts';
import { FIXED_INPUT, NOT_SENT } from './exceptions.ts';
import { membersArbitrary } from './generate.ts';
import { bodyPlace, OTHER_PROTOCOLS } from './places.ts';
import { sendableInput } from './sendable.ts';
import { sdkClient } from './sdk-client.ts';

const RUNS = 4;
class Captured extends Error {}

/** @returns what went wrong, one text for each operation */
async function inputFailures(id: ServiceId, protocol?: ProtocolName): Promise<string[]> {
  const model = await loadModel(id);
  const client = await sdkClient(id, protocol);
  const place = bodyPlace(protocol ?? model.wire.protocols[0] ?? 'rest-json', 'request');
  const failures: string[] = [];
  for (const operation of model.operations.values()) {
    if (NOT_SENT.has(`${id}.${operation.name}`)) continue;
    const fixed = FIXED_INPUT[id] ?? {};
    const inputs = membersArbitrary(operation.input.members, { place, fixed });
    const property = fc.asyncProperty(inputs, async (generated) => {
      const input = sendableInput(operation.input.members, generated, place);
      let captured: WireRequest | undefined;
      const sending = client.send(operation.name, { ...input }, (request) => {
        captured = request;
        throw new Captured();
      });
      await sending.catch((error: unknown) => {
        if (!(error instanceof Captured)) throw error;
      });
      if (!captured) throw new Error('the client sent nothing');
      expect(identifyService(captured)).toBe(id);
      const resolved = resolveOperation(model, captured);
      expect(resolved.operation.name).toBe(operation.name);
      expect(resolved.protocol).toBe(protocol ?? model.wire.protocols[0]);
      const read = await readInput(resolved, captured);
      // What the client adds of its own (tokens, checksums) is not part of the question.
      const asked = Object.fromEntries(Object.keys(input).map((name) => [name, read[name]]));
      expect(comparable(asked)).toStrictEqual(comparable(input));
    });
    await fc
      .assert(property, { numRuns: RUNS, seed: 7 })
      .catch((error: Error) =>
        failures.push(`${operation.name}: ${error.message}\n${String(error.cause)}`),
      );
  }
  return failures;
}

test.each(SERVICE_IDS)(
  'every input of %s that the SDK sends is read back',
  async (id) => expect(await inputFailures(id)).toEqual([]),
  60_000,
);

test.each(OTHER_PROTOCOLS)(
  'every input of %s over %s is read back',
  async (id, protocol) => expect(await inputFailures(id, protocol)).toEqual([]),
  60_000,
);
