import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Box } from '../../../shared/domain/geometry';
import { connectScreen, type ScreenState } from '../../client/screen-connection';
import { useLiveScreens } from '../../stores/live-screens';
import './live-spot.css';

/** How often the spot is drawn anew from a picture that is there already: fast enough to see a label flicker. */
const MIRROR_MS = 50;

type LiveSpotProps = {
  readonly sessionId: string;
  readonly frame: { readonly width: number; readonly height: number };
  /** The part of the screen that is shown. */
  readonly area: Box;
};

/**
 * The same part of the screen as it is at this moment, so that a page that changes while it is judged gives itself away.
 * Drawn from the live view where that is open; over a stream of its own where it is not.
 */
export function LiveSpot(props: LiveSpotProps) {
  const screen = useLiveScreens((state) => state.screens[props.sessionId]);
  const { width, height } = props.area;
  return (
    <figure>
      <div
        className="live-spot"
        style={{ aspectRatio: `${width} / ${height}` }}
        role="img"
        aria-label="The same spot, live"
      >
        {screen === undefined ? <OwnStream {...props} /> : <Mirror screen={screen} area={props.area} />}
      </div>
      <figcaption>Live, now</figcaption>
    </figure>
  );
}

function Mirror({ screen, area }: { readonly screen: HTMLElement; readonly area: Box }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { x, y, width, height } = area;
  useEffect(() => {
    const draw = (): void => {
      const source = screen.querySelector('canvas');
      const context = canvas.current?.getContext('2d');
      if (source && source.width > 0) context?.drawImage(source, x, y, width, height, 0, 0, width, height);
    };
    draw();
    const timer = setInterval(draw, MIRROR_MS);
    return () => clearInterval(timer);
  }, [screen, x, y, width, height]);
  return <canvas className="live-spot-mirror" ref={canvas} width={width} height={height} />;
}

function OwnStream({ sessionId, frame, area }: LiveSpotProps) {
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
    <div className="live-spot-view" ref={view}>
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
  );
}
