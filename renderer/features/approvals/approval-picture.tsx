import type { MouseEvent } from 'react';
import type { ActionApproval } from '../../../shared/domain/approval';
import type { Box, Point } from '../../../shared/domain/geometry';
import { frameUrl } from '../../client/frame-url';
import { cropAround, FrameCrop } from '../../components/frame-crop';
import { FrameView } from '../../components/frame-view';
import { LiveSpot } from './live-spot';

type ApprovalPictureProps = {
  readonly approval: ActionApproval;
  /** Takes a place chosen on the frame; null while none is asked for. */
  readonly onPlace: ((at: Point) => void) | null;
};

/** The screen the action was judged on: the target close up, the same spot as it is now, and the whole frame. */
export function ApprovalPicture({ approval, onPlace }: ApprovalPictureProps) {
  const { display, target } = approval;
  const src = frameUrl(approval.sessionId, approval.frame);
  const box = target.kind === 'element' || target.kind === 'window' ? target.box : null;
  const point = approval.point ?? (box && centreOf(box));
  return (
    <div className="approval-picture">
      {point && (
        <div className="approval-spots">
          <figure>
            <FrameCrop src={src} label="Target, enlarged" frame={display} point={point} box={box} />
            <figcaption>As it was judged</figcaption>
          </figure>
          <LiveSpot sessionId={approval.sessionId} frame={display} area={cropAround(display, point, box)} />
        </div>
      )}
      <PlacePicker frame={display} onPlace={onPlace}>
        <FrameView
          src={src}
          alt="The screen that this action was judged on"
          width={display.width}
          height={display.height}
        >
          {box && <BoxMark box={box} frame={display} />}
          {approval.point && <PointMark point={approval.point} />}
          {approval.targets.length > 1 &&
            approval.targets.map(
              (end) => end.kind === 'element' && <EndMark key={end.fingerprint} box={end.box} />,
            )}
        </FrameView>
      </PlacePicker>
    </div>
  );
}

type PlacePickerProps = {
  readonly frame: ActionApproval['display'];
  readonly onPlace: ((at: Point) => void) | null;
  readonly children: React.ReactNode;
};

/** A click on the picture as a place on the screen. The keyboard has the two fields of the form below. */
function PlacePicker({ frame, onPlace, children }: PlacePickerProps) {
  if (onPlace === null) return children;
  const pick = (event: MouseEvent<HTMLDivElement>): void => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const at = (share: number, size: number) => Math.max(0, Math.min(size - 1, Math.floor(share * size)));
    onPlace({
      x: at((event.clientX - left) / width, frame.width),
      y: at((event.clientY - top) / height, frame.height),
    });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the form has fields for the same
    // biome-ignore lint/a11y/noStaticElementInteractions: the form has fields for the same
    <div className="place-picker" onClick={pick}>
      {children}
    </div>
  );
}

function BoxMark({ box, frame }: { readonly box: Box; readonly frame: ActionApproval['display'] }) {
  const outer = `M0 0H${frame.width}V${frame.height}H0Z`;
  const inner = `M${box.x} ${box.y}v${box.height}h${box.width}v${-box.height}Z`;
  return (
    <>
      <path className="mark-shade" d={outer + inner} fillRule="evenodd" />
      <rect className="mark-halo" {...box} rx={3} />
      <rect className="mark-line" {...box} rx={3} data-testid="target-box" />
    </>
  );
}

function EndMark({ box }: { readonly box: Box }) {
  return <rect className="mark-line" {...box} rx={3} strokeDasharray="6 4" />;
}

function PointMark({ point: { x, y } }: { readonly point: Point }) {
  return (
    <>
      <circle className="mark-halo" cx={x} cy={y} r={16} />
      <circle className="mark-line" cx={x} cy={y} r={16} />
      <circle className="mark-solid" cx={x} cy={y} r={4} />
    </>
  );
}

function centreOf(box: Box): Point {
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}
