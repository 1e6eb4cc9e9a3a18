import { toLine } from '../../../tools/tally.ts';

export interface Checks {
  /** Runs one check, and says how it went. */
  check(name: string, run: () => Promise<void>): Promise<void>;
  /** Prints the line that ends the program. */
  end(): void;
}

export function startChecks(): Checks {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  return {
    async check(name, run) {
      try {
        await run();
        tally.passed += 1;
        console.log(`ok    ${name}`);
      } catch (error) {
        tally.failed += 1;
        console.log(`FAIL  ${name}\n${String(error)}`);
      }
    },
    end() {
      console.log(toLine(tally));
      process.exitCode = tally.failed === 0 ? 0 : 1;
    },
  };
}
