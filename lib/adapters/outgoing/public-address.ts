import { lookup as resolveHost } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What is not the public Internet, by https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const SPECIAL: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // With it the metadata of the machine: 169.254.169.254.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const special = new BlockList();
for (const [network, bits] of SPECIAL) special.addSubnet(network, bits, network.includes(':') ? 'ipv6' : 'ipv4');
// All other IPv6 is local, mapped from IPv4, translated, multicast or not given out yet.
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is of the public Internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  // A scope (`%eth0`) is of a link.
  return family === 6 && !address.includes('%') && global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** The code of the error of a connection that was not begun, because its address is not public. */
export const NOT_PUBLIC = 'ENOTPUBLIC';

/**
 * How a host's name is resolved for a connection: the addresses that were checked are the ones that are connected to, so that
 * a name cannot answer one address to the check and another to the connection. One that is not public spoils all.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => !isPublicAddress(address)))
      return callback(Object.assign(new Error('the address is not public'), { code: NOT_PUBLIC }), []);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
