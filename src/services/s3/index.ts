import { createStore } from '../store.ts';
import { defineService } from '../define-service.ts';
import { createS3Front } from './front.ts';
import { BlobKeeper } from './blob-keeper.ts';
import type { S3State } from './state.ts';
import { type Lifecycle, startLifecycle } from './workers/schedule-lifecycle.ts';
import { type EventDelivery, startEventDelivery } from './workers/deliver-events.ts';
import { createWebsitePlane } from './website-plane.ts';

/** Amazon S3: buckets and objects, streamed to disk and back, whose events run functions. */
export const s3 = defineService({
  id: 's3',
  operations: async () => (await import('./operations.ts')).operations,
  authorization: async () => (await import('./authorization.ts')).authorization,
  start(host) {
    const { engine, ids, log } = host;
    const state: S3State = { blobs: new BlobKeeper({ blobs: engine.blobs, ids, log }) };
    const lifecycle: Lifecycle = startLifecycle(host);
    let isStopped = false;
    let sweeping: Promise<void> | undefined;
    let delivery: EventDelivery | undefined;
    return {
      state,
      front: createS3Front(host),
      dataPlanes: [createWebsitePlane(host)],
      // Functions are given the endpoint, so events of an earlier run wait until it is known.
      ready() {
        delivery = startEventDelivery(host);
        const store = createStore(engine, host.defaultAccount, host.defaultRegion);
        sweeping = state.blobs
          .sweep(store, () => isStopped)
          .catch((error: unknown) => {
            if (!isStopped)
              log.warn('Files of unfinished uploads could not be removed', {
                code: 'ERR_UNEXPECTED',
                error,
              });
          });
      },
      async stop() {
        isStopped = true;
        await delivery?.stop();
        await lifecycle.stop();
        await sweeping;
      },
    };
  },
});
