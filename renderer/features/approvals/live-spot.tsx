import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Box } from '../../../shared/domain/action';
import { connectScreen, type ScreenState } from '../../client/screen-connection';

type LiveSpotProps = {
  readonly sessionId: string;
  readonly frame: { readonly width: number; readonly height: number };
  /** The part of the screen that is shown. */
  readonly area: Box;
};

/** The same part of the screen as it is at this moment, so that a page that changes while it is judged gives itself away. */
export function LiveSpot({ sessionId, frame, area }: LiveSpotProps) {
  const view = useRef<HTMLDivElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<ScreenState>({ kind: 'connecting' });
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    const element = view.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const isSized = width > 0;
  useEffect(() => {
    if (screen.current === null || !isSized) return;
    const connection = connectScreen(screen.current, sessionId, setState);
    return () => connection.close();
  }, [sessionId, isSized]);

  const scale = width / area.width;
  return (
    <figure>
      <div
        className="live-spot"
        ref={view}
        style={{ aspectRatio: `${area.width} / ${area.height}` }}
        role="img"
        aria-label="The same spot, live"
      >
        <div
          className="live-spot-screen"
          ref={screen}
          style={{
            width: frame.width * scale,
            height: frame.height * scale,
            transform: `translate(${-area.x * scale}px, ${-area.y * scale}px)`,
          }}
        />
        {state.kind === 'lost' && <span className="live-spot-lost">No live picture</span>}
      </div>
      <figcaption>{state.kind === 'connected' ? 'Live, now' : 'Live'}</figcaption>
    </figure>
  );
}
