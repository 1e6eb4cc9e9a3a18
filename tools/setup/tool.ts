import { capture } from '../command.ts';

/** A program that some tests need and npm does not bring. */
export interface Tool {
  name: string;
  /** Where it is and what version, or undefined when this machine lacks it. Quick. */
  find(): Promise<FoundTool | undefined>;
  /** Brings it here, if this machine allows; `find` tells whether it worked. */
  install(): Promise<void>;
  /** How a person gets it. */
  advice: string;
}

export interface FoundTool {
  path: string;
  version: string;
}

/** What `program args` prints, trimmed; undefined when it is not there or fails. */
export async function ask(program: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { code, text } = await capture(program, args);
    return code === 0 ? text.trim() : undefined;
  } catch {
    return undefined;
  }
}
