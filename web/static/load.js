// How the program gets here, for the page and for the service worker, which
// keeps it. A host that compresses sends it that way by itself. From one that
// does not comes the compressed copy that lies beside it, to be unpacked here.
"use strict";

{
  const unpackers = { br: "brotli", gz: "gzip" }; // by extension, the smallest first
  const unpacks = (format) => {
    try {
      return Boolean(new DecompressionStream(format));
    } catch {
      return false;
    }
  };

  // formatOf tells by its first bytes what a body is: the program as it is, or
  // packed. The browser may have unpacked a copy already, and what a host says
  // of a type does not matter.
  const formatOf = (start) => {
    if (start[0] === 0 && start[1] === 0x61 && start[2] === 0x73 && start[3] === 0x6d) return "";
    return start[0] === 0x1f && start[1] === 0x8b ? "gzip" : "brotli";
  };

  const arrived = async (url, options) => {
    const response = await fetch(url, options);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText} ${response.url}`);
    return response;
  };

  // counted passes a body on and reports its length as it comes.
  const counted = (body, report) => {
    let received = 0;
    report(0);
    return body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          report((received += chunk.byteLength));
          controller.enqueue(chunk);
        },
      }),
    );
  };

  // first returns the first chunk of a body and the body with that chunk.
  const first = async (body) => {
    const reader = body.getReader();
    const { value = new Uint8Array() } = await reader.read();
    const whole = new ReadableStream({
      start: (controller) => controller.enqueue(value),
      async pull(controller) {
        const { value, done } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return [value, whole];
  };

  const packed = async (url, options, progress) => {
    for (const [extension, format] of Object.entries(unpackers)) {
      if (!unpacks(format)) continue;
      try {
        const response = await arrived(`${url}.${extension}`, options);
        const total = Number(response.headers.get("Content-Length"));
        const [start, body] = await first(response.body);
        const found = formatOf(start);
        // Something else, such as a page that says that nothing was found.
        if (found && found !== format) throw new Error(`${response.url} is not ${format}`);
        const measured = counted(body, (n) => total && progress(Math.min(n, total), total));
        return found ? measured.pipeThrough(new DecompressionStream(found)) : measured;
      } catch (error) {
        console.info(String(error));
      }
    }
    return null;
  };

  // loadProgram fetches the program, which has that many bytes, and returns a
  // response that holds it unpacked. It calls progress with the bytes that have
  // crossed the network, as far as a browser tells, and with their total.
  globalThis.loadProgram = async (url, bytes, options, progress) => {
    const stop = new AbortController();
    let response = await arrived(url, { ...options, signal: stop.signal });
    const length = Number(response.headers.get("Content-Length"));
    const wrap = (body) => new Response(body, { headers: { "Content-Type": "application/wasm" } });
    if (length >= bytes && !response.headers.get("Content-Encoding")) {
      stop.abort();
      const body = await packed(url, options, progress);
      if (body) return wrap(body);
      response = await arrived(url, options);
    }
    // Bytes are counted unpacked; what crosses the network is their share of its length.
    const total = length || bytes;
    return wrap(counted(response.body, (n) => progress(Math.min(1, n / bytes) * total, total)));
  };
}
