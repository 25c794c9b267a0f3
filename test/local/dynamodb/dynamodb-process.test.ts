import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dynamoDbCommand, startDynamoDb } from '../../../lib/local/dynamodb/dynamodb-process.ts';
import { temporaryFolder } from '../test-app.ts';

function notInstalled(request: string): string {
  throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
}

function folderWith(binary: string, script = '#!/bin/sh\nexit 0\n'): string {
  const folder = temporaryFolder('bin');
  writeFileSync(join(folder, binary), script);
  chmodSync(join(folder, binary), 0o755);
  return folder;
}

describe('the DynamoDB of this machine', () => {
  it('is the one that the environment names, which is left running', async () => {
    const environment = { DYNAMODB_LOCAL_ENDPOINT: 'http://127.0.0.1:8000' };
    const { endpoint, stop } = await startDynamoDb({ environment });
    expect(endpoint).toBe('http://127.0.0.1:8000');
    await stop();
  });

  it('else the platform package', () => {
    const resolvePackage = (request: string): string => `/modules/${request}`;
    const { file, args } = dynamoDbCommand({ port: 1, environment: { PATH: '' }, resolvePackage });
    expect(file).toBe(`/modules/@dynoxide/${process.platform}-${process.arch}/dynoxide`);
    expect(args).toEqual(['serve', '--port', '1']);
  });

  it('else dynoxide on PATH, with its data in the folder', () => {
    const PATH = folderWith('dynoxide');
    const environment = { PATH };
    const { file, args } = dynamoDbCommand({ port: 1, dataFolder: '/d', environment, resolvePackage: notInstalled });
    expect(file).toBe(join(PATH, 'dynoxide'));
    expect(args).toEqual(['serve', '--port', '1', '--db-path', '/d/dynamodb.sqlite']);
  });

  it('else the official one in Docker, on this machine’s address only', () => {
    const PATH = folderWith('docker');
    const { file, args } = dynamoDbCommand({ port: 7, environment: { PATH }, resolvePackage: notInstalled });
    expect(file).toBe(join(PATH, 'docker'));
    expect(args.join(' ')).toContain('-p 127.0.0.1:7:8000');
    expect(args.join(' ')).toContain('amazon/dynamodb-local -jar DynamoDBLocal.jar -sharedDb -inMemory');
  });

  it.each([
    ['nothing is there', () => temporaryFolder('bin')],
    ['Docker does not run', () => folderWith('docker', '#!/bin/sh\nexit 1\n')],
  ])('is asked for with every way to get one when %s', (_what, folder) => {
    const command = () => dynamoDbCommand({ port: 1, environment: { PATH: folder() }, resolvePackage: notInstalled });
    expect(command).toThrow(/No DynamoDB .*@dynoxide\/.*PATH.*Docker.*DYNAMODB_LOCAL_ENDPOINT/s);
  });

  it('fails with what it printed when it cannot start', async () => {
    const folder = join(temporaryFolder('data'), 'missing');
    await expect(startDynamoDb({ dataFolder: folder, environment: {} })).rejects.toThrow('did not start');
  });
});
