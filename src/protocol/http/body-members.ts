import type { Member, Shape, ShapeTraits } from '../shape.ts';

/** Which members travel in the body: the one that is the payload, or all without another binding. */
export interface BodyMembers {
  readonly payload: Member | undefined;
  readonly rest: readonly Member[];
}

const ofInputs = new WeakMap<Shape, BodyMembers>();
const ofOutputs = new WeakMap<Shape, BodyMembers>();

export function inputBodyMembers(input: Shape): BodyMembers {
  return remember(ofInputs, input, isBoundInInput);
}

/** Bindings to path and query say nothing about a response: such members are in its body. */
export function outputBodyMembers(output: Shape): BodyMembers {
  return remember(ofOutputs, output, isBoundInOutput);
}

function remember(
  known: WeakMap<Shape, BodyMembers>,
  shape: Shape,
  isBound: (traits: ShapeTraits) => boolean,
): BodyMembers {
  let split = known.get(shape);
  if (!split) {
    split = {
      payload: shape.members.find((member) => member.shape.traits.httpPayload),
      rest: shape.members.filter((member) => !isBound(member.shape.traits)),
    };
    known.set(shape, split);
  }
  return split;
}

function isBoundInInput(traits: ShapeTraits): boolean {
  return (
    traits.httpPayload !== undefined ||
    traits.httpHeader !== undefined ||
    traits.httpPrefixHeaders !== undefined ||
    traits.httpLabel !== undefined ||
    traits.httpQuery !== undefined ||
    traits.httpQueryParams !== undefined
  );
}

function isBoundInOutput(traits: ShapeTraits): boolean {
  return (
    traits.httpPayload !== undefined ||
    traits.httpHeader !== undefined ||
    traits.httpPrefixHeaders !== undefined ||
    traits.httpResponseCode !== undefined
  );
}
