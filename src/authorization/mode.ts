/** What a person chooses about IAM. Leaf types: the published declarations of `createStack` name them. */

/**
 * `off`: any credentials do, and nothing is refused. `audit`: the same, but what `enforce` would have
 * refused is noted. `enforce`: signatures are verified and policies decide.
 */
export type IamMode = 'off' | 'audit' | 'enforce';

/** Keys of the root of the default account. With the account's number as its id, the secret serves every other root. */
export interface RootCredentials {
  accessKeyId: string;
  secretAccessKey: string;
}
