/**
 * Shapes: the SDK's static schemas, normalised once and frozen into plain objects that readers and
 * writers switch on. `NormalizedSchema` itself makes new objects at every step of a walk.
 */
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';

export type ShapeKind =
  | 'structure'
  | 'union'
  | 'list'
  | 'map'
  | 'string'
  | 'number'
  | 'boolean'
  | 'blob'
  | 'timestamp'
  | 'document'
  | 'unit';

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

/** Traits of a shape and of the member that refers to it, merged; only those that wires need. */
export interface ShapeTraits {
  readonly httpLabel?: 1;
  readonly httpPayload?: 1;
  readonly httpHeader?: string;
  readonly httpQuery?: string;
  readonly httpQueryParams?: 1;
  readonly httpPrefixHeaders?: string;
  readonly httpResponseCode?: 1;
  readonly hostLabel?: 1;
  readonly streaming?: 1;
  readonly sparse?: 1;
  readonly eventPayload?: 1;
  readonly eventHeader?: 1;
  readonly mediaType?: string;
  readonly jsonName?: string;
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly xmlAttribute?: 1;
  /** `[prefix, uri]`, or `[uri]` in schemas that have no prefix. */
  readonly xmlNamespace?: readonly string[];
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  /** Code and status that the query protocol uses for this error. */
  readonly awsQueryError?: readonly [string, number];
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  /** Known only for members that the SDK itself insists on; constraints know them all. */
  readonly required: boolean;
}

export interface Shape {
  readonly kind: ShapeKind;
  /** Without namespace; of a simple type its prelude name or member name. */
  readonly name: string;
  readonly traits: ShapeTraits;
  /** Of structures and unions, in the model's order; empty otherwise. */
  readonly members: readonly Member[];
  /** Element of a list, value of a map. Throws on other kinds. */
  readonly element: Shape;
  /** Key of a map. Throws on other kinds. */
  readonly key: Shape;
  /** Undefined: the protocol's own default. */
  readonly timestampFormat: TimestampFormat | undefined;
  /** A blob or an event stream that is not held in memory as a whole. */
  readonly streaming: boolean;
}

const TIMESTAMP_FORMATS: Readonly<Record<number, TimestampFormat>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

/** Schemas refer to each other in cycles: shapes are found here again, and children are made on first use. */
const SHAPES = new WeakMap<object, Shape>();

/** @throws Error on a schema kind that no service in scope has (big numbers), when a new SDK brings one */
export function shapeOf(schema: SchemaRef): Shape {
  return toShape(NormalizedSchema.of(schema));
}

function toShape(normalized: NormalizedSchema): Shape {
  const raw = normalized.getSchema();
  // Member schemas add traits of their own, so only bare ones are shared.
  const shareable = typeof raw === 'object' && !normalized.isMemberSchema();
  const known = shareable ? SHAPES.get(raw) : undefined;
  if (known) return known;
  const kind = kindOf(normalized);
  let members: readonly Member[] | undefined;
  let element: Shape | undefined;
  let key: Shape | undefined;
  const shape: Shape = {
    kind,
    name: normalized.getName() ?? '',
    traits: { ...normalized.getMergedTraits() },
    timestampFormat: typeof raw === 'number' ? TIMESTAMP_FORMATS[raw] : undefined,
    streaming: normalized.isStreaming(),
    get members() {
      return (members ??= membersOf(normalized));
    },
    get element() {
      return (element ??= toShape(normalized.getValueSchema()));
    },
    get key() {
      return (key ??= toShape(normalized.getKeySchema()));
    },
  };
  if (shareable) SHAPES.set(raw, shape);
  return shape;
}

function membersOf(normalized: NormalizedSchema): readonly Member[] {
  if (!normalized.isStructSchema()) return [];
  const requiredCount = (normalized.getSchema() as readonly unknown[])[6];
  return Array.from(normalized.structIterator(), ([name, member], index) => ({
    name,
    shape: toShape(member),
    required: typeof requiredCount === 'number' && index < requiredCount,
  }));
}

function kindOf(normalized: NormalizedSchema): ShapeKind {
  if (normalized.isUnionSchema()) return 'union';
  if (normalized.isStructSchema()) return 'structure';
  if (normalized.isUnitSchema()) return 'unit';
  if (normalized.isListSchema()) return 'list';
  if (normalized.isMapSchema()) return 'map';
  if (normalized.isStringSchema()) return 'string';
  if (normalized.isNumericSchema()) return 'number';
  if (normalized.isBooleanSchema()) return 'boolean';
  if (normalized.isBlobSchema()) return 'blob';
  if (normalized.isTimestampSchema()) return 'timestamp';
  if (normalized.isDocumentSchema()) return 'document';
  throw new Error(`No wire form is known for the schema ${normalized.getName(true)}.`);
}
