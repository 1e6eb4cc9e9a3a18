import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../platform/logger.ts';

/** Made with one start of `mkfifo`, because Node has no call for it. */
const BATCH = 32;
/** With fewer than this left, the next batch is made. */
const LOW = 16;

/** FIFOs in stock, so that a cold start waits for none. */
export interface FifoStore {
  /** The path of one, now the caller's; undefined while there is none, or where there are none at all. */
  take(): string | undefined;
}

/** @param dir made when it is needed; its owner removes it */
export function createFifoStore({ dir, log }: { dir: string; log: Logger }): FifoStore {
  const stock: string[] = [];
  let made = 0;
  // Elsewhere pipes take less in one write (512 bytes on macOS).
  let works = process.platform === 'linux';
  let isMaking = false;

  const nextPaths = (): string[] => {
    mkdirSync(dir, { recursive: true });
    return Array.from({ length: BATCH }, () => join(dir, String(made++)));
  };
  const giveUp = (error: unknown): void => {
    works = false;
    log.debug('No FIFOs: events are handed to functions one by one', { error });
  };
  /** An instance without a pipe would stay so for its life, so the first ones wait a millisecond. */
  const makeNow = (): void => {
    const paths = nextPaths();
    try {
      execFileSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
      stock.push(...paths);
    } catch (error) {
      giveUp(error);
    }
  };
  const makeAhead = (): void => {
    isMaking = true;
    const paths = nextPaths();
    execFile('mkfifo', ['-m', '600', ...paths], (error) => {
      isMaking = false;
      if (error) giveUp(error);
      else stock.push(...paths);
    });
  };
  return {
    take() {
      if (!works) return undefined;
      if (stock.length === 0) makeNow();
      else if (stock.length < LOW && !isMaking) makeAhead();
      return stock.pop();
    },
  };
}
