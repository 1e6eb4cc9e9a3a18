import type { Connection } from './exchange.ts';

/** A client that is connected. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly lastActiveAtEpochMs: number;
  /** False once either side has begun to close it. */
  readonly isOpen: boolean;
  /** @returns false when the client does not read: as much as may wait for it is waiting */
  send(data: string): boolean;
  /** Begins the closing handshake; from now on the connection is gone. */
  close(code: number, reason: string): void;
  /** Cuts the line, when the process ends. */
  terminate(): void;
}

/**
 * Who is connected to this process. Nothing of it is on disk: a connection does not outlive the process
 * that holds its socket.
 */
export class Connections {
  readonly #open = new Map<string, OpenConnection>();

  get count(): number {
    return this.#open.size;
  }

  find(connectionId: string): OpenConnection | undefined {
    const found = this.#open.get(connectionId);
    return found?.isOpen ? found : undefined;
  }

  add(open: OpenConnection): void {
    this.#open.set(open.connection.connectionId, open);
  }

  /** @returns whether it was there */
  remove(connectionId: string): boolean {
    return this.#open.delete(connectionId);
  }

  /** Tells every client that the server goes. Nobody is left to run `$disconnect` for them. */
  closeAll(): void {
    const all = [...this.#open.values()];
    this.#open.clear();
    for (const each of all) {
      each.close(1001, 'Going away');
      each.terminate();
    }
  }
}
