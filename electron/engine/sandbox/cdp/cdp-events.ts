import { type CdpFields, fieldsOf, textOf } from './cdp-values';

/** The events that somebody listens to, and what is read of each. One that does not read as it should is not told. */
export const EVENT_READERS = {
  /** As it came: what can't be read of it still has to be refused. */
  'Fetch.requestPaused': (event: CdpFields) => event,
  'Inspector.targetCrashed': () => ({}),
  'Network.requestWillBeSent': ({ documentURL, type, request }: CdpFields) => {
    const [documentUrl, url] = [textOf(documentURL), textOf(fieldsOf(request).url)];
    return documentUrl === null || url === null ? null : { documentUrl, url, type: textOf(type) };
  },
  'Page.frameDetached': readFrameId,
  'Page.frameNavigated': ({ frame }: CdpFields) => {
    const { id, parentId, url, unreachableUrl } = fieldsOf(frame);
    const frameId = textOf(id);
    if (frameId === null) return null;
    return {
      frameId,
      isOutermost: parentId === undefined,
      url: textOf(url) ?? '',
      /** The address that an error page stands for; null for any other page. */
      unreachableUrl: textOf(unreachableUrl),
    };
  },
  'Page.frameStartedLoading': readFrameId,
  'Page.frameStoppedLoading': readFrameId,
  'Page.javascriptDialogClosed': () => ({}),
  'Page.javascriptDialogOpening': ({ type, message }: CdpFields) => ({
    type: String(type),
    message: String(message),
  }),
  'Security.certificateError': ({ errorType, requestURL }: CdpFields) => {
    const [error, url] = [textOf(errorType), textOf(requestURL)];
    return error === null || url === null ? null : { error, url };
  },
} satisfies Readonly<Record<string, (event: CdpFields) => object | null>>;

export type CdpMethod = keyof typeof EVENT_READERS;
export type CdpEvent<M extends CdpMethod> = NonNullable<ReturnType<(typeof EVENT_READERS)[M]>>;
export type NavigatedFrame = CdpEvent<'Page.frameNavigated'>;

export function isListenedTo(method: string): method is CdpMethod {
  return Object.hasOwn(EVENT_READERS, method);
}

function readFrameId({ frameId }: CdpFields): { readonly frameId: string } | null {
  const text = textOf(frameId);
  return text === null ? null : { frameId: text };
}
