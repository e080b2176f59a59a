// Paints the display lists of app/draw on canvases; list.go describes the operations.
"use strict";

globalThis.painter = {
  attach(id) {
    const canvas = document.getElementById(id);
    if (!(canvas instanceof HTMLCanvasElement)) return null;
    const context = canvas.getContext("2d");
    const images = [], styles = new Map();
    const horizontal = ["left", "center", "right"], vertical = ["alphabetic", "middle", "top"];
    let strings = [], list = new Float32Array(0);

    // Colours are 24 bits and an alpha; the cache saves making and parsing the same few strings.
    const style = (rgb, alpha) => {
      const key = rgb * 256 + Math.round(alpha * 255);
      let text = styles.get(key);
      if (text === undefined) styles.set(key, text = "#" + key.toString(16).padStart(8, "0"));
      return text;
    };

    // The index of an operation is its code; each takes its arguments at i and returns how many it took.
    const c = context, operations = [
      () => { c.save(); return 0; },
      () => { c.restore(); return 0; },
      (a, i) => { c.globalAlpha = a[i]; return 1; },
      (a, i) => { c.fillStyle = style(a[i], a[i + 1]); return 2; },
      (a, i) => { c.strokeStyle = style(a[i], a[i + 1]); return 2; },
      (a, i) => { c.lineWidth = a[i]; return 1; },
      (a, i) => { c.setLineDash(a[i] > 0 ? [a[i], a[i + 1]] : []); return 2; },
      (a, i) => { c.font = strings[a[i]]; return 1; },
      (a, i) => { c.textAlign = horizontal[a[i]]; c.textBaseline = vertical[a[i + 1]]; return 2; },
      () => { c.beginPath(); return 0; },
      (a, i) => { c.moveTo(a[i], a[i + 1]); return 2; },
      (a, i) => { c.lineTo(a[i], a[i + 1]); return 2; },
      (a, i) => { c.bezierCurveTo(a[i], a[i + 1], a[i + 2], a[i + 3], a[i + 4], a[i + 5]); return 6; },
      (a, i) => { c.rect(a[i], a[i + 1], a[i + 2], a[i + 3]); return 4; },
      (a, i) => { c.roundRect(a[i], a[i + 1], a[i + 2], a[i + 3], a[i + 4]); return 5; },
      (a, i) => { c.arc(a[i], a[i + 1], a[i + 2], a[i + 3], a[i + 4]); return 5; },
      () => { c.closePath(); return 0; },
      () => { c.fill(); return 0; },
      () => { c.stroke(); return 0; },
      () => { c.clip(); return 0; },
      (a, i) => { c.fillText(strings[a[i]], a[i + 1], a[i + 2]); return 3; },
      (a, i) => { c.strokeText(strings[a[i]], a[i + 1], a[i + 2]); return 3; },
      (a, i) => {
        c.imageSmoothingEnabled = a[i + 9] > 0;
        const image = images[a[i]];
        if (image) c.drawImage(image.canvas, a[i + 1], a[i + 2], a[i + 3], a[i + 4], a[i + 5], a[i + 6], a[i + 7], a[i + 8]);
        return 10;
      },
      (a, i) => { c.lineDashOffset = a[i]; return 1; },
    ];

    const target = {
      width: canvas.clientWidth,
      height: canvas.clientHeight,
      get ratio() { return globalThis.devicePixelRatio || 1; },
      buffer(bytes) { list = new Float32Array(bytes / 4); return new Uint8Array(list.buffer); },
      pixels(slot, width, height) {
        let image = images[slot];
        if (!image || image.canvas.width !== width || image.canvas.height !== height) {
          image = images[slot] = { canvas: document.createElement("canvas"), data: new ImageData(width, height) };
          Object.assign(image.canvas, { width, height });
        }
        return image.data.data;
      },
      upload(slot) { images[slot].canvas.getContext("2d").putImageData(images[slot].data, 0, 0); },
      // Resizing the store clears it, so it happens together with the painting.
      paint(length, table) {
        if (table !== null) strings = table.split("\n");
        const ratio = target.ratio, width = Math.round(target.width * ratio), height = Math.round(target.height * ratio);
        if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, target.width, target.height);
        context.globalAlpha = 1;
        context.setLineDash([]);
        context.lineDashOffset = 0;
        context.imageSmoothingQuality = "high";
        context.lineJoin = "round";
        for (let i = 0; i < length;) i += 1 + operations[list[i]](list, i + 1);
      },
      release() { observer.disconnect(); },
    };
    const observer = new ResizeObserver(([entry]) => {
      target.width = entry.contentRect.width;
      target.height = entry.contentRect.height;
    });
    observer.observe(canvas);
    return target;
  },
};
