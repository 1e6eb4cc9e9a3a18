import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';
import { FilterPatternError } from './scanner.ts';

const matching = (pattern: string, messages: readonly string[]): number[] => {
  const compiled = parseFilterPattern(pattern);
  return messages.flatMap((message, index) => (compiled.matches(message) ? [index + 1] : []));
};

describe('terms', () => {
  const messages = ['ERROR WARN message', 'ERROR message', 'WARN message', '[INFO] REQUEST FAILED'];

  it.each([
    ['', [1, 2, 3, 4]],
    ['""', [1, 2, 3, 4]],
    ['ERROR', [1, 2]],
    ['error', []],
    ['?ERROR ?WARN', [1, 2, 3]],
    ['ERROR WARN', [1]],
    ['ERROR -WARN', [2]],
    ['"ERROR" - "WARN"', [2]],
    ['-ERROR', [3, 4]],
    ['"ERROR message"', [2]],
    ['?ERROR REQUEST', [4]],
    ['%ERR|FAIL%', [1, 2, 4]],
    ['MESSAG', []],
    ['messag', [1, 2, 3]],
  ])('%s matches %j', (pattern, expected) => {
    expect(matching(pattern, messages)).toEqual(expected);
  });

  it('finds a term inside a word and a phrase with an escaped quote', () => {
    expect(matching('Exception', ['Caught IllegalArgumentException'])).toEqual([1]);
    expect(matching(String.raw`"\"id\": 1"`, ['{"id": 1}', '{"id": 2}'])).toEqual([1]);
  });
});

describe('JSON', () => {
  const event = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    ThisFlag: true,
    latency: 480.5,
    text: 'a*b',
    'cluster.name': 'c',
    user: { id: 1, email: 'John.Stiles@example.com' },
    users: [{ id: 2, email: 'John.Doe@example.com' }],
    actions: ['GET', 'PUT', 'DELETE'],
    coordinates: [
      [0, 1, 2],
      [4, 5, 6],
    ],
  });

  it.each([
    '{ $.eventType = "UpdateTrail" }',
    '{$.eventType=UpdateTrail}',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.sourceIPAddress = 111.111.* }',
    '{ $.eventType = "*Trail" }',
    '{ $.eventType = *dateT* }',
    '{ $.eventType = %^Up.*l$% }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.arrayKey[*] = "another value" }',
    '{ $.objectList[1].id = 2 }',
    '{ $.objectList[*].name = b }',
    '{ $.SomeObject IS NULL }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.ThisFlag IS TRUE }',
    '{ $.latency >= 480 && $.latency < 4.9e2 }',
    '{ $.latency = 4805e-1 }',
    '{ $.latency > +100 }',
    '{ $.latency = * }',
    '{ $.text = "a*b" }',
    `{ $.['cluster.name'] = "c" }`,
    '{ $["cluster.name"] = "c" }',
    '{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }',
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
  ])('%s matches', (pattern) => {
    expect(parseFilterPattern(pattern).matches(event)).toBe(true);
  });

  it.each([
    '{ $.eventType = "updatetrail" }',
    '{ $.eventType = "Up*Trail" }',
    '{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }',
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
    '{ $.users = 1 }',
    '{ $.users != 1 }',
    '{ $.missing != 1 }',
    '{ $.ThisFlag IS FALSE }',
    '{ $.eventType IS NULL }',
    '{ $.SomeObject NOT EXISTS }',
    '{ $.eventType > 5 }',
    '{ $.constructor = * }',
    '{ $.arrayKey.length = 2 }',
  ])('%s does not match', (pattern) => {
    expect(parseFilterPattern(pattern).matches(event)).toBe(false);
  });

  it('matches no message that is not JSON', () => {
    const pattern = parseFilterPattern('{ $.a NOT EXISTS }');
    expect(['', 'text', '{"a":', 'null', '[1]', '{}'].map((each) => pattern.matches(each))).toEqual(
      [false, false, false, false, true, true],
    );
  });
});

describe('space-delimited', () => {
  const log = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

  it.each([
    ['[ip, user, username, timestamp, request, status_code, bytes]', true],
    ['[ip, user, username, timestamp, request, status_code]', false],
    ['[..., status_code, bytes]', true],
    ['[ip, user, ...]', true],
    ['[ip, user, ..., status_code = 404, bytes]', true],
    ['[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]', true],
    ['[..., status_code = 4* && status_code != 404, bytes]', false],
    ['[..., status_code = 4*, bytes > 1000]', true],
    ['[..., bytes > 2000]', false],
    ['[ip = %^127%, ...]', true],
    ['[ip, user, username = bob || username = frank, ...]', true],
    ['[ip, user, (username = bob || username = frank) && username != bob, ...]', true],
    ['[ip, user, username = "frank", ...]', true],
    ['[]', false],
    ['[...]', true],
  ])('%s: %s', (pattern, expected) => {
    expect(parseFilterPattern(pattern).matches(log)).toBe(expected);
  });

  it('knows the documented words', () => {
    const messages = ['ERROR WARN message', 'ERROR message', 'WARN message'];
    expect(matching('[w1=ERROR, w2]', messages)).toEqual([2]);
    expect(matching('[w1=ERROR || w1=WARN, w2]', messages)).toEqual([2, 3]);
    expect(matching('[w1=!ERROR&&w1=!WARN, w2]', messages)).toEqual([]);
  });

  it('extracts fields by name, else by position', () => {
    expect(parseFilterPattern('[..., request=*.html*, status_code=4*,]').extract(log)).toEqual({
      $1: '127.0.0.1',
      $2: '-',
      $3: 'frank',
      $4: '10/Oct/2000:13:25:15 -0700',
      $request: 'GET /index.html HTTP/1.0',
      $status_code: '404',
      $7: '1534',
    });
  });
});

describe('malformed patterns', () => {
  it.each([
    ['{ $.a = 1', "If a filter pattern starts with '{' it must end with '}'"],
    ['[a, b', "If a filter pattern starts with '[' it must end with ']'"],
    ['foo-bar', "Invalid character(s) in term 'foo-bar'"],
    ['ERROR: x', "Invalid character(s) in term 'ERROR:'"],
    ['?', "Invalid character(s) in term ''"],
  ])('%s: %s', (pattern, message) => {
    expect(() => parseFilterPattern(pattern)).toThrow(new FilterPatternError(message));
  });

  it.each([
    '"open',
    '{}',
    '{ a = 1 }',
    '{ $ = 1 }',
    '{ $.a }',
    '{ $.a = }',
    '{ $.a > b }',
    '{ $.a IS BLUE }',
    '{ $.a = 1 && }',
    '{ ($.a = 1 }',
    '{ $.a = 1) }',
    '{ $.a[x] = 1 }',
    '{ $.a == 1 }',
    '{ $. = 1 }',
    '[..., a, ...]',
    '[a = ]',
    '[a b]',
    '[a = 1 && b = 2]',
    '[timestamp=*Z && request_id="*-*" && type]',
    '%a',
    '%%',
    '%(a)%',
    '%a!%',
    '%a{2,1}%',
    '%a{9999}%',
    '%[b-a]%',
    '%[a%',
    '%\\q%',
    '%é%',
    '%a% %b% %c%',
    '%[a-z]{300}[a-z]{300}%',
  ])('%s is refused', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow(FilterPatternError);
  });
});
