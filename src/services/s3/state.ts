import type { Context } from '../context.ts';
import type { BlobKeeper } from './blob-keeper.ts';

/** What the service holds while a stack runs. */
export interface S3State {
  readonly blobs: BlobKeeper;
}

export function s3State(context: Context): S3State {
  return context.state<S3State>('s3');
}
