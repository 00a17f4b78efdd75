// Node's socket.io as a peer of the benchmarks: rooms, one event in, one event to the room out.
//
// usage: node --expose-gc socketio.mjs PORT [recovery] [churn]
//   recovery  connection state recovery, so that a client that comes back gets what it missed
//   churn     tells the room of every join and leave, as presence would
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, ...modes] = process.argv.slice(2);
const churn = modes.includes("churn");
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
  ...(modes.includes("recovery") && {
    connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
  }),
});

// The same 128 bytes that every other delivery carries; the driver counts it.
const diff = { t: 1_000_000_000_000_000, n: 10_000_000, p: "x".repeat(86) };

io.on("connection", (socket) => {
  let room = socket.recovered ? [...socket.rooms].find((name) => name !== socket.id) : undefined;
  socket.on("join", (name, done) => {
    room = name;
    if (churn) io.to(room).emit("m", diff);
    socket.join(room);
    done();
  });
  socket.on("pub", (data) => io.to(room).emit("m", data));
  socket.on("disconnect", () => {
    if (churn && room) io.to(room).emit("m", diff);
  });
});

process.on("SIGUSR2", () => globalThis.gc?.());
http.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 });
