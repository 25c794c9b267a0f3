import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMPATIBLE_CHECK } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { copiesOf, GitRepository } from '../git-repository.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => {
  registry.reset();
  for (const subject of ['ev.order', 'ev.pay', 'ev.purchase', 'one.o'])
    registry.on(`POST /v1/compatibility/subjects/${subject}/versions/head`, {
      status: 200,
      body: { ...COMPATIBLE_CHECK, subject },
    });
});

const schema = (type: string) => ({ type: 'object', properties: { a: { type }, b: { type: 'string' } } });
const entry = (subject: string, file: string) => ({ subject, schema: file });
const config = (...subjects: readonly object[]) => ({ 'forewarn.config.json': { subjects } });
const EVENTS = entry('ev.{name}', 'events/*.json');
const api = (...members: readonly string[]) => ({
  openapi: '3.1.0',
  components: { schemas: Object.fromEntries(members.map((name) => [name, schema('integer')])) },
});
const newRepository = copiesOf(
  () =>
    new GitRepository({
      'single/o.json': schema('integer'),
      'events/order.json': { ...schema('integer'), title: 'an order' },
      'events/pay.json': { ...schema('integer'), title: 'a payment', required: ['a'] },
      ...config(EVENTS, entry('one.o', 'single/o.json')),
    }),
);
const offline = (repository: GitRepository, ...more: string[]) =>
  run(['check', '--offline', '--changed-since', 'main', ...more], { cwd: repository.folder });
const asking = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't', GITHUB_REPOSITORY: 'acme/payments' });
const online = (repository: GitRepository, ...more: string[]) =>
  run(['check', '--changed-since', 'main', ...more], { cwd: repository.folder, env: asking() });
const reader = (consumer: string, more: object = {}) => ({
  ...{ consumer, team: `${consumer}-ml`, tier: 'standard', reads: [], trainedOn: 1, since: '2026-01-01T00:00:00.000Z' },
  ...{ releases: [], stale: false, ...more },
});
const knows = (subject: string, readers: readonly object[], more: object = {}) =>
  registry.on(`GET /v1/subjects/${subject}/retirement`, {
    status: 200,
    body: { subject, status: 'active', wouldBe: 'announced', passes: readers.length === 0, readers, ...more },
  });

describe('a subject that went', () => {
  const withoutPay = (): GitRepository => {
    const repository = newRepository();
    repository.git('rm', '--quiet', 'events/pay.json');
    return repository;
  };

  it('is named, and fails without a registry, committed or not', async () => {
    const repository = withoutPay();
    const uncommitted = await offline(repository);
    repository.commit('delete');
    const committed = await offline(repository);

    expect(uncommitted).toMatchObject({ exit: 1, stdout: committed.stdout });
    expect(committed.stdout).toBe(`✗ ev.pay  its file is gone
  compared with git: who reads what changes is not known
  To pass:
    keep it      bring events/pay.json back
    or end it    forewarn retire ev.pay (its readers are told, with a date)

✗ 1 subject: 1 does not pass, 2 unchanged since main
`);
  });

  it('is named with the live models that read it', async () => {
    knows('ev.pay', [reader('fraud'), reader('churn'), reader('old', { stale: true })], {
      earliest: '2026-12-08',
    });

    const { exit, stdout } = await online(withoutPay());

    expect(stdout).toContain('✗ ev.pay  its file is gone; fraud, churn read it\n');
    expect(stdout).toContain(
      'or end it    forewarn retire ev.pay --sunset 2026-12-08 (its readers are told, with a date)',
    );
    expect(exit).toBe(1);
  });

  it.each([
    { what: 'nobody reads it', readers: [], more: {}, says: 'its file is gone; nobody reads it' },
    { what: 'it is retired', readers: [], more: { status: 'retired' }, says: 'its file is gone; it is retired' },
    {
      what: 'its end is announced',
      readers: [reader('fraud')],
      more: { wouldBe: 'waits', passes: true, announcementId: '01END' },
      says: 'its file is gone; its end is announced (01END); fraud reads it',
    },
    {
      what: 'the date named suffices',
      readers: [reader('fraud')],
      more: { passes: true },
      says: 'its file is gone; fraud reads it',
    },
    {
      what: 'another repository publishes it',
      readers: [reader('fraud')],
      more: { source: { repository: 'acme/moved' } },
      says: 'its file is gone; acme/moved publishes it now; fraud reads it',
    },
  ])('is a warning where $what', async ({ readers, more, says }) => {
    knows('ev.pay', readers, more);

    const { exit, stdout } = await online(withoutPay(), '--format', 'github', '--sunset', '2026-12-08');

    expect(stdout).toContain(`::warning file=events/pay.json,title=ev.pay ${says}::`);
    expect(exit).toBe(0);
  });

  it('is a warning where it was never published', async () => {
    const { exit, stdout } = await online(withoutPay());

    expect([exit, stdout.split('\n')[0]]).toEqual([0, '✓ ev.pay  its file is gone; it was never published']);
  });

  it('fails where nobody reads it and --fail-on asks for no reader', async () => {
    knows('ev.pay', []);

    const { exit, stdout } = await online(withoutPay(), '--fail-on', 'breaking');

    expect(stdout).toContain('! --fail-on breaking fails whoever reads');
    expect(exit).toBe(1);
  });

  it('ends with 3 where the registry does not answer, and is named', async () => {
    const { exit, stdout } = await run(['check', '--changed-since', 'main'], {
      cwd: withoutPay().folder,
      env: { FOREWARN_URL: 'http://127.0.0.1:9', FOREWARN_TOKEN: 't' },
    });

    expect(stdout).toContain('ev.pay  its file is gone\n');
    expect(exit).toBe(3);
  });

  it('is told in every format, as the schemas of these have it', async () => {
    knows('ev.pay', [reader('fraud')]);
    const repository = withoutPay();
    const schemaOfOutput = JSON.parse(
      readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8'),
    );

    const { stdout } = await online(
      repository,
      '--format',
      'json',
      '--report',
      'junit=j.xml',
      '--report',
      'markdown=m',
    );
    const github = await online(repository, '--format', 'github');

    const output = JSON.parse(stdout);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    expect([ajv.validate(schemaOfOutput, output), ajv.errors]).toEqual([true, null]);
    expect(output.results[0]).toMatchObject({
      passes: false,
      reasons: ['its file is gone; fraud reads it'],
      gone: {
        ...{ what: 'file', since: 'main', schema: 'events/pay.json', status: 'active' },
        readers: [{ consumer: 'fraud', team: 'fraud-ml' }],
      },
    });
    expect(github.stdout).toContain(
      '::error file=events/pay.json,title=ev.pay its file is gone; fraud reads it::keep it: bring events/pay.json back%0Aor end it: forewarn retire ev.pay',
    );
    expect(readFileSync(join(repository.folder, 'j.xml'), 'utf8')).toContain(
      '<failure message="its file is gone; fraud reads it">',
    );
    const markdown = readFileSync(join(repository.folder, 'm'), 'utf8');
    expect(markdown).toContain('**✗ `ev.pay` its file is gone; fraud reads it**');
    expect(markdown).toContain('- keep it: bring events/pay.json back');
  });

  it('is seen with the last commit as base, and with --base, where all subjects are judged', async () => {
    const repository = withoutPay();
    const uncommitted = await run(['check', '--offline'], { cwd: repository.folder });
    repository.commit('delete');
    const committed = await run(['check', '--offline', '--base', 'main'], { cwd: repository.folder });

    expect([uncommitted.exit, committed.exit]).toEqual([1, 1]);
    expect(committed.stdout).toContain('✓ one.o');
    expect(committed.stdout).toContain('✗ ev.pay  its file is gone\n');
  });

  it('is none of the business of a check of another one', async () => {
    const { exit } = await run(['check', '--offline', '--subject', 'one.o'], { cwd: withoutPay().folder });

    expect(exit).toBe(0);
  });

  it('by its entry is named as well, though its file stays and changes', async () => {
    const repository = newRepository();
    repository.write({ 'single/o.json': schema('string'), ...config(EVENTS) });

    const { exit, stdout } = await offline(repository);

    expect(stdout).toContain('✗ one.o  the configuration lists it no more\n');
    expect(stdout).toContain('list { "subject": "one.o", "schema": "single/o.json" } under subjects');
    expect(exit).toBe(1);
  });

  it('by another name in the configuration is told with that name', async () => {
    const repository = newRepository();
    repository.write(config(EVENTS, entry('two.o', 'single/o.json')));

    const { exit, stdout } = await offline(repository);

    expect(stdout).toContain('✗ one.o  the configuration calls single/o.json two.o now\n');
    expect(exit).toBe(1);
  });

  it('by its file alone, while the configuration lists it by itself, is named', async () => {
    const repository = newRepository();
    repository.git('rm', '--quiet', 'single/o.json');

    const { exit, stdout } = await offline(repository);

    expect([exit, stdout.split('\n')[0]]).toEqual([1, '✗ one.o  its file is gone']);
  });

  it('as a member of an API document is named', async () => {
    const repository = new GitRepository({
      'api.yaml': JSON.stringify(api('Order', 'Refund')),
      ...config(entry('api.{name}', 'api.yaml#/components/schemas/*')),
    });
    repository.write({ 'api.yaml': JSON.stringify(api('Order')) });

    const { exit, stdout } = await offline(repository);

    expect(stdout).toContain('✗ api.refund  it is gone from api.yaml\n');
    expect(stdout).toContain('keep it      bring api.yaml#/components/schemas/Refund back');
    expect(exit).toBe(1);
  });

  it('to another configuration of the repository has not gone', async () => {
    const repository = newRepository();
    repository.git('mv', 'single', 'svc');
    repository.write({
      ...config(EVENTS),
      'svc/forewarn.config.json': { subjects: [entry('one.o', 'o.json')] },
      'svc/o.json': schema('string'),
    });
    repository.commit('split');

    const rest = await offline(repository);
    const moved = await run(['check', '--offline', '--changed-since', 'main'], { cwd: join(repository.folder, 'svc') });

    expect(rest).toMatchObject({ exit: 0 });
    expect(moved.stdout).toContain('BREAKING type-changed /a integer -> string');
    expect(moved.exit).toBe(1);
  });

  it('is not hidden by a base whose configuration cannot be read: a warning says so', async () => {
    const repository = new GitRepository({ 'o.json': schema('integer'), 'forewarn.config.json': '{' });
    repository.write(config(entry('one.o', 'o.json')));

    const { exit, stderr } = await offline(repository);

    expect(stderr).toContain('Whether a subject of it is gone is not known.');
    expect(exit).toBe(0);
  });
});

describe('a pattern of which all files went', () => {
  const emptied = (): GitRepository => {
    const repository = newRepository();
    repository.git('rm', '--quiet', '-r', 'events');
    return repository;
  };

  it('is named by its subjects, with all that the others say', async () => {
    const { exit, stdout } = await offline(emptied());

    expect(stdout).toContain('✗ ev.order  its file is gone\n');
    expect(stdout).toContain('✗ ev.pay  its file is gone\n');
    expect(exit).toBe(1);
  });

  it('is named where it is the only entry', async () => {
    const repository = new GitRepository({ 'events/pay.json': schema('integer'), ...config(EVENTS) });
    repository.git('rm', '--quiet', '-r', 'events');

    const { exit, stdout } = await offline(repository);

    expect([exit, stdout.split('\n')[0]]).toEqual([1, '✗ ev.pay  its file is gone']);
  });

  it('is a mistake where it never named anything', async () => {
    const repository = newRepository();
    repository.write(config(EVENTS, entry('x.{name}', 'nowhere/*.json')));

    const { exit, stderr } = await offline(repository);

    expect([exit, stderr]).toEqual([2, expect.stringContaining('names nowhere/*.json, and nothing is there')]);
  });
});

describe('what the registry has from this repository', () => {
  const published = (name: string, file: string, more: object = {}) => ({
    ...{ name, status: 'active', latest: 1, source: { repository: 'acme/payments', file } },
    ...more,
  });
  const whole = (repository: GitRepository) =>
    run(['check', '--base', 'main'], { cwd: repository.folder, env: asking() });
  const lists = (...items: readonly object[]) => registry.on('GET /v1/subjects', { status: 200, body: { items } });

  it('and no file here is named with its readers, and fails nobody whose work it is not', async () => {
    lists(
      published('ev.old', 'events/old.json'),
      published('ev.order', 'events/order.json'),
      published('ev.ended', 'events/ended.json', { status: 'retired' }),
      published('ev.ending', 'events/ending.json', { retirement: '01END' }),
      published('ev.here', 'single/o.json'),
      published('ev.theirs', 'events/theirs.json', { source: { repository: 'acme/other', file: 'x.json' } }),
      published('ev.posted', '', { source: { repository: 'acme/payments' } }),
    );
    knows('ev.old', [reader('fraud')]);

    const { exit, stdout } = await whole(newRepository());

    expect(stdout).toContain(
      '✓ ev.old  it was published from here, and its file is gone; fraud reads it\n  forewarn retire ev.old announces its end\n',
    );
    for (const name of ['ended', 'ending', 'here', 'theirs', 'posted']) expect(stdout).not.toContain(`ev.${name}`);
    expect(exit).toBe(0);
  });

  it('is not asked for where the token may not list it', async () => {
    const { exit, stderr } = await whole(newRepository());

    expect([exit, stderr]).toEqual([0, '']);
  });

  it('is not asked for where only what changed is judged', async () => {
    await online(newRepository());

    expect(registry.requests).toEqual([]);
  });
});

describe('publishing without a schema that was there', () => {
  const publish = (repository: GitRepository, ...more: string[]) =>
    run(['publish', '--base', 'main', ...more], { cwd: repository.folder, env: asking() });
  const retiredPay = (): GitRepository => {
    const repository = newRepository();
    repository.git('rm', '--quiet', 'events/pay.json');
    repository.commit('delete');
    return repository;
  };
  const accepts = (subject: string) =>
    registry.on(`POST /v1/subjects/${subject}/versions`, {
      status: 200,
      body: { ...{ outcome: 'unchanged', subject, version: 1, status: 'active' }, changes: [], changeCount: 0 },
    });
  beforeEach(() => {
    accepts('ev.order');
    accepts('one.o');
  });
  const retires = (body: object, status = 200) => registry.on('POST /v1/subjects/ev.pay/retire', { status, body });

  it('announces its end to its readers, with the date asked for and where it stood', async () => {
    knows('ev.pay', [reader('fraud')]);
    const minimumNotice = { tier: 'standard', duration: 'P14D', earliest: '2026-12-08' };
    retires({ name: 'ev.pay', status: 'active', outcome: 'announced', announcementId: '01END', minimumNotice });

    const { exit, stdout } = await publish(retiredPay(), '--sunset', '2027-01-08');

    expect(stdout).toMatch(/✓ ev\.pay +its file is gone; its end is announced \(01END\); fraud reads it\n/);
    const sent = registry.requests.find(({ url }) => url === '/v1/subjects/ev.pay/retire');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      sunset: '2027-01-08',
      source: { repository: 'acme/payments', file: 'events/pay.json' },
    });
    expect(exit).toBe(0);
  });

  it('retires at once what nobody reads', async () => {
    knows('ev.pay', []);
    retires({ name: 'ev.pay', status: 'retired', outcome: 'retired' });

    const { exit, stdout } = await publish(retiredPay());

    expect([exit, stdout]).toEqual([0, expect.stringMatching(/✓ ev\.pay +its file is gone; it is retired\n/)]);
  });

  it('fails with the reason where the registry refuses it', async () => {
    knows('ev.pay', [reader('fraud')], { earliest: '2026-12-08' });
    retires({ code: 'notice-too-short', title: 'Too short', detail: '2026-12-01 is too soon', errors: [] }, 409);

    const { exit, stdout } = await publish(retiredPay(), '--sunset', '2026-12-01');

    expect(stdout).toContain('2026-12-01 is too soon');
    expect(stdout).toContain('forewarn retire ev.pay --sunset 2026-12-08');
    expect(exit).toBe(1);
  });

  it('publishes nothing at all where its end is not this team’s to announce', async () => {
    knows('ev.pay', []);
    retires(
      { code: 'forbidden', title: 'Forbidden', detail: 'team a does not own the subject ev.pay', errors: [] },
      403,
    );

    const { exit, stderr } = await publish(retiredPay());

    expect(stderr).toContain('team a does not own the subject ev.pay');
    expect(stderr).toContain('Nothing was published');
    expect(registry.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(exit).toBe(2);
  });

  it.each([
    { what: 'it is retired', more: { status: 'retired' } },
    { what: 'another repository publishes it', more: { source: { repository: 'acme/moved' } } },
  ])('ends nothing where $what', async ({ more }) => {
    knows('ev.pay', [], more);

    const { exit } = await publish(retiredPay());

    expect(registry.requests.filter(({ url }) => url.endsWith('/retire'))).toEqual([]);
    expect(exit).toBe(0);
  });

  it('only names what the registry alone knows', async () => {
    registry.on('GET /v1/subjects', {
      status: 200,
      body: {
        items: [
          { name: 'ev.old', status: 'active', latest: 1, source: { repository: 'acme/payments', file: 'old.json' } },
        ],
      },
    });
    knows('ev.old', [reader('fraud')]);
    accepts('ev.pay');

    const { exit, stdout } = await publish(newRepository());

    expect(stdout).toContain('✓ ev.old  it was published from here, and its file is gone; fraud reads it');
    expect(registry.requests.filter(({ url }) => url.endsWith('/retire'))).toEqual([]);
    expect(exit).toBe(0);
  });

  it('is none of the business of a publish of one subject', async () => {
    const { exit } = await publish(retiredPay(), '--subject', 'one.o');

    expect([exit, registry.requests.map(({ url }) => url)]).toEqual([0, ['/v1/subjects/one.o/versions']]);
  });

  it('takes GitLab at its word for what was published before', async () => {
    knows('ev.pay', []);
    retires({ name: 'ev.pay', status: 'retired', outcome: 'retired' });
    const repository = retiredPay();
    const before = repository.git('rev-parse', 'main').trim();
    const env = { ...asking(), CI_COMMIT_BEFORE_SHA: before };

    const { stdout } = await run(['publish'], { cwd: repository.folder, env });
    const created = await run(['publish'], {
      cwd: repository.folder,
      env: { ...env, CI_COMMIT_BEFORE_SHA: '0'.repeat(40) },
    });

    expect(stdout).toMatch(/✓ ev\.pay +its file is gone; it is retired\n/);
    expect([created.exit, created.stdout]).toEqual([0, expect.not.stringContaining('ev.pay')]);
  });

  it('says of a published subject that it will be retired all the same', async () => {
    registry.on('POST /v1/subjects/one.o/versions', {
      status: 200,
      body: {
        ...{ outcome: 'unchanged', subject: 'one.o', version: 1, status: 'active', retirement: '01END' },
        ...{ changes: [], changeCount: 0 },
      },
    });

    accepts('ev.pay');

    const { stderr } = await publish(newRepository());

    expect(stderr).toContain('one.o will be retired, whatever is published: forewarn retire one.o --withdraw');
  });
});

describe('a schema that moved', () => {
  const breaking = '  BREAKING type-changed /a integer -> string';

  it('is compared with where its subject stood', async () => {
    const repository = newRepository();
    repository.git('mv', 'single/o.json', 'o.v1.json');
    repository.write({ 'o.v1.json': schema('string'), ...config(EVENTS, entry('one.o', 'o.v1.json')) });

    const { exit, stdout } = await offline(repository);

    expect(stdout).toContain(breaking);
    expect(stdout).toContain('  compared with single/o.json in main\n');
    expect(exit).toBe(1);
  });

  it('is followed though nothing of its content is left', async () => {
    const repository = newRepository();
    repository.git('rm', '--quiet', 'single/o.json');
    const rewritten = { $comment: 'x'.repeat(4_000), ...schema('string') };
    repository.write({ 'else.json': rewritten, ...config(EVENTS, entry('one.o', 'else.json')) });

    const { exit, stdout } = await offline(repository);

    expect([exit, stdout.includes(breaking)]).toEqual([1, true]);
  });

  it('is followed with its configuration into another folder', async () => {
    const repository = newRepository();
    repository.git('rm', '--quiet', '-r', 'events', 'single', 'forewarn.config.json');
    repository.write({
      'svc/events/order.json': { ...schema('string'), title: 'an order' },
      'svc/single/o.json': schema('integer'),
      'svc/forewarn.config.json': { subjects: [EVENTS, entry('one.o', 'single/o.json')] },
    });
    repository.commit('move');

    const { exit, stdout } = await run(['check', '--offline', '--changed-since', 'main'], {
      cwd: join(repository.folder, 'svc'),
    });

    expect(stdout).toContain(breaking);
    expect(stdout).toContain('✗ ev.pay  its file is gone\n');
    expect(stdout).not.toContain('the first version');
    expect(exit).toBe(1);
  });

  it('is followed where only the case of its name changed', async () => {
    const repository = newRepository();
    repository.git('mv', 'events/order.json', 'events/Order.json');
    repository.write({ 'events/Order.json': { ...schema('string'), title: 'an order' } });

    const { exit, stdout } = await offline(repository);

    expect([exit, stdout.includes(breaking)]).toEqual([1, true]);
  });

  it('without a configuration is followed by its content', async () => {
    const repository = new GitRepository({ 'o.json': { ...schema('integer'), title: 'an order of a customer' } });
    repository.git('mv', 'o.json', 'new.json');
    repository.write({ 'new.json': { ...schema('string'), title: 'an order of a customer' } });

    const { exit, stdout } = await offline(repository, '--subject', 'one.o', 'new.json');

    expect([exit, stdout.includes(breaking)]).toEqual([1, true]);
  });

  it('to another subject by a pattern is gone and new, with how its name is kept', async () => {
    const repository = newRepository();
    repository.git('mv', 'events/order.json', 'events/purchase.json');
    repository.write({ 'events/purchase.json': { ...schema('string'), title: 'an order' } });
    repository.commit('rename');

    const { exit, stdout } = await offline(repository);

    expect(stdout).toContain('✗ ev.order  its file is gone, renamed to events/purchase.json, which is ev.purchase\n');
    expect(stdout).toContain(
      'keep it      list { "subject": "ev.order", "schema": "events/purchase.json" } under subjects',
    );
    expect(stdout).toContain('✓ ev.purchase  purchase.json: the first version');
    expect(exit).toBe(1);

    repository.write(config(EVENTS, entry('ev.order', 'events/purchase.json'), entry('one.o', 'single/o.json')));
    const kept = await offline(repository);

    expect(kept.stdout).toContain(`✗ ev.order  main -> purchase.json: 1 breaking`);
    expect(kept.stdout).not.toContain('ev.purchase');
  });
});
