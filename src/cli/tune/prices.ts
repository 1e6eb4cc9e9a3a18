/** us-east-1, first tier, in dollars per GB-second: https://aws.amazon.com/lambda/pricing/ */
const PER_GB_SECOND = { x86_64: 0.0000166667, arm64: 0.0000133334 };

export type Architecture = keyof typeof PER_GB_SECOND;

/** Of one state transition: https://aws.amazon.com/step-functions/pricing/ */
const PER_TRANSITION = 0.000025;

/**
 * What AWS charges for the time of one invocation, in dollars. The price of the request itself
 * ($0.20 per million) is the same for every size and left out.
 */
export function priceOf(memoryMb: number, ms: number, architecture: Architecture): number {
  return (Math.ceil(ms) / 1000) * (memoryMb / 1024) * PER_GB_SECOND[architecture];
}

/** What the power-tuning state machine would have cost on AWS: six transitions, and three for each size. */
export function stateMachinePrice(sizes: number): number {
  return Number((PER_TRANSITION * (6 + sizes * 3)).toFixed(5));
}
