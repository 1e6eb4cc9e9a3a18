/** One hostile request on a connection of its own, and what became of it. */
import { connect } from 'node:net';

export interface Attack {
  what: string;
  /** Written one after the other, each after `pauseMs`. */
  pieces: readonly (string | Buffer)[];
  pauseMs?: number;
  /** Closes the sending side after the last piece, as a client that dies does. */
  hangsUp?: boolean;
}

export interface Outcome {
  /** 0: the connection was closed without an answer. */
  status: number;
  body: string;
  /** No answer and no close in time: a stuck socket. */
  stuck: boolean;
}

/** An answer to a whole request comes at once; this is far beyond it on a busy machine. */
const PATIENCE_MS = 20_000;

export function run(attack: Attack, port: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let stuck = false;
    // real time: a stuck socket can only be seen by waiting for it
    const patience = setTimeout(() => {
      stuck = true;
      socket.destroy();
    }, PATIENCE_MS);
    socket.setEncoding('latin1');
    socket.on(
      'connect',
      () =>
        void write(
          attack,
          (piece) => socket.write(piece),
          () => attack.hangsUp && socket.end(),
        ),
    );
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (isWhole(text)) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(patience);
      const headEnd = text.indexOf('\r\n\r\n');
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
        body: text.slice(headEnd + 4),
        stuck,
      });
    });
  });
}

async function write(
  attack: Attack,
  send: (piece: string | Buffer) => void,
  end: () => void,
): Promise<void> {
  for (const piece of attack.pieces) {
    send(piece);
    // real time: a slow client is slow
    if (attack.pauseMs) await new Promise((next) => setTimeout(next, attack.pauseMs));
  }
  end();
}

function isWhole(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /content-length: *(\d+)/i.exec(text.slice(0, headEnd));
  return length !== null && text.length >= headEnd + 4 + Number(length[1]);
}
