import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { ServiceHost } from '../context.ts';
import type { FunctionAnswer, FunctionCall, FunctionInvoker } from '../function-invoker.ts';
import type { Catalog, Invocable } from './catalog.ts';
import { assertTextSize } from './event-payload.ts';
import { run, toInvokeError } from './invocation.ts';
import { SYNC_PAYLOAD_MAX_BYTES } from './limits.ts';

interface Parts {
  host: ServiceHost;
  runtime: Pick<LambdaRuntime, 'invoke'>;
  catalog: Catalog;
}

/** A warm function known to the catalog costs one promise from here to the answer. */
export function createFunctionInvoker({ host, runtime, catalog }: Parts): FunctionInvoker {
  const { ids } = host;
  const start = (invocable: Invocable, call: FunctionCall): Promise<FunctionAnswer> => {
    assertTextSize(call.payload, 'RequestResponse', SYNC_PAYLOAD_MAX_BYTES);
    return run({ runtime, ids }, invocable, {
      requestId: ids.uuid(),
      payload: call.payload,
      traceId: call.traceId,
    });
  };
  const find = async (call: FunctionCall): Promise<FunctionAnswer> =>
    start(await catalog.find(host.context(call), call.functionName), call);

  return {
    run(call) {
      const known = catalog.known(call, call.functionName);
      const running = known ? startNow(() => start(known, call)) : find(call);
      return running.catch(rethrow);
    },
  };
}

function startNow(start: () => Promise<FunctionAnswer>): Promise<FunctionAnswer> {
  try {
    return start();
  } catch (error) {
    return Promise.reject(error);
  }
}

function rethrow(error: unknown): never {
  throw toInvokeError(error) ?? error;
}
