/** Regions that a bucket can be asked into: https://docs.aws.amazon.com/general/latest/gr/s3.html */
const REGION =
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(?:central|east|north|northeast|northwest|south|southeast|southwest|west)-\d$/;

export const FIRST_REGION = 'us-east-1';

export function isRegion(name: string): boolean {
  return REGION.test(name);
}
