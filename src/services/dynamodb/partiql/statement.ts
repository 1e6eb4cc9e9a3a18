import type { Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import type { Change } from '../expressions/update.ts';
import type { Item } from '../values/attribute-value.ts';

export interface Returning {
  readonly which: 'ALL' | 'MODIFIED';
  readonly version: 'OLD' | 'NEW';
}

export interface SelectStatement {
  readonly kind: 'select';
  readonly table: string;
  readonly index?: string;
  /** Undefined: everything. */
  readonly paths?: readonly Path[];
  readonly where?: Condition;
  readonly order?: { readonly name: string; readonly descending: boolean };
}

/** A statement with its parameters filled in. */
export type Statement =
  | SelectStatement
  | { readonly kind: 'exists'; readonly select: SelectStatement }
  | { readonly kind: 'insert'; readonly table: string; readonly item: Item }
  | {
      readonly kind: 'update';
      readonly table: string;
      readonly changes: readonly Change[];
      readonly where?: Condition;
      readonly returning?: Returning;
    }
  | {
      readonly kind: 'delete';
      readonly table: string;
      readonly where?: Condition;
      readonly returning?: Returning;
    };
