/** A running node, which a spec may kill when it knows its process. */
export interface Node {
  url: string;
  pid?: number;
}

/** From `CREMA_NODES`, `URL PID` separated by commas; without it the node that `./crema run` starts. */
export function nodes(): [Node, ...Node[]] {
  const [first = { url: 'http://localhost:8080' }, ...others] = (process.env.CREMA_NODES ?? '')
    .split(',')
    .filter((one) => one !== '')
    .map((one) => {
      const [url = '', pid] = one.split(' ');
      return { url, ...(pid === undefined ? {} : { pid: Number(pid) }) };
    });
  return [first, ...others];
}
