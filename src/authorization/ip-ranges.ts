import { BlockList, isIP } from 'node:net';

/** Whether an address lies in any of these CIDR ranges; what is no range holds nothing, what is no address lies nowhere. */
export function compileIpRanges(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) addRange(list, range.trim());
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

function addRange(list: BlockList, range: string): void {
  const slash = range.indexOf('/');
  const base = slash < 0 ? range : range.slice(0, slash);
  const version = isIP(base);
  if (version === 0) return;
  const longest = version === 4 ? 32 : 128;
  const bits = slash < 0 ? String(longest) : range.slice(slash + 1);
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > longest) return;
  list.addSubnet(base, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
}
