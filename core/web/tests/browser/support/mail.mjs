// A mail server on a loopback port that takes every mail, or answers a recipient as it is told to.
import { createServer } from "node:net";

export async function startMailServer() {
  const sink = { recipients: [], answer: "250 2.1.5 ok" };
  const server = createServer((socket) => {
    const say = (line) => socket.write(`${line}\r\n`);
    let reading = false;
    let rest = "";
    socket.on("error", () => undefined);
    say("220 sink");
    socket.on("data", (chunk) => {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (reading) {
          reading = line !== ".";
          if (!reading) say("250 2.0.0 taken");
        } else if (/^RCPT TO:/i.test(line)) {
          sink.recipients.push(/<(.*)>/.exec(line)?.[1]);
          say(sink.answer);
        } else if (/^DATA/i.test(line)) {
          reading = true;
          say("354 go on");
        } else if (/^QUIT/i.test(line)) {
          say("221 bye");
          socket.end();
        } else say("250 ok");
      }
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  sink.url = `smtp://127.0.0.1:${server.address().port}`;
  sink.stop = () => new Promise((done) => server.close(done));
  return sink;
}
