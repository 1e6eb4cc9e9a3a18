/** Where something arrived, in commit order: the opening of the engine it happened in, and its number there. */
export type Arrival = readonly [generation: number, number: number];

/** Hands out ever later arrivals without a write for each: only the generation is stored, once for every opening. */
export class Sequence {
  readonly #generation: number;
  #last = 0;

  constructor(generation: number) {
    this.#generation = generation;
  }

  next(): Arrival {
    return [this.#generation, ++this.#last];
  }
}
