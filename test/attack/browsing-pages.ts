/** Pages that use much of what a browser has, for finding system calls that the seccomp profile denies. */

const run = (body: string) => `async () => { ${body} }`;

/** Each answers a word when it has worked. */
export const USES: Readonly<Record<string, string>> = {
  worker: run(`
    const code = 'onmessage = ({ data }) => postMessage(data * 2)';
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    const answer = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
    worker.postMessage(21);
    return await answer === 42 && 'ok';`),
  'shared worker': run(`
    const code = 'onconnect = ({ ports: [port] }) => port.postMessage(1)';
    const worker = new SharedWorker(URL.createObjectURL(new Blob([code])));
    worker.port.start();
    return await new Promise((resolve) => { worker.port.onmessage = () => resolve('ok'); });`),
  wasm: run(`
    const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,7,1,96,2,127,127,1,127,3,2,1,0,7,7,1,3,97,100,100,0,0,10,9,1,7,0,32,0,32,1,106,11]);
    const { instance } = await WebAssembly.instantiate(bytes);
    return instance.exports.add(40, 2) === 42 && 'ok';`),
  canvas: run(`
    const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 600 });
    const brush = canvas.getContext('2d');
    brush.font = '40px serif';
    brush.filter = 'blur(4px)';
    for (let i = 0; i < 50; i += 1) brush.fillText('Größe 文字 😀', i * 10, i * 12);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/webp'));
    const bitmap = await createImageBitmap(blob);
    return bitmap.width === 800 && 'ok';`),
  fonts: run(`
    document.body.append(...['serif', 'sans-serif', 'monospace', 'cursive', 'system-ui'].map((family) =>
      Object.assign(document.createElement('p'), { textContent: 'العربية हिन्दी ไทย 日本語 😀', style: 'font-family:' + family })));
    await document.fonts.ready;
    return document.body.offsetHeight > 0 && 'ok';`),
  storage: run(`
    localStorage.setItem('a', 'b');
    sessionStorage.setItem('a', 'b');
    document.cookie = 'a=b';
    const request = indexedDB.open('db', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('things');
    await new Promise((resolve, reject) => { request.onsuccess = resolve; request.onerror = reject; });
    const writing = request.result.transaction('things', 'readwrite');
    for (let i = 0; i < 200; i += 1) writing.objectStore('things').put(new Uint8Array(10000), i);
    await new Promise((resolve, reject) => { writing.oncomplete = resolve; writing.onerror = reject; });
    return localStorage.getItem('a') === 'b' && 'ok';`),
  sound: run(`
    const audio = new OfflineAudioContext(1, 44100, 44100);
    const tone = audio.createOscillator();
    tone.connect(audio.destination);
    tone.start();
    return (await audio.startRendering()).length === 44100 && 'ok';`),
  'media element': run(`
    const video = document.createElement('video');
    document.body.append(video);
    video.src = URL.createObjectURL(new MediaSource());
    return typeof video.canPlayType('video/webm; codecs="vp9"') === 'string' && 'ok';`),
  files: run(`
    const file = new File([new Uint8Array(3_000_000)], 'a.bin');
    const text = await new Response(file.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
    return text.byteLength > 0 && 'ok';`),
  forms: run(`
    document.body.insertAdjacentHTML('beforeend', '<form><input type=date><input type=color><input type=file><select><option>1</select><textarea></textarea></form>');
    document.querySelector('textarea').focus();
    document.execCommand('insertText', false, 'written');
    return document.querySelector('textarea').value === 'written' && 'ok';`),
  frames: run(`
    for (const host of ['two.test', 'three.test', 'four.test', 'five.test']) {
      const frame = Object.assign(document.createElement('iframe'), { src: 'http://' + host + '/empty' });
      document.body.append(frame);
      await new Promise((resolve) => { frame.onload = resolve; });
    }
    return frames.length >= 4 && 'ok';`),
  sockets: run(`
    const socket = new WebSocket('ws://page.test/socket');
    await new Promise((resolve) => { socket.onclose = socket.onopen = resolve; });
    const peer = new RTCPeerConnection();
    peer.createDataChannel('a');
    await peer.setLocalDescription(await peer.createOffer());
    peer.close();
    return 'ok';`),
  animation: run(`
    const box = document.createElement('div');
    box.style.cssText = 'width:200px;height:200px;background:linear-gradient(red,blue);filter:drop-shadow(0 0 9px)';
    document.body.append(box);
    const turning = box.animate([{ transform: 'rotate(0)' }, { transform: 'rotate(360deg)' }], 400);
    await turning.finished;
    return 'ok';`),
  memory: run(`
    const blocks = [];
    for (let i = 0; i < 40; i += 1) blocks.push(new Float64Array(250_000).fill(i));
    return blocks.length === 40 && 'ok';`),
  permissions: run(`
    const names = ['geolocation', 'notifications', 'camera', 'microphone'];
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return states.every(({ state }) => state !== 'granted') && 'ok';`),
};
