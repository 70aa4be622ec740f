import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A process that answers every request with the same head and body, which its parent sends it: what Node's own server
 * can do with these bytes when there is nothing else to do.
 */
const [{ headers, body }] = (await once(process, 'message')) as [{ headers: OutgoingHttpHeaders; body: Uint8Array }];
const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
await once(server.listen(0, '127.0.0.1'), 'listening');
process.on('message', () => process.send!({ cpu: process.cpuUsage(), memory: process.memoryUsage().rss }));
process.once('disconnect', () => process.exit());
process.send!({ port: (server.address() as AddressInfo).port });
