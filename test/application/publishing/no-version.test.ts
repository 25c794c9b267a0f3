import { expect, it } from 'vitest';
import { getSubject, getVersion } from '../../../lib/application/load-schema.ts';
import { SUBJECT, transaction, World } from '../world.ts';

it('says which versions there are, however many', async () => {
  const world = new World();
  await world.grant();
  await world.publish(transaction());
  const find = async (which: string) => await getVersion(world.store, await getSubject(world.store, SUBJECT), which);

  await expect(find('7')).rejects.toThrow(`${SUBJECT} has no version 7; it has version 1 only`);
  await world.publish(transaction({ note: { type: 'string' } }, ['id']));
  await expect(find('7')).rejects.toThrow(`${SUBJECT} has no version 7; its versions are 1 to 2`);
});
