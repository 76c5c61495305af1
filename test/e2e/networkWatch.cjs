// Loaded into every Node process of the workbench under test: writes down connections that leave this machine.
const { appendFileSync } = require('node:fs');
const net = require('node:net');

const log = process.env.CUVETTE_NETWORK_LOG;
const local = /^(127\.|::1$|::ffff:127\.|localhost$|0\.0\.0\.0$|$)/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  // Node passes its own normalised arguments as one array, callers pass (options) or (port, host).
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const target =
    typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const host = target.path ? '' : String(target.host ?? '');
  if (log && !local.test(host)) {
    appendFileSync(log, `${host}:${target.port} from ${process.argv.slice(1, 3).join(' ')}\n`);
  }
  return connect.apply(this, args);
};
