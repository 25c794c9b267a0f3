import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type RequestHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

export type LocalServer = {
  readonly url: string;
  /** Sets what answers; until then requests get 503. */
  readonly serve: (handler: RequestHandler) => void;
  readonly stop: () => Promise<void>;
};

/** Listens on this machine only. Throws an Error with the remedy if the port is taken. Port 0 takes any free one. */
export async function startLocalServer(port: number): Promise<LocalServer> {
  let handler: RequestHandler = async (_incoming, outgoing) => {
    outgoing.writeHead(503, { 'retry-after': '1' }).end('The local cloud is starting.\n');
  };
  const server = createServer((incoming, outgoing) => {
    handler(incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) return void outgoing.destroy();
      outgoing.writeHead(500, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
    });
  });
  await listen(server, port);
  return {
    url: urlOf(server),
    serve: (next) => {
      handler = next;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Rejects with an Error with the remedy if the port is taken. Port 0 takes any free one. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Stop what listens there, or choose another: --port ${port + 1}`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Where a server of this machine listens, without a trailing slash. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}
