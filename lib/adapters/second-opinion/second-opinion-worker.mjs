// JavaScript, so that a thread runs it from the source tree as it does from a bundle, where it is an entry of its own.
import { parentPort } from 'node:worker_threads';
import jsonSchemaDiff from 'json-schema-diff';

if (!parentPort) throw new Error('the second opinion is a worker thread: start it through JsonSchemaDiffOpinion');
const port = parentPort;

port.once('message', ({ old, next }) => {
  jsonSchemaDiff.diffSchemas({ sourceSchema: old, destinationSchema: next }).then(
    ({ addedJsonSchema, removedJsonSchema }) =>
      port.postMessage({ kind: 'answer', added: addedJsonSchema, removed: removedJsonSchema }),
    (error) => port.postMessage({ kind: 'failure', detail: error instanceof Error ? error.message : String(error) }),
  );
});
// Says that the library is loaded, so that the time limit counts the comparison alone.
port.postMessage({ kind: 'ready' });
