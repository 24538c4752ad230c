// TinyBase's own WebSocket server, each room kept in a file of $DB. Beside it, on the next port, how many rows a room holds.
import http from 'node:http';
import { createMergeableStore } from 'tinybase';
import { createFilePersister } from 'tinybase/persisters/persister-file';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocketServer } from 'ws';

const port = +process.argv[2];
const rooms = new Map();
createWsServer(new WebSocketServer({ port, maxPayload: 1 << 30 }), room => {
  const store = createMergeableStore();
  rooms.set(room, store);
  return createFilePersister(store, `${process.env.DB}.${room}.json`);
});
http.createServer((asked, answer) => {
  const store = rooms.get(asked.url.slice(1));
  answer.end(String(store ? store.getRowCount('j') : 0));
}).listen(port + 1, '127.0.0.1');
