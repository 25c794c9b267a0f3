import { describe, expect, it } from 'vitest';
import { isPublicAddress, NOT_PUBLIC, publicLookup } from '../../../lib/adapters/outgoing/public-address.ts';

describe('the addresses to which something may be posted', () => {
  it.each([
    '93.184.216.34',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '2606:2800:220:1::1',
    '2a00:1450::1',
  ])('has %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine', '127.255.255.254'],
    ['this machine', '::1'],
    ['any', '0.0.0.0'],
    ['any', '::'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['private', 'fd00:ec2::254'],
    ['shared', '100.64.0.1'],
    ['link-local', '169.254.1.1'],
    ['metadata', '169.254.169.254'],
    ['metadata of a task', '169.254.170.2'],
    ['link-local', 'fe80::1'],
    ['link-local', 'fe80::1%eth0'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped', '::ffff:a9fe:a9fe'],
    ['mapped, though it is public', '::ffff:8.8.8.8'],
    ['compatible', '::127.0.0.1'],
    ['translated', '64:ff9b::7f00:1'],
    ['6to4', '2002:7f00:1::1'],
    ['Teredo', '2001:0:1::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '192.0.2.1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('has not what is %s: %s', (_, address) => expect(isPublicAddress(address)).toBe(false));

  it.each([true, false])('are looked up for the connection itself (all: %s)', async (all) => {
    const error = await new Promise((resolve) => publicLookup('localhost', { all }, (failure) => resolve(failure)));
    expect(error).toMatchObject({ code: NOT_PUBLIC });
  });
});
