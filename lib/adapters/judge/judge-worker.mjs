// The thread's start in the source tree, where its code is TypeScript; a bundle has `worker.ts` compiled under this name.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
