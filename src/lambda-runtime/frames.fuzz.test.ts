import {
  array,
  assert,
  constantFrom,
  integer,
  nat,
  property,
  string,
  tuple,
  uint8Array,
} from 'fast-check';
import { expect, it } from 'vitest';
import { createFrameReader, encodeInvoke, FRAME, LONGEST_FRAME_BYTES } from './frames.ts';

const frame = tuple(integer({ min: 0, max: 255 }), uint8Array({ maxLength: 300 }));

function encode(type: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32LE(1 + body.length, 0);
  head[4] = type;
  return Buffer.concat([head, body]);
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const cuts = [
    0,
    ...at.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b),
    bytes.length,
  ];
  return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
}

it('frames come out whole and in order, wherever the stream was cut', () => {
  assert(
    property(array(frame, { maxLength: 20 }), array(nat(), { maxLength: 12 }), (frames, cuts) => {
      const seen: [number, number[]][] = [];
      const read = createFrameReader(
        (type, body) => seen.push([type, [...body]]),
        (reason) => expect.unreachable(reason),
      );
      const bytes = Buffer.concat(frames.map(([type, body]) => encode(type, body)));
      for (const chunk of cut(bytes, cuts)) read(chunk);
      expect(seen).toEqual(frames.map(([type, body]) => [type, [...body]]));
    }),
  );
});

it('any bytes at all either wait for more, are frames, or break the stream once', () => {
  assert(
    property(array(uint8Array({ maxLength: 200 }), { maxLength: 8 }), (chunks) => {
      let broken = 0;
      const read = createFrameReader(
        () => expect(broken).toBe(0),
        () => (broken += 1),
      );
      for (const chunk of chunks) read(Buffer.from(chunk));
      expect(broken).toBeLessThanOrEqual(1);
    }),
  );
});

it('a length beyond the limit breaks the stream before anything is kept', () => {
  const reasons: string[] = [];
  const read = createFrameReader(
    () => expect.unreachable(),
    (reason) => reasons.push(reason),
  );
  const head = Buffer.alloc(4);
  head.writeUInt32LE(LONGEST_FRAME_BYTES + 1, 0);
  read(head);
  read(encode(FRAME.log, Buffer.from('late')));
  expect(reasons).toEqual([`a frame of ${LONGEST_FRAME_BYTES + 1} bytes`]);
});

it('an invocation is one frame, its event untouched, small or large', () => {
  assert(
    property(
      uint8Array({ maxLength: 100 }),
      constantFrom(1, 1000),
      string(),
      (bytes, times, arn) => {
        const payload = Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes)));
        const parts = encodeInvoke({
          requestId: 'r',
          payload,
          invokedArn: arn,
          traceId: 't',
          clientContext: undefined,
          tenantId: undefined,
          remainingMs: 5,
        });
        const bodies: Buffer[] = [];
        const read = createFrameReader(
          (type, body) => {
            expect(type).toBe(FRAME.invoke);
            bodies.push(Buffer.from(body));
          },
          (reason) => expect.unreachable(reason),
        );
        for (const part of parts) read(Buffer.from(part));
        expect(bodies).toHaveLength(1);
        const body = bodies[0] ?? Buffer.alloc(0);
        const headerEnd = 4 + body.readUInt32LE(0);
        expect(JSON.parse(body.toString('utf8', 4, headerEnd))).toEqual({
          id: 'r',
          arn: Buffer.from(arn).toString(),
          trace: 't',
          remainingMs: 5,
        });
        expect(Buffer.compare(body.subarray(headerEnd), payload)).toBe(0);
      },
    ),
  );
});
