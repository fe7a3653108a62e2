// expect: RAN held
// sample: yes
// Services that listen near a sandbox: the machine itself, its engine, the metadata of clouds, and our own listener.
const net = require("net");
const dgram = require("dgram");
const known = require("fs").readFileSync(0, "utf8").split("\n").map((line) => line.split(" "));
const targets = [["127.0.0.1", 22], ["127.0.0.1", 2375], ["::1", 80], ["169.254.169.254", 80], ["172.17.0.1", 2375], ["10.0.2.2", 22]];
for (const [kind, address, port] of known) if (kind === "tcp") targets.push([address, Number(port)]);
let open = targets.length;
const through = [];
const done = () => {
    if (--open > 0) return;
    console.log(through.length ? `escaped ${through}` : "held");
    process.exit(0);
};
for (const [host, port] of targets) {
    const socket = net.connect({ host, port });
    socket.on("connect", () => { through.push(host); socket.destroy(); done(); });
    socket.on("error", done);
    try {
        const packet = dgram.createSocket(host.includes(":") ? "udp6" : "udp4");
        packet.on("error", () => {});
        packet.send("x", port, host, () => {});
    } catch (error) {
        // refused
    }
}
