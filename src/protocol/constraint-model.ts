/** What the generated files in `generated/constraints/` hold: only shapes that lead to a constraint. */
export interface ServiceConstraints {
  /** Operation name to the name of its input shape. */
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, ConstrainedShape>>;
}

export interface ConstrainedShape {
  /** Of a structure: member name to shape name; null for a member that is only required. */
  readonly members?: Readonly<Record<string, string | null>>;
  readonly required?: readonly string[];
  /** Shape of a list's elements, or of a map's values. */
  readonly element?: string;
  /** Shape of a map's keys. */
  readonly key?: string;
  /** Bounds of a number, or of the length of text, bytes, lists and maps. */
  readonly min?: number;
  readonly max?: number;
  /** As AWS writes it in messages. */
  readonly pattern?: string;
  /** What JavaScript runs, where it differs from `pattern`; null: nothing can run it. */
  readonly regex?: string | null;
  readonly enum?: readonly string[];
  /** Values must not appear in messages. */
  readonly sensitive?: true;
}
