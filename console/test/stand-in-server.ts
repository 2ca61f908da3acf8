import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { onTheWire, StandIn } from './stand-in.ts';

/** Serves the stand-in to `npm run dev`. A page asks for another story with ?: `/stand-in/paid/W-7K2M-1`, `/stand-in/arrive/W-9-1`, … */
export function standIn(): Plugin {
  const floor = new StandIn();
  return {
    name: 'stand-in',
    configureServer(server) {
      server.middlewares.use((request: IncomingMessage, response: ServerResponse, next) => {
        const path = request.url ?? '/';
        const story = /^\/stand-in\/(paid|arrive|offerNow)\/([\w-]+)$/.exec(path);
        if (story) {
          floor[story[1] as 'paid' | 'arrive' | 'offerNow'](story[2]!);
          response.end('done');
        } else if (path.startsWith('/api/desk/stream')) stream(floor, request, response);
        else if (path.startsWith('/api/')) answer(floor, request, response);
        else next();
      });
    },
  };
}

function answer(floor: StandIn, request: IncomingMessage, response: ServerResponse) {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const text = Buffer.concat(parts).toString();
    const { status, body } = floor.handle(request.method ?? 'GET', request.url ?? '', text ? JSON.parse(text) : undefined, (request.headers['idempotency-key'] as string) ?? null);
    response.statusCode = status;
    response.setHeader('Content-Type', status < 400 ? 'application/json' : 'application/problem+json');
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
}

function stream(floor: StandIn, request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const after = Number(request.headers['last-event-id'] ?? 0);
  for (const event of floor.told.filter((each) => each.number > after)) response.write(onTheWire(event));
  const listener = (event: Parameters<typeof onTheWire>[0]) => response.write(onTheWire(event));
  const beat = setInterval(() => response.write(': still here\n\n'), 15_000);
  response.write(': here\n\n');
  floor.listeners.add(listener);
  request.on('close', () => {
    clearInterval(beat);
    floor.listeners.delete(listener);
  });
}
