import { MemoryStore } from '../../fakes/memory-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('the in-memory store', async () => new MemoryStore());
