/** Characters that one origin may keep; more is no sign-in. */
export const MAX_STORED = 4_000_000;

/**
 * Values of IndexedDB as JSON and back (structured clone, HTML 2.7), each with a letter for its kind. What has no such form
 * (a file, a key that can't be taken out) throws.
 */
const CODEC = `
  const bytesOf = (buffer, at = 0, length = buffer.byteLength) => {
    let text = '';
    for (const byte of new Uint8Array(buffer, at, length)) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const bufferOf = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
  const VIEWS = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView };
  const pack = (value, depth = 0) => {
    if (depth > 60) throw new Error('too deep');
    const inner = (one) => pack(one, depth + 1);
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return ['v', value];
    if (value === undefined) return ['u'];
    if (typeof value === 'number') return Number.isFinite(value) ? ['v', value] : ['n', String(value)];
    if (typeof value === 'bigint') return ['i', String(value)];
    if (Array.isArray(value)) return ['a', value.map(inner)];
    if (value instanceof Date) return ['d', value.getTime()];
    if (value instanceof RegExp) return ['r', value.source, value.flags];
    if (value instanceof Map) return ['m', [...value].map((pair) => pair.map(inner))];
    if (value instanceof Set) return ['s', [...value].map(inner)];
    if (value instanceof ArrayBuffer) return ['b', bytesOf(value)];
    for (const name of Object.keys(VIEWS))
      if (value instanceof VIEWS[name]) return ['w', name, bytesOf(value.buffer, value.byteOffset, value.byteLength)];
    if (Object.prototype.toString.call(value) !== '[object Object]') throw new Error('not kept');
    return ['o', Object.entries(value).map(([key, one]) => [key, inner(one)])];
  };
  const unpack = ([kind, first, second]) => {
    switch (kind) {
      case 'v': return first;
      case 'u': return undefined;
      case 'n': return Number(first);
      case 'i': return BigInt(first);
      case 'a': return first.map(unpack);
      case 'd': return new Date(first);
      case 'r': return new RegExp(first, second);
      case 'm': return new Map(first.map((pair) => pair.map(unpack)));
      case 's': return new Set(first.map(unpack));
      case 'b': return bufferOf(first);
      case 'w': return new VIEWS[first](bufferOf(second));
      default: return Object.fromEntries(first.map(([key, one]) => [key, unpack(one)]));
    }
  };
  const answerOf = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('in use'));
  });
  const over = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });`;

/** Runs in our world of a document of the origin. Answers what it has stored, without what has no such form; null for too much. */
export const READ_STORAGE = `async function () {${CODEC}
  const databases = [];
  for (const { name, version } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name, version));
    const stores = [];
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
      const records = [];
      keys.forEach((key, at) => {
        try { records.push([pack(key), pack(values[at])]); } catch { /* It has no form as text. */ }
      });
      const indexes = [...store.indexNames].map((indexName) => {
        const { keyPath, unique, multiEntry } = store.index(indexName);
        return { name: indexName, keyPath, unique, multiEntry };
      });
      stores.push({ name: storeName, keyPath: store.keyPath, autoIncrement: store.autoIncrement, indexes, records });
    }
    database.close();
    databases.push({ name, version, stores });
  }
  const local = Object.entries(localStorage);
  const isTooMuch = JSON.stringify([local, databases]).length > ${MAX_STORED};
  return isTooMuch ? null : { local, databases };
}`;

/**
 * Runs in our world of a document of the origin. Puts back what was read, in the place of what is there; answers how many
 * databases could not be.
 */
export const WRITE_STORAGE = `async function (local, databases) {${CODEC}
  localStorage.clear();
  for (const [key, value] of local) localStorage.setItem(key, value);
  let lost = 0;
  for (const { name, version, stores } of databases) {
    try {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = () => {
        for (const { name: storeName, keyPath, autoIncrement, indexes } of stores) {
          if (opening.result.objectStoreNames.contains(storeName)) continue;
          const store = opening.result.createObjectStore(storeName, { keyPath, autoIncrement });
          for (const { name: indexName, keyPath: path, unique, multiEntry } of indexes) store.createIndex(indexName, path, { unique, multiEntry });
        }
      };
      const database = await answerOf(opening);
      for (const { name: storeName, keyPath, records } of stores) {
        const transaction = database.transaction(storeName, 'readwrite');
        const store = transaction.objectStore(storeName);
        store.clear();
        for (const [key, value] of records) keyPath === null ? store.put(unpack(value), unpack(key)) : store.put(unpack(value));
        await over(transaction);
      }
      database.close();
    } catch { lost += 1; }
  }
  return lost;
}`;

/** Runs in our world. Whether a text stands in the document, as a person reads it, if that is of the origin. */
export const SAYS_TEXT = `function (text, origin) {
  if (self.origin !== origin) return false;
  const plain = (words) => words.replace(/\\s+/g, ' ').trim().toLowerCase();
  const body = document.body;
  return body !== null && plain(body.innerText).includes(plain(text));
}`;
