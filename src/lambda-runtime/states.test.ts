import { expect, it } from 'vitest';
import { assertTransition, type InstanceState } from './states.ts';

const STATES: readonly InstanceState[] = [
  'cold',
  'starting',
  'init',
  'idle',
  'busy',
  'finishing',
  'resetting',
  'dead',
];
const allowed = (from: InstanceState): InstanceState[] =>
  STATES.filter((to) => {
    try {
      assertTransition(from, to);
      return true;
    } catch {
      return false;
    }
  });

it('an instance runs one invocation at a time, dies from any state, and never comes back', () => {
  expect(allowed('dead')).toEqual([]);
  for (const state of STATES.filter((one) => one !== 'dead'))
    expect(allowed(state)).toContain('dead');
  for (const state of STATES) expect(allowed(state)).not.toContain(state);
  expect(STATES.filter((state) => allowed(state).includes('busy'))).toEqual(['init', 'idle']);
  expect(STATES.filter((state) => allowed(state).includes('cold'))).toEqual(['resetting']);
  expect(() => assertTransition('busy', 'busy')).toThrow(
    'An instance cannot go from busy to busy.',
  );
});
