/** A page that draws no frame for so long, in milliseconds, tells nothing of what the screen shows. */
const FRAME_LIMIT_MS = 600;
/** Frames after which what a page has been is on the screen. */
const FRAMES_BEFORE = 3;
/** A page that changes itself more often while it is looked at counts as moving. */
const MOST_SCANS = 12;
/** Things that can't be seen yet and are followed all the same. */
const MOST_UNSEEN = 300;
/** Elements whose places the browser itself is asked for. */
const MOST_OBSERVED = 100;

/**
 * Whether everything stays where it is, from before a picture is taken until after. A page's own code runs between our
 * looks and could put things back each time: so it is looked at in every frame before it is drawn, after it was drawn,
 * whenever it changes itself, and by the places that the browser itself has drawn. Runs in the page; sent as text.
 */
export const HOLD_SOURCE = `
  const frame = () => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no frame')), ${FRAME_LIMIT_MS});
    requestAnimationFrame(() => { clearTimeout(timer); resolve(); });
  });
  const afterFrame = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(0);
  });
  const keyOf = (look) => JSON.stringify(look);
  const same = (a, b) => a.every((edge, at) => Math.abs(edge - b[at]) < 1.5);
  /* The places that the browser has drawn elements at, as it says with the next frame. */
  const drawnAsTold = (found) => new Promise((resolve, reject) => {
    const elements = [...new Set(found.map(({ element, node }) => element || parentOf(node)).filter((one) => one && isConnected(one)))].slice(0, ${MOST_OBSERVED});
    if (elements.length === 0) return resolve(true);
    const told = new Map(elements.map((element) => [element, edges(rectOf(element))]));
    const waiting = new Set(elements);
    let isSame = true;
    const timer = setTimeout(() => { observer.disconnect(); reject(new Error('no frame')); }, ${FRAME_LIMIT_MS});
    const observer = new IntersectionObserver((entries) => {
      for (const { target, boundingClientRect } of entries) {
        waiting.delete(target);
        if (!same(edges(boundingClientRect), told.get(target))) isSame = false;
      }
      if (waiting.size > 0) return;
      clearTimeout(timer);
      observer.disconnect();
      resolve(isSame);
    });
    for (const element of elements) observer.observe(element);
  });
  /* What can be seen, and as much of the rest as may come to be. */
  const nearest = (found) => {
    const isSeen = (one) => one.isSeen === true;
    return [...found.filter(isSeen), ...found.filter((one) => !isSeen(one)).slice(0, ${MOST_UNSEEN})];
  };
  let watch = null;
  const stop = () => {
    watch?.observer.disconnect();
    watch = null;
  };
  const begin = (wanted) => {
    stop();
    const first = scan(wanted);
    const look = placed(first);
    const mine = { look, key: keyOf(look), found: nearest(first.found), hasMoved: false, scans: 0, wanted, observer: null };
    const check = (isSame) => { if (!isSame) mine.hasMoved = true; };
    mine.observer = new MutationObserver(() => {
      mine.scans += 1;
      if (mine.hasMoved) return;
      if (mine.scans > ${MOST_SCANS}) mine.hasMoved = true;
      else check(keyOf(placed(scan(wanted))) === mine.key);
    });
    const options = { subtree: true, childList: true, attributes: true, characterData: true };
    for (const root of first.roots) mine.observer.observe(root, options);
    const key = keyOf(placed({ found: mine.found, named: look.named }).places);
    const places = () => keyOf(placed({ found: mine.found, named: look.named }).places) === key;
    const follow = async () => {
      while (watch === mine && !mine.hasMoved) {
        await frame();
        check(places());
        await afterFrame();
        check(places());
      }
    };
    watch = mine;
    follow().catch(() => { mine.hasMoved = true; });
    return mine;
  };
  /* What it is now; answered when the screen may show nothing older. */
  const before = async (wanted) => {
    const mine = begin(wanted);
    for (let frames = 0; frames < ${FRAMES_BEFORE}; frames += 1) await frame();
    if (!(await drawnAsTold(mine.found))) mine.hasMoved = true;
    return { ...mine.look, held: !mine.hasMoved };
  };
  /* What it has become; answered when everything has been told that the screen may have shown when this was asked. */
  const after = async (wanted) => {
    const mine = watch;
    await frame();
    await afterFrame();
    const last = scan(wanted);
    const look = placed(last);
    const isDrawn = await drawnAsTold(last.found);
    stop();
    return { ...look, held: mine !== null && isDrawn && !mine.hasMoved && keyOf(look) === mine.key };
  };`;
