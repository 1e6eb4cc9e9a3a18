import { describe, expect, it } from 'vitest';
import type { Subject } from './describe-engine.ts';
import { bytes, text } from './rows.ts';

export function describeBus(subject: () => Subject): void {
  describe('the bus', () => {
    it('reaches the subscribers of a subject, with its data, until they leave', () => {
      const { bus } = subject().engine;
      const heard: string[] = [];
      const leave = bus.subscribe('a.b', (name, data) => heard.push(`${name}=${text(data)}`));
      bus.publish('a.b', bytes('1'));
      bus.publish('a.c', bytes('2'));
      leave();
      leave();
      bus.publish('a.b', bytes('3'));
      expect(heard).toEqual(['a.b=1']);
    });

    it.each([
      ['a.*', ['a.b', 'a.c'], ['a', 'a.b.c', 'b.a']],
      ['*.b', ['a.b'], ['b', 'a.c']],
      ['a.>', ['a.b', 'a.b.c'], ['a', 'b.a']],
      ['>', ['a', 'a.b'], []],
      ['a.*.c', ['a.b.c'], ['a.b', 'a.b.d', 'a.b.c.d']],
    ])('matches %s', (pattern, wanted, others) => {
      const { bus } = subject().engine;
      const heard: string[] = [];
      bus.subscribe(pattern, (name) => heard.push(name));
      for (const name of [...wanted, ...others]) bus.publish(name);
      expect(heard).toEqual(wanted);
    });

    it('goes on when a subscriber throws', () => {
      const { bus } = subject().engine;
      const heard: string[] = [];
      bus.subscribe('a', () => {
        throw new Error('on purpose');
      });
      bus.subscribe('a', (name) => heard.push(name));
      bus.publish('a');
      expect(heard).toEqual(['a']);
    });
  });
}
