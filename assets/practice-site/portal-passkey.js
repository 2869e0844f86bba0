// Has a passkey sign the form's challenge, and sends what it said. What goes wrong sends the form empty: the portal says
// then that it did not match, and gives a new challenge.
const form = document.querySelector('form');
const LIMIT_MS = 60_000;
let isAsking = false;

const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])));

async function sign() {
  const publicKey = {
    challenge: bytesOf(form.dataset.challenge),
    rpId: location.hostname,
    userVerification: 'required',
    timeout: LIMIT_MS,
  };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  return {
    id: rawId,
    account: response.userHandle,
    'client-data': response.clientDataJSON,
    'authenticator-data': response.authenticatorData,
    signature: response.signature,
  };
}

async function answer() {
  try {
    const signed = await sign();
    for (const [name, buffer] of Object.entries(signed)) form.elements.namedItem(name).value = textOf(buffer);
  } finally {
    // Not as by a press: that would ask once more.
    form.submit();
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  answer().catch(() => undefined);
});
