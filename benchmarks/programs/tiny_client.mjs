// TinyBase in memory against its own server: W1 to W5. usage: node tiny_client.mjs N
import fs from 'node:fs';
import { createMergeableStore } from 'tinybase';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { WebSocket } from 'ws';
import { du, finish, pct, phase, records, sleep } from './common.mjs';

const N = +process.argv[2] || 10000, LONGEST = +process.argv[3] || 60, port = +process.env.SERVER_PORT;
const docs = records(N), ex = { n: N };
const row = ({ id, ...rest }) => rest;
const held = async room => +(await (await fetch(`http://127.0.0.1:${port + 1}/${room}`)).text());
const filled = some => {
  const store = createMergeableStore();
  store.transaction(() => some.forEach(one => store.setRow('j', one.id, row(one))));
  return store;
};
const joined = async (store, room) => {
  const sync = await createWsSynchronizer(store, new WebSocket(`ws://127.0.0.1:${port}/${room}`, { maxPayload: 1 << 30 }), 100);
  await sync.startSync();
  return sync;
};
const until = async (done, ends) => {
  while (!(await done())) {
    if (performance.now() > ends) throw new Error('it never ended');
    await sleep(5);
  }
};
const soon = () => performance.now() + LONGEST * 1000;

let A, B, a, b;
await phase('create_bulk', async () => { A = filled(docs); }, ex);
await phase('W1_push', async () => { a = await joined(A, 'main'); await until(async () => (await held('main')) === N, soon()); }, ex);
await phase('W2_pull', async () => { B = createMergeableStore(); b = await joined(B, 'main'); await until(() => B.getRowCount('j') === N, soon()); }, ex);
const seen = new Map(), times = [];
B.addRowListener('j', null, (_, __, id) => seen.get(id)?.(performance.now()));
await phase('W3_live', async () => {
  for (let i = 0; i < 50; i++) {
    const id = 'live' + i, t = performance.now(), p = new Promise(r => seen.set(id, r));
    A.setRow('j', id, row(docs[i]));
    times.push(await p - t);
    await sleep(50);
  }
  return { p50_ms: pct(times, 50), p95_ms: pct(times, 95) };
}, ex);
await sleep(1000);
await phase('W5_disk', async () => ({ server_disk: du(`${process.env.DB}.main.json`) }), ex);
await a.destroy(); await b.destroy();
if (N === 10000) {
  const crowd = [];
  for (let c = 0; c < 20; c++) crowd.push(filled(docs.slice(c * 500, c * 500 + 500)));
  const ends = soon();
  try {
    await phase('W4_20x500', async () => {
      await Promise.all(crowd.map(one => joined(one, 'crowd')));
      await until(() => crowd.every(one => one.getRowCount('j') === N), ends);
    }, ex);
  } catch (error) { console.error('W4', error.message); }
}
finish('tiny'); process.exit(0);
