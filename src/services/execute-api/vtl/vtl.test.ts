import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parseJson, type Value } from './java-values.ts';
import { parseTemplate } from './parse-template.ts';

function run(template: string, variables: Record<string, string> = {}): string {
  const values = new Map<string, Value>(
    Object.entries(variables).map(([name, json]) => [name, parseJson(json)]),
  );
  return evaluate(parseTemplate(template), values);
}

describe('references', () => {
  it.each([
    ['$a', 'x'],
    ['${a}b', 'xb'],
    ['$!none|$none|${none.x}', '|$none|${none.x}'],
    ['$m.k $m["k"] $m.get("k") $m.missing|', 'v v v |'],
    ['$l[0] $l[-1] $l.get(1)', '1 3 2'],
    ['$ 5 $5 US$', '$ 5 $5 US$'],
    ['\\$a \\#if(', '$a #if('],
    ['$m', '{k=v, l=[1,{"z":2}]}'],
    ['$l', '[1,2,3]'],
    ["#set($x = [1, 'b'])$x", '[1, b]'],
    ["#set($x = {'a': 1})$x", '{a=1}'],
  ])('%s prints %s', (template, expected) => {
    const variables = { a: '"x"', m: '{"k":"v","l":[1,{"z":2}]}', l: '[1,2,3]' };
    expect(run(template, variables)).toBe(expected);
  });
});

describe("Java's methods", () => {
  it.each([
    ["#set($s = 'Hello')$s.length()", '5'],
    ["#set($s = 'Hello')$s.contains('ell')", 'true'],
    ["#set($s = 'Hello')$s.matches('H.*o')", 'true'],
    ["#set($s = 'Hello')$s.matches('ell')", 'false'],
    ["#set($s = 'Hello')$s.equals('Hello')", 'true'],
    ["#set($s = 'a,b,c')$s.split(',').size()", '3'],
    ["#set($s = 'abc')$s.substring(1) $s.substring(0, 2) $s.toUpperCase()", 'bc ab ABC'],
    ["#set($s = 'a.b')$s.replace('.', '-') $s.replaceAll('[ab]', 'x')", 'a-b x.x'],
    ["#set($m = {'a': 1})$m.containsKey('a') $m.containsKey('b')", 'true false'],
    ["#set($m = {'a': 1, 'b': 2})$m.keySet() $m.size()", '[a, b] 2'],
    ["#set($m = {})#set($x = $m.put('k', 'v'))$m", '{k=v}'],
    ["#set($l = [])#set($x = $l.add('a'))$l.size()$l.isEmpty()", '1false'],
    ['#set($Integer = 0)$Integer.parseInt("7")', '7'],
    ["#set($m = {'a': 1})#foreach($e in $m.entrySet())$e.key=$e.value#end", 'a=1'],
  ])('%s', (template, expected) => {
    expect(run(template)).toBe(expected);
  });
});

describe('arithmetic and comparison', () => {
  it.each([
    ['#set($x = 7 / 2)$x', '3'],
    ['#set($x = 7.0 / 2)$x', '3.5'],
    ['#set($x = 7 % 3)$x', '1'],
    ['#set($x = 2 + 3 * 4)$x', '14'],
    ['#set($x = 5 - 2 - 1)$x', '2'],
    ["#set($x = 'a' + 1)$x", 'a1'],
    ['#set($x = 1 / 0)$!x|', '|'],
    ['#if(1 == 1.0)y#{else}n#end', 'y'],
    ["#if('1' == 1)y#{else}n#end", 'y'],
    ['#if($none)y#{else}n#end', 'n'],
    ["#if('')y#{else}n#end", 'y'],
    ['#if(!$none && (1 < 2 || false))y#end', 'y'],
    ['#if(1 ge 2)a#elseif(2 le 2)b#{else}c#end', 'b'],
    ['#set($x = true)#if($x != false)y#end', 'y'],
  ])('%s gives %s', (template, expected) => {
    expect(run(template)).toBe(expected);
  });
});

describe('directives', () => {
  it.each([
    ['#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end', '1,2,3'],
    ['#foreach($i in [3..1])$foreach.index$foreach.count#end', '011223'],
    ['#foreach($i in [1..9])#if($i == 3)#break#end$i#end|', '12|'],
    ['a#stop b', 'a'],
    ['#macro(hi $name)Hi $name!#end#hi("A")#hi("B")', 'Hi A!Hi B!'],
    ['#[[ $raw #if ]]#', ' $raw #if '],
    ['a## comment\nb#* block *#c', 'abc'],
    ['  #set($x = 1)\n{\n  #if($x == 1)\n  "a": 1\n  #end\n}', '{\n    "a": 1\n  }'],
    ['#set($n = "w")#set($x = "hello ${n}ide $n")$x', 'hello wide w'],
    ["#set($x = '$n')$x", '$n'],
    ['#unknown(1) # #5', '#unknown(1) # #5'],
    ["#set($c = {'h': {}})#set($c.h.x = 'y')$c", '{h={x=y}}'],
  ])('%s', (template, expected) => {
    expect(run(template)).toBe(expected);
  });

  it.each([
    '#if(1)',
    '#end',
    '#foreach($x in [1])',
    '#set($x = )',
    '#set(1 = 2)',
    '#if($x',
    '#else',
  ])('refuses %s', (template) => {
    expect(() => run(template)).toThrow(/./);
  });
});

describe('what would not come to an end', () => {
  it.each([
    ['#macro(a)#a()#end#a()'],
    ['#set($x = "0123456789")#foreach($i in [1..1000])#set($x = "$x$x")#end'],
    ['#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end'],
    ['('.repeat(10_000)],
    [`#set($x = ${'('.repeat(1000)}1${')'.repeat(1000)})`],
    ['#if(true)'.repeat(1000)],
    [`#set($x = ${'!'.repeat(5000)}true)`],
  ])('is over soon: %.40s', (template) => {
    let outcome = '';
    try {
      outcome = run(template);
    } catch (error) {
      outcome = String(error);
    }
    expect(outcome).toMatch(/VtlError|^\(+$/);
  });

  it('walks no more than a thousand items', () => {
    expect(run('#foreach($i in [1..100000])x#end')).toHaveLength(1000);
  });
});
