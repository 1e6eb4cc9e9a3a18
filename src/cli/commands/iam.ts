import type { AuditReport } from '../../services/authorizer.ts';
import { BrumeError } from '../../platform/errors.ts';
import { type Command, text } from '../command.ts';
import { ask, endpointOptions } from '../running.ts';

export const iam: Command = {
  summary: 'Tells what IAM would refuse, and the policies that callers need.',
  usage: 'brume iam audit [--caller ARN]',
  options: {
    ...endpointOptions,
    caller: {
      type: 'string',
      value: 'ARN',
      help: 'Print only the policy of this caller, as JSON.',
    },
  },
  positionals: [1, 1],
  async run(call) {
    if (call.words[0] !== 'audit')
      throw new BrumeError('ERR_USAGE', `"${call.words[0]}" is not something iam does.`, {
        hint: 'brume iam audit tells what would be refused.',
      });
    const report = await ask<AuditReport>(call, 'GET', '/_brume/iam/audit');
    const caller = text(call, 'caller');
    if (caller !== undefined) return printPolicy(call, report, caller);
    call.output.data(report);
    call.output.line(
      report.denials.length === 0
        ? `Nothing would have been refused since ${report.since}.`
        : `Would have been refused since ${report.since}:`,
    );
    for (const denial of report.denials) {
      call.output.line(
        `  ${denial.caller}  ${denial.action}  ${denial.resource}  ×${denial.count}`,
      );
      call.output.line(`    ${denial.reason}`);
    }
    call.output.line('');
    call.output.line('What each caller did, as the policy that allows just that:');
    for (const [arn, policy] of Object.entries(report.policies))
      call.output.line(`${arn}\n${JSON.stringify(policy, null, 2)}`);
    if (report.isPartial) call.output.line('More was done than is kept; restart to begin anew.');
  },
};

function printPolicy(
  { output }: Parameters<Command['run']>[0],
  { policies }: AuditReport,
  caller: string,
): void {
  const policy = policies[caller];
  if (!policy)
    throw new BrumeError('ERR_USAGE', `${caller} has done nothing yet.`, {
      hint: 'brume iam audit lists the callers.',
    });
  output.data(policy);
  output.line(JSON.stringify(policy, null, 2));
}
