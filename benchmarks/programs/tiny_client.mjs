// TinyBase in memory against its own server: W1 to W5. usage: node tiny_client.mjs N
import fs from 'node:fs';
import { createMergeableStore } from 'tinybase';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { WebSocket } from 'ws';
import { du, finish, pct, phase, records, sleep } from './common.mjs';

const N = +process.argv[2] || 10000, LONGEST = Math.max(60, N / 1000), port = +process.env.SERVER_PORT;
const docs = records(N), ex = { n: N };
const row = ({ id, ...rest }) => rest;
const held = async room => +(await (await fetch(`http://127.0.0.1:${port + 1}/${room}`)).text());
const filled = some => {
  const store = createMergeableStore();
  store.transaction(() => some.forEach(one => store.setRow('j', one.id, row(one))));
  return store;
};
const joined = async (store, room) => {
  const sync = await createWsSynchronizer(store, new WebSocket(`ws://127.0.0.1:${port}/${room}`, { maxPayload: 1 << 30 }), 30);
  await sync.startSync();
  return sync;
};
const until = async (done, ends) => {
  while (!(await done())) {
    if (performance.now() > ends) throw new Error('it never ended');
    await sleep(5);
  }
};
// What fails or does not end is told, and has no figure.
const tried = async (name, work) => {
  const late = sleep(1.2 * LONGEST * 1000).then(() => { throw new Error('it never ended'); });
  late.catch(() => {});
  try { await phase(name, () => Promise.race([work(), late]), ex); } catch (error) { console.error(name, error.message); }
};
const soon = () => performance.now() + LONGEST * 1000;

let A, B, a, b;
await tried('create_bulk', async () => { A = filled(docs); });
await tried('W1_push', async () => { a = await joined(A, 'main'); await until(async () => (await held('main')) === N, soon()); });
await tried('W2_pull', async () => { B = createMergeableStore(); b = await joined(B, 'main'); await until(() => B.getRowCount('j') === N, soon()); });
const seen = new Map(), times = [];
let lost = 0;
B.addRowListener('j', null, (_, __, id) => seen.get(id)?.(performance.now()));
await tried('W3_live', async () => {
  for (let i = 0; i < 50 && lost < 5; i++) {
    const id = 'live' + i, t = performance.now(), p = new Promise(r => seen.set(id, r));
    A.setRow('j', id, row(docs[i]));
    const came = await Promise.race([p, sleep(3000)]);
    if (came) times.push(came - t);
    else lost++; // it is not here after 3 s
    await sleep(50);
  }
  if (!times.length) throw new Error('nothing came');
  return { p50_ms: pct(times, 50), p95_ms: pct(times, 95), lost };
});
await sleep(1000);
await tried('W5_disk', async () => ({ server_disk: du(`${process.env.DB}.main.json`) }));
await a?.destroy(); await b?.destroy();
if (N === 10000) {
  const crowd = [];
  for (let c = 0; c < 20; c++) crowd.push(filled(docs.slice(c * 500, c * 500 + 500)));
  const ends = soon();
  await tried('W4_20x500', async () => {
    await Promise.all(crowd.map(one => joined(one, 'crowd')));
    await until(() => crowd.every(one => one.getRowCount('j') === N), ends);
  });
}
finish('tiny'); process.exit(0);
