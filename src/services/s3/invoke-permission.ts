/** Whether a function's resource policy lets S3 run it for a bucket. */

interface Statement {
  Effect?: string;
  Principal?: string | { Service?: string | string[] };
  Action?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface BucketScope {
  /** `arn:aws:s3:::bucket` */
  arn: string;
  account: string;
}

const SERVICE = 's3.amazonaws.com';

/** @param policy the JSON text that lambda:GetPolicy answers */
export function allowsInvoke(policy: string, bucket: BucketScope): boolean {
  const { Statement: statements = [] } = JSON.parse(policy) as { Statement?: Statement[] };
  const matching = statements.filter(
    (each) =>
      isForS3(each.Principal) &&
      listOf(each.Action).some((action) => likes(action.toLowerCase(), 'lambda:invokefunction')) &&
      conditionsHold(each.Condition ?? {}, bucket),
  );
  return (
    matching.some(({ Effect }) => Effect === 'Allow') &&
    !matching.some(({ Effect }) => Effect === 'Deny')
  );
}

function isForS3(principal: Statement['Principal']): boolean {
  if (principal === '*') return true;
  return typeof principal === 'object' && listOf(principal.Service).includes(SERVICE);
}

/** A condition on what this request does not have cannot hold. */
function conditionsHold(
  condition: NonNullable<Statement['Condition']>,
  bucket: BucketScope,
): boolean {
  const context: Record<string, string> = {
    'aws:sourcearn': bucket.arn,
    'aws:sourceaccount': bucket.account,
  };
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const actual = context[key.toLowerCase()];
      if (actual === undefined) return false;
      const isPattern = /Like$|^Arn/.test(operator);
      const isOne = listOf(values).some((value) =>
        isPattern ? likes(value, actual) : value === actual,
      );
      return operator.includes('Not') ? !isOne : isOne;
    }),
  );
}

/** `*` and `?` as in policies, without a regular expression that a policy could make slow. */
function likes(pattern: string, value: string): boolean {
  let p = 0;
  let v = 0;
  let star = -1;
  let mark = 0;
  while (v < value.length) {
    if (
      p < pattern.length &&
      (pattern[p] === '?' || pattern[p] === value[v]) &&
      pattern[p] !== '*'
    ) {
      p++;
      v++;
    } else if (pattern[p] === '*') {
      star = p++;
      mark = v;
    } else if (star >= 0) {
      p = star + 1;
      v = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
