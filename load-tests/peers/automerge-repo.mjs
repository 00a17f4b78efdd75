// automerge-repo's sync server as a peer of the benchmarks: what @automerge/automerge-repo-sync-server is made of, at the versions of today.
//
// usage: node --expose-gc automerge-repo.mjs PORT FOLDER
import { createServer } from "node:http";
import { Repo } from "@automerge/automerge-repo";
import { WebSocketServerAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { WebSocketServer } from "ws";

const [port, folder] = process.argv.slice(2);
const http = createServer();
const sockets = new WebSocketServer({ server: http });
new Repo({
  network: [new WebSocketServerAdapter(sockets)],
  storage: new NodeFSStorageAdapter(folder),
  peerId: "sync-server",
  sharePolicy: async () => false,
});

process.on("SIGUSR2", () => globalThis.gc?.());
http.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
