/** Node's inspector of another process: to collect its garbage and weigh its heap. */

export interface Inspector {
  /** After a collection: V8's heap, buffers and other memory that hangs on it. */
  heapMib(): Promise<number>;
  close(): void;
}

interface Answer {
  id?: number;
  error?: { message: string };
  result?: { result?: { value?: unknown } };
}

export async function openInspector(port: number): Promise<Inspector> {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target!.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.resolve(answer);
  });
  let lastId = 0;
  const ask = async (method: string, params: object = {}): Promise<Answer> => {
    const answer = Promise.withResolvers<Answer>();
    waiting.set(++lastId, answer);
    socket.send(JSON.stringify({ id: lastId, method, params }));
    const told = await answer.promise;
    if (told.error) throw new Error(`${method}: ${told.error.message}`);
    return told;
  };
  return {
    async heapMib() {
      // Twice: what the first one finalizes is garbage only then.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      const { result } = await ask('Runtime.evaluate', {
        expression:
          '(({ heapUsed, external }) => (heapUsed + external) / 2 ** 20)(process.memoryUsage())',
      });
      return Number(result?.result?.value);
    },
    close: () => socket.close(),
  };
}
