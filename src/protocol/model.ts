import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { HttpTrait, OperationModel, ServiceModel } from './interface.ts';
import { type ClientExports, importClient } from './sdk-clients.ts';
import type { ServiceId } from './service-id.ts';
import { SERVICE_WIRE } from './service-wire.ts';
import { type Shape, shapeOf } from './shape.ts';

const OPERATION = 9;
const ERROR = -3;

const loading = new Map<ServiceId, Promise<ServiceModel>>();

/** The model of a service, read from its SDK client on the first call and kept. */
export function loadModel(id: ServiceId): Promise<ServiceModel> {
  let model = loading.get(id);
  if (!model) {
    model = importClient(id).then((exports) => buildModel(id, exports));
    loading.set(id, model);
  }
  return model;
}

function buildModel(id: ServiceId, exports: ClientExports): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, Shape>();
  for (const schema of Object.values(exports)) {
    if (isSchema(schema, OPERATION)) {
      const operation = toOperation(id, schema as StaticOperationSchema);
      operations.set(operation.name, operation);
    } else if (isSchema(schema, ERROR)) {
      const error = shapeOf(schema as StaticErrorSchema);
      errors.set(error.name, error);
    }
  }
  return { id, wire: SERVICE_WIRE[id], operations, errors };
}

function isSchema(value: unknown, kind: number): boolean {
  return Array.isArray(value) && value.length >= 5 && value[0] === kind;
}

function toOperation(service: ServiceId, schema: StaticOperationSchema): OperationModel {
  const [, , name, traits, input, output] = schema;
  const inputShape = shapeOf(input);
  return {
    service,
    wire: SERVICE_WIRE[service],
    name,
    input: inputShape,
    output: shapeOf(output),
    http: typeof traits === 'object' ? toHttpTrait(traits.http) : undefined,
    streamsInput: inputShape.members.some(
      ({ shape }) => shape.traits.httpPayload && shape.streaming,
    ),
  };
}

function toHttpTrait(http: unknown): HttpTrait | undefined {
  if (!Array.isArray(http)) return undefined;
  const [method, uri, status] = http as [string, string, number];
  return { method, uri, status };
}
