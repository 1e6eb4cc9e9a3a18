import { awsCliV1 } from '../../tools/setup/aws-cli-v1.ts';
import { awsCliV2 } from '../../tools/setup/aws-cli-v2.ts';

/** The aws CLIs of this machine. `npm test` brings both; one that is not here has its stories skipped, and says so. */
export interface AwsVersion {
  name: string;
  major: 1 | 2;
  /** Undefined when it is not here. */
  path: string | undefined;
}

export async function awsVersions(): Promise<AwsVersion[]> {
  const [v1, v2] = await Promise.all([awsCliV1.find(), awsCliV2.find()]);
  const versions: AwsVersion[] = [
    { name: awsCliV2.name, major: 2, path: v2?.path },
    { name: awsCliV1.name, major: 1, path: v1?.path },
  ];
  for (const { name, path } of versions)
    if (path === undefined) console.log(`MISSING TOOL  ${name}: its stories are skipped.`);
  return versions;
}
