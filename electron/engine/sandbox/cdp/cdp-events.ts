import { type CdpFields, fieldsOf, textOf } from './cdp-values';

/** The events that somebody listens to, and what is read of each. One that does not read as it should is not told. */
export const EVENT_READERS = {
  /** As it came: what can't be read of it still has to be refused. */
  'Fetch.requestPaused': (event: CdpFields) => event,
  'Inspector.targetCrashed': () => ({}),
  /** It ended without an answer: nobody wants it any more, or there was no way. */
  'Network.loadingFailed': ({ requestId }: CdpFields) => {
    const networkId = textOf(requestId);
    return networkId === null ? null : { networkId };
  },
  'Network.responseReceived': ({ requestId, response }: CdpFields) => {
    const networkId = textOf(requestId);
    const { status } = fieldsOf(response);
    return networkId === null || typeof status !== 'number' ? null : { networkId, status };
  },
  'Network.requestWillBeSent': ({ documentURL, type, request, requestId, redirectResponse }: CdpFields) => {
    const [documentUrl, url] = [textOf(documentURL), textOf(fieldsOf(request).url)];
    if (documentUrl === null || url === null) return null;
    // What has sent it on is told with the request that it led to, and never as an answer.
    const { status } = fieldsOf(redirectResponse);
    const sentOn = typeof status === 'number' ? { networkId: textOf(requestId) ?? '', status } : null;
    return { documentUrl, url, type: textOf(type), sentOn };
  },
  'Network.webSocketClosed': ({ requestId }: CdpFields) => {
    const networkId = textOf(requestId);
    return networkId === null ? null : { networkId };
  },
  'Network.webSocketCreated': ({ requestId, url }: CdpFields) => {
    const [networkId, address] = [textOf(requestId), textOf(url)];
    return networkId === null || address === null ? null : { networkId, url: address };
  },
  /** `data`: the text of a message, or its bytes in base64 where it is of any other kind. */
  'Network.webSocketFrameSent': ({ requestId, response }: CdpFields) => {
    const networkId = textOf(requestId);
    const { opcode, payloadData } = fieldsOf(response);
    return networkId === null ? null : { networkId, isText: opcode === 1, data: textOf(payloadData) ?? '' };
  },
  'Page.frameDetached': readFrameId,
  'Page.frameNavigated': ({ frame }: CdpFields) => {
    const { id, parentId, url, unreachableUrl, securityOrigin } = fieldsOf(frame);
    const frameId = textOf(id);
    if (frameId === null) return null;
    return {
      frameId,
      isOutermost: parentId === undefined,
      /** The frame around it, in whatever process. */
      outerId: textOf(parentId),
      /** Of its address, as the browser names it. */
      origin: textOf(securityOrigin) ?? '',
      url: textOf(url) ?? '',
      /** The address that an error page stands for; null for any other page. */
      unreachableUrl: textOf(unreachableUrl),
    };
  },
  'Page.frameStartedLoading': readFrameId,
  'Page.frameStartedNavigating': ({ frameId, navigationType }: CdpFields) => {
    const [id, type] = [textOf(frameId), textOf(navigationType)];
    if (id === null || type === null) return null;
    return { frameId: id, isToAnother: !/sameDocument/i.test(type) };
  },
  'Page.frameStoppedLoading': readFrameId,
  'Page.javascriptDialogClosed': () => ({}),
  'Page.javascriptDialogOpening': ({ type, message }: CdpFields) => ({
    type: String(type),
    message: String(message),
  }),
  'Page.navigatedWithinDocument': readFrameId,
  'Security.certificateError': ({ errorType, requestURL }: CdpFields) => {
    const [error, url] = [textOf(errorType), textOf(requestURL)];
    return error === null || url === null ? null : { error, url };
  },
  /** Pictures without TLS in a page make it neutral, what was found to be wrong makes it insecure. */
  'Security.visibleSecurityStateChanged': ({ visibleSecurityState }: CdpFields) => {
    const { securityState, certificateSecurityState } = fieldsOf(visibleSecurityState);
    const { certificateNetworkError, subjectName } = fieldsOf(certificateSecurityState);
    const isRight = textOf(subjectName) !== null && textOf(certificateNetworkError) === null;
    return { isCertified: isRight && (securityState === 'secure' || securityState === 'neutral') };
  },
  /** The private key comes with it, and is left out. */
  'WebAuthn.credentialAsserted': ({ authenticatorId, credential }: CdpFields) => {
    const id = textOf(authenticatorId);
    const { signCount } = fieldsOf(credential);
    // One that says no number has signed all the same.
    return id === null
      ? null
      : { authenticatorId: id, signCount: typeof signCount === 'number' ? signCount : 0 };
  },
  'WebAuthn.credentialAdded': ({ authenticatorId, credential }: CdpFields) => {
    const id = textOf(authenticatorId);
    return id === null ? null : { authenticatorId: id, passkey: readPasskey(fieldsOf(credential)) };
  },
} satisfies Readonly<Record<string, (event: CdpFields) => object | null>>;

export type CdpMethod = keyof typeof EVENT_READERS;
export type CdpEvent<M extends CdpMethod> = NonNullable<ReturnType<(typeof EVENT_READERS)[M]>>;
export type NavigatedFrame = CdpEvent<'Page.frameNavigated'>;

export function isListenedTo(method: string): method is CdpMethod {
  return Object.hasOwn(EVENT_READERS, method);
}

function readPasskey({ credentialId, rpId, privateKey, userHandle, signCount }: CdpFields) {
  const [id, site, key] = [textOf(credentialId), textOf(rpId), textOf(privateKey)];
  if (id === null || site === null || key === null) return null;
  const count = typeof signCount === 'number' ? signCount : 0;
  return { credentialId: id, rpId: site, privateKey: key, userHandle: textOf(userHandle), signCount: count };
}

function readFrameId({ frameId }: CdpFields): { readonly frameId: string } | null {
  const text = textOf(frameId);
  return text === null ? null : { frameId: text };
}
